"""What a program may use of what is open to everybody: as much as its scopes say."""

from collections.abc import Set as AbstractSet
from typing import Final

from assessments.services.api_key_terms import OF_ADMINISTRATORS, OF_ADVISORS, OF_COMPANIES
from assessments.services.principals import Integration, Principal, Scope
from assessments.texts import OR, Text, both

_GIVERS: Final[tuple[tuple[AbstractSet[Scope], Text], ...]] = (
    (OF_COMPANIES, both("bedriften", "the company")),
    (OF_ADVISORS, both("en rådgiver", "an advisor")),
    (OF_ADMINISTRATORS, both("en administrator", "an administrator")),
)
"""What each kind of manager may give."""


def lacking_scope(principal: Principal, scopes: AbstractSet[Scope]) -> Text | None:
    """Return why `principal` may not use what any of `scopes` opens, and who can help; else None.

    Only programs have scopes: people, and whoever proves nothing, may use all that is open. Without
    any in `scopes` every program may.
    """
    if not isinstance(principal, Integration) or not scopes:
        return None
    return None if scopes & principal.scopes else _said(scopes)


def _said(scopes: AbstractSet[Scope]) -> Text:
    names = [f"`{scope.name}`" for scope in Scope if scope in scopes]
    givers = _givers(scopes)
    return both(
        f"Programmet trenger tilgangen {f' {OR.nb} '.join(names)}, som nøkkelen eller tokenet ikke"
        f" har. Be {givers.nb} om en nøkkel som har den, eller utstederen om et slikt token.",
        f"The program needs the scope {f' {OR.en} '.join(names)}, which its key or token does not"
        f" have. Ask {givers.en} for a key that has it, or the issuer for such a token.",
    )


def _givers(scopes: AbstractSet[Scope]) -> Text:
    """Return who makes keys with one of `scopes`."""
    *others, last = [said for given, said in _GIVERS if scopes & given]
    if not others:
        return last
    return both(
        f"{', '.join(one.nb for one in others)} {OR.nb} {last.nb}",
        f"{', '.join(one.en for one in others)} {OR.en} {last.en}",
    )
