"""What programs and others who work for a company do with its assessments, noted in its log.

Of the same kind of work on the same assessment by the same caller there is one line for each whole
hour, which says when it was first done. Whoever is signed in for the company directly is not noted:
the history of the assessment tells it already. See docs/decisions/0038-work-for-a-company.md.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import NotFoundError
from assessments.services.auditing import Action, Done, deed_of, lines_of
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Principal, works_for_another
from assessments.services.walls import seen_by
from assessments.storage.audit import Deed, add_unless_this_hour, not_yet_this_hour
from assessments.storage.companies import lock_company
from assessments.storage.database import Database

Write = Callable[[Database], Awaitable[bool]]
"""Writes on a database, and tells whether it did."""


async def write_noted(
    environment: Environment,
    principal: Principal,
    work: tuple[Action, StoredAssessment],
    database: Database,
    write: Write,
) -> bool:
    """Do `work` on an assessment by `write`, and return whether it was done.

    It is noted in the same transaction. `write` locks the row of the assessment, or makes it.
    """
    action, assessment = work
    about = _about([assessment])
    if not about or not works_for_another(principal):
        return await write(database)
    async with database.joined() as joined:
        is_written = await write(joined)
        if is_written:
            deed = deed_of(environment, principal, Done(action=action, about=about))
            await _note(environment, deed, about, joined)
    return is_written


async def note_opening(
    environment: Environment,
    principal: Principal,
    opened: Sequence[StoredAssessment],
    database: Database,
) -> bool:
    """Note in the transaction of `database` that assessments of one company were read.

    Returns:
        Whether it is noted, or need not be; if not, the company is gone, and nothing is to be
        shown.
    """
    about = _about(opened)
    if not about or not works_for_another(principal):
        return True
    deed = deed_of(environment, principal, Done(action=Action.ASSESSMENT_OPENED, about=about))
    async with database.reading() as connection:
        new = await not_yet_this_hour(connection, deed, about)
    if not new:
        return True
    # Nobody else notes for the company meanwhile, and no erasure passes by.
    if await lock_company(database, new[0][0]) is None:
        return False
    await _note(environment, deed, new, database)
    return True


async def note_shown(
    environment: Environment, principal: Principal, shown: StoredAssessment
) -> None:
    """Note in a transaction of its own that an assessment was read, which is shown only then.

    Raises:
        NotFoundError: It was erased with its company meanwhile.
    """
    if not works_for_another(principal):
        return
    async with seen_by(principal, environment).joined() as database:
        if not await note_opening(environment, principal, [shown], database):
            raise NotFoundError


async def _note(
    environment: Environment, deed: Deed, about: Sequence[tuple[UUID, str]], database: Database
) -> None:
    async with database.writing() as connection:
        await add_unless_this_hour(connection, deed, lines_of(environment, about))


def _about(assessments: Sequence[StoredAssessment]) -> list[tuple[UUID, str]]:
    """Return what lines are about; nobody reads of what is no company's."""
    return [
        (one.company_id, global_id_of("Assessment", one.id))
        for one in assessments
        if one.company_id is not None
    ]
