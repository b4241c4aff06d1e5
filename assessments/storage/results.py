"""Results read many at a time, to be computed anew."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from assessments.assessment import Json, StoredResult
from assessments.storage.database import Database, Row

AT_ONCE = 200
"""How many results are held in memory at a time."""

_BEFORE_ALL = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """A result with all that is stored about it, and the answers and facts of its assessment.

    `alike` is what both the result and its assessment say in columns, `alike_of_assessment` what
    the assessment says, and `confirmed` the warnings that its history says were confirmed.
    `measures` and `amounts` are what it is counted under, None where that is not known yet.
    `matching_facts` are those to match many at once, and None where they have not been worked out;
    `facts_digest` says by what they were.
    """

    result: StoredResult
    region: str | None
    size_band: str | None
    sector: str | None
    scores: tuple[tuple[str, Decimal | None, int | None, str | None], ...]
    measures: Sequence[int] | None
    amounts: Sequence[int] | None
    answers: Json
    facts: Json
    matching_facts: Json | None
    facts_digest: str | None
    alike: Json
    alike_of_assessment: Json
    confirmed: Sequence[str]


RESULT_COLUMNS = """
    r.id AS result_id, r.assessment_id, r.catalogue_version, r.engine_version, r.as_of,
    r.computed_at, r.answers_hash, r.document
"""
"""All but the questionnaire version, which a result shares with its assessment."""

_KEPT = f"""
    SELECT {RESULT_COLUMNS}, r.questionnaire_slug, r.questionnaire_version,
        r.region, r.size_band, r.sector, r.measures, r.amounts, a.answers, a.facts,
        r.facts AS matching_facts, r.facts_digest,
        json_build_object(
            'questionnaire_slug', r.questionnaire_slug,
            'questionnaire_version', r.questionnaire_version, 'company_id', r.company_id,
            'include_in_aggregates', r.include_in_aggregates, 'submitted_at', r.computed_at
        ) AS alike,
        json_build_object(
            'questionnaire_slug', a.questionnaire_slug,
            'questionnaire_version', a.questionnaire_version, 'company_id', a.company_id,
            'include_in_aggregates', a.include_in_aggregates, 'submitted_at', a.submitted_at
        ) AS alike_of_assessment,
        (
            SELECT m.changes -> 'confirmed' FROM assessment_changes m
            WHERE m.assessment_id = a.id AND m.kind = 'submitted'
        ) AS confirmed,
        (
            SELECT coalesce(json_agg(json_build_array(s.theme, s.score, s.level, s.company_id)
                                     ORDER BY s.theme), '[]')
            FROM result_scores s WHERE s.result_id = r.id
        ) AS scores
    FROM results r JOIN assessments a ON a.id = r.assessment_id
"""  # noqa: S608 - the columns are constants
_PAGE = f"{_KEPT} WHERE r.id > $1 ORDER BY r.id LIMIT $2"
_NAMED = f"{_KEPT} WHERE r.id = ANY($1::uuid[]) ORDER BY r.id"


async def count_results(database: Database) -> int:
    """Return how many results there are."""
    row = await database.row("SELECT count(*) AS results FROM results")
    return int(row["results"]) if row is not None else 0


async def all_results(database: Database) -> AsyncIterator[KeptResult]:
    """Yield every result in order of id, from pages of which one is in memory at a time."""
    last = _BEFORE_ALL
    while True:
        rows = await database.rows(_PAGE, last, AT_ONCE)
        for row in rows:
            yield _kept(row)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["result_id"]


_WITHOUT_FACTS = f"""
    {_KEPT} WHERE r.facts_digest IS DISTINCT FROM $3 AND r.id > $1 ORDER BY r.id LIMIT $2
"""
_PUT_FACTS = """
    UPDATE results r SET facts = n.facts, facts_digest = $3
    FROM unnest($1::uuid[], $2::jsonb[]) AS n (id, facts) WHERE r.id = n.id
"""


async def results_without_facts(
    database: Database, digest: str
) -> AsyncIterator[Sequence[KeptResult]]:
    """Yield the results whose facts are of another digest, a page at a time, in order of id."""
    last = _BEFORE_ALL
    while True:
        page = [_kept(row) for row in await database.rows(_WITHOUT_FACTS, last, AT_ONCE, digest)]
        if page:
            yield page
        if len(page) < AT_ONCE:
            return
        last = page[-1].result.id


async def count_without_facts(database: Database, digest: str) -> int:
    """Return of how many results the facts are of another digest, or not there."""
    row = await database.row(
        "SELECT count(*) AS results FROM results WHERE facts_digest IS DISTINCT FROM $1", digest
    )
    return int(row["results"]) if row is not None else 0


async def put_facts(database: Database, facts: Mapping[UUID, str], digest: str) -> None:
    """Keep the facts of results, by id, as JSON text."""
    await database.row(_PUT_FACTS, list(facts), list(facts.values()), digest)


async def results_named(database: Database, ids: Sequence[UUID]) -> Sequence[KeptResult]:
    """Return those of the named results that there are, in order of id."""
    return [_kept(row) for row in await database.rows(_NAMED, list(ids))]


def stored_result(row: Row) -> StoredResult:
    """Return the result in a row of ``RESULT_COLUMNS`` and the questionnaire version."""
    return StoredResult(
        id=row["result_id"],
        assessment_id=row["assessment_id"],
        questionnaire_slug=row["questionnaire_slug"],
        questionnaire_version=row["questionnaire_version"],
        catalogue_version=row["catalogue_version"],
        engine_version=row["engine_version"],
        as_of=row["as_of"],
        computed_at=row["computed_at"],
        answers_hash=row["answers_hash"],
        document=row["document"],
    )


def _kept(row: Row) -> KeptResult:
    facts = row["matching_facts"]
    return KeptResult(
        result=stored_result(row),
        region=row["region"],
        size_band=row["size_band"],
        sector=row["sector"],
        scores=tuple(
            (theme, score, level, company)
            for theme, score, level, company in json.loads(row["scores"], parse_float=Decimal)
        ),
        measures=row["measures"],
        amounts=row["amounts"],
        answers=json.loads(row["answers"]),
        facts=json.loads(row["facts"]),
        matching_facts=None if facts is None else json.loads(facts),
        facts_digest=row["facts_digest"],
        alike=json.loads(row["alike"]),
        alike_of_assessment=json.loads(row["alike_of_assessment"]),
        confirmed=json.loads(row["confirmed"] or "[]"),
    )
