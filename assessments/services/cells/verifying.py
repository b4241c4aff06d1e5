"""Comparing the cells with a count of all anew, as of one moment."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.cohorts.cells import CellKey
from assessments.services.cells.counting import width_of
from assessments.services.cells.rebuilding import counted, periods_in
from assessments.services.environment import Environment
from assessments.storage.cell_counting import (
    live_cells,
    live_periods,
    look_once,
    misplaced,
    waiting_numbers,
)
from assessments.storage.contributions import LIVE, contributors_for, members_of
from assessments.storage.database import Database
from assessments.storage.measures import count_unmeasured, numbers_of_measures

Numbers = tuple[int, int, list[int]]
"""Contributors, the XOR of their record keys, and counts by number of measure."""

EMPTY: Numbers = (0, 0, [])


@dataclass(frozen=True, slots=True)
class OtherResult:
    """A result that is counted and should not be, or is not as it should be."""

    result_id: UUID
    is_counted: bool
    should_be: bool


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell with other numbers than come out anew; `counts` of how many measures are others."""

    key: CellKey
    contributors: int
    contributors_anew: int
    counts: int


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
    async with environment.database.joined() as database:
        await look_once(database)
        waiting = await waiting_numbers(database)
        yield Unsettled(await count_unmeasured(database), len(waiting))
        pending = await _concerned(database, waiting)
        for one in await misplaced(database):
            if not pending & {one.desired, one.applied}:
                yield OtherResult(one.result_id, one.applied is not None, one.desired is not None)
        width = width_of(await numbers_of_measures(database))
        for questionnaire, period in sorted(
            {*await periods_in(database, LIVE), *await live_periods(database)}
        ):
            live = await live_cells(database, questionnaire, period)
            count = await counted(database, LIVE, (questionnaire, period), width)
            anew = {key: (n, x, c) for key, n, x, c in count.cells(questionnaire, period)}
            for cell in _others(live, anew):
                yield cell


async def _concerned(database: Database, numbers: Sequence[str]) -> set[str | None]:
    """Return for whom something may be counted otherwise than it should, for now."""
    first = await contributors_for(database, numbers)
    members = await members_of(database, first)
    return {*await contributors_for(database, [*numbers, *members])}


def _others(
    live: Mapping[CellKey, Numbers], anew: Mapping[CellKey, Numbers]
) -> Iterator[OtherCell]:
    for key in sorted(live.keys() | anew.keys()):
        was, now = live.get(key, EMPTY), anew.get(key, EMPTY)
        if was != now:
            yield OtherCell(key, was[0], now[0], _different(was[2], now[2]))


def _different(one: list[int], other: list[int]) -> int:
    longest = max(len(one), len(other))
    padded = ([*counts, *([0] * (longest - len(counts)))] for counts in (one, other))
    return sum(a != b for a, b in zip(*padded, strict=True))
