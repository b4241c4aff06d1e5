"""Loads many submitted assessments at once, leaving the rows that single statements would leave."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessments.assessment import StoredAssessment, StoredCompany
from assessments.storage.assessments import NewResult, measured_columns
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
    "measures", "amounts", "record_key",
)  # fmt: skip
COMPANIES = ("id", "organisation_number", "facts", "revision", "created_at", "updated_at")
MEMBERSHIPS = ("id", "cluster", "organisation_number", "confirmed_at", "confirmed_by")
SCORES = ("result_id", "theme", "company_id", "score", "level")


@dataclass(slots=True)
class BulkRows:
    """Rows waiting to be loaded."""

    assessments: list[Record] = field(default_factory=list[Record])
    changes: list[Record] = field(default_factory=list[Record])
    results: list[Record] = field(default_factory=list[Record])
    scores: list[Record] = field(default_factory=list[Record])
    companies: list[Record] = field(default_factory=list[Record])
    memberships: list[Record] = field(default_factory=list[Record])

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
                new.facts, new.facts_digest, *measured_columns(new.measured),
            )
        )  # fmt: skip
        self.scores += [(r.id, theme, None, score, level) for theme, score, level in new.scores]

    def give_to(self, company: StoredCompany) -> None:
        """Give all that is there to a company, as it is once the company has claimed it."""
        self.companies.append(
            (
                *(company.id, company.organisation_number, json.dumps(company.facts)),
                *(company.revision, company.created_at, company.updated_at),
            )
        )
        owned = {"company_id": company.id}
        without_token = {"token_hash": None, "token_expires_at": None, "token_revoked_at": None}
        self.assessments = _changed(self.assessments, ASSESSMENTS, {**owned, **without_token})
        self.changes = _changed(self.changes, CHANGES, owned)
        self.results = _changed(self.results, RESULTS, owned)
        self.scores = _changed(self.scores, SCORES, owned)

    def add(self, other: "BulkRows") -> None:
        """Add all that others are."""
        for name in ("assessments", "changes", "results", "scores", "companies", "memberships"):
            getattr(self, name).extend(getattr(other, name))


def _changed(
    records: Sequence[Record], columns: Sequence[str], values: Mapping[str, object]
) -> list[Record]:
    return [
        tuple(values.get(column, value) for column, value in zip(columns, record, strict=True))
        for record in records
    ]


async def load(connection: Connection, rows: BulkRows) -> None:
    """Load `rows`, inside the caller's transaction."""
    tables: Sequence[tuple[str, Sequence[Record], Sequence[str]]] = (
        ("companies", rows.companies, COMPANIES),
        ("memberships", rows.memberships, MEMBERSHIPS),
        ("assessments", rows.assessments, ASSESSMENTS),
        ("assessment_changes", rows.changes, CHANGES),
        ("results", rows.results, RESULTS),
        ("result_scores", rows.scores, SCORES),
    )
    for table, records, columns in tables:
        await connection.copy_records_to_table(table, records=records, columns=columns)
