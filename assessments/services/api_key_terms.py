"""What may be asked for of an API key: what a new one may be, and when one is rotated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from stdnum.no import orgnr

from assessments.errors import NotAvailableError
from assessments.questionnaire.kinds.text import cleaned
from assessments.questionnaire.refusals import NotAccepted
from assessments.services.api_key_errors import ApiKeyEndedError, ApiKeyRejectedError
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Scope,
    recipients_of,
)
from assessments.storage.api_keys import StoredKey
from assessments.texts import Text, both

MAX_NAME: Final = 100
LIFETIME: Final = timedelta(days=365)
MAX_LIFETIME: Final = timedelta(days=731)
"""Two years, one of which may be a leap year."""

DELEGATED_LIFETIME: Final = timedelta(days=90)
"""For how long at most a key works that somebody made on a company's behalf."""

MAX_LIVE: Final = 20
"""How many keys of an organisation or a recipient have not ended, and of an administrator's own."""

MAX_OVERLAP_HOURS: Final = 168

Manager = CompanyUser | Advisor | Administrator
"""Whoever may create, rotate and revoke keys."""

OPEN: Final = frozenset({Scope.CATALOGUE, Scope.MATCHING})
OF_COMPANIES: Final = OPEN | {Scope.COMPANY}
"""What a company may give: what is open to all, and what is its own."""
OF_ADVISORS: Final = OPEN | {Scope.AGGREGATES, Scope.SHARED_ASSESSMENTS}
"""What an advisor may give, who reads what is shared already."""
OF_ADMINISTRATORS: Final = OPEN | {Scope.AGGREGATES}
"""What an administrator may give, who reads no answers, and would by a key for what is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedKey:
    """A key as it is asked for; `company_id` or `organisation_number` says whom it acts for.

    `recipients` are slugs of those whose key it is: it may read what is shared with them.
    """

    name: str
    scopes: Sequence[Scope]
    recipients: Sequence[str] = ()
    company_id: UUID | None = None
    organisation_number: str | None = None
    expires_at: datetime | None = None


def scopes_given_by(manager: Manager) -> frozenset[Scope]:
    """Return the scopes that `manager` may give."""
    if isinstance(manager, CompanyUser):
        return OF_COMPANIES
    return OF_ADVISORS if isinstance(manager, Advisor) else OF_ADMINISTRATORS


def could_give(manager: Manager, key: StoredKey) -> bool:
    """Tell whether `manager` may give the scopes of `key`, and for all of its recipients."""
    has_recipients = set(key.recipients) <= set(recipients_of(manager))
    return has_recipients and scopes_given_by(manager).issuperset(key.scopes)


def holder_of(key: StoredKey) -> Text:
    """Return in words for whom a key is counted."""
    if key.organisation_number is not None:
        return both("Bedriften", "The company")
    if not key.recipients:
        return both("Kontoen din", "Your account")
    if len(key.recipients) == 1:
        return both("Mottakeren", "The recipient")
    return both("En av mottakerne", "One of the recipients")


def giver_of(key: StoredKey) -> Text:
    """Return in words who could make such a key."""
    if key.recipients:
        return both("en rådgiver for alle mottakerne", "an advisor for all its recipients")
    if Scope.COMPANY in key.scopes:
        return both("bedriften", "the company")
    return both("en administrator", "an administrator")


def accepted_name(wanted: WantedKey) -> str:
    """Return the name without blanks around it.

    Raises:
        ApiKeyRejectedError: It is empty, too long or cannot be seen.
    """
    try:
        return cleaned(wanted.name, MAX_NAME)
    except NotAccepted as error:
        message = error.rejected.message
        raise ApiKeyRejectedError("name", message.nb, message.en) from error


def accepted_scopes(wanted: WantedKey, manager: Manager) -> list[Scope]:
    """Return the scopes, in the order in which they are declared.

    Raises:
        ApiKeyRejectedError: None is named, one twice, or one that `manager` may not give.
    """
    if not wanted.scopes:
        raise ApiKeyRejectedError("scopes", "Velg minst én tilgang.", "Choose at least one scope.")
    if len(set(wanted.scopes)) != len(wanted.scopes):
        raise ApiKeyRejectedError(
            "scopes", "Oppgi hver tilgang én gang.", "Name each scope only once."
        )
    if beyond := sorted(set(wanted.scopes) - scopes_given_by(manager)):
        names = ", ".join(scope.name for scope in beyond)
        raise ApiKeyRejectedError(
            "scopes",
            f"Dette kan du ikke gi tilgang til: {names}. Utelat det, eller be den som kan:"
            " bedrifter gir tilgang til sine egne data, rådgivere til det som er delt med"
            " mottakerne de leser for, og rådgivere og administratorer til tall om mange.",
            f"You cannot give these: {names}. Leave them out, or ask those who can: companies give"
            " access to their own data, advisors to what is shared with the recipients they read"
            " for, and advisors and administrators to figures about many.",
        )
    return [scope for scope in Scope if scope in wanted.scopes]


def delegate_of(manager: Manager) -> str | None:
    """Return the number of the organisation that acts on a company's behalf, if one does."""
    return manager.delegate if isinstance(manager, CompanyUser) else None


def accepted_expiry(wanted: WantedKey, manager: Manager, now: datetime) -> datetime:
    """Return when the key ends; a year from `now` where nothing is said.

    On a company's behalf it is 90 days at most, and where nothing is said.

    Raises:
        ApiKeyRejectedError: That is not in the future, or too far ahead.
    """
    if delegate_of(manager) is not None:
        return _delegated_expiry(wanted, now)
    if wanted.expires_at is None:
        return now + LIFETIME
    if not now < wanted.expires_at <= now + MAX_LIFETIME:
        raise ApiKeyRejectedError(
            "expiresAt",
            "Velg et tidspunkt fram i tid, høyst to år fra nå.",
            "Choose a time in the future, at most two years from now.",
        )
    return wanted.expires_at


def _delegated_expiry(wanted: WantedKey, now: datetime) -> datetime:
    latest = now + DELEGATED_LIFETIME
    if wanted.expires_at is not None and not now < wanted.expires_at <= latest:
        days = DELEGATED_LIFETIME.days
        raise ApiKeyRejectedError(
            "expiresAt",
            f"En nøkkel dere lager på vegne av en bedrift, varer høyst {days} dager. Velg et"
            " tidspunkt innen da, eller be bedriften lage nøkkelen selv.",
            f"A key that you make on a company's behalf lasts at most {days} days. Choose a time"
            " within that, or ask the company to make the key itself.",
        )
    return wanted.expires_at or latest


def accepted_organisation(wanted: WantedKey) -> str | None:
    """Return the number of the organisation that an administrator names, if any.

    Raises:
        ApiKeyRejectedError: It is no organisation number.
    """
    number = wanted.organisation_number
    if number is not None and (number != orgnr.compact(number) or not orgnr.is_valid(number)):
        raise ApiKeyRejectedError(
            "organisationNumber",
            "Oppgi et gyldig organisasjonsnummer: ni sifre uten mellomrom.",
            "Give a valid organisation number: nine digits without blanks.",
        )
    return number


def check_rotation(manager: Manager, key: StoredKey, overlap_hours: int) -> None:
    """Return when `manager` may give `key` a new secret with that overlap.

    Raises:
        ApiKeyRejectedError: The overlap is out of range.
        NotAvailableError: The key may do what `manager` could not let it do.
    """
    if not 0 <= overlap_hours <= MAX_OVERLAP_HOURS:
        raise ApiKeyRejectedError(
            "overlapHours",
            f"Oppgi fra 0 til {MAX_OVERLAP_HOURS} timer.",
            f"Give from 0 to {MAX_OVERLAP_HOURS} hours.",
        )
    if not could_give(manager, key):
        giver = giver_of(key)
        raise NotAvailableError(
            f"Bare {giver.nb} kan bytte hemmeligheten i denne nøkkelen. Be om at det blir gjort,"
            " eller trekk nøkkelen tilbake.",
            f"Only {giver.en} can rotate this key. Ask for it to be done, or revoke the key.",
        )
    if delegate_of(manager) not in {None, key.delegate}:
        raise NotAvailableError(
            "Dere logger inn på vegne av bedriften, og denne nøkkelen er ikke laget av dere. Be"
            " bedriften bytte hemmeligheten, eller lag en egen nøkkel.",
            "You sign in on the company's behalf, and did not make this key. Ask the company to"
            " rotate it, or create a key of your own.",
        )


def refuse_ended(key: StoredKey, now: datetime) -> None:
    """Return when `key` lasts at `now`.

    Raises:
        ApiKeyEndedError: It has expired or been revoked.
    """
    if key.revoked_at is not None or key.expires_at <= now:
        raise ApiKeyEndedError
