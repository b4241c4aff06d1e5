"""What a program may use of what is open to everybody: as much as its scopes say."""

from collections.abc import Set as AbstractSet

from assessments.services.api_key_terms import OF_ADMINISTRATORS, OF_COMPANIES
from assessments.services.principals import Integration, Principal, Scope
from assessments.texts import OR, Text, both

_COMPANY = both("bedriften", "the company")
_ADMINISTRATOR = both("en administrator", "an administrator")


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
    if not scopes & OF_ADMINISTRATORS:
        return _COMPANY
    if not scopes & OF_COMPANIES:
        return _ADMINISTRATOR
    return both(
        f"{_COMPANY.nb} {OR.nb} {_ADMINISTRATOR.nb}", f"{_COMPANY.en} {OR.en} {_ADMINISTRATOR.en}"
    )
