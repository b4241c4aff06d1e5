"""The numbers of measures, by which cells are indexed: given once, from 1 on, and kept for good."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.storage.contents import lock_publishing
from assessments.storage.database import Connection, Database

_ADD = """
    INSERT INTO measures (key)
    SELECT n.key FROM unnest($1::text[]) WITH ORDINALITY AS n (key, place)
    WHERE NOT EXISTS (SELECT FROM measures m WHERE m.key = n.key) ORDER BY n.place
"""
_NEWEST = """
    SELECT (SELECT coalesce(max(id), 0) FROM content_versions) AS content,
        (SELECT coalesce(max(id), 0) FROM measures) AS measure
"""
_UNMEASURED = """
    SELECT r.id, r.questionnaire_slug, r.questionnaire_version, r.catalogue_version, r.document
    FROM results r WHERE r.measures IS NULL AND r.id > $1 ORDER BY r.id LIMIT $2
"""
_PUT = """
    UPDATE results SET measures = $2, amounts = $3, record_key = $4
    WHERE id = $1 AND measures IS NULL
"""

MeasuredRow = tuple[UUID, Sequence[int], Sequence[int], int]
"""A result's id, its measures and amounts, and its record key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """A result of which is not known yet what it is counted under."""

    id: UUID
    questionnaire_slug: str
    questionnaire_version: int
    catalogue_version: int
    document: str


async def number_measures(connection: Connection, keys: Iterable[str]) -> None:
    """Give numbers to measures that have none yet; nobody else does so meanwhile."""
    known = await _numbers(connection)
    new = [key for key in dict.fromkeys(keys) if key not in known]
    if new:
        await lock_publishing(connection)
        await connection.execute(_ADD, new)


async def numbers_of_measures(database: Database) -> Mapping[str, int]:
    """Return the number of each measure, by key."""
    async with database.reading() as connection:
        return await _numbers(connection)


async def newest_numbers(database: Database) -> tuple[int, int]:
    """Return the id of what was published last, and the highest number of a measure; 0 for none."""
    row = await database.row(_NEWEST)
    return (0, 0) if row is None else (row["content"], row["measure"])


async def count_unmeasured(database: Database) -> int:
    """Return of how many results is not known yet what they are counted under."""
    row = await database.row("SELECT count(*) AS n FROM results WHERE measures IS NULL")
    return 0 if row is None else row["n"]


async def unmeasured_after(database: Database, last: UUID, limit: int) -> Sequence[Unmeasured]:
    """Return results after an id of which is not known yet what they are counted under."""
    return [Unmeasured(**row) for row in await database.rows(_UNMEASURED, last, limit)]


async def put_measures(database: Database, rows: Collection[MeasuredRow]) -> None:
    """Keep what results are counted under, where it is not known yet."""
    async with database.writing() as connection:
        await connection.executemany(_PUT, rows)


async def _numbers(connection: Connection) -> Mapping[str, int]:
    rows = await connection.fetch("SELECT key, id FROM measures")
    return {row["key"]: row["id"] for row in rows}
