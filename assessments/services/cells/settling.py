"""Settling: what is counted for some contributors becomes what should be.

What is applied is read from ``contributions``, what should be from results, groups and confirmed
lists. The difference goes into the cells in the same transaction, so that settling once more does
nothing, and a process that ends in between leaves all as it was.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, TypeVar
from uuid import UUID

from assessments.cohorts.cells import CellKey, Contribution, moves_between
from assessments.services.cells.counting import Count
from assessments.storage.acting import Acting
from assessments.storage.cell_outbox import have_number_alone
from assessments.storage.cells import (
    Difference,
    change_cells,
    lock_contributors,
    rest,
    work,
)
from assessments.storage.contributions import (
    applied_for,
    contributors_for,
    desired_of,
    members_of,
    move,
    number_behind,
    put_in,
    take_out,
)
from assessments.storage.database import MET, Database

MAX_TRIES: Final = 20

T = TypeVar("T")

WORKER: Final = Acting(worker=True)
"""Whoever keeps the cells up to date, and sees what is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What has to be done with contributions, beside the cells."""

    gone: Sequence[Contribution]
    moved: Sequence[Contribution]
    new: Sequence[Contribution]


async def begun_anew(database: Database, transaction: Callable[[Database], Awaitable[T]]) -> T:
    """Do something in a transaction, and once more each time that it met another who counts."""
    for _ in range(MAX_TRIES - 1):
        with suppress(*MET):
            async with database.joined() as joined:
                return await transaction(joined)
    async with database.joined() as joined:
        return await transaction(joined)


async def lock_all_concerned(database: Database, numbers: Collection[str]) -> set[str]:
    """Lock and return the contributors that a change of some companies concerns.

    A result that is counted for one contributor and should be for another concerns both. Locks
    that are taken one after another may wait for each other; PostgreSQL then ends one of the
    transactions, which has to begin anew.
    """
    locked: set[str] = set()
    waiting = set(await contributors_for(database, numbers))
    while waiting:
        await lock_contributors(database, waiting)
        locked |= waiting
        members = await members_of(database, locked)
        waiting = set(await contributors_for(database, [*numbers, *members])) - locked
    return locked


async def settle(database: Database, contributors: Collection[str]) -> None:
    """Count for locked contributors what should be counted, as the worker sees it."""
    before, after = await place(database, contributors)
    await change_cells(database, differences(before, after))


async def place(
    database: Database, contributors: Collection[str]
) -> tuple[Sequence[Contribution], Sequence[Contribution]]:
    """Bring contributions of locked contributors to what should be counted; return both."""
    before = await applied_for(database, contributors)
    after = await desired_of(database, await members_of(database, contributors))
    step = step_between(before, after)
    if step.gone:
        await take_out(database, step.gone)
    if step.moved:
        await move(database, step.moved)
    if step.new:
        await put_in(database, step.new)
    return before, after


def differences(
    before: Iterable[Contribution], after: Iterable[Contribution]
) -> Mapping[CellKey, Difference]:
    """Return what takes cells from one state of some contributors to another."""
    moves = list(moves_between(before, after))
    changes = Counter(key for of_one in moves for key in {move.leaf.whole for move in of_one})
    count = Count()
    count.move(list(chain.from_iterable(moves)))
    return {key: replace(by, changes=changes[key]) for key, by in count.cells()}


def step_between(before: Sequence[Contribution], after: Sequence[Contribution]) -> Step:
    """Return what takes contributions from one state to another."""
    old = {one.result_id: one for one in before}
    new = {one.result_id: one for one in after}
    kept = {one for one in old if old[one].is_version_of(new.get(one))}
    return Step(
        gone=[one for one in before if one.result_id not in kept],
        moved=[new[one] for one in sorted(kept) if new[one] != old[one]],
        new=[one for one in after if one.result_id not in kept],
    )


class Erasing:
    """What an erasure takes out of the cells, in its own transaction.

    The locks come before anything is erased, in the order of the worker, so that neither waits for
    the other in turn. A group whose parent company is erased goes by the number of another member
    from then on; all members are among those who are locked.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._concerned: set[str] = set()

    async def begin_with_assessment(self, assessment_id: UUID) -> None:
        """Lock whoever contributes an assessment that is about to be erased."""
        await work(self._database)
        number = await number_behind(self._database, assessment_id)
        if number is not None:
            await self._lock(number)
        await rest(self._database)

    async def begin_with_company(self, number: str) -> None:
        """Lock whoever a company contributes for that is about to be erased."""
        await work(self._database)
        await have_number_alone(self._database, number)
        await self._lock(number)
        await rest(self._database)

    async def end(self) -> None:
        """Count what is left."""
        await work(self._database)
        if self._concerned:
            await settle(self._database, self._concerned)
        await rest(self._database)

    async def _lock(self, number: str) -> None:
        self._concerned = await lock_all_concerned(self._database, [number])
