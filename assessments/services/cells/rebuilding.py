"""Rebuilding: every cell is counted anew from the results, while the worker goes on.

First contributions become what they should be, some contributors at a time, without the cells. Then
each period is counted as of one moment, and what its cells lack is added to them. Whatever changes
meanwhile changes contributions and cells alike, so the sum is right whenever it is added, and
nobody has to wait. No release is made meanwhile, for it would find the cells to differ.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from assessments.cohorts.measures import Measures
from assessments.services.cells.comparing import other_cells, periods_in
from assessments.services.cells.settling import begun_anew, lock_all_concerned, place
from assessments.services.environment import Environment
from assessments.services.measuring import KEY_BITS, measured_again, numbered
from assessments.storage.cell_counting import misplaced
from assessments.storage.cells import change_cells
from assessments.storage.database import Database
from assessments.storage.measures import (
    MeasuredRow,
    Unmeasured,
    number_measures,
    numbers_of_measures,
    put_measures,
    unmeasured_after,
)
from assessments.storage.releasing import are_releases_held, hold_releases

CONNECTIONS: Final = 2
"""How many connections rebuilding needs, one of which keeps releases from beginning."""
AT_ONCE: Final = 200
"""How many documents of results are in memory at a time."""

CONTRIBUTORS_AT_ONCE: Final = 1_000
"""Of how many contributors contributions are put right in one transaction."""
CELLS_AT_ONCE: Final = 500
"""How many cells are put right in one transaction."""

_BEFORE_ALL: Final = UUID(int=0)


async def measure_rest(environment: Environment) -> AsyncIterator[int]:
    """Work out what results are counted under that it is not known of; yield how many at a time.

    Those are results that were submitted before anything was counted, or before a measure had a
    number.

    Raises:
        NoContentError: A content version that a result names is not in the database.
    """
    last = _BEFORE_ALL
    while rows := await unmeasured_after(environment.database, last, AT_ONCE):
        found = {row.id: await _measured(environment, row) for row in rows}
        async with environment.database.joined() as database:
            numbers = await _numbered(database, found)
            put = list(_rows(environment, found, numbers))
            await put_measures(database, put)
        yield len(rows)
        last = rows[-1].id


async def _measured(environment: Environment, row: Unmeasured) -> Measures:
    shelf = environment.shelf
    return measured_again(
        row.document,
        shelf.questionnaire(row.questionnaire_slug, row.questionnaire_version),
        await shelf.catalogue(row.catalogue_version),
    )


async def _numbered(database: Database, found: Mapping[UUID, Measures]) -> Mapping[str, int]:
    async with database.writing() as connection:
        await number_measures(connection, (key for one in found.values() for key in one.keys))
    return await numbers_of_measures(database)


def _rows(
    environment: Environment, found: Mapping[UUID, Measures], numbers: Mapping[str, int]
) -> Sequence[MeasuredRow]:
    measured = (
        (one, numbered(measures, numbers, environment.random_bits(KEY_BITS)))
        for one, measures in found.items()
    )
    return [(one, m.measures, m.amounts, m.record_key) for one, m in measured if m is not None]


async def rebuild(environment: Environment) -> AsyncIterator[tuple[int, int]]:
    """Count all cells anew, for operators; yield how many periods of how many are counted.

    Releases and other rebuildings wait until the end.
    """
    database = environment.database
    async with database.joined() as beside:
        await hold_releases(beside)
        await _place_all(database)
        periods = await periods_in(database)
        yield 0, len(periods)
        for done, period in enumerate(periods, 1):
            async with database.looking() as looking:
                others = await other_cells(looking, period)
            for start in range(0, len(others), CELLS_AT_ONCE):
                some = others[start : start + CELLS_AT_ONCE]
                await are_releases_held(beside)
                await change_cells(database, {one.key: one.difference for one in some})
            yield done, len(periods)


async def _place_all(database: Database) -> None:
    """Bring all contributions to what should be counted."""
    found = await misplaced(database)
    contributors = sorted({name for one in found for name in (one.desired, one.applied) if name})
    for start in range(0, len(contributors), CONTRIBUTORS_AT_ONCE):
        some = contributors[start : start + CONTRIBUTORS_AT_ONCE]
        await begun_anew(database, partial(_place, some))


async def _place(contributors: Sequence[str], database: Database) -> None:
    await place(database, await lock_all_concerned(database, contributors))
