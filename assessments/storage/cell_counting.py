"""Contributions and cells read one period at a time, to be counted anew or compared."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from assessments.cohorts.cells import CellKey
from assessments.storage.contributions import DESIRED_OF_ALL
from assessments.storage.database import Database
from assessments.storage.packing import Numbers, unpacked_bigints

AT_ONCE: Final = 5_000
"""How many contributions are in memory at a time."""

_PERIODS: Final = """
    SELECT questionnaire_slug, quarter, count(*) AS contributions FROM contributions
    GROUP BY 1, 2 ORDER BY 1, 2
"""
_READ: Final = """
    DECLARE counted NO SCROLL CURSOR FOR
    SELECT clusters, region, size_band, sector, record_key,
        array_send(measures) AS measures, array_send(amounts) AS amounts
    FROM contributions WHERE result_id IN (
        SELECT DISTINCT ON (contributor) result_id FROM contributions
        WHERE questionnaire_slug = $1 AND ($2 = 'all' OR starts_with(quarter, $2))
        ORDER BY contributor, quarter DESC
    )
"""
_LIVE_CELLS: Final = """
    SELECT cluster, region, size_band, sector, contributors, record_keys,
        array_send(counts) AS counts
    FROM cells WHERE questionnaire_slug = $1 AND period = $2
"""
_DIFFERENT: Final = """
    WITH desired AS ({desired})
    SELECT coalesce(n.result_id, o.result_id) AS result_id,
        n.contributor AS desired, o.contributor AS applied
    FROM desired n FULL JOIN contributions o ON o.result_id = n.result_id
    WHERE (n.contributor, n.clusters, n.quarter, n.region, n.size_band, n.sector, n.measures,
        n.amounts, n.record_key) IS DISTINCT FROM (o.contributor, o.clusters, o.quarter, o.region,
        o.size_band, o.sector, o.measures, o.amounts, o.record_key)
    ORDER BY 1
"""
_WAITING: Final = "SELECT DISTINCT organisation_number FROM cell_outbox"
_ALL_PERIODS: Final = "SELECT DISTINCT questionnaire_slug, period FROM cells ORDER BY 1, 2"
_NEXT: Final = f"FETCH {AT_ONCE} FROM counted"
_END: Final = "CLOSE counted"


@dataclass(frozen=True, slots=True)
class Packed:
    """A contribution, its numbers as PostgreSQL sends arrays of integers."""

    clusters: Sequence[str]
    region: str | None
    size_band: str | None
    sector: str | None
    record_key: int
    measures: bytes
    amounts: bytes


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A result that counts for somebody else than it should; None for nobody."""

    result_id: UUID
    desired: str | None
    applied: str | None


async def counted_quarters(database: Database) -> Mapping[tuple[str, str], int]:
    """Return how many contributions there are, by questionnaire and quarter, in that order."""
    rows = await database.rows(_PERIODS)
    return {(row["questionnaire_slug"], row["quarter"]): row["contributions"] for row in rows}


async def standing_in(
    database: Database, questionnaire: str, period: str
) -> AsyncIterator[Sequence[Packed]]:
    """Yield what stands for each contributor in a period, some at a time, in a transaction."""
    async with database.writing() as connection:
        await connection.execute(_READ, questionnaire, period)
        while rows := await connection.fetch(_NEXT):
            yield [Packed(**row) for row in rows]
        await connection.execute(_END)


async def live_cells(
    database: Database, questionnaire: str, period: str
) -> Mapping[CellKey, tuple[int, int, Numbers]]:
    """Return the cells of a period: contributors, the XOR of their keys, and counts by number."""
    rows = await database.rows(_LIVE_CELLS, questionnaire, period)
    return {
        CellKey(
            questionnaire, period, row["cluster"], row["region"], row["size_band"], row["sector"]
        ): (row["contributors"], row["record_keys"], unpacked_bigints(row["counts"]))
        for row in rows
    }


async def live_periods(database: Database) -> set[tuple[str, str]]:
    """Return the questionnaires and periods of all cells."""
    rows = await database.rows(_ALL_PERIODS)
    return {(row["questionnaire_slug"], row["period"]) for row in rows}


async def misplaced(database: Database) -> Sequence[Misplaced]:
    """Return the results that count otherwise than they should, in order of id."""
    rows = await database.rows(_DIFFERENT.format(desired=DESIRED_OF_ALL))
    return [Misplaced(row["result_id"], row["desired"], row["applied"]) for row in rows]


async def waiting_numbers(database: Database) -> Sequence[str]:
    """Return the numbers for which the worker has not counted what has changed."""
    return [row["organisation_number"] for row in await database.rows(_WAITING)]
