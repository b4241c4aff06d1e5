"""What the content check finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """Something to mend: where it is, which rule it breaks, and what to do."""

    path: str
    line: int
    rule: str
    message: str
    entry: str | None = None
    """The slug of the entry, for rules whose breach may be accepted for delivered entries."""

    def __str__(self) -> str:
        """Return the problem as one line, the way compilers print theirs."""
        return f"{self.path}:{self.line}: {self.message} [{self.rule}]"
