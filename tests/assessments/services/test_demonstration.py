"""Made-up companies: the same each time, the same either way, and more mature ones score higher."""

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from statistics import mean
from typing import Any, Final

import pytest
from stdnum.no import orgnr

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue, Library
from assessments.questionnaire.compiled import (
    CompiledQuestionnaire,
    compile_questionnaire,
    nothing_derived,
)
from assessments.questionnaire.given import Given, Shape
from assessments.services.assessing import evaluate
from assessments.services.cells.rebuilding import rebuild
from assessments.services.demonstration import many
from assessments.services.demonstration.answers import answer_all
from assessments.services.demonstration.companies import make_up
from assessments.services.demonstration.creating import (
    build_rows,
    create_through_services,
    prepare,
)
from assessments.services.demonstration.owning import (
    MOST,
    build_companies,
    demonstration_number,
)
from assessments.services.environment import Environment
from assessments.storage.assessments import find_assessment
from assessments.storage.bulk import RESULTS, BulkRows, load
from assessments.storage.database import Database
from tests.assessments.services.caller import Caller
from tests.assessments.services.small_content import small_questionnaire
from tests.fixtures.database import connected, new_database
from tests.fixtures.engine import question, theme
from tests.fixtures.environment import taken_up

SEED: Final = 7
TWELVE: Final = range(12)
SIXTY: Final = range(60)
TABLES: Final = {
    "assessments": "SELECT * FROM assessments ORDER BY id",
    "assessment_changes": "SELECT * FROM assessment_changes ORDER BY assessment_id, revision",
    "results": "SELECT * FROM results ORDER BY id",
    "result_scores": "SELECT * FROM result_scores ORDER BY result_id, theme",
    "idempotency_keys": "SELECT * FROM idempotency_keys",
    "companies": "SELECT * FROM companies ORDER BY id",
    "memberships": "SELECT * FROM memberships ORDER BY id",
}

Rows = dict[str, list[dict[str, Any]]]
Open = Callable[[], AbstractAsyncContextManager[Environment]]


@pytest.fixture
def opened(server: str, module_published_dsn: str) -> Open:
    """Opens databases with the delivered content and nothing else."""

    @asynccontextmanager
    async def fresh() -> AsyncGenerator[Environment]:
        async with new_database(server, module_published_dsn) as dsn, connected(dsn) as database:
            yield Environment(database=database, shelf=await taken_up(database))

    return fresh


@pytest.fixture
async def fresh(opened: Open) -> AsyncIterator[Environment]:
    async with opened() as environment:
        yield environment


@pytest.fixture
def offline(library: Library) -> Environment:
    return many.environment_without_database(library)


@pytest.fixture(scope="module")
def sixty(library: Library) -> BulkRows:
    """What is loaded in bulk of sixty companies."""
    return build_rows(many.environment_without_database(library), SEED, SIXTY)


async def _rows(database: Database) -> Rows:
    return {
        table: [dict(row) for row in await database.rows(query)] for table, query in TABLES.items()
    }


async def _load(environment: Environment, numbers: Sequence[int]) -> None:
    async with environment.database.writing() as connection:
        await load(connection, build_rows(environment, SEED, numbers))


async def test_services_and_bulk_leave_the_very_same_rows(opened: Open) -> None:
    async with opened() as one, opened() as other:
        created = [a async for a in create_through_services(one, SEED, TWELVE)]
        await _load(other, TWELVE)
        through_services, in_bulk = await _rows(one.database), await _rows(other.database)
    assert [len(rows) for rows in through_services.values()] == [12, 36, 12, 60, 0, 0, 0]
    assert {a.id for a in created} == {row["id"] for row in in_bulk["assessments"]}
    for table in TABLES:
        assert through_services[table] == in_bulk[table], table


async def test_everything_created_is_submitted_and_can_be_read(fresh: Environment) -> None:
    async for assessment in create_through_services(fresh, SEED, range(3)):
        assert (assessment.status, assessment.revision) == ("submitted", 3)
        evaluation = evaluate(fresh, assessment)
        assert (evaluation.missing, evaluation.missing_facts) == ((), ())
        shown = evaluation.progress
        assert shown.answered == shown.visible == len(assessment.answers)
        kept = await find_assessment(fresh.database, assessment.id)
        assert kept is not None
        assert kept.token_revoked_at == assessment.started_at


async def test_four_of_five_agree_to_be_counted(offline: Environment) -> None:
    rows = build_rows(offline, SEED, range(10))
    agreed = [record[RESULTS.index("include_in_aggregates")] for record in rows.results]
    assert agreed == [False, True, True, True, True] * 2


def test_the_same_seed_gives_the_same_rows(offline: Environment) -> None:
    first = build_rows(offline, SEED, TWELVE)
    assert build_rows(offline, SEED, TWELVE) == first
    backwards = build_rows(offline, SEED, list(reversed(TWELVE)))
    assert sorted(backwards.scores, key=str) == sorted(first.scores, key=str)
    assert sorted(backwards.assessments, key=str) == sorted(first.assessments, key=str)


def test_the_same_seed_gives_the_same_companies(
    questionnaire: CompiledQuestionnaire, catalogue: CompiledCatalogue
) -> None:
    for number in TWELVE:
        one, other = (prepare(SEED, number, questionnaire, catalogue) for _ in range(2))
        assert (one.facts, one.answers) == (other.facts, other.answers)
        assert one.company.at == other.company.at


def test_every_kind_of_question_gets_an_answer(catalogue_definition: Catalogue) -> None:
    asked = theme(
        "more", question("N1", "number", scored=False), question("T1", "text", scored=False)
    )
    compiled = compile_questionnaire(small_questionnaire(catalogue_definition, themes=[asked]))
    given = answer_all(make_up(SEED, 1), compiled, {}, nothing_derived)
    assert given == {"N1": Given(Shape.NUMBER, Decimal(0)), "T1": Given(Shape.TEXT, "–")}


async def test_companies_need_the_delivered_questionnaire(small: Caller) -> None:
    with pytest.raises(LookupError):
        build_rows(small.environment, SEED, TWELVE)


def test_another_seed_or_number_gives_another_company() -> None:
    companies = [make_up(seed, number) for seed in (1, 2) for number in SIXTY]
    assert len({(c.at, c.maturity) for c in companies}) == 120
    assert len({str(sorted(c.facts.items())) for c in companies}) == 120


def test_the_more_mature_third_scores_higher_than_the_least_mature(sixty: BulkRows) -> None:
    overall = [float(str(score)) for _, theme, _, score, _ in sixty.scores if theme == "overall"]
    by_maturity = sorted(SIXTY, key=lambda number: make_up(SEED, number).maturity)
    assert len(overall) == 60
    least, middle, most = (
        mean(overall[number] for number in by_maturity[start : start + 20]) for start in (0, 20, 40)
    )
    assert least + 10 < middle < most - 10


def test_companies_are_of_many_kinds(sixty: BulkRows) -> None:
    levels = Counter(level for _, theme, _, _, level in sixty.scores if theme == "overall")
    assert set(levels) >= {0, 1, 2, 3}
    companies = [make_up(SEED, number) for number in SIXTY]
    assert all(0.02 <= company.maturity <= 0.98 for company in companies)
    unknown = [c for c in companies if c.facts["regulatory_status"].shape is Shape.DONT_KNOW]
    assert 0 < len(unknown) < 20


async def test_workers_leave_the_same_rows(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "AT_ONCE", 5)
    async with opened() as one, opened() as other:
        added = [n async for n in many.create_many(one, SEED, TWELVE, workers=2)]
        async with other.database.writing() as connection:
            await load(connection, build_companies(other, SEED, TWELVE))
        by_workers, at_once = await _rows(one.database), await _rows(other.database)
    assert added == [5, 5, 2]
    assert by_workers == at_once


def test_numbers_are_valid_and_of_nobody() -> None:
    numbers = [demonstration_number(seed, n) for seed in range(7) for n in (*SIXTY, MOST - 1)]
    assert len(set(numbers)) == 7 * 61
    assert all(orgnr.is_valid(number) and number[0] in "1234567" for number in numbers)
    with pytest.raises(ValueError, match=str(MOST)):
        demonstration_number(1, MOST)


def test_registered_companies_have_results_of_some_quarters_and_clusters(
    offline: Environment,
) -> None:
    rows = build_companies(offline, SEED, SIXTY)
    assert build_companies(offline, SEED, TWELVE) == build_companies(offline, SEED, TWELVE)
    owners = Counter(record[RESULTS.index("company_id")] for record in rows.results)
    assert set(owners) == {record[0] for record in rows.companies}
    assert set(owners.values()) == {1, 2, 3}
    assert {record[8] for record in rows.assessments} == {None}
    members = {record[2] for record in rows.memberships}
    assert 10 < len(members) < 40
    assert members < {record[1] for record in rows.companies}


async def test_what_was_loaded_in_bulk_counts(fresh: Environment) -> None:
    async for _ in many.create_many(fresh, SEED, TWELVE, workers=1):
        pass
    async for _ in rebuild(fresh):
        pass
    (row,) = await fresh.database.rows(
        "SELECT contributors, counts FROM cells WHERE period = 'all' AND cluster = 'all'"
        " AND region = 'all' AND size_band = 'all' AND sector = 'all'"
    )
    agreed = [n for n in TWELVE if n % 5]
    assert row["contributors"] == len(agreed)
