"""Memberships: whom clusters confirm as their members, one row that stands for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('members ' || $1, 0))"
_END = """
    UPDATE memberships SET ended_at = $3
    WHERE cluster = $1 AND ended_at IS NULL
      AND organisation_number IN (SELECT unnest($2::text[]))
"""
_CONFIRM = """
    INSERT INTO memberships (id, cluster, organisation_number, confirmed_at, confirmed_by)
    SELECT n.id, $1, n.number, $4, $5 FROM unnest($2::uuid[], $3::text[]) AS n (id, number)
"""
_STANDING = """
    SELECT organisation_number FROM memberships WHERE cluster = $1 AND ended_at IS NULL
"""
_COUNT = "SELECT count(*) AS members FROM memberships WHERE cluster = $1 AND ended_at IS NULL"
_IS_MEMBER = """
    SELECT FROM memberships
    WHERE cluster = $1 AND organisation_number = $2 AND ended_at IS NULL
"""
_AT = "SELECT organisation_number FROM memberships WHERE cluster = $1 AND id = $2"
_PAGE = """
    SELECT id, organisation_number, confirmed_at FROM memberships
    WHERE cluster = $1 AND ended_at IS NULL AND organisation_number > $2
    ORDER BY organisation_number LIMIT $3
"""
_ENDED = """
    WITH old AS (
        SELECT id FROM memberships WHERE ended_at < $1 FOR UPDATE
    ), gone AS (
        DELETE FROM memberships WHERE $2 AND id IN (SELECT id FROM old)
    )
    SELECT count(*) AS number FROM old
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Who confirms members, as who vouches names them, and when."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMember:
    """A member of a cluster, by its organisation number."""

    id: UUID
    organisation_number: str
    confirmed_at: datetime


async def lock_members(database: Database, cluster: str) -> None:
    """Let nobody else change the list of a cluster before the transaction ends."""
    await database.run(_LOCK, cluster)


async def standing_members(database: Database, cluster: str) -> set[str]:
    """Return the numbers of all members of a cluster."""
    return {row["organisation_number"] for row in await database.rows(_STANDING, cluster)}


async def end_memberships(
    database: Database, cluster: str, numbers: Collection[str], at: datetime
) -> None:
    """Take members off the list of a cluster."""
    await database.run(_END, cluster, list(numbers), at)


async def confirm_members(
    database: Database, cluster: str, members: Sequence[tuple[UUID, str]], by: Confirmation
) -> None:
    """Put organisations on the list of a cluster, each with an id for the row."""
    ids, numbers = [one for one, _ in members], [number for _, number in members]
    await database.run(_CONFIRM, cluster, ids, numbers, by.at, by.by)


async def count_members(database: Database, cluster: str) -> int:
    """Return how many members a cluster has."""
    row = await database.row(_COUNT, cluster)
    return 0 if row is None else row["members"]


async def is_member(database: Database, cluster: str, number: str) -> bool:
    """Tell whether an organisation is on the list of a cluster, as far as the caller sees it."""
    return await database.row(_IS_MEMBER, cluster, number) is not None


async def number_of_member(database: Database, cluster: str, member_id: UUID) -> str | None:
    """Return the number in a row of a cluster, which may have ended; None where there is none."""
    row = await database.row(_AT, cluster, member_id)
    return None if row is None else row["organisation_number"]


async def members_after(
    database: Database, cluster: str, after: str, limit: int
) -> list[StoredMember]:
    """Return members of a cluster with numbers beyond `after`, in the order of these."""
    return [StoredMember(**dict(row)) for row in await database.rows(_PAGE, cluster, after, limit)]


async def erase_ended_memberships(database: Database, before: datetime, *, erase: bool) -> int:
    """Return how many memberships ended before a time; erase them if so said."""
    row = await database.row(_ENDED, before, erase)
    return 0 if row is None else row["number"]
