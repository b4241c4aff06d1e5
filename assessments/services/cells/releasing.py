"""Releases: what the cells become when they are told of.

All of a release is one transaction, in which nobody changes cells. What it decides and works out is
done beside the event loop, for the first one of many companies takes a while.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from assessments.cohorts.askable import cells_of
from assessments.cohorts.cells import CellKey
from assessments.cohorts.disclosure.protecting import protect
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.exact import Summed, exact_cell, summed
from assessments.services.cells.planning import Plan, planned, read_before
from assessments.services.cells.settling import WORKER
from assessments.services.environment import Environment
from assessments.storage.cells import have_cells_alone
from assessments.storage.cohort_figures import Figure, figure_of, tell, withhold
from assessments.storage.database import Database
from assessments.storage.measures import numbers_of_measures
from assessments.storage.releasing import (
    add_release,
    cells_at,
    due_questionnaires,
    have_releases_alone,
    keep_parts,
    note_looked,
    time_now,
)

AT_ONCE: Final = 50
"""How many cohorts are in memory at a time."""

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


async def release(environment: Environment, questionnaire: str) -> Released | None:
    """Tell of all cohorts of a questionnaire, in steps; None where somebody else does so just now.

    Where all that is told stays as it was, nothing is kept of the release.

    Raises:
        NoContentError: Nothing is published, or it has not been taken up.
        CellsDifferError: Cells do not count what they should.
    """
    unions = environment.library.catalogue.definition.groupings.unions
    threshold = environment.threshold
    async with environment.database.acting_for(WORKER).joined() as database:
        if not await have_releases_alone(database):
            return None
        await have_cells_alone(database)
        # Whatever is counted by now began before this, also in a transaction that began later.
        at = await time_now(database)
        before = await read_before(database, questionnaire)
        plan = await asyncio.to_thread(planned, before, questionnaire, unions, threshold)
        if plan.told or plan.withheld:
            made = await add_release(database, questionnaire, at, threshold.minimum)
            await _tell(database, plan, threshold, made)
            await withhold(database, plan.withheld)
            await keep_parts(database, plan.parts, before.following, plan.following)
        await note_looked(database, questionnaire)
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


async def _tell(database: Database, plan: Plan, threshold: Threshold, made: int) -> None:
    numbers = await numbers_of_measures(database)
    keys = list(plan.told)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        counted_in = {key: cells_of(key.questionnaire, plan.told[key][0]) for key in some}
        cells = await cells_at(database, {cell for of in counted_in.values() for cell in of})
        figures = await asyncio.to_thread(
            list, _figures(plan, counted_in, cells, numbers, threshold)
        )
        await tell(database, made, figures)


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
        yield figure_of(key, cell.companies, told, numbers)
