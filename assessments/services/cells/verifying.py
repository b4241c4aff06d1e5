"""Comparing the cells with a count of all anew, as of one moment."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.services.cells.comparing import OtherCell, other_cells, periods_in
from assessments.services.environment import Environment
from assessments.storage.cell_counting import misplaced, waiting_numbers
from assessments.storage.contributions import contributors_for, members_of
from assessments.storage.database import Database
from assessments.storage.measures import count_unmeasured


@dataclass(frozen=True, slots=True)
class OtherResult:
    """A result that is counted and should not be, or is not as it should be."""

    result_id: UUID
    is_counted: bool
    should_be: bool


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What is not wrong but not counted yet: results without measures, and rows of the outbox."""

    unmeasured: int
    waiting: int


Found = OtherResult | OtherCell | Unsettled


async def verify_cells(environment: Environment) -> AsyncIterator[Found]:
    """Yield everything in which the cells differ from the results, for operators.

    What the worker has yet to count is no difference; how much that is comes first.
    """
    async with environment.database.looking() as database:
        waiting = await waiting_numbers(database)
        yield Unsettled(await count_unmeasured(database), len(waiting))
        pending = await _concerned(database, waiting)
        for one in await misplaced(database):
            if not pending & {one.desired, one.applied}:
                yield OtherResult(one.result_id, one.applied is not None, one.desired is not None)
        for period in await periods_in(database):
            for cell in await other_cells(database, period):
                yield cell


async def _concerned(database: Database, numbers: Sequence[str]) -> set[str | None]:
    """Return for whom something may be counted otherwise than it should, for now."""
    first = await contributors_for(database, numbers)
    members = await members_of(database, first)
    return {*await contributors_for(database, [*numbers, *members])}
