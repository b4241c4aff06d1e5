"""Releases: what the cells become when they are told of.

A release tells of one moment. It is read and worked out as of that moment, which may take long, and
nobody waits for it meanwhile; what comes of it is then kept in a second, short transaction. Whoever
is gone by then was told of and is no more, as if it had gone right after the release.

What is decided and worked out is done beside the event loop.
"""

import asyncio
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from assessments.cohorts.askable import cells_of
from assessments.cohorts.cells import CellKey
from assessments.cohorts.disclosure.protecting import protect
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.exact import Summed, exact_cell, summed
from assessments.services.cells.planning import Before, Plan, planned, read_before
from assessments.services.cells.settling import WORKER, begun_anew
from assessments.services.environment import Environment
from assessments.storage.cohort_figures import Figure, figure_of, tell, withhold
from assessments.storage.database import Database
from assessments.storage.measures import numbers_of_measures
from assessments.storage.release_parts import keep_parts
from assessments.storage.releasing import (
    add_release,
    cells_at,
    due_questionnaires,
    have_releases_alone,
    last_release,
    note_looked,
    time_now,
)

AT_ONCE: Final = 50
"""How many exact cells are in memory at a time."""

EMPTY: Final = Summed(0, 0, ())


class CellsDifferError(Exception):
    """A cell counts others than it should; nothing is told until the cells are counted anew."""

    def __init__(self, key: CellKey) -> None:
        super().__init__(
            f"The cell {' '.join(key)} counts others than it should. Run `eksportklar cells verify`"
            " to see what differs, and `eksportklar cells rebuild` to count all anew."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a release did: of how many cohorts it tells anew, and of how many no more."""

    exact: int
    noised: int
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release as it is to be kept: as of when it tells, of whom, and what."""

    questionnaire: str
    at: datetime
    minimum: int
    before: Before
    plan: Plan
    figures: Sequence[Figure]


async def release(environment: Environment, questionnaire: str) -> Released | None:
    """Tell of all cohorts of a questionnaire, in steps; None where somebody else does so just now.

    Where all that is told stays as it was, nothing is kept of the release.

    Raises:
        NoContentError: Nothing is published, or it has not been taken up.
        CellsDifferError: Cells do not count what they should; all that is told stays as it is.
    """
    database = environment.database.acting_for(WORKER)
    made = await _made(environment, database, questionnaire)
    if made is None:
        return None
    plan = made.plan
    if (plan.told or plan.withheld) and not await begun_anew(database, partial(_keep, made)):
        return None
    async with database.joined() as joined:
        await note_looked(joined, made.before.changes)
    exact = sum(is_exact for _, is_exact in plan.told.values())
    return Released(exact=exact, noised=len(plan.told) - exact, withheld=len(plan.withheld))


async def release_due(environment: Environment, least: timedelta) -> None:
    """Tell of the cohorts of all questionnaires of which cells have changed.

    Args:
        environment: What services need.
        least: How long there must have been no release.

    Raises:
        NoContentError: Nothing is published.
        UnreadableContentError: This release of the program cannot read what is published.
        CellsDifferError: Cells do not count what they should.
    """
    database = environment.database.acting_for(WORKER)
    due = await due_questionnaires(database, least)
    if due:
        await environment.shelf.refresh()
    for questionnaire in due:
        await release(environment, questionnaire)


async def _made(environment: Environment, worker: Database, questionnaire: str) -> Made | None:
    """Return what a release tells as of now; None where somebody else makes one."""
    unions = environment.library.catalogue.definition.groupings.unions
    threshold = environment.threshold
    async with worker.looking() as database:
        if not await have_releases_alone(database):
            return None
        # Whatever is seen to be counted began before this.
        at = await time_now(database)
        before = await read_before(database, questionnaire)
        plan = await asyncio.to_thread(planned, before, questionnaire, unions, threshold)
        return Made(
            questionnaire=questionnaire,
            at=at,
            minimum=threshold.minimum,
            before=before,
            plan=plan,
            figures=await _figures_in(database, plan, threshold),
        )


async def _keep(made: Made, database: Database) -> bool:
    """Keep a release; return whether nobody has made another since it looked.

    Parts come last: whoever is counted among them cannot be erased from then on until the end.
    """
    if not await have_releases_alone(database):
        return False
    if await last_release(database) != made.before.last_release:
        return False
    number = await add_release(database, made.questionnaire, made.at, made.minimum)
    await tell(database, number, made.figures)
    await withhold(database, made.plan.withheld)
    await keep_parts(database, made.plan.moves, made.before.following, made.plan.following)
    return True


async def _figures_in(database: Database, plan: Plan, threshold: Threshold) -> list[Figure]:
    numbers = await numbers_of_measures(database)
    keys, found = list(plan.told), list[Figure]()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        counted_in = {key: cells_of(key.questionnaire, plan.told[key][0]) for key in some}
        cells = await cells_at(database, {cell for of in counted_in.values() for cell in of})
        found += await asyncio.to_thread(
            list, _figures(plan, counted_in, cells, numbers, threshold)
        )
    return found


def _figures(
    plan: Plan,
    counted_in: Mapping[CellKey, Sequence[CellKey]],
    cells: Mapping[CellKey, Summed],
    numbers: Mapping[str, int],
    threshold: Threshold,
) -> Iterator[Figure]:
    for key, of in counted_in.items():
        cell = exact_cell(summed(cells.get(one, EMPTY) for one in of), numbers)
        told = protect(cell, threshold, is_exact=plan.told[key][1])
        if told is None or cell.companies != plan.companies[key]:
            raise CellsDifferError(key)
        figure = figure_of(key, cell.companies, told, numbers)
        yield replace(figure, counts=array("i", figure.counts))
