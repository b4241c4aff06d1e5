"""What may be asked for of an API key: what a new one may be, and when one is rotated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from stdnum.no import orgnr

from assessments.content.library import CompiledCatalogue
from assessments.errors import NotAvailableError, RecipientEndedError, UnknownRecipientError
from assessments.questionnaire.kinds.text import cleaned
from assessments.questionnaire.refusals import NotAccepted
from assessments.services.api_key_errors import ApiKeyEndedError, ApiKeyRejectedError
from assessments.services.principals import Administrator, CompanyUser, Scope
from assessments.services.recipients import find_recipient
from assessments.storage.api_keys import StoredKey
from assessments.texts import OR

MAX_NAME: Final = 100
LIFETIME: Final = timedelta(days=365)
MAX_LIFETIME: Final = timedelta(days=731)
"""Two years, one of which may be a leap year."""

DELEGATED_LIFETIME: Final = timedelta(days=90)
"""For how long at most a key works that somebody made on a company's behalf."""

MAX_LIVE: Final = 20
"""How many keys of an organisation have not ended."""

MAX_OVERLAP_HOURS: Final = 168
MAX_RECIPIENTS: Final = 50
"""For how many one key may read."""

Manager = CompanyUser | Administrator
"""Whoever may create, rotate and revoke keys."""

OPEN: Final = frozenset({Scope.CATALOGUE, Scope.MATCHING})
OF_COMPANIES: Final = OPEN | {Scope.COMPANY}
"""What a company may give: what is open to all, and what is its own."""
OF_ADMINISTRATORS: Final = OPEN | {Scope.AGGREGATES, Scope.SHARED_ASSESSMENTS}
"""What an administrator may give, who sees no answers and so lends nobody the sight of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedKey:
    """A key as it is asked for; `company_id` or `organisation_number` says whom it acts for.

    `recipients` are slugs of those for whom it may read what is shared with them.
    """

    name: str
    scopes: Sequence[Scope]
    recipients: Sequence[str] = ()
    company_id: UUID | None = None
    organisation_number: str | None = None
    expires_at: datetime | None = None


def scopes_given_by(manager: Manager) -> frozenset[Scope]:
    """Return the scopes that `manager` may give."""
    return OF_COMPANIES if isinstance(manager, CompanyUser) else OF_ADMINISTRATORS


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
            f"Dette kan du ikke gi tilgang til: {names}. Bedrifter gir tilgang til sine egne data,"
            " og administratorer til tall om mange og til det som er delt.",
            f"You cannot give these: {names}. Companies give access to their own data, and"
            " administrators to figures about many and to what has been shared.",
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


def accepted_recipients(wanted: WantedKey, catalogue: CompiledCatalogue) -> list[str]:
    """Return the slugs of those for whom a key may read what is shared with them, as given.

    Raises:
        ApiKeyRejectedError: None is named where the scope is SHARED_ASSESSMENTS, or one is where it
            is not; one is named twice, too many are, or one is unknown or has ended.
    """
    given = wanted.recipients
    if Scope.SHARED_ASSESSMENTS not in wanted.scopes:
        if given:
            raise ApiKeyRejectedError(
                "recipients",
                "Utelat mottakerne, eller gi tilgangen SHARED_ASSESSMENTS: bare den leser det som"
                " er delt med dem.",
                "Leave the recipients out, or give the scope SHARED_ASSESSMENTS: only that reads"
                " what is shared with them.",
            )
        return []
    if not given:
        raise ApiKeyRejectedError(
            "recipients",
            "Oppgi hvem egenvurderingene er delt med: `slug` til klynger eller organisasjoner.",
            "Name whom the assessments are shared with: the `slug` of clusters or organisations.",
        )
    if len(given) > MAX_RECIPIENTS or len(set(given)) != len(given):
        raise ApiKeyRejectedError(
            "recipients",
            f"Oppgi hver mottaker én gang, og høyst {MAX_RECIPIENTS} av dem.",
            f"Name each recipient only once, and at most {MAX_RECIPIENTS} of them.",
        )
    for place, slug in enumerate(given):
        _refuse_recipient(f"recipients.{place}", slug, catalogue)
    return list(given)


def _refuse_recipient(path: str, slug: str, catalogue: CompiledCatalogue) -> None:
    try:
        find_recipient(catalogue, slug)
    except UnknownRecipientError as unknown:
        raise ApiKeyRejectedError(path, unknown.message.nb, unknown.message.en) from unknown
    except RecipientEndedError as ended:
        instead = [f"`{successor}`" for successor in ended.successors]
        nb = f"Oppgi heller {f' {OR.nb} '.join(instead)}." if instead else "Utelat den."
        en = f"Name {f' {OR.en} '.join(instead)} instead." if instead else "Leave it out."
        raise ApiKeyRejectedError(
            path,
            f"Denne mottakeren finnes ikke lenger. {nb}",
            f"This recipient does not exist any more. {en}",
        ) from ended


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
    if not scopes_given_by(manager).issuperset(key.scopes):
        raise NotAvailableError(
            "Bare den som kan gi nøkkelen tilgangene den har, kan bytte hemmeligheten. Dere kan"
            " trekke nøkkelen tilbake.",
            "Only those who can give the key its scopes can rotate it. You can revoke it.",
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
