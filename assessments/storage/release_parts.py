"""In which part each result is after a release: the last that a release leaves behind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from assessments.storage.database import Database

_ADD_PARTS: Final = "INSERT INTO disclosure_atoms (id) SELECT generate_series($1::int, $2::int - 1)"
# Who was counted again meanwhile is counted since another time.
_PART: Final = """
    WITH moved AS (
        SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::int[])
            AS n (result_id, entered_at, before, part)
    ), kept AS (
        UPDATE contributions c SET atom = n.part FROM moved n
        WHERE (c.result_id, c.entered_at) = (n.result_id, n.entered_at)
        RETURNING c.result_id
    )
    SELECT before, part, count(*) AS gone FROM moved n
    WHERE NOT EXISTS (SELECT FROM kept k WHERE k.result_id = n.result_id)
    GROUP BY before, part
"""
_HAUNT: Final = """
    UPDATE disclosure_atoms d SET ghosts = d.ghosts + n.ghosts
    FROM unnest($1::int[], $2::int[]) AS n (id, ghosts) WHERE d.id = n.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A result, counted since a time, that is of another part from a release on; None for none."""

    result_id: UUID
    entered_at: datetime
    before: int | None
    part: int


async def keep_parts(database: Database, moves: Sequence[Move], first: int, following: int) -> None:
    """Keep in which part each of some results is, and the parts that are new.

    Those that are gone by now were told of with their new part, and are its ghosts.
    """
    await database.run(_ADD_PARTS, first, following)
    rows = await database.rows(
        _PART,
        [one.result_id for one in moves],
        [one.entered_at for one in moves],
        [one.before for one in moves],
        [one.part for one in moves],
    )
    ghosts = Counter[int | None]()
    for row in rows:
        ghosts[row["part"]] += row["gone"]
        ghosts[row["before"]] -= row["gone"]
    del ghosts[None]
    await database.run(_HAUNT, list(ghosts), list(ghosts.values()))
