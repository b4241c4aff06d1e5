"""Groups of companies: what belongs together counts as one in figures about many.

Otherwise a group of five could ask about the sixth. Administrators verify groups by the register.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.auditing import Action, note, note_listed
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.number_lists import accepted_numbers
from assessments.services.principals import Administrator, Principal
from assessments.services.proven import accepted_number
from assessments.services.walls import seen_by
from assessments.storage import groups as storage
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database
from assessments.storage.groups import Verification


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
    by = Verification(at=environment.now(), by=administrator.subject)
    async with seen_by(administrator, environment).joined() as database:
        await storage.lock_groups(database)
        found = await storage.find_group(database, parent)
        named, there = (environment.new_id(), list[str]()) if found is None else found
        before = await storage.groups_of(database, members)
        gone = sorted({*there} - {*members})
        new = [number for number in members if before.get(number) != parent]
        if new or gone:
            await note_listed(environment, administrator, (Action.GROUP_JOINED, new), database)
            await note_listed(environment, administrator, (Action.GROUP_LEFT, gone), database)
            await storage.leave_group(database, parent, members)
            await storage.join_group(database, (parent, named), new, by)
            left = {before[number] for number in new if number in before}
            await mark(database, {*new, *gone, *left, parent})
            await _note(environment, administrator, Action.GROUP_VERIFIED, named, database)
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
        found = await storage.find_group(database, parent)
        if found is None:
            raise NotFoundError
        named, gone = found
        await note_listed(environment, administrator, (Action.GROUP_LEFT, gone), database)
        await storage.leave_group(database, parent, ())
        await mark(database, {*gone, parent})
        await _note(environment, administrator, Action.GROUP_DISSOLVED, named, database)
    return gone


def _administrator(principal: Principal) -> Administrator:
    if not isinstance(principal, Administrator):
        raise NotFoundError
    return principal


async def _note(
    environment: Environment,
    administrator: Administrator,
    action: Action,
    named: UUID,
    database: Database,
) -> None:
    about = (None, global_id_of("CompanyGroup", named))
    await note(environment, administrator, action, about, database)
