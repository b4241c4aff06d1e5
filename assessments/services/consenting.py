"""Consents: given and withdrawn by whoever may read the assessment."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from assessments.errors import (
    AccessExpiredError,
    InvalidContactError,
    NotFoundError,
    NotSubmittedError,
    TooManyConsentsError,
)
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, Done, note_each
from assessments.services.environment import Environment, minute_in_norway
from assessments.services.global_ids import global_id_of
from assessments.services.people import refuse_programs
from assessments.services.principals import Principal, Respondent
from assessments.services.recipients import Recipient, find_recipient
from assessments.services.walls import seen_by
from assessments.storage import consents as storage
from assessments.storage.database import Connection

MAX_CONTACT = 200
MAX_CONSENTS = 200
"""How many of an assessment are listed: more than can stand, one for each recipient and purpose."""

MAX_GIVEN = 100
"""How many of an assessment may be given within a day."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the giver wants: `recipient` is the slug of a cluster or an organisation."""

    recipient: str
    purpose: ConsentPurpose
    scope: ConsentScope = ConsentScope.SUMMARY
    contact: str | None = None


async def share_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID, wish: Wish
) -> StoredConsent:
    """Let somebody see a submitted assessment, and return the consent.

    A recipient has one consent for a purpose. The same wish again changes nothing; another scope or
    contact withdraws the consent that stands, and gives a new one in its place.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        NotAvailableError: The caller is a program.
        NotSubmittedError: It is a draft.
        UnknownRecipientError: There is no such recipient.
        RecipientEndedError: The recipient is no more.
        InvalidContactError: The contact is blank, too long or cannot be read.
        TooManyConsentsError: So many were given within a day that this one has to wait.
    """
    assessment = await read_assessment(environment, principal, assessment_id)
    refuse_programs(principal)
    if assessment.result is None:
        raise NotSubmittedError
    recipient = find_recipient(environment.library.catalogue, wish.recipient)
    new = _new_consent(environment, assessment_id, recipient, wish)
    async with seen_by(principal, environment, assessment_id).writing() as connection:
        await storage.lock_assessment(connection, assessment_id)
        standing = await storage.standing_consent(
            connection, assessment_id, new.recipient, new.purpose
        )
        if standing is not None and _is_alike(standing, new):
            return standing
        await _refuse_too_many(new, connection)
        if standing is not None:
            await _withdraw(environment, principal, standing.id, connection)
        given = await storage.give_consent(connection, new)
        if given is None:
            raise NotFoundError
        await _note(environment, principal, Action.CONSENT_GIVEN, given, connection)
        return given


def _is_alike(one: StoredConsent, other: StoredConsent) -> bool:
    return (one.scope, one.contact) == (other.scope, other.contact)


async def _refuse_too_many(new: StoredConsent, connection: Connection) -> None:
    given_at = await storage.given_before_newest(connection, new.assessment_id, MAX_GIVEN - 1)
    if given_at is None or new.granted_at >= given_at + DAY:
        return
    retry_at = given_at + DAY
    raise TooManyConsentsError(MAX_GIVEN, retry_at, minute_in_norway(retry_at))


def _new_consent(
    environment: Environment, assessment_id: UUID, recipient: Recipient, wish: Wish
) -> StoredConsent:
    return StoredConsent(
        id=environment.new_id(),
        assessment_id=assessment_id,
        company_id=None,
        recipient=recipient.slug,
        recipient_name=recipient.name,
        purpose=wish.purpose,
        scope=wish.scope,
        contact=_checked(wish.contact),
        granted_at=environment.now(),
        withdrawn_at=None,
    )


def _checked(contact: str | None) -> str | None:
    if contact is None:
        return None
    kept = contact.strip()
    hidden = any(unicodedata.category(letter).startswith("C") for letter in kept)
    if hidden or not 1 <= len(kept) <= MAX_CONTACT:
        raise InvalidContactError(MAX_CONTACT)
    return kept


async def withdraw_consent(
    environment: Environment, principal: Principal, consent_id: UUID
) -> StoredConsent:
    """Withdraw a consent, which ends at once, and return it; again changes nothing.

    Whoever may read the assessment may, also after the access to it has expired or been revoked:
    withdrawing must stay as easy as giving, and shows nothing.

    Raises:
        NotFoundError: There is no such consent, or it is not the caller's to withdraw.
    """
    about = principal.assessment_id if isinstance(principal, Respondent) else None
    database = seen_by(principal, environment, about)
    async with database.reading() as connection:
        found = await storage.find_consent(connection, consent_id)
    if found is None:
        raise NotFoundError
    with suppress(AccessExpiredError):  # Only the holder of the right token learns that.
        await read_assessment(environment, principal, found.assessment_id)
    async with seen_by(principal, environment, found.assessment_id).writing() as connection:
        withdrawn = await _withdraw(environment, principal, consent_id, connection)
        found = withdrawn or await storage.find_consent(connection, consent_id)
    if found is None:
        raise NotFoundError
    return found


async def withdraw_given(
    environment: Environment, principal: Principal, assessment_id: UUID, wish: Wish
) -> StoredConsent | None:
    """Withdraw what the recipient of `wish` has for its purpose, and return it.

    For whoever does not know its id, such as after the access has expired.

    Returns:
        The consent; None to whoever's access is over, where there was one and where there was none,
        so that a link that somebody finds later does not tell with whom it was shared.

    Raises:
        NotFoundError: There is no such assessment, it is not the caller's, or no consent stands.
    """
    is_over = await _is_access_over(environment, principal, assessment_id)
    async with seen_by(principal, environment, assessment_id).writing() as connection:
        standing = await storage.standing_consent(
            connection, assessment_id, wish.recipient, wish.purpose
        )
        if standing is None:
            withdrawn = None
        else:
            withdrawn = await _withdraw(environment, principal, standing.id, connection)
    if withdrawn is None and not is_over:
        raise NotFoundError
    return None if is_over else withdrawn


async def _is_access_over(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> bool:
    """Tell whether the caller's access to an assessment has expired or been revoked.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
    """
    try:
        await read_assessment(environment, principal, assessment_id)
    except AccessExpiredError:
        return True
    return False


async def _withdraw(
    environment: Environment, principal: Principal, consent_id: UUID, connection: Connection
) -> StoredConsent | None:
    done = await storage.withdraw_consent(connection, consent_id, environment.now())
    if done is not None:
        await _note(environment, principal, Action.CONSENT_WITHDRAWN, done, connection)
    return done


async def _note(
    environment: Environment,
    principal: Principal,
    action: Action,
    consent: StoredConsent,
    connection: Connection,
) -> None:
    about = [(consent.company_id, global_id_of("Assessment", consent.assessment_id))]
    done = Done(action=action, about=about, recipient=consent.recipient)
    await note_each(environment, principal, done, connection)


async def consents_of(
    environment: Environment, principal: Principal, assessment_ids: Sequence[UUID]
) -> list[list[StoredConsent]]:
    """Return consents of each of several assessments that the caller may read, in their order.

    Of each at most 200: first those that stand, then those withdrawn, of either the last one given
    first. One who holds an access token has only one assessment to ask about.
    """
    about = assessment_ids[0] if isinstance(principal, Respondent) else None
    database = seen_by(principal, environment, about)
    found = await storage.consents_of(database, set(assessment_ids), MAX_CONSENTS)
    by_assessment: defaultdict[UUID, list[StoredConsent]] = defaultdict(list)
    for consent in found:
        by_assessment[consent.assessment_id].append(consent)
    return [by_assessment[assessment_id] for assessment_id in assessment_ids]
