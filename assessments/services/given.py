"""Answers and facts as clients give them."""

from dataclasses import dataclass

from assessments.questionnaire.given import Given


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as the client gave it; `details` are options and what was said of each."""

    question: str
    given: Given
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GivenFact:
    """One fact as the client gave it; `path` is where in its input, None clears."""

    path: str
    fact: str
    given: Given | None

    @property
    def has_field(self) -> bool:
        """Whether it was given in a field of its own, which null clears."""
        return not self.path.startswith("facts.")
