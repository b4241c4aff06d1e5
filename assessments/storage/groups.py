"""Groups of organisations that count as one, each under the number of its parent company."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('company groups', 0))"
_LEAVE = """
    DELETE FROM company_groups
    WHERE group_number = $1 AND organisation_number <> ALL ($2::text[])
"""
_OF = """
    SELECT organisation_number, group_number FROM company_groups
    WHERE organisation_number = ANY ($1)
"""
_IN = """
    SELECT group_id, organisation_number FROM company_groups WHERE group_number = $1
    ORDER BY organisation_number
"""
_JOIN = """
    INSERT INTO company_groups
        (organisation_number, group_number, group_id, verified_at, verified_by)
    SELECT n.number, $1, $2, $4, $5 FROM unnest($3::text[]) AS n (number)
    ON CONFLICT (organisation_number) DO UPDATE SET
        group_number = excluded.group_number, group_id = excluded.group_id,
        verified_at = excluded.verified_at, verified_by = excluded.verified_by
"""

Members = dict[str, str]
"""The number of the group by the number of each organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Who verifies a group, as who vouches names them, and when."""

    at: datetime
    by: str


async def lock_groups(database: Database) -> None:
    """Let nobody else change groups before the transaction ends."""
    await database.run(_LOCK)


async def groups_of(database: Database, numbers: Collection[str]) -> Members:
    """Return which groups some organisations belong to, as far as they belong to any."""
    rows = await database.rows(_OF, list(numbers))
    return {row["organisation_number"]: row["group_number"] for row in rows}


async def find_group(database: Database, group: str) -> tuple[UUID, list[str]] | None:
    """Return the random id by which the audit log names a group, and who is in it, in order.

    None where nobody is.
    """
    rows = await database.rows(_IN, group)
    return (rows[0]["group_id"], [row["organisation_number"] for row in rows]) if rows else None


async def leave_group(database: Database, group: str, staying: Collection[str]) -> None:
    """Take all but some out of a group."""
    await database.run(_LEAVE, group, list(staying))


async def join_group(
    database: Database, group: tuple[str, UUID], numbers: Collection[str], by: Verification
) -> None:
    """Put organisations into a group, named by its number and its id, out of any other."""
    await database.run(_JOIN, *group, list(numbers), by.at, by.by)
