"""Cells: exact figures about many, changed under locks that are taken in one order by everybody.

Locks of contributors come first, and keep two from working on one at the same time. All end with
the transaction.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.cohorts.cells import CellKey
from assessments.storage.database import Connection, Database
from assessments.storage.packing import Numbers, added, literal, unpacked_bigints

CONTRIBUTORS: Final = 727_203
"""Seed of the keys of the advisory locks of contributors."""

AT_ONCE: Final = 500
"""How many cells are read and written at a time."""

_LOCK: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(n, $2)) FROM unnest($1::text[]) AS n
"""
_WORK: Final = "SELECT set_config('eksportklar.worker', $1, true)"

_PREPARE: Final = """
    INSERT INTO cells (questionnaire_slug, period, cluster, region, size_band, sector,
        contributors, record_keys, counts, changes)
    SELECT k.questionnaire_slug, k.period, k.cluster, k.region, k.size_band, k.sector,
        0, 0, '{}', 0
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        WITH ORDINALITY
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, place)
    ORDER BY k.place
    ON CONFLICT DO NOTHING
"""
_FIND: Final = """
    SELECT array_send(c.counts) AS counts
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        WITH ORDINALITY
        AS k (questionnaire_slug, period, cluster, region, size_band, sector, place)
    JOIN cells c USING (questionnaire_slug, period, cluster, region, size_band, sector)
    ORDER BY k.place FOR UPDATE OF c
"""
_CHANGE: Final = """
    UPDATE cells c SET contributors = c.contributors + k.contributors,
        record_keys = c.record_keys # k.record_keys, counts = k.counts::bigint[],
        changes = c.changes + k.changes
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::int[], $8::bigint[], $9::text[], $10::int[])
        AS k (questionnaire_slug, period, cluster, region, size_band, sector,
            contributors, record_keys, counts, changes)
    WHERE (c.questionnaire_slug, c.period, c.cluster, c.region, c.size_band, c.sector)
        = (k.questionnaire_slug, k.period, k.cluster, k.region, k.size_band, k.sector)
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be done to a cell: added to its numbers, and to its record keys by XOR.

    `counts` are by number of measure, the first one at 0. `changes` are the contributors that came,
    went or are counted by another result than before, in whole cells: whatever changes is in one of
    these.
    """

    contributors: int
    record_keys: int
    counts: Numbers
    changes: int


async def work(database: Database) -> None:
    """See what is counted, until ``rest`` or the end of the transaction."""
    await database.run(_WORK, "yes")


async def rest(database: Database) -> None:
    """See no more than the caller does."""
    await database.run(_WORK, "")


async def lock_contributors(database: Database, contributors: Collection[str]) -> None:
    """Let nobody else count some contributors before the transaction ends."""
    await database.run(_LOCK, sorted(contributors), CONTRIBUTORS)


async def change_cells(database: Database, differences: Mapping[CellKey, Difference]) -> None:
    """Bring differences into the cells, in the order of their keys."""
    async with database.writing() as connection:
        keys = sorted(differences)
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            await _change(connection, some, [differences[key] for key in some])


async def _change(
    connection: Connection, keys: Sequence[CellKey], by: Sequence[Difference]
) -> None:
    columns = [list(column) for column in zip(*keys, strict=True)]
    await connection.execute(_PREPARE, *columns)
    found = await connection.fetch(_FIND, *columns)
    counts = (
        added(unpacked_bigints(row["counts"]), one.counts)
        for row, one in zip(found, by, strict=True)
    )
    await connection.execute(
        _CHANGE,
        *columns,
        [one.contributors for one in by],
        [one.record_keys for one in by],
        [literal(now) for now in counts],
        [one.changes for one in by],
    )
