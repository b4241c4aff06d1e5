"""Who may use what: declared beside each root field and each type that ``node`` reaches.

Services decide; this says what they are to decide, for readers, for the schema's test, which fails
where nothing is declared, and for the one that tries every kind of caller on everything.

What is open to everybody says as well which scopes open it to programs. ``scoping`` keeps to that.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from assessments.services.principals import Scope

T = TypeVar("T")
Scopes = frozenset[Scope]


class Caller(StrEnum):
    """Kinds of callers, each with what is theirs."""

    ANYBODY = "anybody"
    RESPONDENT = "respondent"
    COMPANY_USER = "company user"
    COMPANY_INTEGRATION = "integration that acts for a company"
    ADVISOR = "advisor"
    RECIPIENT_INTEGRATION = "integration that reads for a recipient"
    FIGURES_INTEGRATION = "integration that reads figures"
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
RECIPIENTS: Final = frozenset({Caller.ADVISOR, Caller.RECIPIENT_INTEGRATION})
"""Whoever reads what companies share."""
FIGURE_READERS: Final = frozenset({Caller.ADVISOR, Caller.FIGURES_INTEGRATION})
"""Whoever reads figures about many."""
KEEPERS: Final = frozenset({Caller.COMPANY_USER, Caller.ADVISOR, Caller.ADMINISTRATOR})
"""Whoever makes keys for programs."""
ADMINISTRATORS: Final = frozenset({Caller.ADMINISTRATOR})
COMPANIES: Final = frozenset({Caller.COMPANY_USER, Caller.COMPANY_INTEGRATION})
COMPANY_USERS: Final = frozenset({Caller.COMPANY_USER})

NO_SCOPE: Final[Scopes] = frozenset()
"""Said of what every program may use."""
CATALOGUE: Final[Scopes] = frozenset({Scope.CATALOGUE})
MATCHING: Final[Scopes] = frozenset({Scope.MATCHING})
COMPANY: Final[Scopes] = frozenset({Scope.COMPANY})
FILLING_IN: Final[Scopes] = CATALOGUE | COMPANY
"""Either opens what filling in an assessment needs: questionnaires and facts."""

REACHED_BY: Final[dict[str, frozenset[Caller]]] = {}
"""The types that ``node`` reaches, with whom it shows them to."""
NODE_SCOPES: Final[dict[str, Scopes]] = {}
"""The open types that ``node`` reaches, with the scopes any of which opens them to programs."""

_KEY: Final = "callers"
_SCOPES: Final = "scopes"


def callers(allowed: frozenset[Caller], *, scopes: Scopes | None = None) -> Mapping[str, Any]:
    """Return the metadata of a root field that `allowed` may use, each for what is theirs.

    One that is open names the `scopes` any of which opens it to programs, or ``NO_SCOPE``.
    """
    return {_KEY: allowed, _SCOPES: scopes}


def declared(metadata: Mapping[Any, Any]) -> frozenset[Caller] | None:
    """Return who may use a root field by its metadata; None where nothing is declared."""
    found: frozenset[Caller] | None = metadata.get(_KEY)
    return found


def declared_scopes(metadata: Mapping[Any, Any]) -> Scopes | None:
    """Return which scopes open a root field by its metadata; None where nothing is declared."""
    found: Scopes | None = metadata.get(_SCOPES)
    return found


def reached_by(
    allowed: frozenset[Caller], *, scopes: Scopes | None = None
) -> Callable[[type[T]], type[T]]:
    """Declare whom ``node`` shows a type to, each what is theirs; an open one with its scopes."""

    def declare(of_type: type[T]) -> type[T]:
        REACHED_BY[of_type.__name__] = allowed
        if scopes is not None:
            NODE_SCOPES[of_type.__name__] = scopes
        return of_type

    return declare
