"""What the content check finds."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something to mend: where it is, which rule it breaks, and what is wrong.

    The message says what is wrong and then, after a semicolon, what to do about it.
    """

    path: str
    line: int
    rule: str
    message: str
    entry: str | None = None
    """The slug of the entry, for rules whose breach may be accepted for delivered entries."""
    blocks: bool = True
    """Whether it keeps the content from being published, whatever else is right."""

    def as_warning(self) -> "Problem":
        """Return the problem as one that is shown and blocks nothing."""
        return replace(self, blocks=False)

    def __str__(self) -> str:
        """Return the problem as one line, the way compilers print theirs."""
        return f"{self.path}:{self.line}: {self.message} [{self.rule}]"


class ContentError(Exception):
    """A content file cannot be used; found by the content check, never during a request."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
