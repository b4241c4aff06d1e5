"""Who may use what: declared beside each root field and each type that ``node`` reaches.

Services decide; this says what they are to decide, for readers, for the schema's test, which fails
where nothing is declared, and for the one that tries every kind of caller on everything.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

T = TypeVar("T")


class Caller(StrEnum):
    """Kinds of callers, each with what is theirs."""

    ANYBODY = "anybody"
    RESPONDENT = "respondent"
    COMPANY_USER = "company user"
    COMPANY_INTEGRATION = "integration that acts for a company"
    ADVISOR = "advisor"
    ADMINISTRATOR = "administrator"


OPEN: Final = frozenset({Caller.ANYBODY})
RESPONDENTS: Final = frozenset({Caller.RESPONDENT})
HOLDERS: Final = frozenset({Caller.RESPONDENT, Caller.COMPANY_USER, Caller.COMPANY_INTEGRATION})
"""Whoever an assessment is theirs."""
PEOPLE_WITH_ACCESS: Final = frozenset({Caller.RESPONDENT, Caller.COMPANY_USER})
"""Whoever an assessment is theirs, and no program."""
ASSESSMENT_ERASERS: Final = PEOPLE_WITH_ACCESS | {Caller.ADMINISTRATOR}
COMPANY_ERASERS: Final = frozenset({Caller.COMPANY_USER, Caller.ADMINISTRATOR})
ADVISORS: Final = frozenset({Caller.ADVISOR})
KEEPERS: Final = frozenset({Caller.COMPANY_USER, Caller.ADMINISTRATOR})
"""Whoever makes keys for programs."""
COMPANIES: Final = frozenset({Caller.COMPANY_USER, Caller.COMPANY_INTEGRATION})
COMPANY_USERS: Final = frozenset({Caller.COMPANY_USER})

REACHED_BY: Final[dict[str, frozenset[Caller]]] = {}
"""The types that ``node`` reaches, with whom it shows them to."""

_KEY: Final = "callers"


def callers(allowed: frozenset[Caller]) -> Mapping[str, Any]:
    """Return the metadata of a root field that `allowed` may use, each for what is theirs."""
    return {_KEY: allowed}


def declared(metadata: Mapping[Any, Any]) -> frozenset[Caller] | None:
    """Return who may use a root field by its metadata; None where nothing is declared."""
    found: frozenset[Caller] | None = metadata.get(_KEY)
    return found


def reached_by(allowed: frozenset[Caller]) -> Callable[[type[T]], type[T]]:
    """Declare whom ``node`` shows a type to, each what is theirs."""

    def declare(of_type: type[T]) -> type[T]:
        REACHED_BY[of_type.__name__] = allowed
        return of_type

    return declare
