"""Invitations: links by which clusters invite to a self-assessment.

A cluster may say which organisations an invitation is for; how many it has invited is a figure of
its own. A code opens nothing but the name of the cluster, so it is kept as it is, to be copied
again; ``invited`` follows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.questionnaire.kinds.text import cleaned
from assessments.questionnaire.refusals import NotAccepted
from assessments.services.auditing import Action, Done, note_each, note_listed
from assessments.services.environment import Environment, minute_in_norway
from assessments.services.global_ids import global_id_of
from assessments.services.member_errors import (
    InvitationRejectedError,
    TooManyInvitationsError,
)
from assessments.services.members import advised_cluster
from assessments.services.number_lists import accepted_numbers
from assessments.services.principals import Advisor, Principal
from assessments.services.tokens import CODE_BITS, make_code
from assessments.services.walls import seen_by
from assessments.storage import invitations as storage
from assessments.storage.database import Database
from assessments.storage.invitations import StoredInvitation

__all__ = [
    "InvitationWanted",
    "InvitationsPage",
    "StoredInvitation",
    "count_invited",
    "create_invitation",
    "read_invitations",
    "revoke_invitation",
]

LIFETIME: Final = timedelta(days=180)
MAX_LIFETIME: Final = timedelta(days=366)
MAX_NOTE: Final = 200
MAX_MADE: Final = 50
"""How many invitations of a cluster may be made within a day."""

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWanted:
    """An invitation as it is asked for.

    Attributes:
        organisations: The numbers of those that it is for; None where it is for whoever has it.
        note: What the advisor writes beside it.
        expires_at: When it ends, in 180 days unless it is said.
    """

    organisations: Sequence[str] | None = None
    note: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsPage:
    """A part of a cluster's invitations, and whether there is more after it."""

    invitations: Sequence[StoredInvitation]
    has_more: bool


async def create_invitation(
    environment: Environment, principal: Principal, cluster: str, wanted: InvitationWanted
) -> StoredInvitation:
    """Make an invitation of a cluster.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
        NumbersRejectedError: At least one number is none; each is named, up to twenty.
        InvitationRejectedError: The note cannot be kept, or the end is out of range.
        TooManyInvitationsError: So many were made within a day that this one has to wait.
    """
    advisor = advised_cluster(environment, principal, cluster)
    numbers = accepted_numbers("organisationNumbers", wanted.organisations or ())
    if wanted.organisations is not None and not numbers:
        raise InvitationRejectedError(
            "organisationNumbers",
            "Oppgi minst én bedrift, eller utelat feltet hvis lenken er for alle som får den.",
            "Name at least one company, or leave the field out if the link is for whoever gets it.",
        )
    now = environment.now()
    new = StoredInvitation(
        id=environment.new_id(),
        cluster=cluster,
        code=make_code(environment.random_bits(CODE_BITS)),
        note=_accepted_note(wanted.note),
        created_at=now,
        created_by=advisor.subject,
        expires_at=_accepted_end(wanted.expires_at, now),
        revoked_at=None,
        invited=len(numbers),
    )
    async with seen_by(advisor, environment).joined() as database:
        await storage.lock_invitations(database, cluster)
        await _refuse_too_many(database, new)
        told = (Action.COMPANY_INVITED, numbers)
        await note_listed(environment, advisor, told, database, cluster)
        await storage.add_invitation(database, new, numbers)
        await _note(environment, advisor, Action.INVITATION_CREATED, new, database)
    return new


async def revoke_invitation(
    environment: Environment, principal: Principal, invitation_id: UUID
) -> StoredInvitation:
    """Revoke an invitation, which ends at once, and return it; again changes nothing.

    Raises:
        NotFoundError: There is no such invitation, or the caller is no advisor of its cluster.
    """
    if not isinstance(principal, Advisor):
        raise NotFoundError
    clusters, now = principal.recipients, environment.now()
    async with seen_by(principal, environment).joined() as database:
        done = await storage.revoke_invitation(database, invitation_id, clusters, now)
        if done is not None:
            numbers = await storage.numbers_of_invitation(database, invitation_id)
            told = (Action.INVITATION_REVOKED, numbers)
            await note_listed(environment, principal, told, database, done.cluster)
            await _note(environment, principal, Action.INVITATION_REVOKED, done, database)
        found = done or await storage.find_invitation(database, invitation_id, clusters)
    if found is None:
        raise NotFoundError
    return found


async def read_invitations(
    environment: Environment,
    principal: Principal,
    cluster: str,
    *,
    first: int,
    after: UUID | None = None,
) -> InvitationsPage | None:
    """Return the invitations of a cluster, ended ones too, the last made first.

    Args:
        environment: What services need.
        principal: Who asks.
        cluster: The slug of the cluster.
        first: How many.
        after: The invitation after which the page begins.

    Returns:
        The page, or None where `after` is no invitation of this cluster.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
    """
    database = seen_by(advised_cluster(environment, principal, cluster), environment)
    before = None
    if after is not None:
        found = await storage.find_invitation(database, after, [cluster])
        if found is None:
            return None
        before = (found.created_at, found.id)
    page = await storage.invitations_of(database, cluster, before=before, limit=first + 1)
    return InvitationsPage(invitations=page[:first], has_more=len(page) > first)


async def count_invited(environment: Environment, principal: Principal, cluster: str) -> int:
    """Return how many organisations a cluster has invited by their numbers, each once.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
    """
    advisor = advised_cluster(environment, principal, cluster)
    return await storage.count_invited(seen_by(advisor, environment), cluster)


def _accepted_note(note: str | None) -> str | None:
    try:
        return None if note is None else cleaned(note, MAX_NOTE)
    except NotAccepted as error:
        message = error.rejected.message
        raise InvitationRejectedError("note", message.nb, message.en) from error


def _accepted_end(wanted: datetime | None, now: datetime) -> datetime:
    if wanted is None:
        return now + LIFETIME
    if not now < wanted <= now + MAX_LIFETIME:
        raise InvitationRejectedError(
            "expiresAt",
            f"Oppgi et tidspunkt fram i tid, høyst {MAX_LIFETIME.days} dager fra nå.",
            f"Give a time ahead, at most {MAX_LIFETIME.days} days from now.",
        )
    return wanted


async def _refuse_too_many(database: Database, new: StoredInvitation) -> None:
    made_at = await storage.made_before_newest(database, new.cluster, MAX_MADE - 1)
    if made_at is not None and new.created_at < made_at + DAY:
        retry_at = made_at + DAY
        raise TooManyInvitationsError(MAX_MADE, retry_at, minute_in_norway(retry_at))


async def _note(
    environment: Environment,
    advisor: Advisor,
    action: Action,
    invitation: StoredInvitation,
    database: Database,
) -> None:
    about = [(None, global_id_of("Invitation", invitation.id))]
    done = Done(action=action, about=about, recipient=invitation.cluster)
    async with database.writing() as connection:
        await note_each(environment, advisor, done, connection)
