"""Whether results are counted in figures about many, as their companies say after submitting."""

from uuid import UUID

from assessments.storage.database import Database

# The outbox is written by the same statement, so that nobody counts by what was.
_COUNT = """
    WITH changed AS (
        UPDATE assessments SET include_in_aggregates = $2
        WHERE {of} = $1 AND status = 'submitted' AND include_in_aggregates <> $2
        RETURNING id, company_id
    ), kept AS (
        UPDATE results SET include_in_aggregates = $2
        WHERE assessment_id IN (SELECT id FROM changed)
    ), marked AS (
        INSERT INTO cell_outbox (organisation_number)
        SELECT DISTINCT k.organisation_number FROM changed JOIN companies k
            ON k.id = changed.company_id
    )
    SELECT id, company_id FROM changed
"""
_OF_ASSESSMENT = _COUNT.format(of="id")
_OF_COMPANY = _COUNT.format(of="company_id")

Changed = list[tuple[UUID, UUID | None]]
"""The assessments that were counted otherwise before, each with its company if it has one."""


async def count_assessment(database: Database, assessment_id: UUID, *, counted: bool) -> Changed:
    """Let the result of an assessment be counted, or not; the worker is told."""
    rows = await database.rows(_OF_ASSESSMENT, assessment_id, counted)
    return [(row["id"], row["company_id"]) for row in rows]


async def count_company(database: Database, company_id: UUID, *, counted: bool) -> Changed:
    """Let all results of a company be counted, or none; the worker is told."""
    rows = await database.rows(_OF_COMPANY, company_id, counted)
    return [(row["id"], row["company_id"]) for row in rows]
