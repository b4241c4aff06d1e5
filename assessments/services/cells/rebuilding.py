"""Rebuilding: every cell is counted anew from the results, while the worker goes on.

What has changed meanwhile is settled at the end, on what was counted anew. Only then does whoever
changes cells have to wait. The cells that come out the same are left alone.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from assessments.cohorts.cells import differences, periods_of
from assessments.cohorts.measures import Measures
from assessments.services.cells.counting import Count, width_of
from assessments.services.environment import Environment
from assessments.services.measuring import KEY_BITS, measured_again, numbered
from assessments.storage.cell_counting import counted_quarters, standing_in
from assessments.storage.cell_rebuilding import (
    CELLS,
    CONTRIBUTIONS,
    add_rebuilt,
    contributors_since,
    forget_gathered,
    gather,
    keep_groups,
    replace_cells,
)
from assessments.storage.cells import change_cells, have_cells_alone
from assessments.storage.contributions import applied_for, desired_of, members_of, put_in
from assessments.storage.database import Database
from assessments.storage.measures import (
    MeasuredRow,
    Unmeasured,
    number_measures,
    numbers_of_measures,
    put_measures,
    unmeasured_after,
)

AT_ONCE: Final = 200
"""How many documents of results are in memory at a time."""

_BEFORE_ALL: Final = UUID(int=0)

Period = tuple[str, str]
"""A questionnaire and a period."""


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
    """Count all cells anew, for operators; yield how many periods of how many are counted."""
    async with environment.database.joined() as database:
        width = width_of(await numbers_of_measures(database))
        await gather(database)
        periods = await periods_in(database, CONTRIBUTIONS)
        yield 0, len(periods)
        for done, (questionnaire, period) in enumerate(periods, 1):
            count = await counted(database, CONTRIBUTIONS, (questionnaire, period), width)
            await add_rebuilt(database, count.cells(questionnaire, period))
            yield done, len(periods)
        await have_cells_alone(database)
        await keep_groups(database)
        await _settle_since(database)
        await replace_cells(database)


async def periods_in(database: Database, table: str) -> Sequence[Period]:
    """Return every questionnaire and period in which something is counted, in order."""
    quarters = await counted_quarters(database, table)
    return sorted({(slug, period) for slug, quarter in quarters for period in periods_of(quarter)})


async def counted(database: Database, table: str, of: Period, width: int) -> Count:
    """Return the count of a period."""
    count = Count(width)
    async for some in standing_in(database, table, *of):
        count.add(some)
    return count


async def _settle_since(database: Database) -> None:
    """Bring what has changed since it was gathered into what was counted anew."""
    contributors = await contributors_since(database)
    if contributors:
        before = await applied_for(database, contributors, CONTRIBUTIONS)
        after = await desired_of(database, await members_of(database, contributors))
        await change_cells(database, differences(before, after), CELLS)
        await forget_gathered(database, contributors)
        await put_in(database, after, CONTRIBUTIONS)
