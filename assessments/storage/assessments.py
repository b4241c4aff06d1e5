"""Assessments: one row each, changed by one statement at a time.

Every change names the revision that it was worked out from and has no effect when that is no longer
the current one, so that of two clients saving at once none overwrites the other.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from assessments.assessment import Json, StoredAssessment, StoredResult
from assessments.storage.database import KEY_TAKEN, Database, Row
from assessments.storage.results import RESULT_COLUMNS, stored_result


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """An earlier request with the same key: what it was, and the revision that it made, when."""

    operation: str
    payload_hash: bytes
    revision: int
    made_at: datetime
    is_recent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForChange:
    """An assessment read in order to change it.

    `changes` are those after the revision asked about; all of them where there is a `replay`.
    """

    assessment: StoredAssessment
    changes: tuple[tuple[int, str, Json], ...] = ()
    replay: Replay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An idempotency key with what it stands for.

    One that was remembered before `forgotten_before` may be used anew.
    """

    key: str
    operation: str
    payload_hash: bytes
    forgotten_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a result is counted under, by number; `amounts` are of the first of `measures`."""

    measures: tuple[int, ...]
    amounts: tuple[int, ...]
    record_key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """A result to be stored with the submission that made it."""

    result: StoredResult
    region: str | None
    size_band: str | None
    sector: str | None
    include_in_aggregates: bool
    scores: tuple[tuple[str, Decimal | None, int | None], ...] = field(default=())
    said: Json = field(default_factory=dict[str, object])
    """What the history keeps of the submission: the warnings that were confirmed, if any were."""
    facts: str | None = None
    """What is known about the company, to match many at once, as JSON text."""
    facts_digest: str | None = None
    """Of the content by which those facts were worked out."""
    measured: Measured | None = None
    """What it is counted under; None while a measure has no number yet."""


ASSESSMENT_COLUMNS = """
    a.id, a.company_id, a.questionnaire_slug, a.questionnaire_version, a.status, a.revision,
    a.answers, a.facts, a.token_hash, a.token_expires_at, a.token_revoked_at, a.started_at,
    a.updated_at, a.submitted_at, a.copied_from, a.carried_over, a.include_in_aggregates,
    a.invitation_id,
    (SELECT c.organisation_number FROM companies c WHERE c.id = a.company_id)
"""

_FIND = f"""
    SELECT {ASSESSMENT_COLUMNS}, {RESULT_COLUMNS}
    FROM assessments a LEFT JOIN results r ON r.assessment_id = a.id
    WHERE a.id = $1
"""  # noqa: S608 - the columns are constants

_FIND_OF_RESULT = f"""
    SELECT {ASSESSMENT_COLUMNS}, {RESULT_COLUMNS}
    FROM results r JOIN assessments a ON a.id = r.assessment_id
    WHERE r.id = $1
"""  # noqa: S608 - the columns are constants

_FIND_FOR_CHANGE = f"""
    WITH repeated AS (
        SELECT operation, payload_hash, revision, created_at > $4 AS is_recent
        FROM idempotency_keys WHERE assessment_id = $1 AND key = $2
    )
    SELECT {ASSESSMENT_COLUMNS}, {RESULT_COLUMNS},
        k.operation, k.payload_hash, k.revision AS key_revision, k.is_recent,
        coalesce((
            SELECT m.recorded_at FROM assessment_changes m
            WHERE m.assessment_id = a.id AND m.revision = k.revision
        ), a.started_at) AS made_at,
        (
            SELECT coalesce(json_agg(json_build_array(c.revision, c.kind, c.changes)
                                     ORDER BY c.revision), '[]')
            FROM assessment_changes c
            WHERE c.assessment_id = a.id
              AND c.revision > CASE WHEN k.revision IS NOT NULL THEN -1
                                    ELSE coalesce($3, a.revision) END
        ) AS changes
    FROM assessments a
    LEFT JOIN results r ON r.assessment_id = a.id
    LEFT JOIN repeated k ON true
    WHERE a.id = $1
"""  # noqa: S608 - the columns are constants

_ADD = """
    WITH added AS (
        INSERT INTO assessments (
            id, questionnaire_slug, questionnaire_version, status, revision, answers, facts,
            token_hash, token_expires_at, include_in_aggregates, started_at, updated_at,
            copied_from, carried_over, company_id, invitation_id
        )
        VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, false, $9, $9, $10, $11, $15, $16)
        RETURNING id
    )
    INSERT INTO assessment_changes
        (assessment_id, revision, company_id, kind, changes, recorded_at)
    SELECT added.id, c.revision, $15, c.kind, c.changes, $9
    FROM added, unnest($12::int[], $13::text[], $14::jsonb[]) AS c (revision, kind, changes)
"""

# In what follows a key that another request used in the meantime would get no revision. The table
# refuses that, and the whole statement is undone.

_CHANGE = """
    WITH changed AS (
        UPDATE assessments SET
            answers = coalesce($3::jsonb, answers),
            facts = coalesce($4::jsonb, facts),
            revision = CASE WHEN $7::jsonb = '{}' THEN revision ELSE revision + 1 END,
            updated_at = CASE WHEN $7::jsonb = '{}' THEN updated_at ELSE $5 END
        WHERE id = $1 AND revision = $2 AND status = 'draft' AND token_revoked_at IS NULL
          AND token_hash IS NOT DISTINCT FROM $11
        RETURNING id, company_id, revision
    ), noted AS (
        INSERT INTO assessment_changes
            (assessment_id, revision, company_id, kind, changes, recorded_at)
        SELECT id, revision, company_id, $6, $7::jsonb, $5 FROM changed
        WHERE $7::jsonb <> '{}'
    ), remembered AS (
        INSERT INTO idempotency_keys
            (assessment_id, key, operation, payload_hash, revision, created_at)
        SELECT id, $8, $9, $10, revision, $5 FROM changed WHERE $8::text IS NOT NULL
        ON CONFLICT (assessment_id, key) DO UPDATE SET
            operation = excluded.operation, payload_hash = excluded.payload_hash,
            revision = CASE WHEN idempotency_keys.created_at <= $12 THEN excluded.revision END,
            created_at = excluded.created_at
    )
    SELECT revision FROM changed
"""

_SUBMIT = """
    WITH changed AS (
        UPDATE assessments SET
            status = 'submitted', submitted_at = $3, updated_at = $3,
            revision = revision + 1, include_in_aggregates = $4
        WHERE id = $1 AND revision = $2 AND status = 'draft' AND token_revoked_at IS NULL
          AND token_hash IS NOT DISTINCT FROM $22
        RETURNING id, company_id, revision, questionnaire_slug, questionnaire_version
    ), noted AS (
        INSERT INTO assessment_changes
            (assessment_id, revision, company_id, kind, changes, recorded_at)
        SELECT id, revision, company_id, 'submitted', $24::jsonb, $3 FROM changed
    ), remembered AS (
        INSERT INTO idempotency_keys
            (assessment_id, key, operation, payload_hash, revision, created_at)
        SELECT id, $5, $6, $7, revision, $3 FROM changed WHERE $5::text IS NOT NULL
        ON CONFLICT (assessment_id, key) DO UPDATE SET
            operation = excluded.operation, payload_hash = excluded.payload_hash,
            revision = CASE WHEN idempotency_keys.created_at <= $23 THEN excluded.revision END,
            created_at = excluded.created_at
    ), kept AS (
        INSERT INTO results (
            id, assessment_id, company_id, questionnaire_slug, questionnaire_version,
            catalogue_version, engine_version, as_of, computed_at, answers_hash,
            region, size_band, sector, include_in_aggregates, document, facts, facts_digest,
            measures, amounts, record_key
        )
        SELECT $8, id, company_id, questionnaire_slug, questionnaire_version,
               $9, $10, $11, $3, $12, $13, $14, $15, $4, $16, $20::jsonb, $21,
               $25::int[], $26::int[], $27::bigint
        FROM changed
    ), marked AS (
        INSERT INTO cell_outbox (organisation_number)
        SELECT c.organisation_number FROM changed JOIN companies c ON c.id = changed.company_id
        WHERE $4
    ), scored AS (
        INSERT INTO result_scores (result_id, theme, company_id, score, level)
        SELECT $8, s.theme, changed.company_id, s.score, s.level
        FROM changed, unnest($17::text[], $18::numeric[], $19::smallint[])
             AS s (theme, score, level)
    )
    SELECT revision FROM changed
"""


async def find_assessment(database: Database, assessment_id: UUID) -> StoredAssessment | None:
    """Return an assessment with its result."""
    row = await database.row(_FIND, assessment_id)
    return None if row is None else assessment_in(row)


async def find_of_result(database: Database, result_id: UUID) -> StoredAssessment | None:
    """Return the assessment of a result, with it."""
    row = await database.row(_FIND_OF_RESULT, result_id)
    return None if row is None else assessment_in(row)


async def find_for_change(
    database: Database,
    assessment_id: UUID,
    *,
    key: str | None,
    since: int | None,
    keys_since: datetime,
) -> ForChange | None:
    """Return an assessment with what deciding about a change needs, in one statement.

    Args:
        database: The database.
        assessment_id: Which assessment.
        key: The idempotency key of the request, if it has one.
        since: The revision that the client knows; changes after it are returned.
        keys_since: Keys that are older than this are forgotten.
    """
    row = await database.row(_FIND_FOR_CHANGE, assessment_id, key, since, keys_since)
    if row is None:
        return None
    replay = None
    if row["operation"] is not None:
        replay = Replay(
            operation=row["operation"],
            payload_hash=row["payload_hash"],
            revision=row["key_revision"],
            made_at=row["made_at"],
            is_recent=row["is_recent"],
        )
    changes = tuple((revision, kind, new) for revision, kind, new in json.loads(row["changes"]))
    return ForChange(assessment=assessment_in(row), changes=changes, replay=replay)


async def add_assessment(database: Database, assessment: StoredAssessment) -> None:
    """Add a draft; answers and facts that it has from the beginning are its first changes."""
    given = (("profile", assessment.facts), ("answers", assessment.answers))
    changes = [(kind, json.dumps(new)) for kind, new in given if new]
    carried = assessment.carried_over
    await database.row(
        _ADD,
        assessment.id,
        assessment.questionnaire_slug,
        assessment.questionnaire_version,
        assessment.revision,
        json.dumps(assessment.answers),
        json.dumps(assessment.facts),
        assessment.token_hash,
        assessment.token_expires_at,
        assessment.started_at,
        list(assessment.copied_from) or None,
        None if carried is None else json.dumps(carried),
        list(range(1, len(changes) + 1)),
        [kind for kind, _ in changes],
        [new for _, new in changes],
        assessment.company_id,
        assessment.invitation_id,
    )


async def change_assessment(  # noqa: PLR0913 - one argument per thing that changes
    database: Database,
    current: StoredAssessment,
    *,
    kind: str,
    changes: Json,
    answers: Json | None = None,
    facts: Json | None = None,
    at: datetime,
    key: Key | None = None,
) -> bool:
    """Change a draft that is still as `current`; return whether it was.

    It must be at the same revision and have the same access token, and nobody may have used the key
    in the meantime. Where `changes` is empty its revision stays, and only the key is remembered.
    """
    return await _is_done(
        database,
        key,
        _CHANGE,
        current.id,
        current.revision,
        None if answers is None else json.dumps(answers),
        None if facts is None else json.dumps(facts),
        at,
        kind,
        json.dumps(changes),
        *_key(key),
        current.token_hash,
        _forgotten_before(key),
    )


async def submit_assessment(
    database: Database, current: StoredAssessment, new: NewResult, key: Key | None = None
) -> bool:
    """Submit a draft that is still as `current`, and keep its result; return whether it was.

    It must be at the same revision and have the same access token, and nobody may have used the key
    in the meantime.
    """
    result = new.result
    return await _is_done(
        database,
        key,
        _SUBMIT,
        current.id,
        current.revision,
        result.computed_at,
        new.include_in_aggregates,
        *_key(key),
        result.id,
        result.catalogue_version,
        result.engine_version,
        result.as_of,
        result.answers_hash,
        new.region,
        new.size_band,
        new.sector,
        result.document,
        [theme for theme, _, _ in new.scores],
        [score for _, score, _ in new.scores],
        [level for _, _, level in new.scores],
        new.facts,
        new.facts_digest,
        current.token_hash,
        _forgotten_before(key),
        json.dumps(new.said),
        *measured_columns(new.measured),
    )


async def _is_done(database: Database, key: Key | None, statement: str, *args: object) -> bool:
    try:
        return await database.row(statement, *args) is not None
    except KEY_TAKEN:
        if key is None:
            raise
        return False


async def replace_token(
    database: Database, assessment_id: UUID, old_hash: bytes, new_hash: bytes, until: datetime
) -> bool:
    """Put a new access token in the place of the old one; return whether the old one was good."""
    row = await database.row(
        """
        UPDATE assessments SET token_hash = $3, token_expires_at = $4
        WHERE id = $1 AND token_hash = $2 AND token_revoked_at IS NULL RETURNING id
        """,
        assessment_id,
        old_hash,
        new_hash,
        until,
    )
    return row is not None


async def revoke_token(database: Database, assessment_id: UUID, at: datetime) -> bool:
    """Revoke the access token of an assessment; return whether there was one that is not."""
    row = await database.row(
        """
        UPDATE assessments SET token_revoked_at = $2
        WHERE id = $1 AND token_hash IS NOT NULL AND token_revoked_at IS NULL RETURNING id
        """,
        assessment_id,
        at,
    )
    return row is not None


async def has_token(database: Database, assessment_id: UUID) -> bool:
    """Return whether there is an assessment with an access token, good or ended, to operators."""
    query = "SELECT id FROM assessments WHERE id = $1 AND token_hash IS NOT NULL"
    return await database.row(query, assessment_id) is not None


async def forget_keys(database: Database, before: datetime) -> int:
    """Delete the idempotency keys that were made before a time; return how many."""
    row = await database.row(
        "SELECT forget_idempotency_keys($1) AS keys",
        before,
    )
    return int(row["keys"]) if row is not None else 0


def _key(key: Key | None) -> tuple[object, ...]:
    return (None, None, None) if key is None else (key.key, key.operation, key.payload_hash)


def measured_columns(measured: Measured | None) -> tuple[object, ...]:
    """Return measures, amounts and record key; None each where they are not known yet."""
    if measured is None:
        return (None, None, None)
    return measured.measures, measured.amounts, measured.record_key


def _forgotten_before(key: Key | None) -> datetime | None:
    return None if key is None else key.forgotten_before


def assessment_in(row: Row) -> StoredAssessment:
    """Return the assessment in a row of ``ASSESSMENT_COLUMNS`` and ``RESULT_COLUMNS``."""
    return StoredAssessment(
        id=row["id"],
        company_id=row["company_id"],
        organisation_number=row["organisation_number"],
        questionnaire_slug=row["questionnaire_slug"],
        questionnaire_version=row["questionnaire_version"],
        status=row["status"],
        revision=row["revision"],
        answers=json.loads(row["answers"]),
        facts=json.loads(row["facts"]),
        token_hash=row["token_hash"],
        token_expires_at=row["token_expires_at"],
        token_revoked_at=row["token_revoked_at"],
        started_at=row["started_at"],
        updated_at=row["updated_at"],
        submitted_at=row["submitted_at"],
        include_in_aggregates=row["include_in_aggregates"],
        invitation_id=row["invitation_id"],
        copied_from=tuple(row["copied_from"] or ()),
        carried_over=None if row["carried_over"] is None else json.loads(row["carried_over"]),
        result=None if row["result_id"] is None else stored_result(row),
    )
