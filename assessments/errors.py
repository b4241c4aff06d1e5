"""Every expected failure of the domain.

Each class owns its words, in both languages, and a stable machine-readable ``code``. The schema
package turns them into GraphQL types; nothing else may depend on the wording.
"""

from typing import ClassVar

from assessments.texts import Text


class AssessmentsError(Exception):
    """Base class of every failure that a caller is expected to handle."""

    code: ClassVar[str]

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class ContentError(Exception):
    """A content file cannot be used; found by the content check, never during a request."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
