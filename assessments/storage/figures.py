"""Whether results are counted in figures about many, as their companies say after submitting."""

from datetime import datetime
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
# Whoever joined again is counted, so that only the last word is there.
_LEFT = """
    SELECT a.id, max(l.at) AS at FROM assessments a
        JOIN audit_log l ON l.what = global_id_of('Assessment', a.id)
    WHERE l.action = $1 AND NOT a.include_in_aggregates
    GROUP BY a.id HAVING max(l.at) >= coalesce($2, '-infinity'::timestamptz) ORDER BY at, a.id
"""
# Lines about it are nobody's or its company's, and there is an index for either.
_JOINED_SINCE = """
    SELECT id FROM audit_log
    WHERE action = $1 AND what = global_id_of('Assessment', $2::uuid) AND at > $3 AND (
        company_id IS NULL
        OR company_id = (SELECT a.company_id FROM assessments a WHERE a.id = $2)
    )
    LIMIT 1
"""

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


async def left_since(
    database: Database, leaving: str, since: datetime | None
) -> list[tuple[UUID, datetime]]:
    """Return which assessments left at a time or later and have not joined again, and when.

    To operators, from lines of the audit log whose action is `leaving`.
    """
    rows = await database.rows(_LEFT, leaving, since)
    return [(row["id"], row["at"]) for row in rows]


async def joined_since(
    database: Database, joining: str, assessment_id: UUID, since: datetime
) -> bool:
    """Tell operators whether the audit log has a line with `joining` after a time."""
    return await database.row(_JOINED_SINCE, joining, assessment_id, since) is not None
