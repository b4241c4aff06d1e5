"""The company that is evaluated."""

from dataclasses import dataclass
from datetime import date

from tests.reference.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What a company has stated and answered; what is missing is not in the mapping."""

    facts: dict[str, Value]
    """Stated facts by the delivered field name; nothing derived."""
    answers: dict[str, Value]
    """Answers by question id, also those that are kept for questions not shown."""
    as_of: date
    """The date of the assessment, and of the matching."""
