"""Loads many submitted assessments at once, leaving the rows that single statements would leave."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.assessment import StoredAssessment
from assessments.storage.assessments import NewResult
from assessments.storage.database import Connection

Record = tuple[object, ...]

ASSESSMENTS = (
    "id", "company_id", "questionnaire_slug", "questionnaire_version", "status", "revision",
    "answers", "facts", "token_hash", "token_expires_at", "token_revoked_at",
    "include_in_aggregates", "started_at", "updated_at", "submitted_at",
)  # fmt: skip
CHANGES = ("assessment_id", "revision", "company_id", "kind", "changes", "recorded_at")
RESULTS = (
    "id", "assessment_id", "company_id", "questionnaire_slug", "questionnaire_version",
    "catalogue_version", "engine_version", "as_of", "computed_at", "answers_hash", "region",
    "size_band", "sector", "include_in_aggregates", "document", "facts", "facts_digest",
)  # fmt: skip
SCORES = ("result_id", "theme", "company_id", "score", "level")


@dataclass(slots=True)
class BulkRows:
    """Rows waiting to be loaded."""

    assessments: list[Record] = field(default_factory=list[Record])
    changes: list[Record] = field(default_factory=list[Record])
    results: list[Record] = field(default_factory=list[Record])
    scores: list[Record] = field(default_factory=list[Record])

    def add_change(self, after: StoredAssessment, kind: str, changes: object) -> None:
        """Add the row of a change that led to `after`."""
        self.changes.append(
            (after.id, after.revision, None, kind, json.dumps(changes), after.updated_at)
        )

    def add_submitted(self, assessment: StoredAssessment, new: NewResult) -> None:
        """Add the rows of a submitted assessment and its result."""
        a, r = assessment, new.result
        self.assessments.append(
            (
                a.id, None, a.questionnaire_slug, a.questionnaire_version, a.status, a.revision,
                json.dumps(a.answers), json.dumps(a.facts), a.token_hash, a.token_expires_at,
                a.token_revoked_at, new.include_in_aggregates, a.started_at, a.updated_at,
                a.submitted_at,
            )
        )  # fmt: skip
        self.results.append(
            (
                r.id, a.id, None, r.questionnaire_slug, r.questionnaire_version,
                r.catalogue_version, r.engine_version, r.as_of, r.computed_at, r.answers_hash,
                new.region, new.size_band, new.sector, new.include_in_aggregates, r.document,
                new.facts, new.facts_digest,
            )
        )  # fmt: skip
        self.scores += [(r.id, theme, None, score, level) for theme, score, level in new.scores]


async def load(connection: Connection, rows: BulkRows) -> None:
    """Load `rows`, inside the caller's transaction."""
    tables: Sequence[tuple[str, Sequence[Record], Sequence[str]]] = (
        ("assessments", rows.assessments, ASSESSMENTS),
        ("assessment_changes", rows.changes, CHANGES),
        ("results", rows.results, RESULTS),
        ("result_scores", rows.scores, SCORES),
    )
    for table, records, columns in tables:
        await connection.copy_records_to_table(table, records=records, columns=columns)
