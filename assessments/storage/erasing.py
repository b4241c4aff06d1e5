"""Erasing: what is about an assessment or a company goes, and with it all that hangs on it."""

from uuid import UUID

from assessments.storage.database import Database

_ASSESSMENT = "DELETE FROM assessments WHERE id = $1 RETURNING id"
_COMPANY = """
    WITH erased AS (
        DELETE FROM assessments WHERE company_id = $1 RETURNING id
    ), gone AS (
        DELETE FROM companies WHERE id = $1 RETURNING id
    )
    SELECT (SELECT count(*) FROM erased) AS assessments FROM gone
"""


async def erase_assessment(database: Database, assessment_id: UUID) -> bool:
    """Erase an assessment with its history, keys and result; return whether it was there."""
    return await database.row(_ASSESSMENT, assessment_id) is not None


async def erase_company(database: Database, company_id: UUID) -> int | None:
    """Erase a company with everything about it; return how many assessments it had.

    Lines of the audit log about it keep when and what was done, and nothing else. None where there
    was no such company.
    """
    async with database.writing() as connection:
        await connection.execute("SELECT strip_audit_log($1)", company_id)
        row = await connection.fetchrow(_COMPANY, company_id)
    return None if row is None else int(row["assessments"])
