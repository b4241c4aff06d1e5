"""Cells: exact figures about many, changed under locks that are taken in one order by everybody.

Locks of contributors come first, and keep two from working on one at the same time. All end with
the transaction.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from assessments.cohorts.cells import CellKey, Difference
from assessments.storage.database import Connection, Database

REBUILDING: Final = 727_202
"""Key of the advisory lock that who changes cells shares, and who replaces all has alone."""
CONTRIBUTORS: Final = 727_203
"""Seed of the keys of the advisory locks of contributors."""

AT_ONCE: Final = 500
"""How many cells are read and written at a time."""

_SHARE: Final = "SELECT pg_advisory_xact_lock_shared($1)"
_REPLACE: Final = "SELECT pg_advisory_xact_lock($1)"
_LOCK: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(n, $2)) FROM unnest($1::text[]) AS n
"""
_WORK: Final = "SELECT set_config('eksportklar.worker', $1, true)"

_PREPARE: Final = """
    INSERT INTO {cells} (questionnaire_slug, period, cluster, region, size_band, sector,
        contributors, record_keys, counts, changes)
    SELECT k.questionnaire_slug, k.period, k.cluster, k.region, k.size_band, k.sector,
        0, 0, '{{}}', 0
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        WITH ORDINALITY
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, place)
    ORDER BY k.place
    ON CONFLICT DO NOTHING
"""
_FIND: Final = """
    SELECT c.counts
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        WITH ORDINALITY
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, place)
    JOIN {cells} c USING (questionnaire_slug, period, cluster, region, size_band, sector)
    ORDER BY k.place FOR UPDATE OF c
"""
_CHANGE: Final = """
    UPDATE {cells} SET contributors = contributors + $7, record_keys = record_keys # $8,
        counts = $9, changes = changes + $10
    WHERE (questionnaire_slug, period, cluster, region, size_band, sector)
        = ($1, $2, $3, $4, $5, $6)
"""

LIVE: Final = "cells"
"""The table of the cells that are kept up to date."""


async def work(database: Database) -> None:
    """See what is counted, until ``rest`` or the end of the transaction."""
    await database.run(_WORK, "yes")


async def rest(database: Database) -> None:
    """See no more than the caller does."""
    await database.run(_WORK, "")


async def share_cells(database: Database) -> None:
    """Let nobody replace all cells before the transaction ends."""
    await database.run(_SHARE, REBUILDING)


async def have_cells_alone(database: Database) -> None:
    """Wait for whoever changes cells, and let nobody else before the transaction ends."""
    await database.run(_REPLACE, REBUILDING)


async def lock_contributors(database: Database, contributors: Collection[str]) -> None:
    """Let nobody else count some contributors before the transaction ends."""
    await database.run(_LOCK, sorted(contributors), CONTRIBUTORS)


async def change_cells(
    database: Database, differences: Mapping[CellKey, Difference], table: str = LIVE
) -> None:
    """Bring differences into the cells, in the order of their keys."""
    async with database.writing() as connection:
        keys = sorted(differences)
        for start in range(0, len(keys), AT_ONCE):
            await _change(connection, keys[start : start + AT_ONCE], differences, table)


async def _change(
    connection: Connection,
    keys: Sequence[CellKey],
    differences: Mapping[CellKey, Difference],
    table: str,
) -> None:
    columns = [list(column) for column in zip(*keys, strict=True)]
    await connection.execute(_PREPARE.format(cells=table), *columns)
    found = await connection.fetch(_FIND.format(cells=table), *columns)
    rows = _changed(keys, [row["counts"] for row in found], differences)
    await connection.executemany(_CHANGE.format(cells=table), list(rows))


def _changed(
    keys: Sequence[CellKey],
    counts: Sequence[Sequence[int]],
    differences: Mapping[CellKey, Difference],
) -> Iterator[Sequence[object]]:
    for key, now in zip(keys, counts, strict=True):
        by = differences[key]
        yield (
            *(*key, by.contributors, by.record_keys),
            *(added(now, by.counts), by.changes),
        )


def added(counts: Sequence[int], by: Mapping[int, int]) -> list[int]:
    """Return `counts`, of which the first is of number 1, with differences by number added.

    Zeros at the end are left out, so that the same counts are the same array.
    """
    longest = max(len(counts), max(by, default=0))
    found = [*counts, *([0] * (longest - len(counts)))]
    for number, difference in by.items():
        found[number - 1] += difference
    while found and not found[-1]:
        found.pop()
    return found
