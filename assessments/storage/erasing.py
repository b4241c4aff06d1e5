"""Erasing: what is about an assessment or a company goes, and with it all that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from assessments.storage.database import Database

ERASED_NUMBER: Final = "erased"
"""What stands in the place of the number of an organisation that acted for another, or for which
another acted, once that number is erased: that somebody did stays true."""

_ASSESSMENT = "SELECT company AS company_id FROM erase_assessment($1)"
_FORGET = "SELECT forget_lines_about($1)"
_FORGET_DELEGATE = "SELECT forget_delegate($1, $2)"
_COMPANY = "SELECT erase_company($1, $2) AS assessments"
_COMPANY_NUMBERED = """
    SELECT coalesce(
        (SELECT id FROM companies WHERE organisation_number = $1), company_numbered($1)
    ) AS id
"""
_NUMBER_OF = "SELECT organisation_number FROM companies WHERE id = $1"

# Each of the following finds what is old, and ends it only where the last parameter says so.
_OLD = """
    WITH old AS (
        SELECT id, company_id, status FROM assessments
        WHERE (status = 'draft' AND updated_at < $1)
           OR (status = 'submitted' AND company_id IS NULL AND submitted_at < $2)
        FOR UPDATE
    ), gone AS (
        DELETE FROM assessments WHERE $3 AND id IN (SELECT id FROM old)
    )
    SELECT id, company_id, status FROM old
"""
_ENDED_KEYS = """
    WITH old AS (
        SELECT id FROM api_keys WHERE least(revoked_at, expires_at) < $1 FOR UPDATE
    ), gone AS (
        DELETE FROM api_keys WHERE $2 AND id IN (SELECT id FROM old)
    )
    SELECT count(*) AS number FROM old
"""
_OLD_CODES = """
    WITH old AS (
        SELECT id FROM audit_log
        WHERE at < $1 AND (
            subject IS NOT NULL OR delegate <> 'erased' OR organisation <> 'erased'
            OR (actor_kind = 'integration' AND actor <> '')
        )
        FOR UPDATE
    ), gone AS (
        UPDATE audit_log SET subject = NULL,
            delegate = CASE WHEN delegate IS NOT NULL THEN 'erased' END,
            organisation = CASE WHEN organisation IS NOT NULL THEN 'erased' END,
            actor = CASE WHEN actor_kind = 'integration' THEN '' ELSE actor END
        WHERE $2 AND id IN (SELECT id FROM old)
    )
    SELECT count(*) AS number FROM old
"""


@dataclass(frozen=True, slots=True)
class OldOne:
    """A draft that nobody has touched, or a result of no company, for long."""

    id: UUID
    company_id: UUID | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ErasedAssessment:
    """An assessment that was erased: of a company, or nobody's."""

    company_id: UUID | None


async def erase_assessment(database: Database, assessment_id: UUID) -> ErasedAssessment | None:
    """Erase an assessment with its history, keys and result; return whose it was.

    Nobody's lines of the audit log about it keep when and what was done, and nothing else. None
    where it was not there; it is there for whose it is, and for administrators.
    """
    row = await database.row(_ASSESSMENT, assessment_id)
    return None if row is None else ErasedAssessment(row["company_id"])


async def erase_company(
    database: Database, company_id: UUID, number: str, at: datetime
) -> Sequence[UUID] | None:
    """Erase a company of that number with everything about it; return the assessments it had.

    Lines of the audit log about it keep when and what was done, and nothing else; keys and lines of
    others say no more that it was this one that acted for them. The keys that it made for others
    end, which stands in their logs. In the transaction of `database`. None where there was no such
    company; it is there for who is signed in for it, and for administrators.
    """
    await database.run(_FORGET_DELEGATE, company_id, at)
    row = await database.row(_COMPANY, company_id, number)
    return None if row is None else row["assessments"]


async def company_numbered(database: Database, number: str) -> UUID | None:
    """Return the company of an organisation number, to whoever may erase it; None to others."""
    row = await database.row(_COMPANY_NUMBERED, number)
    return None if row is None else row["id"]


async def number_of_company(database: Database, company_id: UUID) -> str | None:
    """Return the organisation number of a company, to operators."""
    row = await database.row(_NUMBER_OF, company_id)
    return None if row is None else row["organisation_number"]


async def erase_old_ones(
    database: Database, drafts_before: datetime, anonymous_before: datetime, *, erase: bool
) -> list[OldOne]:
    """Return the drafts that last changed before a time, and older results of no company.

    They are erased where `erase` says so; nobody's lines of the audit log about them then keep when
    and what was done.
    """
    rows = await database.rows(_OLD, drafts_before, anonymous_before, erase)
    if erase:
        await database.run(_FORGET, [row["id"] for row in rows])
    return [OldOne(row["id"], row["company_id"], row["status"] == "draft") for row in rows]


async def erase_ended_keys(database: Database, before: datetime, *, erase: bool) -> int:
    """Return how many API keys ended, or were revoked, before a time; erase them if so said."""
    return await _number(database, _ENDED_KEYS, before, erase=erase)


async def erase_old_codes(database: Database, before: datetime, *, erase: bool) -> int:
    """Return how many older lines of the audit log say who it was; take it out if so said.

    The lines stay.
    """
    return await _number(database, _OLD_CODES, before, erase=erase)


async def _number(database: Database, statement: str, before: datetime, *, erase: bool) -> int:
    row = await database.row(statement, before, erase)
    return 0 if row is None else row["number"]
