"""Results computed anew: the same comes out, and whatever has been changed is named."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.differing import NOTHING
from assessments.services.matching_many import facts_to_refresh, refresh_facts
from assessments.services.publishing import publish
from assessments.services.shelf import Shelf
from assessments.services.snapshots import ENGINE_VERSION
from assessments.services.verifying import (
    Obstacle,
    Verification,
    recomputes,
    verify_all,
    verify_named,
)
from assessments.storage import results
from tests.assessments.services.caller import CLEAR, Answers, Caller, number, option, start
from tests.assessments.services.concept import fill_in
from tests.assessments.services.small_content import (
    ANSWERS,
    FACTS,
    OFFERS,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.fixtures.environment import NOON
from tests.fixtures.statements import NotedDatabase

SOMEBODY: Final = UUID(int=7)

WARNING: Final = "size-below-headcount"

Found = list[tuple[str, object, object]]


async def _submitted(caller: Caller, answers: Answers = ANSWERS) -> UUID:
    await caller.state(FACTS)
    await caller.save(answers)
    result = (await caller.submit()).result
    assert result is not None
    return result.id


@pytest.fixture
async def result_id(own: Caller) -> UUID:
    return await _submitted(own)


async def _verified(caller: Caller) -> Verification:
    (found,) = [v async for v in verify_all(caller.environment)]
    return found


async def _differences(caller: Caller) -> Found:
    found = await _verified(caller)
    assert found.obstacle is None
    assert not found.holds
    return [(d.field, d.stored, d.recomputed) for d in found.differences]


async def _tamper(caller: Caller, change: str, *values: object) -> None:
    async with caller.database.writing() as connection:
        await connection.execute(change, *values)


async def _put(caller: Caller, value: object, *path: str | int) -> None:
    """Put `value` at a place of the stored document; the rest keeps its letters."""
    row = await caller.database.row("SELECT document FROM results")
    assert row is not None
    document: Any = json.loads(row["document"])
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    await _tamper(caller, "UPDATE results SET document = $1", text)


async def test_a_result_holds_that_nobody_has_touched(own: Caller, result_id: UUID) -> None:
    assert await _verified(own) == Verification(result_id=result_id, engine_version=ENGINE_VERSION)
    assert (await _verified(own)).holds


async def test_the_delivered_content_gives_the_same_again(caller: Caller) -> None:
    await fill_in(caller)
    result = (await caller.submit()).result
    assert result is not None
    (found,) = [v async for v in verify_named(caller.environment, [result.id])]
    assert found.differences == ()
    assert found.holds


async def test_another_confirmation_is_named(caller: Caller) -> None:
    await fill_in(caller)
    await caller.state({"sme_size": option("micro"), "employees": number(12)})
    result = (await caller.submit(confirmed=[WARNING])).result
    assert result is not None
    forged = json.loads(result.document)
    assert forged.pop("confirmed") == [WARNING]
    text = json.dumps({**forged, "confirmed": []}, ensure_ascii=False, separators=(",", ":"))
    await _tamper(caller, "UPDATE results SET document = $1 WHERE id = $2", text, result.id)
    (found,) = [v async for v in verify_named(caller.environment, [result.id])]
    (difference,) = found.differences
    assert difference.field.startswith("assessment_changes.confirmed")


@pytest.mark.usefixtures("result_id")
async def test_a_changed_score_is_named(own: Caller) -> None:
    await _put(own, 90.1, "themes", 0, "score")
    await _put(own, 3, "level")
    assert await _differences(own) == [
        ("level", 3, 2),
        ("themes.growth.score", 90.1, 39.1),
    ]


@pytest.mark.usefixtures("result_id")
async def test_a_changed_match_is_named(own: Caller) -> None:
    await _put(own, "ELIGIBLE", "matches", 2, 1)
    assert await _differences(own) == [("matches.club.1", "ELIGIBLE", "NOT_ELIGIBLE")]


@pytest.mark.usefixtures("result_id")
async def test_a_changed_answer_changes_all_that_follows(own: Caller) -> None:
    await _put(own, "a", "answers", "M1", "option")
    found = await _differences(own)
    assert [field for field, _, _ in found] == [
        "score",
        "level",
        "weakest",
        "themes.market.score",
        "themes.market.level",
        "themes.market.uncapped",
        "themes.market.counted.M1.1",
        "themes.market.counted.M1.2",
        "gaps.market_insight.M1",
        "nextSteps.M2.level",
        "nextSteps.M2.themeLevel",
        "nextSteps.G1.level",
        "nextSteps.G3.level",
        "nextSteps.M1",
        "results.answers_hash",
        "result_scores.market.score",
        "result_scores.market.level",
        "result_scores.overall.score",
        "result_scores.overall.level",
        "results.facts.~scores.market",
        "results.facts.~scores.overall",
        "results.measures",
        "results.amounts",
        "assessments.answers.M1.option",
    ]
    assert found[-1] == ("assessments.answers.M1.option", "c", "a")


@pytest.mark.usefixtures("result_id")
async def test_a_changed_hash_is_named(own: Caller) -> None:
    before = (await own.rows())["results"][0]["answers_hash"]
    await _tamper(own, "UPDATE results SET answers_hash = '\\x00'")
    assert await _differences(own) == [("results.answers_hash", "00", before.hex())]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE results SET region = '03'", ("results.region", "03", "46")),
        ("UPDATE results SET region = NULL", ("results.region", None, "46")),
        ("UPDATE results SET size_band = 'large'", ("results.size_band", "large", "small")),
        ("UPDATE results SET sector = 'other'", ("results.sector", "other", "medtech")),
        (
            "UPDATE result_scores SET score = 39.2 WHERE theme = 'growth'",
            ("result_scores.growth.score", 39.2, 39.1),
        ),
        (
            "UPDATE result_scores SET level = 4 WHERE theme = 'words'",
            ("result_scores.words.level", 4, None),
        ),
        (
            "DELETE FROM result_scores WHERE theme = 'words'",
            ("result_scores.words", NOTHING, {"score": None, "level": None, "company_id": None}),
        ),
        (
            "UPDATE assessments SET answers = jsonb_set(answers, '{M1,option}', '\"b\"')",
            ("assessments.answers.M1.option", "b", "c"),
        ),
        (
            "UPDATE assessments SET facts = facts - 'uses_ai'",
            ("assessments.facts.uses_ai", NOTHING, {"boolean": True}),
        ),
        (
            "UPDATE results SET facts = facts - 'uses_ai'",
            ("results.facts.uses_ai", NOTHING, True),
        ),
        (
            "UPDATE results SET facts = jsonb_set(facts, '{~scores,growth}', '\"99\"')",
            ("results.facts.~scores.growth", 99, "39.0625"),
        ),
        (
            "UPDATE assessments SET questionnaire_version = 2",
            ("assessments.questionnaire_version", 2, 1),
        ),
        (
            "UPDATE results SET include_in_aggregates = NOT include_in_aggregates",
            ("assessments.include_in_aggregates", False, True),
        ),
        (
            "UPDATE assessments SET submitted_at = '2026-01-02T03:04:05Z'",
            ("assessments.submitted_at", "2026-01-02T03:04:05+00:00", "2026-11-22T12:00:00+00:00"),
        ),
    ],
)
@pytest.mark.usefixtures("result_id")
async def test_what_stands_beside_the_document_is_compared_too(
    own: Caller, change: str, expected: tuple[str, object, object]
) -> None:
    await _tamper(own, change)
    ((field, stored, again),) = await _differences(own)
    assert (field, stored if stored is NOTHING else str(stored), str(again)) == (
        expected[0],
        expected[1] if expected[1] is NOTHING else str(expected[1]),
        str(expected[2]),
    )


@pytest.mark.usefixtures("result_id")
async def test_facts_to_match_by_that_nothing_relies_on_are_not_compared(own: Caller) -> None:
    await _tamper(own, "UPDATE results SET facts = '{}', facts_digest = 'older'")
    assert (await _verified(own)).holds
    assert [count async for count in refresh_facts(own.environment)] == [1]
    assert (await _verified(own)).holds
    await _tamper(own, "UPDATE results SET facts = NULL")
    ((field, stored, _),) = await _differences(own)
    assert (field, stored) == ("results.facts", None)


async def test_facts_to_match_by_are_compared_by_the_catalogue_in_use_too(
    own: Caller, result_id: UUID, catalogue_definition: Catalogue
) -> None:
    facts = [f.model_copy(update={"slug": "own"}) for f in catalogue_definition.facts[:1]]
    other = catalogue_definition.model_copy(update={"facts": (*catalogue_definition.facts, *facts)})
    await publish(
        own.database, small_catalogue(other), [small_questionnaire(catalogue_definition)], NOON
    )
    assert await own.environment.shelf.refresh()
    assert await facts_to_refresh(own.environment) == 1
    assert (await _verified(own)) == Verification(
        result_id=result_id, engine_version=ENGINE_VERSION
    )
    assert [count async for count in refresh_facts(own.environment)] == [1]
    assert (await _verified(own)).holds
    await _tamper(own, "UPDATE results SET facts = facts - 'employees'")
    assert await _differences(own) == [("results.facts.employees", NOTHING, "12.5")]


@pytest.mark.usefixtures("result_id")
async def test_another_day_changes_the_document_or_the_column(own: Caller) -> None:
    await _tamper(own, "UPDATE results SET as_of = '2026-11-23'")
    ((field, stored, again),) = await _differences(own)
    assert (field, str(stored), str(again)) == ("results.as_of", "2026-11-23", "2026-11-22")


@pytest.mark.usefixtures("result_id")
async def test_another_time_of_submission_must_be_on_the_day_of_the_result(own: Caller) -> None:
    later = datetime(2026, 11, 22, 23, tzinfo=UTC)
    await _tamper(own, "UPDATE results SET computed_at = $1", later)
    await _tamper(own, "UPDATE assessments SET submitted_at = $1", later)
    ((field, stored, again),) = await _differences(own)
    assert (field, str(stored), str(again)) == (
        "results.computed_at (day)",
        "2026-11-23",
        "2026-11-22",
    )


@pytest.mark.usefixtures("result_id")
async def test_another_spelling_of_the_same_is_named(own: Caller) -> None:
    await _tamper(own, "UPDATE results SET document = (document::text || ' ')::json")
    ((field, _, _),) = await _differences(own)
    assert field == "document"


async def test_a_result_holds_after_the_content_has_moved_on(
    own: Caller, result_id: UUID, catalogue_definition: Catalogue
) -> None:
    await publish(
        own.database,
        small_catalogue(catalogue_definition, OFFERS[0]),
        [
            small_questionnaire(catalogue_definition),
            small_questionnaire(catalogue_definition, version=2),
        ],
        NOON,
    )
    assert await own.environment.shelf.refresh()
    later = await _submitted(await start(own.environment, SLUG))
    found = [v async for v in verify_all(own.environment)]
    assert {v.result_id: v.holds for v in found} == {result_id: True, later: True}
    versions = await own.database.rows(
        "SELECT catalogue_version, questionnaire_version FROM results ORDER BY 1"
    )
    assert [tuple(row.values()) for row in versions] == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ("UPDATE results SET questionnaire_version = 9", Obstacle.QUESTIONNAIRE),
        ("UPDATE results SET catalogue_version = 9", Obstacle.CATALOGUE),
        ("UPDATE results SET engine_version = '1.99.0'", Obstacle.ENGINE),
        ("UPDATE results SET engine_version = '0.9.0'", Obstacle.ENGINE),
        ("UPDATE results SET engine_version = 'mine'", Obstacle.ENGINE),
        ("UPDATE results SET document = '{}'", Obstacle.UNREADABLE),
        ("UPDATE results SET document = '[]'", Obstacle.UNREADABLE),
        (
            "UPDATE results SET document = replace(document::text, '\"c\"', '\"z\"')::json",
            Obstacle.UNREADABLE,
        ),
        (
            "UPDATE results SET document = replace(document::text, '\"boolean\":true', '')::json",
            Obstacle.UNREADABLE,
        ),
    ],
)
async def test_what_cannot_be_computed_anew_is_said(
    own: Caller, result_id: UUID, change: str, obstacle: Obstacle
) -> None:
    await _tamper(own, change)
    found = await _verified(own)
    assert (found.result_id, found.obstacle, found.differences) == (result_id, obstacle, ())
    assert not found.holds


@pytest.mark.usefixtures("result_id")
async def test_a_damaged_catalogue_is_as_good_as_none(
    own: Caller, catalogue_definition: Catalogue
) -> None:
    await publish(own.database, small_catalogue(catalogue_definition, OFFERS[0]), [], NOON)
    await _tamper(
        own, "UPDATE content_versions SET document = '{}' WHERE kind = 'catalogue' AND version = 1"
    )
    shelf = Shelf(own.database)
    await shelf.refresh()
    (found,) = [v async for v in verify_all(replace(own.environment, shelf=shelf))]
    assert found.obstacle is Obstacle.CATALOGUE


async def test_only_the_named_are_verified_and_the_missing_come_last(own: Caller) -> None:
    first = await _submitted(own)
    second = await _submitted(await start(own.environment, SLUG))
    third = await _submitted(await start(own.environment, SLUG))
    wanted = [third, SOMEBODY, first, third, SOMEBODY]
    found = [v async for v in verify_named(own.environment, wanted)]
    assert [(v.result_id, v.obstacle) for v in found] == [
        *((known, None) for known in sorted([first, third])),
        (SOMEBODY, Obstacle.GONE),
    ]
    assert second not in {v.result_id for v in found}


async def test_all_are_read_in_pages(own: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "AT_ONCE", 2)
    made = [await _submitted(own)]
    for _ in range(4):
        one = await start(own.environment, SLUG)
        made.append(await _submitted(one, {**ANSWERS, "M1": option("a"), "W1": CLEAR}))
    noted = NotedDatabase(own.database)
    found = [kept.result.id async for kept in results.all_results(noted)]
    assert found == sorted(made)
    assert len(noted.statements) == 3
    assert all([v.holds async for v in verify_all(own.environment)])


@pytest.mark.parametrize(
    ("version", "engine", "expected"),
    [
        ("1.0.0", "1.0.0", True),
        ("1.0.0", "1.2.0", True),
        ("1.2.0", "1.2.1", True),
        ("1.3.0", "1.2.0", False),
        ("1.2.2", "1.2.1", False),
        ("1.9.0", "2.0.0", False),
        ("2.0.0", "1.9.0", False),
        ("10.0.0", "1.0.0", False),
        ("1.0", "1.0.0", False),
        ("1.0.x", "1.0.0", False),
        ("", "1.0.0", False),
    ],
)
def test_which_rules_can_be_computed_anew(version: str, engine: str, expected: bool) -> None:
    assert recomputes(version, engine) is expected
