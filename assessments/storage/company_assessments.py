"""The assessments of a company, a page by one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.storage.assessments import ASSESSMENT_COLUMNS, assessment_in
from assessments.storage.database import Database
from assessments.storage.results import RESULT_COLUMNS

_PAGE = f"""
    WITH mine AS (
        SELECT a.id, a.started_at FROM assessments a JOIN companies c ON c.id = a.company_id
        WHERE c.id = $1 AND c.organisation_number = ANY ($2)
    ), page AS (
        SELECT id, started_at FROM mine
        WHERE $3::uuid IS NULL
           OR (started_at, id) < (SELECT m.started_at, m.id FROM mine m WHERE m.id = $3)
        ORDER BY started_at DESC, id DESC LIMIT $4
    ), said AS (
        SELECT count(*) AS total, $3 IS NULL OR coalesce(bool_or(id = $3), false) AS is_known
        FROM mine
    )
    SELECT said.total, said.is_known, {ASSESSMENT_COLUMNS}, {RESULT_COLUMNS}
    FROM said
    LEFT JOIN (page JOIN assessments a USING (id) LEFT JOIN results r ON r.assessment_id = page.id)
        ON true
    ORDER BY page.started_at DESC, page.id DESC
"""  # noqa: S608 - the columns are constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Assessments of a company, how many it has, and whether the cursor is one of them."""

    assessments: Sequence[StoredAssessment]
    total: int
    is_known: bool


async def assessments_of(
    database: Database,
    company_id: UUID,
    organisations: Sequence[str],
    *,
    after: UUID | None,
    limit: int,
) -> Found:
    """Return the assessments of a company, the last started first, those after one of them.

    None are there where its number is not among `organisations`.
    """
    rows = await database.rows(_PAGE, company_id, organisations, after, limit)
    return Found(
        assessments=[assessment_in(row) for row in rows if row["id"] is not None],
        total=rows[0]["total"],
        is_known=rows[0]["is_known"],
    )
