"""Erasing: what is about an assessment or a company goes, and with it all that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database, Row

_ASSESSMENT = "SELECT erase_assessment($1) AS is_gone"
_COMPANY = "SELECT erase_company($1, $2) AS assessments"
_COMPANY_NUMBERED = """
    SELECT coalesce(
        (SELECT id FROM companies WHERE organisation_number = $1), company_numbered($1)
    ) AS id
"""
_NUMBER_OF = "SELECT organisation_number FROM companies WHERE id = $1"

_OLD = """
    (status = 'draft' AND updated_at < $1)
    OR (status = 'submitted' AND company_id IS NULL AND submitted_at < $2)
"""
_FIND_OLD = f"SELECT id, company_id, status FROM assessments WHERE {_OLD}"  # noqa: S608 - a constant
_ERASE_OLD = f"DELETE FROM assessments WHERE {_OLD} RETURNING id, company_id, status"  # noqa: S608 - the same
_ENDED_KEYS = "least(revoked_at, expires_at) < $1"
_FIND_ENDED_KEYS = f"SELECT count(*) AS number FROM api_keys WHERE {_ENDED_KEYS}"  # noqa: S608 - a constant
_ERASE_ENDED_KEYS = f"""
    WITH gone AS (DELETE FROM api_keys WHERE {_ENDED_KEYS} RETURNING id)
    SELECT count(*) AS number FROM gone
"""  # noqa: S608 - the same
_OLD_CODES = "at < $1 AND (subject IS NOT NULL OR delegate IS NOT NULL)"
_FIND_OLD_CODES = f"SELECT count(*) AS number FROM audit_log WHERE {_OLD_CODES}"  # noqa: S608 - a constant
_ERASE_OLD_CODES = f"""
    WITH gone AS (
        UPDATE audit_log SET subject = NULL, delegate = NULL WHERE {_OLD_CODES} RETURNING id
    )
    SELECT count(*) AS number FROM gone
"""  # noqa: S608 - the same


@dataclass(frozen=True, slots=True)
class OldOne:
    """A draft that nobody has touched, or a result of no company, for long."""

    id: UUID
    company_id: UUID | None
    is_draft: bool


async def erase_assessment(database: Database, assessment_id: UUID) -> bool:
    """Erase an assessment with its history, keys and result; return whether it was there.

    It is there for whose it is, and for administrators.
    """
    row = await database.row(_ASSESSMENT, assessment_id)
    return row is not None and bool(row["is_gone"])


async def erase_company(database: Database, company_id: UUID, number: str) -> Sequence[UUID] | None:
    """Erase a company of that number with everything about it; return the assessments it had.

    Lines of the audit log about it keep when and what was done, and nothing else. None where there
    was no such company; it is there for who is signed in for it, and for administrators.
    """
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


async def find_old_ones(
    database: Database, drafts_before: datetime, anonymous_before: datetime
) -> list[OldOne]:
    """Return the drafts that last changed before a time, and older results of no company."""
    return _old_ones(await database.rows(_FIND_OLD, drafts_before, anonymous_before))


async def erase_old_ones(
    database: Database, drafts_before: datetime, anonymous_before: datetime
) -> list[OldOne]:
    """Erase drafts that last changed before a time and older results of no company; return them."""
    return _old_ones(await database.rows(_ERASE_OLD, drafts_before, anonymous_before))


async def count_ended_keys(database: Database, before: datetime) -> int:
    """Count the API keys that ended, or were revoked, before a time."""
    return await _number(database, _FIND_ENDED_KEYS, before)


async def erase_ended_keys(database: Database, before: datetime) -> int:
    """Erase the API keys that ended, or were revoked, before a time; return how many."""
    return await _number(database, _ERASE_ENDED_KEYS, before)


async def count_old_codes(database: Database, before: datetime) -> int:
    """Count the lines of the audit log from before a time that say who it was."""
    return await _number(database, _FIND_OLD_CODES, before)


async def erase_old_codes(database: Database, before: datetime) -> int:
    """Take out of older lines of the audit log who it was; return of how many. The lines stay."""
    return await _number(database, _ERASE_OLD_CODES, before)


async def _number(database: Database, statement: str, before: datetime) -> int:
    row = await database.row(statement, before)
    return 0 if row is None else row["number"]


def _old_ones(rows: Sequence[Row]) -> list[OldOne]:
    return [OldOne(row["id"], row["company_id"], row["status"] == "draft") for row in rows]
