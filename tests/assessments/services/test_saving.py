"""What is accepted, and what is kept of it."""

from datetime import timedelta
from itertools import permutations
from typing import Final

import pytest

from assessments.assessment import StoredAssessment
from assessments.errors import AnswersRejectedError
from assessments.questionnaire.given import Given
from assessments.questionnaire.values import Marker
from assessments.services.assessing import evaluate
from tests.assessments.services.caller import (
    CLEAR,
    DONT_KNOW,
    NEVER,
    NOT_APPLICABLE,
    Answers,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
)
from tests.assessments.services.concept import ANSWERS, fill_in
from tests.fixtures.environment import Clock

AT: Final = "2026-11-22T12:00:00.000Z"
SELLS: Final = {"S01": option("repeat"), "S02": number(3), "S08": option("4"), "I10": boolean(True)}
"""Each is shown by the first."""


def _missing(caller: Caller, stored: StoredAssessment) -> list[str]:
    return [q.slug for q in evaluate(caller.environment, stored).missing]


def _value(caller: Caller, stored: StoredAssessment, question: str) -> object:
    return evaluate(caller.environment, stored).walk.state.answers.get(question)


async def test_saving_nothing_changes_nothing(caller: Caller) -> None:
    before = await caller.save({"S04": DONT_KNOW})
    assert await caller.save({}) == before
    assert await caller.state({}) == before


async def test_every_kind_of_answer_is_kept_as_it_is(caller: Caller) -> None:
    saved = await caller.save(
        {
            "S01": option("repeat"),
            "S02": number("3.0"),
            "S04": DONT_KNOW,
            "S06": number(10_000_000_000),
            "S07": options("tender", "export"),
            "S09": NOT_APPLICABLE,
            "I02": number("12.3456"),
            "I03": option("5"),
            "P03": day("2026-11-22"),
            "P09": boolean(False),
        }
    )
    assert saved.answers == {
        "S01": {"option": "repeat", "at": AT},
        "S02": {"number": 3, "at": AT},
        "S04": {"dontKnow": True, "at": AT},
        "S06": {"number": 10_000_000_000, "at": AT},
        "S07": {"options": ["export", "tender"], "at": AT},
        "S09": {"notApplicable": True, "at": AT},
        "I02": {"number": 12.3456, "at": AT},
        "I03": {"option": "5", "at": AT},
        "P03": {"date": "2026-11-22", "at": AT},
        "P09": {"boolean": False, "at": AT},
    }
    assert await caller.read() == saved
    assert (saved.revision, saved.status) == (1, "draft")


async def test_never_is_an_answer_where_the_question_allows_it(caller: Caller) -> None:
    saved = await caller.save({"P03": NEVER})
    assert saved.answers == {"P03": {"never": True, "at": AT}}


async def test_each_answer_keeps_its_own_time(caller: Caller, clock: Clock) -> None:
    await caller.save({"S04": option("lt3"), "S05": option("none")})
    clock.forward(timedelta(hours=13, milliseconds=7))
    saved = await caller.save({"S04": option("lt3"), "S05": option("rough")})
    assert saved.answers["S04"]["at"] == AT
    assert saved.answers["S05"]["at"] == "2026-11-23T01:00:00.007Z"
    assert saved.updated_at == clock.now
    assert saved.started_at == clock.now - timedelta(hours=13, milliseconds=7)


@pytest.mark.parametrize("key", [None, "k"])
async def test_what_is_the_same_as_before_is_no_change(
    caller: Caller, clock: Clock, key: str | None
) -> None:
    said = {"S04": option("lt3"), "I08": number(5)}
    first = await caller.save(said)
    clock.forward(timedelta(hours=1))
    again = await caller.save({**said, "I08": number("5.0"), "S06": CLEAR}, key=key)
    assert again == first
    rows = await caller.rows()
    assert [row["revision"] for row in rows["assessment_changes"]] == [1]
    assert [row["revision"] for row in rows["idempotency_keys"]] == [1] * (key is not None)
    assert (await caller.save({"S06": number(1)}, expected=1)).revision == 2
    assert await caller.save({**said, "S06": CLEAR}, key=key) == (
        first if key else await caller.read()
    )


async def test_facts_that_are_the_same_as_before_are_no_change(caller: Caller) -> None:
    stated = await caller.state({"uses_ai": boolean(True)})
    assert await caller.state({"uses_ai": boolean(True), "employees": None}) == stated
    assert [row["revision"] for row in (await caller.rows())["assessment_changes"]] == [1]


async def test_the_day_is_the_day_in_norway(caller: Caller, clock: Clock) -> None:
    clock.forward(timedelta(hours=10, minutes=59))
    async with caller.refused(AnswersRejectedError):
        await caller.save({"P03": day("2026-11-23")})
    clock.forward(timedelta(minutes=1))
    saved = await caller.save({"P03": day("2026-11-23")})
    assert saved.answers["P03"]["date"] == "2026-11-23"


@pytest.mark.part(5)
@pytest.mark.parametrize("order", list(permutations(SELLS)), ids="-".join)
async def test_the_order_within_a_batch_does_not_matter(
    caller: Caller, order: tuple[str, ...]
) -> None:
    saved = await caller.save({slug: SELLS[slug] for slug in order})
    assert saved.answers == {
        "S01": {"option": "repeat", "at": AT},
        "S02": {"number": 3, "at": AT},
        "S08": {"option": "4", "at": AT},
        "I10": {"boolean": True, "at": AT},
    }


async def test_what_facts_reveal_can_be_answered_from_then_on(caller: Caller) -> None:
    async with caller.refused(AnswersRejectedError):
        await caller.save({"R11": option("gap")})
    await caller.state({"uses_ai": boolean(True)})
    assert (await caller.save({"R11": option("gap")})).answers["R11"]["option"] == "gap"


async def test_an_answer_to_a_hidden_question_is_kept_and_comes_back(caller: Caller) -> None:
    await caller.state({"regulatory_status": option("not_regulated")})
    await caller.save(SELLS)
    hidden = await caller.save({"S01": option("concept")})
    assert hidden.answers["S02"] == {"number": 3, "at": AT}
    assert _value(caller, hidden, "S02") is Marker.ABSENT
    assert evaluate(caller.environment, hidden).progress.answered == 1
    shown = await caller.save({"S01": option("broad")})
    assert _value(caller, shown, "S02") == 3
    assert evaluate(caller.environment, shown).progress.answered == 4


async def test_an_answer_is_taken_back(caller: Caller) -> None:
    await caller.save({"S04": option("lt3"), "S05": option("none")})
    saved = await caller.save({"S04": CLEAR})
    assert set(saved.answers) == {"S05"}
    assert "S04" in _missing(caller, saved)
    changes = (await caller.rows())["assessment_changes"]
    assert [row["changes"] for row in changes][1] == '{"S04": null}'


@pytest.mark.parametrize("question", ["S08", "S05"])
async def test_what_is_hidden_or_unanswered_can_be_taken_back(
    caller: Caller, question: str
) -> None:
    await caller.save(SELLS)
    await caller.save({"S01": option("concept")})
    saved = await caller.save({question: CLEAR})
    assert set(saved.answers) == set(SELLS) - {question}


async def test_not_knowing_is_an_answer_to_every_question(caller: Caller) -> None:
    await fill_in(caller)
    saved = await caller.save(dict.fromkeys(ANSWERS, DONT_KNOW))
    assert saved.answers == {question: {"dontKnow": True, "at": AT} for question in ANSWERS}
    assert _missing(caller, saved) == []


@pytest.mark.parametrize("status", ["medicine", "not_regulated"])
async def test_not_applicable_is_an_answer_where_the_facts_allow_it(
    caller: Caller, status: str
) -> None:
    await caller.state({"regulatory_status": option(status)})
    saved = await caller.save({"R05": NOT_APPLICABLE})
    assert "R05" not in _missing(caller, saved)


@pytest.mark.parametrize("status", [option("medical_device"), option("unknown"), DONT_KNOW])
async def test_not_applicable_is_refused_where_the_facts_speak_against_it(
    caller: Caller, status: Given
) -> None:
    await caller.state({"regulatory_status": status})
    async with caller.refused(AnswersRejectedError) as refused:
        await caller.save({"R05": NOT_APPLICABLE})
    assert [r.code for r in refused.value.rejections] == ["NOT_APPLICABLE_NOT_ALLOWED"]


async def test_not_applicable_counts_no_more_once_the_facts_speak_against_it(
    caller: Caller,
) -> None:
    await caller.state({"regulatory_status": option("medicine")})
    await caller.save({"R05": NOT_APPLICABLE})
    changed = await caller.state({"regulatory_status": option("ivd")})
    assert changed.answers["R05"] == {"notApplicable": True, "at": AT}
    assert "R05" in _missing(caller, changed)
    back = await caller.state({"regulatory_status": option("not_regulated")})
    assert "R05" not in _missing(caller, back)


@pytest.mark.parametrize(
    "given",
    [
        {"S04": option("gt24"), "S01": option("concept")},
        {"I01": option("none"), "I02": number(0)},
    ],
)
async def test_a_later_answer_takes_the_place_of_an_earlier_one(
    caller: Caller, given: Answers
) -> None:
    await caller.save({**SELLS, "S04": option("lt3"), "I01": option("draft"), "I02": number(50)})
    saved = await caller.save(given)
    for question, answer in given.items():
        stored = saved.answers[question]
        assert stored[answer.shape.value] == answer.payload
    assert (saved.revision, len(saved.answers)) == (2, 7)
