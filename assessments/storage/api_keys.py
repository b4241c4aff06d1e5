"""API keys: rows with hashes of secrets, never the secrets.

Whoever manages keys says `within` which: those that act for its organisations, those of any of its
recipients, or, for administrators, all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database, Row
from assessments.storage.erasing import ERASED_NUMBER

_COLUMNS = """
    id, company_id, organisation_number, delegate, name, scopes, recipients, secret_hash,
    earlier_hash, earlier_until, expires_at, last_used_at, revoked_at, created_at, created_by
"""
_ACT = "SELECT act_for_another($1)"
_ADD = f"""
    INSERT INTO api_keys ({_COLUMNS})
    SELECT $1, coalesce($2, company_numbered($3)), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15
    WHERE $16 > ALL (
        SELECT count(*) FROM api_keys k
        LEFT JOIN LATERAL unnest(k.recipients) AS read_for (recipient) ON $3::text IS NULL
        WHERE k.revoked_at IS NULL AND k.expires_at > $14 AND CASE
            WHEN $3::text IS NOT NULL THEN k.organisation_number = $3
            WHEN cardinality($7::text[]) > 0 THEN read_for.recipient = ANY ($7)
            ELSE k.organisation_number IS NULL AND k.recipients = '{{}}' AND k.created_by = $15
        END
        GROUP BY read_for.recipient
    )
    RETURNING {_COLUMNS}
"""  # noqa: S608 - the columns are constants
_ALL = f"SELECT {_COLUMNS} FROM api_keys"  # noqa: S608 - the columns are constants
_PROVED = f"{_ALL} WHERE id = $1"
_MINE = """(
    $1::boolean OR organisation_number = ANY ($2::text[]) OR recipients && $3::text[]
)"""
_ONE = f"{_ALL} WHERE {_MINE} AND id = $4"
_PAGE = f"{_ALL} WHERE {_MINE} AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5"
_COUNT = f"SELECT count(*) AS keys FROM api_keys WHERE {_MINE}"  # noqa: S608 - the condition is a constant
_REVOKE = f"""
    UPDATE api_keys SET revoked_at = $5 WHERE {_MINE} AND id = $4 AND revoked_at IS NULL
    RETURNING {_COLUMNS}
"""  # noqa: S608 - the columns are constants
_REVOKED = """
    SELECT id, revoked_at FROM api_keys
    WHERE revoked_at >= coalesce($1, '-infinity'::timestamptz) ORDER BY revoked_at, id
"""
_ROTATE = f"""
    UPDATE api_keys
    SET secret_hash = $6, earlier_until = $7,
        earlier_hash = CASE WHEN $7::timestamptz IS NULL THEN NULL ELSE secret_hash END
    WHERE {_MINE} AND id = $4 AND secret_hash = $5 AND revoked_at IS NULL AND expires_at > $8
      AND ($7::timestamptz IS NULL OR earlier_until IS NULL OR earlier_until <= $8)
    RETURNING {_COLUMNS}
"""  # noqa: S608 - the columns are constants
_NOTE_USE = """
    UPDATE api_keys SET last_used_at = $2
    WHERE id = (
        SELECT id FROM api_keys
        WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $3)
        FOR NO KEY UPDATE SKIP LOCKED
    )
"""
_COMPANIES = """
    SELECT id, organisation_number FROM companies
    WHERE organisation_number = ANY ($1) AND ($2::uuid IS NULL OR id = $2)
    ORDER BY organisation_number LIMIT 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Which keys somebody manages.

    Attributes:
        all_keys: Every one there is.
        organisations: Those that act for one of these numbers.
        recipients: Those that name any of these.
    """

    all_keys: bool = False
    organisations: Sequence[str] = ()
    recipients: Sequence[str] = ()

    def parameters(self) -> tuple[bool, Sequence[str], Sequence[str]]:
        """Return the first parameters of each statement about somebody's keys."""
        return self.all_keys, self.organisations, self.recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredKey:
    """A key as it is stored; `earlier_hash` is that of the secret before, until `earlier_until`.

    `delegate` is the number of the organisation that made it on another's behalf, or
    ``ERASED_NUMBER`` in its place.
    """

    id: UUID
    company_id: UUID | None
    organisation_number: str | None
    delegate: str | None
    name: str
    scopes: Sequence[str]
    recipients: Sequence[str] = ()
    secret_hash: bytes
    earlier_hash: bytes | None = None
    earlier_until: datetime | None = None
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    created_at: datetime
    created_by: str

    @property
    def delegate_number(self) -> str | None:
        """The number of the organisation that made it on another's behalf, if it is not erased."""
        return None if self.delegate == ERASED_NUMBER else self.delegate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A new secret's hash, from when on, and until when the one before works; None for no more."""

    becoming: bytes
    at: datetime
    overlap_until: datetime | None


def _stored(row: Row | None) -> StoredKey | None:
    return None if row is None else StoredKey(**dict(row))


async def act_for_another(database: Database, delegate: str | None) -> None:
    """Let no erasure of `delegate`, if it is one, begin before the transaction ends.

    It comes before a key is changed, which the erasure would wait for in turn.
    """
    await database.run(_ACT, delegate)


async def add_key(database: Database, key: StoredKey, *, at_most: int) -> StoredKey | None:
    """Add a key, and return it with the company that it acts for, if that has registered.

    None where `at_most` keys that are counted with it have not ended: those of its organisation, or
    else of any one of its recipients, or else its maker's without either. Nobody else adds any of
    those before the transaction ends.
    """
    await database.run("SELECT lock_keys_of(name) FROM unnest($1::text[]) name", _counted_by(key))
    row = await database.row(
        _ADD,
        key.id,
        key.company_id,
        key.organisation_number,
        key.delegate,
        key.name,
        key.scopes,
        key.recipients,
        key.secret_hash,
        key.earlier_hash,
        key.earlier_until,
        key.expires_at,
        key.last_used_at,
        key.revoked_at,
        key.created_at,
        key.created_by,
        at_most,
    )
    return _stored(row)


def _counted_by(key: StoredKey) -> list[str]:
    """Return the names of whom the key is counted for, in the order in which all lock them."""
    if key.organisation_number is not None:
        return [key.organisation_number]
    return sorted(key.recipients) or [key.created_by]


async def proved_key(database: Database, key_id: UUID) -> StoredKey | None:
    """Return a key to whoever proves to hold it; the database shows it to nobody else."""
    return _stored(await database.row(_PROVED, key_id))


async def find_key(database: Database, key_id: UUID, within: Within) -> StoredKey | None:
    """Return a key that is within what the caller manages."""
    return _stored(await database.row(_ONE, *within.parameters(), key_id))


async def list_keys(
    database: Database, within: Within, *, before: UUID | None, limit: int
) -> list[StoredKey]:
    """Return the newest keys that the caller manages, those older than `before`."""
    rows = await database.rows(_PAGE, *within.parameters(), before, limit)
    return [StoredKey(**dict(row)) for row in rows]


async def count_keys(database: Database, within: Within) -> int:
    """Return how many keys the caller manages, ended ones too."""
    row = await database.row(_COUNT, *within.parameters())
    return 0 if row is None else int(row["keys"])


async def revoke_key(
    database: Database, key_id: UUID, within: Within, now: datetime
) -> StoredKey | None:
    """Revoke a key and return it; None where there is none that is not revoked."""
    return _stored(await database.row(_REVOKE, *within.parameters(), key_id, now))


async def revoked_keys(database: Database, since: datetime | None) -> list[tuple[UUID, datetime]]:
    """Return which keys were revoked at a time or later, and when, to operators."""
    rows = await database.rows(_REVOKED, since)
    return [(row["id"], row["revoked_at"]) for row in rows]


async def rotate_key(
    database: Database, key: StoredKey, within: Within, rotation: Rotation
) -> StoredKey | None:
    """Put a new secret in the place of that of `key`, and return it.

    None where the key has ended or has another secret by now, and where a secret before that still
    works and would end by this, unless all of them are to end at once.
    """
    row = await database.row(
        _ROTATE,
        *within.parameters(),
        key.id,
        key.secret_hash,
        rotation.becoming,
        rotation.overlap_until,
        rotation.at,
    )
    return _stored(row)


async def note_use(database: Database, key_id: UUID, *, now: datetime, unless: datetime) -> None:
    """Note that a key is used now, unless that was noted after `unless` or the row is held."""
    await database.run(_NOTE_USE, key_id, now, unless)


async def companies_among(
    database: Database, organisations: Sequence[str], company_id: UUID | None
) -> list[tuple[UUID, str]]:
    """Return id and number of the registered ones among `organisations`, two at most."""
    rows = await database.rows(_COMPANIES, organisations, company_id)
    return [(row["id"], row["organisation_number"]) for row in rows]
