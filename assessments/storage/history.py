"""The results that led to an assessment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.assessment import StoredResult
from assessments.storage.database import Database
from assessments.storage.results import RESULT_COLUMNS, stored_result

_HISTORY = f"""
    WITH this AS (
        SELECT id, questionnaire_slug, copied_from, started_at FROM assessments
        WHERE id = $1 AND (
            token_hash = $2 AND token_revoked_at IS NULL AND token_expires_at > $3
            OR company_id IN (SELECT c.id FROM companies c WHERE c.organisation_number = ANY ($4))
        )
    )
    SELECT {RESULT_COLUMNS}, r.questionnaire_slug, r.questionnaire_version
    FROM results r, this
    WHERE r.assessment_id IN (SELECT id FROM this UNION ALL SELECT unnest(copied_from) FROM this)
      AND r.questionnaire_slug = this.questionnaire_slug
      AND (r.assessment_id = this.id OR r.computed_at <= this.started_at)
    ORDER BY r.computed_at, array_position(this.copied_from, r.assessment_id) NULLS LAST
"""  # noqa: S608 - the columns are constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a caller may see an assessment by: the hash of its token at a time, or its company."""

    token_hash: bytes | None
    at: datetime
    organisations: Sequence[str]


async def results_leading_to(
    database: Database, assessment_id: UUID, proof: Proof
) -> Sequence[StoredResult]:
    """Return the results of an assessment and of those that it descends from, oldest first.

    None where `proof` does not open it. Only those on versions of the same questionnaire, and of
    the others only what was there when it was begun: whoever copied could read that.
    """
    rows = await database.rows(
        _HISTORY, assessment_id, proof.token_hash, proof.at, proof.organisations
    )
    return [stored_result(row) for row in rows]
