"""Members of clusters, as each cluster's advisors confirm them.

Whether a member has answered is said nowhere: a figure about many would then be about somebody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.matching.offers import Cluster
from assessments.services.auditing import Action, Done, note_each, note_listed
from assessments.services.environment import Environment
from assessments.services.number_lists import MembersWanted, accepted_members
from assessments.services.principals import Advisor, Principal
from assessments.services.walls import seen_by
from assessments.storage import memberships as storage
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database
from assessments.storage.memberships import Confirmation, StoredMember

__all__ = [
    "MembersPage",
    "MembersUpdated",
    "StoredMember",
    "advised_cluster",
    "count_members",
    "read_members",
    "update_members",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersUpdated:
    """How many were put on a list and taken off it, and how many are on it now."""

    added: int
    removed: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage:
    """A part of a list, and whether there is more after it."""

    members: Sequence[StoredMember]
    has_more: bool


def advised_cluster(environment: Environment, principal: Principal, slug: str) -> Advisor:
    """Return the caller as an advisor of a cluster; other recipients have no members.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
    """
    if not isinstance(principal, Advisor) or slug not in principal.recipients:
        raise NotFoundError
    offers = environment.library.catalogue.definition.offers_by_slug
    if not isinstance(offers.get(slug), Cluster):
        raise NotFoundError
    return principal


async def update_members(
    environment: Environment, principal: Principal, cluster: str, wanted: MembersWanted
) -> MembersUpdated:
    """Change the list of a cluster as wanted, all of it or nothing.

    Who is on it already stays as it was confirmed; what stands twice counts once.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
        NumbersRejectedError: Something is not accepted; each is named, up to twenty.
    """
    advisor = advised_cluster(environment, principal, cluster)
    adding, removing = accepted_members(wanted)
    async with seen_by(advisor, environment).joined() as database:
        await storage.lock_members(database, cluster)
        before = await storage.standing_members(database, cluster)
        new = sorted(adding - before)
        gone = sorted(before - adding if wanted.replace else before & removing)
        if new or gone:
            await _change(environment, advisor, cluster, (new, gone), database)
    members = len(before) + len(new) - len(gone)
    return MembersUpdated(added=len(new), removed=len(gone), members=members)


async def _change(
    environment: Environment,
    advisor: Advisor,
    cluster: str,
    changes: tuple[Sequence[str], Sequence[str]],
    database: Database,
) -> None:
    """Put numbers on a list and take others off it, and note who did."""
    new, gone = changes
    for listed in ((Action.MEMBER_ADDED, new), (Action.MEMBER_REMOVED, gone)):
        await note_listed(environment, advisor, listed, database, cluster)
    by = Confirmation(at=environment.now(), by=advisor.subject)
    rows = [(environment.new_id(), number) for number in new]
    await storage.end_memberships(database, cluster, gone, by.at)
    await storage.confirm_members(database, cluster, rows, by)
    await mark(database, [*new, *gone])
    done = Done(action=Action.MEMBERS_UPDATED, about=[(None, cluster)], recipient=cluster)
    async with database.writing() as connection:
        await note_each(environment, advisor, done, connection)


async def read_members(
    environment: Environment,
    principal: Principal,
    cluster: str,
    *,
    first: int,
    after: UUID | None = None,
) -> MembersPage | None:
    """Return members of a cluster, in the order of their numbers.

    Args:
        environment: What services need.
        principal: Who asks.
        cluster: The slug of the cluster.
        first: How many.
        after: The member after which the page begins; it may have been taken off since.

    Returns:
        The page, or None where `after` was never on this list.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
    """
    advisor = advised_cluster(environment, principal, cluster)
    database, beyond = seen_by(advisor, environment), ""
    if after is not None:
        number = await storage.number_of_member(database, cluster, after)
        if number is None:
            return None
        beyond = number
    found = await storage.members_after(database, cluster, beyond, first + 1)
    return MembersPage(members=found[:first], has_more=len(found) > first)


async def count_members(environment: Environment, principal: Principal, cluster: str) -> int:
    """Return how many members a cluster has.

    Raises:
        NotFoundError: There is no such cluster, or the caller is not an advisor of it.
    """
    advisor = advised_cluster(environment, principal, cluster)
    return await storage.count_members(seen_by(advisor, environment), cluster)
