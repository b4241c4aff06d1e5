"""Consents: given and withdrawn, each row once; a new one for whatever is given anew."""

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from assessments.storage.database import Connection, Database, Row
from assessments.texts import Text

CONSENT_COLUMNS = """
    c.id, c.assessment_id, c.company_id, c.recipient, c.recipient_name, c.purpose, c.scope,
    c.contact, c.granted_at, c.withdrawn_at
"""

_LOCK = "SELECT id FROM assessments WHERE id = $1 FOR NO KEY UPDATE"
_STANDING = f"""
    SELECT {CONSENT_COLUMNS} FROM consents c
    WHERE assessment_id = $1 AND recipient = $2 AND purpose = $3 AND withdrawn_at IS NULL
"""  # noqa: S608 - the columns are constants
_GIVE = f"""
    INSERT INTO consents AS c (
        id, assessment_id, company_id, recipient, recipient_name, purpose, scope, contact,
        granted_at
    )
    SELECT $1, a.id, a.company_id, $3, $4, $5, $6, $7, $8 FROM assessments a WHERE a.id = $2
    RETURNING {CONSENT_COLUMNS}
"""  # noqa: S608 - the columns are constants
_WITHDRAW = f"""
    UPDATE consents c SET withdrawn_at = $2, contact = NULL
    WHERE id = $1 AND withdrawn_at IS NULL RETURNING {CONSENT_COLUMNS}
"""  # noqa: S608 - the columns are constants
_FIND = f"SELECT {CONSENT_COLUMNS} FROM consents c WHERE id = $1"  # noqa: S608 - the same
_OF_ASSESSMENTS = f"""
    SELECT c.* FROM unnest($1::uuid[]) AS asked (assessment_id), LATERAL (
        SELECT {CONSENT_COLUMNS} FROM consents c WHERE c.assessment_id = asked.assessment_id
        ORDER BY c.withdrawn_at IS NOT NULL, c.granted_at DESC, c.id DESC LIMIT $2
    ) c
    ORDER BY c.withdrawn_at IS NOT NULL, c.granted_at DESC, c.id DESC
"""  # noqa: S608 - the columns are constants
_WITHDRAWN = """
    SELECT id, withdrawn_at FROM consents
    WHERE withdrawn_at >= coalesce($1, '-infinity'::timestamptz) ORDER BY withdrawn_at, id
"""
_NEWEST_BUT = """
    SELECT granted_at FROM consents WHERE assessment_id = $1
    ORDER BY granted_at DESC OFFSET $2 LIMIT 1
"""


async def lock_assessment(connection: Connection, assessment_id: UUID) -> None:
    """Let nobody else give consents of an assessment until the transaction ends."""
    await connection.fetchrow(_LOCK, assessment_id)


async def standing_consent(
    connection: Connection, assessment_id: UUID, recipient: str, purpose: ConsentPurpose
) -> StoredConsent | None:
    """Return the consent that a recipient has for a purpose now."""
    row = await connection.fetchrow(_STANDING, assessment_id, recipient, purpose)
    return None if row is None else consent_in(row)


async def given_before_newest(
    connection: Connection, assessment_id: UUID, newer: int
) -> datetime | None:
    """Return when the last consent was given that has so many `newer` ones; None without one."""
    row = await connection.fetchrow(_NEWEST_BUT, assessment_id, newer)
    return None if row is None else row["granted_at"]


async def give_consent(connection: Connection, consent: StoredConsent) -> StoredConsent | None:
    """Keep a consent; return it with its assessment's company, or None without an assessment."""
    row = await connection.fetchrow(
        _GIVE,
        consent.id,
        consent.assessment_id,
        consent.recipient,
        consent.recipient_name.model_dump_json(exclude_none=True),
        consent.purpose,
        consent.scope,
        consent.contact,
        consent.granted_at,
    )
    return None if row is None else consent_in(row)


async def withdraw_consent(
    connection: Connection, consent_id: UUID, at: datetime
) -> StoredConsent | None:
    """Withdraw a consent and forget its contact; return it, or None where it does not stand."""
    row = await connection.fetchrow(_WITHDRAW, consent_id, at)
    return None if row is None else consent_in(row)


async def find_consent(connection: Connection, consent_id: UUID) -> StoredConsent | None:
    """Return a consent, withdrawn or not."""
    row = await connection.fetchrow(_FIND, consent_id)
    return None if row is None else consent_in(row)


async def withdrawn_consents(
    database: Database, since: datetime | None
) -> list[tuple[UUID, datetime]]:
    """Return which consents were withdrawn at a time or later, and when, to operators."""
    rows = await database.rows(_WITHDRAWN, since)
    return [(row["id"], row["withdrawn_at"]) for row in rows]


async def consents_of(
    database: Database, assessment_ids: Collection[UUID], limit: int
) -> list[StoredConsent]:
    """Return at most `limit` consents of each of several assessments, all of them in one order.

    First those that stand, then those withdrawn, of either the last one given first.
    """
    rows = await database.rows(_OF_ASSESSMENTS, list(assessment_ids), limit)
    return [consent_in(row) for row in rows]


def consent_in(row: Row) -> StoredConsent:
    """Return the consent in a row of ``CONSENT_COLUMNS``."""
    return StoredConsent(
        id=row["id"],
        assessment_id=row["assessment_id"],
        company_id=row["company_id"],
        recipient=row["recipient"],
        recipient_name=Text(**json.loads(row["recipient_name"])),
        purpose=ConsentPurpose(row["purpose"]),
        scope=ConsentScope(row["scope"]),
        contact=row["contact"],
        granted_at=row["granted_at"],
        withdrawn_at=row["withdrawn_at"],
    )
