"""What companies share, as recipients read it by advisors and programs; every reading is noted."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from assessments.assessment import SharedAssessment
from assessments.errors import NotFoundError
from assessments.services.auditing import Action, Done, note_each
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Principal, recipients_of
from assessments.services.walls import seen_by
from assessments.storage import sharing as storage
from assessments.storage.database import ERASED, REFUSED, Connection

T = TypeVar("T")

MAX_TRIES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """A part of what is shared with a recipient, and whether there is more after it."""

    shared: Sequence[SharedAssessment]
    has_more: bool


async def read_shared_page(
    environment: Environment,
    principal: Principal,
    recipient: str,
    *,
    first: int,
    after: UUID | None = None,
) -> SharedPage | None:
    """Return what is shared with a recipient, the last shared first.

    Each assessment that is returned gets a line in the audit log, in the same transaction.

    Args:
        environment: What services need.
        principal: Who asks.
        recipient: The slug of a cluster or an organisation.
        first: How many.
        after: The consent after which the page begins; it may have been withdrawn since.

    Returns:
        The page, or None where `after` was never given to this recipient.

    Raises:
        NotFoundError: There is no such recipient, or the caller does not read for it.
    """
    if recipient not in recipients_of(principal):
        raise NotFoundError
    return await _noted(lambda: _read_page(environment, principal, recipient, first, after))


async def _noted(read: Callable[[], Awaitable[T]]) -> T:
    """Read until it could be noted: what is erased or claimed meanwhile is so the next time.

    What is refused every time is no race but a fault, and is raised.
    """
    for _ in range(MAX_TRIES - 1):
        with suppress(ERASED, REFUSED):
            return await read()
    return await read()


async def _read_page(
    environment: Environment,
    principal: Principal,
    recipient: str,
    first: int,
    after: UUID | None,
) -> SharedPage | None:
    async with seen_by(principal, environment).writing() as connection:
        before = None
        if after is not None:
            at = await storage.shared_position(connection, recipient, after)
            if at is None:
                return None
            before = (at, after)
        found = await storage.shared_with(connection, recipient, before=before, limit=first + 1)
        shared = found[:first]
        await _note_reading(environment, principal, recipient, shared, connection)
    return SharedPage(shared=shared, has_more=len(found) > first)


async def read_shared(
    environment: Environment, principal: Principal, consent_id: UUID
) -> SharedAssessment:
    """Return what a consent shares with whom the caller reads for, and note that it was read.

    Raises:
        NotFoundError: There is no such consent, it is withdrawn, or given to somebody else.
    """
    if not recipients_of(principal):
        raise NotFoundError
    return await _noted(lambda: _read_one(environment, principal, consent_id))


async def _read_one(
    environment: Environment, principal: Principal, consent_id: UUID
) -> SharedAssessment:
    async with seen_by(principal, environment).writing() as connection:
        found = await storage.shared_by(connection, consent_id)
        if found is None:
            raise NotFoundError
        await _note_reading(environment, principal, found.consent.recipient, [found], connection)
    return found


async def _note_reading(
    environment: Environment,
    principal: Principal,
    recipient: str,
    shared: Sequence[SharedAssessment],
    connection: Connection,
) -> None:
    """Add a line for each assessment, also where it is shared for several purposes.

    Lines lock what they are about: companies before assessments, as claiming does.
    """
    read = {s.consent.assessment_id: s.consent.company_id for s in shared}
    about = [
        (company, global_id_of("Assessment", assessment))
        for assessment, company in sorted(read.items(), key=lambda one: one[1] is None)
    ]
    if about:
        done = Done(action=Action.ASSESSMENT_READ, about=about, recipient=recipient)
        await note_each(environment, principal, done, connection)
