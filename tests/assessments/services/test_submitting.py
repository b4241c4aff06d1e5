"""Submitting: what is missing, what is stored beside the document, and that it never changes."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.errors import AssessmentIncompleteError, BusyError
from assessments.questionnaire.given import Given
from assessments.services.matching_facts import facts_digest
from assessments.services.publishing import publish
from assessments.services.shelf import NoContentError
from assessments.services.snapshots import ENGINE_VERSION
from tests.assessments.scoring.test_not_knowing import ANSWERS_READ, FACTS_READ
from tests.assessments.services.caller import (
    CLEAR,
    DONT_KNOW,
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    number,
    option,
    options,
    start,
    text,
)
from tests.assessments.services.concept import ANSWERS as CONCEPT
from tests.assessments.services.concept import FACTS as CONCEPT_FACTS
from tests.assessments.services.small_content import (
    ANSWERS,
    FACTS,
    KEY,
    OFFERS,
    SLUG,
    small_catalogue,
    small_questionnaire,
)
from tests.assessments.services.test_snapshot import SAID, STATED, receipt
from tests.assessments.services.wording import helps
from tests.fixtures.environment import NOON

NEVER_SAVED: Final = """
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER keep BEFORE UPDATE ON assessments FOR EACH ROW EXECUTE FUNCTION keep();
"""
"""Every change meets an assessment that somebody else seems to have changed meanwhile."""


EVERY_FACT: Final[Answers] = {
    "revenue_nok": number(1),
    "regulatory_status": option("combination"),
    "target_markets": options("DE", "US"),
    "uses_ai": boolean(True),
    "processes_health_data": boolean(True),
    "needs_registry_data": boolean(True),
}
EVERY_ANSWER: Final[Answers] = {
    "S01": option("repeat"),
    "S04": option("6to12"),
    "I01": option("approved"),
    "I02": number(1),
    "I11": option("unknown"),
    "R01": option("confirmed"),
    "R02": option("IIa"),
    "R03": option("route"),
    "R09": options("risk"),
}
"""A combination product for which every question is asked."""
DELIVERED: Final = ("health-export", 1)


async def _row(caller: Caller) -> dict[str, Any]:
    (row,) = (await caller.rows())["results"]
    return row


async def _submitted(caller: Caller, facts: Answers, *, include: bool = False) -> dict[str, Any]:
    await caller.state(facts)
    await caller.save(ANSWERS)
    await caller.submit(include=include)
    return await _row(caller)


async def test_nothing_answered_names_what_is_always_asked(small: Caller) -> None:
    async with small.refused(AssessmentIncompleteError) as refused:
        await small.submit(key="k")
    error = refused.value
    assert error.questionnaire == KEY
    assert error.missing == ("G1", "G3", "M1")
    assert error.missing_facts == ("uses_ai",)
    assert helps(error.message, ("3", "1"))


async def test_what_answers_and_facts_reveal_is_missing_too(small: Caller) -> None:
    await small.state({"uses_ai": boolean(True)})
    await small.save({"G1": option("b"), "M1": option("a")})
    async with small.refused(AssessmentIncompleteError) as refused:
        await small.submit()
    assert refused.value.missing == ("G2", "G3", "M2")
    assert refused.value.missing_facts == ()


async def test_the_delivered_questionnaire_names_each_in_order(caller: Caller) -> None:
    facts = {slug: CONCEPT_FACTS[slug] for slug in ("uses_ai", "target_markets")}
    await caller.state(facts)
    left = {"S04", "I02", "P10"}
    await caller.save({s: a for s, a in CONCEPT.items() if s not in left | {"R05"}})
    async with caller.refused(AssessmentIncompleteError) as refused:
        await caller.submit()
    assert refused.value.missing == ("S04", "I02", "R05", "P10")
    assert refused.value.missing_facts == (
        "revenue_nok",
        "regulatory_status",
        "processes_health_data",
        "needs_registry_data",
    )


async def test_every_single_one_is_needed(caller: Caller) -> None:
    await caller.state(CONCEPT_FACTS)
    await caller.save({s: a for s, a in CONCEPT.items() if s != "P09"})
    async with caller.refused(AssessmentIncompleteError) as refused:
        await caller.submit()
    assert (refused.value.missing, refused.value.missing_facts) == (("P09",), ())
    await caller.save({"P09": DONT_KNOW})
    await caller.state({"uses_ai": None})
    async with caller.refused(AssessmentIncompleteError) as refused:
        await caller.submit()
    assert (refused.value.missing, refused.value.missing_facts) == ((), ("uses_ai",))
    await caller.state({"uses_ai": DONT_KNOW})
    assert (await caller.submit()).status == "submitted"


async def _with_everything(caller: Caller) -> None:
    """State and answer all that there is; what no rule reads is not known."""
    await caller.state(EVERY_FACT)
    asked = caller.environment.library.questionnaires[DELIVERED].definition.questions_by_slug
    await caller.save({slug: EVERY_ANSWER.get(slug, DONT_KNOW) for slug in asked})


def test_all_that_visibility_and_caps_read_is_given() -> None:
    assert EVERY_FACT.keys() == FACTS_READ.keys()
    assert EVERY_ANSWER.keys() == set(ANSWERS_READ)


@pytest.mark.parametrize("left_out", FACTS_READ)
async def test_no_fact_that_rules_read_may_be_left_out(caller: Caller, left_out: str) -> None:
    await _with_everything(caller)
    await caller.state({left_out: None})
    async with caller.refused(AssessmentIncompleteError) as refused:
        await caller.submit()
    assert (refused.value.missing, refused.value.missing_facts) == ((), (left_out,))
    await caller.state({left_out: DONT_KNOW})
    assert (await caller.submit()).status == "submitted"


@pytest.mark.parametrize("left_out", ANSWERS_READ)
async def test_no_answer_that_rules_read_may_be_left_out(caller: Caller, left_out: str) -> None:
    await _with_everything(caller)
    await caller.save({left_out: CLEAR})
    async with caller.refused(AssessmentIncompleteError) as refused:
        await caller.submit()
    assert (refused.value.missing, refused.value.missing_facts) == ((left_out,), ())
    await caller.save({left_out: DONT_KNOW})
    assert (await caller.submit()).status == "submitted"


async def test_an_answer_that_does_not_count_any_more_is_missing(small: Caller) -> None:
    await small.state({"uses_ai": boolean(False)})
    await small.save({"G1": option("a"), "G3": NOT_APPLICABLE, "M1": option("a")})
    await small.state({"uses_ai": DONT_KNOW})
    async with small.refused(AssessmentIncompleteError) as refused:
        await small.submit()
    assert refused.value.missing == ("G3",)


async def test_submitting_closes_the_assessment(small: Caller) -> None:
    await small.state(FACTS)
    answered = await small.save(ANSWERS)
    done = await small.submit()
    assert replace(done, result=None) == replace(
        answered, status="submitted", revision=3, submitted_at=NOON
    )
    assert await small.read() == done
    (_, _, last) = (await small.rows())["assessment_changes"]
    assert (last["revision"], last["kind"], last["changes"]) == (3, "submitted", "{}")


@pytest.mark.parametrize("include", [True, False])
async def test_whether_it_may_be_counted_is_kept(small: Caller, *, include: bool) -> None:
    row = await _submitted(small, FACTS, include=include)
    assert row["include_in_aggregates"] is include
    (assessment,) = (await small.rows())["assessments"]
    assert assessment["include_in_aggregates"] is include


async def test_the_row_says_what_the_result_rests_on(small: Caller) -> None:
    row = await _submitted(small, FACTS)
    digest = facts_digest(small.environment.library.catalogue)
    elsewhere = {"id", "document", "facts", "measures", "amounts", "record_key"}
    assert {k: row[k] for k in row if k not in elsewhere} == {
        "facts_digest": digest,
        "assessment_id": small.id,
        "company_id": None,
        "questionnaire_slug": "small",
        "questionnaire_version": 1,
        "catalogue_version": 1,
        "engine_version": ENGINE_VERSION,
        "as_of": NOON.date(),
        "computed_at": NOON,
        "answers_hash": receipt(SAID, STATED),
        "region": "46",
        "size_band": "small",
        "sector": "medtech",
        "include_in_aggregates": False,
    }


async def test_scores_are_stored_by_theme_and_overall(small: Caller) -> None:
    result_id = (await _submitted(small, FACTS))["id"]
    rows = (await small.rows())["result_scores"]
    assert [tuple(row.values()) for row in rows] == [
        (result_id, "growth", None, Decimal("39.1"), 1),
        (result_id, "market", None, Decimal("75.0"), 2),
        (result_id, "overall", None, Decimal("63.0"), 2),
        (result_id, "words", None, None, None),
    ]


@pytest.mark.parametrize(
    ("fact", "given", "column", "stored"),
    [
        ("municipality_code", None, "region", None),
        ("municipality_code", DONT_KNOW, "region", None),
        ("municipality_code", text("3024"), "region", "32"),
        ("county_code", option("12"), "region", "46"),
        ("employees", None, "size_band", None),
        ("employees", DONT_KNOW, "size_band", None),
        ("employees", number("9.9"), "size_band", "micro"),
        ("employees", number(10), "size_band", "small"),
        ("employees", number(249), "size_band", "medium"),
        ("employees", number(250), "size_band", "large"),
        ("sectors", None, "sector", None),
        ("sectors", DONT_KNOW, "sector", None),
        ("sectors", options("other", "diagnostics"), "sector", "diagnostics"),
    ],
)
async def test_region_size_and_sector_are_stored_where_they_are_known(
    small: Caller, fact: str, given: Given | None, column: str, stored: str | None
) -> None:
    await small.state(FACTS)
    await small.state({fact: given})
    await small.save(ANSWERS)
    await small.submit()
    assert (await _row(small))[column] == stored


async def test_a_result_stays_as_it_is_when_new_content_is_published(
    own: Caller, catalogue_definition: Catalogue
) -> None:
    before = await _submitted(own, FACTS)
    stored = await own.read()
    rows = await own.rows()
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
    assert await own.read() == stored
    assert await own.rows() == rows
    later = await start(own.environment, SLUG)
    after = await _submitted(later, FACTS)
    assert (before["catalogue_version"], after["catalogue_version"]) == (1, 2)
    assert (before["questionnaire_version"], after["questionnaire_version"]) == (1, 2)
    assert len(json.loads(after["document"])["matches"]) == 1


async def test_a_draft_stays_on_the_version_that_it_was_started_on(
    own: Caller, catalogue_definition: Catalogue
) -> None:
    await publish(
        own.database,
        small_catalogue(catalogue_definition),
        [small_questionnaire(catalogue_definition, version=2)],
        NOON,
    )
    await own.environment.shelf.refresh()
    assert (await _submitted(own, FACTS))["questionnaire_version"] == 1


async def test_a_version_that_is_gone_stops_everything(own: Caller) -> None:
    await own.database.row("UPDATE assessments SET questionnaire_version = 9")
    async with own.refused(NoContentError):
        await own.submit()
    async with own.refused(NoContentError):
        await own.save(ANSWERS)


async def test_who_never_gets_in_is_told_that_many_are_saving(own: Caller) -> None:
    await own.state(FACTS)
    await own.save(ANSWERS)
    async with own.database.writing() as connection:
        await connection.execute(NEVER_SAVED)
    for attempt in (
        own.save({"G1": option("c")}, key="k"),
        own.state({"uses_ai": boolean(False)}),
        own.submit(key="k"),
    ):
        async with own.refused(BusyError) as refused:
            await attempt
        assert helps(refused.value.message)
