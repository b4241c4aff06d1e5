"""From the claims of a verified token to a principal, as the issuer's ``ClaimsReading`` says.

A token that shows several is taken for the first of: administrator, advisor, integration, company
user. The first two are given to people one by one by whoever runs the installation, so they are
meant where they are there; a program is recognised by its scopes; and a company user is whoever is
left. Nothing here raises, whatever the claims are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.identity.organisations import organisation_of
from api.identity.paths import texts_at, values_at
from api.identity.reading import Advisors, ClaimsReading, Details, Integrations, is_slug
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Principal,
)

MAX_SUBJECT = 255
"""The longest `sub`, in characters.
https://openid.net/specs/openid-connect-core-1_0.html#IDToken"""

IDENTITY_NUMBER_DIGITS = 11
"""Of national identity numbers, D numbers and their synthetic likes in test environments."""

Claims = Mapping[str, Any]


class _UnusableError(Exception):
    """The token shows a principal, but not one that can be named in full."""


@dataclass(frozen=True, slots=True)
class _Caller:
    """What every principal needs: the claims, how to read them, who issued them and about whom."""

    claims: Claims
    reading: ClaimsReading
    issuer: str
    sub: str

    @property
    def subject(self) -> str:
        return f"{self.issuer}#{self.sub}"

    @property
    def name(self) -> str:
        return _first_name(self.claims, self.reading.name) or self.sub


def can_name(text: str) -> bool:
    """Tell whether `text` can name somebody: short, visible, and no national identity number.

    It is none either with spaces or signs between its digits.
    """
    if not 0 < len(text) <= MAX_SUBJECT or not text.isprintable():
        return False
    bare = "".join(filter(str.isalnum, text))
    return len(bare) != IDENTITY_NUMBER_DIGITS or not bare.isdigit()


def principal_in(claims: Claims, reading: ClaimsReading, issuer: str) -> Principal | None:
    """Return whom the claims show, named ``<issuer>#<sub>``; None where they show nobody.

    Nobody is shown either where the claims name no caller, name one by a national identity number,
    or say that somebody acts for another without saying who, or by a register that is not
    configured.
    """
    sub = next((name for path in reading.subject for name in _names(claims, path)), None)
    if sub is None:
        return None
    caller = _Caller(claims, reading, issuer, sub)
    try:
        return (
            _administrator(caller)
            or _advisor(caller)
            or _integration(caller)
            or _company_user(caller)
        )
    except _UnusableError:
        return None


def _administrator(caller: _Caller) -> Administrator | None:
    shown = caller.reading.administrators
    if shown is None or shown.value not in texts_at(caller.claims, shown.claim):
        return None
    return Administrator(subject=caller.subject, name=caller.name)


def _advisor(caller: _Caller) -> Advisor | None:
    shown = caller.reading.advisors
    if shown is None:
        return None
    values = texts_at(caller.claims, shown.claim)
    recipients = _in_order(slug for value in values for slug in _advised(value, shown))
    return Advisor(subject=caller.subject, recipients=recipients) if recipients else None


def _advised(value: str, shown: Advisors) -> tuple[str, ...]:
    if shown.recipients is not None:
        return shown.recipients.get(value, ())
    slug = value.removeprefix(shown.prefix)
    return (slug,) if value.startswith(shown.prefix) and is_slug(slug) else ()


def _integration(caller: _Caller) -> Integration | None:
    shown = caller.reading.integrations
    if shown is None:
        return None
    said = (word for text in texts_at(caller.claims, shown.scope_claim) for word in text.split(" "))
    scopes = frozenset(scope for word in said for scope in shown.scopes.get(word, ()))
    if not scopes:
        return None
    consumer = _organisation(caller.claims, shown.consumer)
    supplier = _supplier(caller)
    system_user = _system_user(caller, shown)
    if system_user is None:
        return Integration(
            subject=caller.subject,
            name=caller.name,
            scopes=scopes,
            organisation=consumer,
            delegate=_delegate(supplier, consumer),
            recipients=_recipients(caller, shown, consumer),
        )
    return Integration(
        subject=system_user.subject,
        name=system_user.name,
        scopes=scopes,
        organisation=system_user.organisation,
        delegate=_delegate(supplier or consumer, system_user.organisation),
        recipients=_recipients(caller, shown, system_user.organisation),
    )


def _recipients(caller: _Caller, shown: Integrations, acted_for: str | None) -> tuple[str, ...]:
    """Return the slugs of those for whom the program reads what is shared with them."""
    configured = () if acted_for is None else shown.recipients.get(acted_for, ())
    claim = shown.recipient_claim
    said = () if claim is None else texts_at(caller.claims, claim)
    return _in_order((*configured, *(slug for slug in said if is_slug(slug))))


@dataclass(frozen=True, slots=True)
class _SystemUser:
    organisation: str
    subject: str
    name: str


def _system_user(caller: _Caller, shown: Integrations) -> _SystemUser | None:
    """Return the system user that the token is for, by its id where there is exactly one."""
    reading = shown.system_users
    found = [] if reading is None else _fitting(caller.claims, reading)
    if reading is None or not found:
        return None
    organisations = {_organisation(entry, reading.organisation) for entry in found}
    if len(organisations) > 1:
        raise _UnusableError
    ids = _in_order(name for entry in found for name in _names(entry, reading.ids))
    systems = (name for entry in found for name in _names(entry, reading.system or reading.ids))
    organisation = organisations.pop()
    if organisation is None:
        raise _UnusableError
    return _SystemUser(
        organisation=organisation,
        subject=f"{caller.issuer}#{ids[0]}" if len(ids) == 1 else caller.subject,
        name=next(systems, caller.name) if reading.system is not None else caller.name,
    )


def _company_user(caller: _Caller) -> CompanyUser | None:
    found = _in_order(
        number
        for shown in caller.reading.companies
        for entry in _fitting(caller.claims, shown)
        for value in values_at(entry, shown.organisation)
        if (number := organisation_of(value)) is not None
    )
    if not found and not caller.reading.people:
        return None
    # Who is signed in for others besides keeps the delegate: it acts for those.
    only = found[0] if len(found) == 1 else None
    delegate = _delegate(_supplier(caller), only)
    return CompanyUser(subject=caller.subject, organisations=found, delegate=delegate)


def _fitting(claims: Claims, shown: Details) -> list[object]:
    """Return the entries that have all that `where` asks for."""
    return [
        entry
        for entry in values_at(claims, shown.claim)
        if all(value in texts_at(entry, path) for path, value in shown.where.items())
    ]


def _supplier(caller: _Caller) -> str | None:
    """Return the organisation that acts on another's behalf."""
    delegation = caller.reading.delegation
    supplier = _organisation(caller.claims, delegation.supplier)
    sources = set(texts_at(caller.claims, delegation.source))
    if supplier is not None and sources.isdisjoint(delegation.sources):
        raise _UnusableError
    return supplier


def _delegate(acting: str | None, acted_for: str | None) -> str | None:
    """Return who acts on another's behalf, which nobody does who acts for itself."""
    return None if acting == acted_for else acting


def _organisation(claims: object, path: str | None) -> str | None:
    """Return the only organisation at `path`; what stands there must be one."""
    values = [] if path is None else list(values_at(claims, path))
    found = {organisation_of(value) for value in values}
    if None in found or len(found) > 1:
        raise _UnusableError
    return next(iter(found), None)


def _first_name(claims: Claims, paths: Iterable[str]) -> str | None:
    return next((name for path in paths for name in _names(claims, path)), None)


def _names(claims: object, path: str) -> Iterable[str]:
    return filter(can_name, texts_at(claims, path))


def _in_order(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
