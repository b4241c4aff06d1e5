"""Groups of companies: what belongs together counts as one in figures about many.

Otherwise a group of five could ask about the sixth. Administrators verify groups by the register.
"""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID, uuid5

from assessments.errors import NotFoundError
from assessments.services.auditing import Action, note
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.number_lists import accepted_numbers
from assessments.services.principals import Administrator, Principal
from assessments.services.proven import accepted_number
from assessments.services.walls import seen_by
from assessments.storage import groups as storage
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database

_NAMESPACE: Final = UUID("0f7c9a52-3f0e-5b8e-8a0e-6a0d3d3f6f51")


async def verify_group(
    environment: Environment, principal: Principal, group: str, organisations: Sequence[str]
) -> Sequence[str]:
    """Make a group exactly of its parent company and some organisations; return all, in order.

    Who was in the group and is not named leaves it; who is in another leaves that.

    Raises:
        NotFoundError: The caller is no administrator.
        InvalidOrganisationNumberError: The parent's number is none.
        NumbersRejectedError: At least one of the others is no number; each is named, up to twenty.
    """
    administrator = _administrator(principal)
    parent = accepted_number(group)
    members = sorted({parent, *accepted_numbers("organisationNumbers", organisations)})
    at = environment.now()
    async with seen_by(administrator, environment).joined() as database:
        await storage.lock_groups(database)
        before = await storage.groups_of(database, members)
        gone = await storage.leave_group(database, parent, members)
        new = [number for number in members if before.get(number) != parent]
        await storage.join_group(database, parent, new, at, administrator.subject)
        if new or gone:
            left = {before[number] for number in new if number in before}
            await mark(database, {*new, *gone, *left, parent})
            await _note(environment, administrator, Action.GROUP_VERIFIED, parent, database)
    return members


async def dissolve_group(
    environment: Environment, principal: Principal, group: str
) -> Collection[str]:
    """Let organisations of a group count each for itself; return those that were in it, in order.

    Raises:
        NotFoundError: There is no such group, or the caller is no administrator.
        InvalidOrganisationNumberError: The parent's number is none.
    """
    administrator = _administrator(principal)
    parent = accepted_number(group)
    async with seen_by(administrator, environment).joined() as database:
        await storage.lock_groups(database)
        gone = sorted(await storage.leave_group(database, parent, ()))
        if not gone:
            raise NotFoundError
        await mark(database, {*gone, parent})
        await _note(environment, administrator, Action.GROUP_DISSOLVED, parent, database)
    return gone


def group_id(parent: str) -> str:
    """Return how the audit log names a group, which is not by the number of its parent company."""
    return global_id_of("CompanyGroup", uuid5(_NAMESPACE, parent))


def _administrator(principal: Principal) -> Administrator:
    if not isinstance(principal, Administrator):
        raise NotFoundError
    return principal


async def _note(
    environment: Environment,
    administrator: Administrator,
    action: Action,
    parent: str,
    database: Database,
) -> None:
    await note(environment, administrator, action, (None, group_id(parent)), database)
