"""Invitations of clusters, and which organisations they are for, where that is said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('invitations ' || $1, 0))"
_MADE_BEFORE_NEWEST = """
    SELECT created_at FROM invitations WHERE cluster = $1
    ORDER BY created_at DESC, id DESC OFFSET $2 LIMIT 1
"""
_ADD = """
    WITH added AS (
        INSERT INTO invitations
            (id, cluster, code, note, created_at, created_by, expires_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)
        RETURNING id, cluster, created_at
    )
    INSERT INTO invited_organisations (invitation_id, organisation_number, cluster, invited_at)
    SELECT added.id, n.number, added.cluster, added.created_at
    FROM added, unnest($8::text[]) AS n (number)
"""
_REVOKE = """
    WITH revoked AS (
        UPDATE invitations SET revoked_at = $3
        WHERE id = $1 AND cluster = ANY ($2) AND revoked_at IS NULL
        RETURNING *
    )
    SELECT i.*,
        (SELECT count(*) FROM invited_organisations o WHERE o.invitation_id = i.id) AS invited
    FROM revoked i
"""
_FIND = """
    SELECT i.*,
        (SELECT count(*) FROM invited_organisations o WHERE o.invitation_id = i.id) AS invited
    FROM invitations i WHERE id = $1 AND cluster = ANY ($2)
"""
_NUMBERS = "SELECT organisation_number FROM invited_organisations WHERE invitation_id = $1"
_PAGE = """
    SELECT i.*,
        (SELECT count(*) FROM invited_organisations o WHERE o.invitation_id = i.id) AS invited
    FROM invitations i
    WHERE cluster = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
    ORDER BY created_at DESC, id DESC LIMIT $4
"""
_COUNT = """
    SELECT count(DISTINCT organisation_number) AS invited FROM invited_organisations
    WHERE cluster = $1
"""
_INVITED_BY = "SELECT invitation, inviting FROM invited_by($1, $2)"
_ENDED = """
    WITH old AS (
        SELECT id FROM invitations WHERE least(revoked_at, expires_at) < $1 FOR UPDATE
    ), gone AS (
        DELETE FROM invitations WHERE $2 AND id IN (SELECT id FROM old)
    )
    SELECT count(*) AS number FROM old
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInvitation:
    """A link by which a cluster invites.

    Attributes:
        id: Which invitation.
        cluster: The slug of the one that invites.
        code: What the link ends in.
        note: What the advisor wrote beside it.
        created_at: When it was made.
        created_by: Who made it, as who vouches names them.
        expires_at: When it ends.
        revoked_at: When it was revoked, if it was.
        invited: How many organisations it is for, 0 where the cluster did not say.
    """

    id: UUID
    cluster: str
    code: str
    note: str | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    invited: int


async def lock_invitations(database: Database, cluster: str) -> None:
    """Let nobody else make invitations of a cluster before the transaction ends."""
    await database.run(_LOCK, cluster)


async def made_before_newest(database: Database, cluster: str, newer: int) -> datetime | None:
    """Return when the invitation was made after which a cluster made `newer`; None without one."""
    row = await database.row(_MADE_BEFORE_NEWEST, cluster, newer)
    return None if row is None else row["created_at"]


async def add_invitation(
    database: Database, invitation: StoredInvitation, numbers: Collection[str]
) -> None:
    """Add an invitation, for organisations where there are `numbers`."""
    new = invitation
    await database.run(
        _ADD,
        new.id,
        new.cluster,
        new.code,
        new.note,
        new.created_at,
        new.created_by,
        new.expires_at,
        list(numbers),
    )


async def find_invitation(
    database: Database, invitation_id: UUID, clusters: Sequence[str]
) -> StoredInvitation | None:
    """Return an invitation of one of some clusters."""
    row = await database.row(_FIND, invitation_id, clusters)
    return None if row is None else StoredInvitation(**dict(row))


async def numbers_of_invitation(database: Database, invitation_id: UUID) -> list[str]:
    """Return the numbers of those whom an invitation is for, where that is said."""
    return [row["organisation_number"] for row in await database.rows(_NUMBERS, invitation_id)]


async def revoke_invitation(
    database: Database, invitation_id: UUID, clusters: Sequence[str], at: datetime
) -> StoredInvitation | None:
    """Revoke an invitation of one of some clusters and return it.

    None where it is not there, is another cluster's, or is revoked already.
    """
    row = await database.row(_REVOKE, invitation_id, clusters, at)
    return None if row is None else StoredInvitation(**dict(row))


async def invitations_of(
    database: Database, cluster: str, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[StoredInvitation]:
    """Return the newest invitations of a cluster, those after `before` in that order."""
    at, invitation_id = before if before is not None else (None, None)
    rows = await database.rows(_PAGE, cluster, at, invitation_id, limit)
    return [StoredInvitation(**dict(row)) for row in rows]


async def count_invited(database: Database, cluster: str) -> int:
    """Return how many organisations a cluster has invited, each once."""
    row = await database.row(_COUNT, cluster)
    return 0 if row is None else row["invited"]


async def invited_by(database: Database, code: str, at: datetime) -> tuple[UUID, str] | None:
    """Return the invitation of a code, and which cluster's it is; None where it has ended."""
    row = await database.row(_INVITED_BY, code, at)
    return None if row is None else (row["invitation"], row["inviting"])


async def erase_ended_invitations(database: Database, before: datetime, *, erase: bool) -> int:
    """Return how many invitations ended before a time; erase them if so said."""
    row = await database.row(_ENDED, before, erase)
    return 0 if row is None else row["number"]
