"""Erasing: what is about an assessment or a company goes, and with it all that hangs on it."""

from datetime import datetime
from uuid import UUID

from assessments.storage.database import Database, Row

_ASSESSMENT = "DELETE FROM assessments WHERE id = $1 RETURNING id"
# Whoever begins or claims an assessment for the company in the meantime waits for this, and finds
# it gone; those that were there before go with it, by their foreign key.
_LOCK_COMPANY = "SELECT id FROM companies WHERE id = $1 FOR UPDATE"
_COMPANY = """
    WITH gone AS (DELETE FROM companies WHERE id = $1 RETURNING id)
    SELECT (SELECT count(*) FROM assessments WHERE company_id = $1) AS assessments FROM gone
"""

_OLD = """
    (status = 'draft' AND updated_at < $1)
    OR (status = 'submitted' AND company_id IS NULL AND submitted_at < $2)
"""
_COUNTS = """
    count(*) FILTER (WHERE status = 'draft') AS drafts,
    count(*) FILTER (WHERE status = 'submitted') AS results
"""
_COUNT_OLD = f"SELECT {_COUNTS} FROM assessments WHERE {_OLD}"  # noqa: S608 - the parts are constants
_ERASE_OLD = f"""
    WITH gone AS (DELETE FROM assessments WHERE {_OLD} RETURNING status)
    SELECT {_COUNTS} FROM gone
"""  # noqa: S608 - the parts are constants


async def erase_assessment(database: Database, assessment_id: UUID) -> bool:
    """Erase an assessment with its history, keys and result; return whether it was there."""
    return await database.row(_ASSESSMENT, assessment_id) is not None


async def erase_company(database: Database, company_id: UUID) -> int | None:
    """Erase a company with everything about it; return how many assessments it had.

    Lines of the audit log about it keep when and what was done, and nothing else. None where there
    was no such company.
    """
    async with database.writing() as connection:
        if await connection.fetchrow(_LOCK_COMPANY, company_id) is None:
            return None
        await connection.execute("SELECT forget_company($1)", company_id)
        row = await connection.fetchrow(_COMPANY, company_id)
    return None if row is None else int(row["assessments"])


async def count_old(
    database: Database, drafts_before: datetime, anonymous_before: datetime
) -> tuple[int, int]:
    """Return how many drafts last changed before a time, and results of no company are older."""
    return _counted(await database.row(_COUNT_OLD, drafts_before, anonymous_before))


async def erase_old_ones(
    database: Database, drafts_before: datetime, anonymous_before: datetime
) -> tuple[int, int]:
    """Erase drafts that last changed before a time and older results of no company; count them."""
    return _counted(await database.row(_ERASE_OLD, drafts_before, anonymous_before))


def _counted(row: Row | None) -> tuple[int, int]:
    return (0, 0) if row is None else (int(row["drafts"]), int(row["results"]))
