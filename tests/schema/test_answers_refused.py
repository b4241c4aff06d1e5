"""Answers that are not accepted: each has its reason, and none of the others is saved either."""

import pytest

from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json, answers_input
from tests.schema.refusals import in_both_languages, rejections

Cases = dict[str, tuple[str, Json, str]]

CASES: Cases = {
    "choice-as-text": ("S01", {"text": "concept"}, "WRONG_KIND"),
    "choice-as-list": ("S01", {"options": ["concept"]}, "WRONG_KIND"),
    "choice-as-number": ("S01", {"number": 1}, "WRONG_KIND"),
    "choice-as-never": ("S01", {"never": True}, "WRONG_KIND"),
    "likert-as-number": ("I03", {"number": 3}, "WRONG_KIND"),
    "list-as-choice": ("S07", {"option": "export"}, "WRONG_KIND"),
    "number-as-text": ("S02", {"text": "2"}, "WRONG_KIND"),
    "percent-as-choice": ("I02", {"option": "2"}, "WRONG_KIND"),
    "money-as-yes": ("S06", {"boolean": True}, "WRONG_KIND"),
    "yes-as-choice": ("I10", {"option": "true"}, "WRONG_KIND"),
    "date-as-text": ("P03", {"text": "2026-01-01"}, "WRONG_KIND"),
    "unknown-option": ("S01", {"option": "Concept"}, "UNKNOWN_OPTION"),
    "empty-option": ("S01", {"option": ""}, "UNKNOWN_OPTION"),
    "option-of-another": ("S04", {"option": "concept"}, "UNKNOWN_OPTION"),
    "unknown-option-in-list": ("S07", {"options": ["export", "x"]}, "UNKNOWN_OPTION"),
    "empty-list": ("S07", {"options": []}, "NOTHING_CHOSEN"),
    "option-twice": ("S07", {"options": ["export", "export"]}, "TOO_MANY"),
    "exclusive-with-others": ("S07", {"options": ["export", "none"]}, "EXCLUSIVE_OPTION"),
    "below-the-least": ("S02", {"number": -1}, "OUT_OF_RANGE"),
    "above-the-greatest": ("S02", {"number": 100_001}, "OUT_OF_RANGE"),
    "percent-above-100": ("I02", {"number": 100.5}, "OUT_OF_RANGE"),
    "thirty-digits": ("S06", {"number": 10**29}, "OUT_OF_RANGE"),
    "half-an-organisation": ("S02", {"number": 2.5}, "NOT_WHOLE"),
    "half-a-krone": ("S06", {"number": 0.5}, "NOT_WHOLE"),
    "five-decimals": ("I02", {"number": 1.23456}, "TOO_PRECISE"),
    "tomorrow": ("P03", {"date": "2026-11-23"}, "OUT_OF_RANGE"),
    "long-ago": ("P03", {"date": "0001-01-01"}, "OUT_OF_RANGE"),
    "no-such-day": ("P03", {"date": "2026-02-30"}, "INVALID_DATE"),
    "another-way-to-write-a-day": ("P03", {"date": "22.11.2026"}, "INVALID_DATE"),
    "a-day-for-a-choice": ("S01", {"date": "2026-02-30"}, "WRONG_KIND"),
    "forty-digits": ("S06", {"number": 10**40}, "INVALID_NUMBER"),
    "applies-to-all": ("S01", {"notApplicable": True}, "NOT_APPLICABLE_NOT_ALLOWED"),
    "applies-to-devices": ("R03", {"notApplicable": True}, "NOT_APPLICABLE_NOT_ALLOWED"),
    "hidden": ("R04", {"option": "phase1"}, "NOT_SHOWN"),
    "hidden-and-not-known": ("R10", {"dontKnow": True}, "NOT_SHOWN"),
    "no-such-question": ("S99", {"option": "concept"}, "UNKNOWN_QUESTION"),
    "no-question": ("", {"boolean": True}, "UNKNOWN_QUESTION"),
    "small-letter": ("s01", {"option": "concept"}, "UNKNOWN_QUESTION"),
    "a-fact": ("employees", {"number": 1}, "UNKNOWN_QUESTION"),
    "very-long-slug": ("S" * 5_000, {"number": 1}, "UNKNOWN_QUESTION"),
}


@pytest.mark.parametrize("case", CASES)
async def test_an_answer_is_refused(draft: Respondent, case: str) -> None:
    slug, value, code = CASES[case]
    answers = {"S10": {"option": "results"}, slug: value}
    found = await rejections(draft, lambda: draft.save(answers), "question")
    assert found == [(slug, code)]


async def test_a_question_may_stand_only_once(draft: Respondent) -> None:
    answers = [
        *answers_input({"S01": {"option": "repeat"}}),
        *answers_input({"S01": {"option": "broad"}}),
    ]
    found = await rejections(draft, lambda: draft.save_listed(answers), "question")
    assert found == [("S01", "GIVEN_TWICE")]


async def test_every_rejection_is_named_at_once(draft: Respondent) -> None:
    answers: dict[str, Json] = {
        "S01": {"option": "nothing"},
        "S02": {"number": -1},
        "R04": {"option": "phase1"},
        "X": {"boolean": True},
        "S10": {"option": "results"},
    }
    found = await rejections(draft, lambda: draft.save(answers), "question")
    assert sorted(found) == [
        ("R04", "NOT_SHOWN"),
        ("S01", "UNKNOWN_OPTION"),
        ("S02", "OUT_OF_RANGE"),
        ("X", "UNKNOWN_QUESTION"),
    ]


async def test_words_of_a_refusal_do_not_repeat_what_was_sent(draft: Respondent) -> None:
    told = "cGFzc3dvcmQ"
    answers: dict[str, Json] = {"S01": {"option": told}, "S04": {"text": told}}
    draft.client.language = "en"
    said = await draft.save(answers)
    assert [r["question"] for r in said["rejections"]] == ["S01", "S04"]
    assert told not in str(said)


async def test_a_stale_revision_names_what_has_changed(startup: Respondent) -> None:
    await startup.save({"S10": {"option": "contact"}, "I01": {"option": "interest"}})
    nb, _ = await in_both_languages(
        startup, lambda: startup.save({"S04": {"option": "gt24"}}, expectedRevision=2)
    )
    assert nb["__typename"] == "RevisionConflict"
    assert nb["code"] == "REVISION_CONFLICT"
    assert nb["currentRevision"] == 3
    assert nb["changedQuestions"] == [{"slug": "I01"}, {"slug": "S10"}]


@pytest.mark.parametrize("revision", [-1, 99, 2**31 - 1, -(2**31)])
async def test_a_revision_that_never_was_is_a_conflict(draft: Respondent, revision: int) -> None:
    nb, _ = await in_both_languages(
        draft, lambda: draft.save({"S04": {"option": "gt24"}}, expectedRevision=revision)
    )
    assert (nb["__typename"], nb["currentRevision"]) == ("RevisionConflict", 2)


async def test_a_submitted_assessment_does_not_change(submitted: Respondent) -> None:
    for send in (
        lambda: submitted.save({"S04": {"option": "gt24"}}),
        lambda: submitted.save({"S04": {"option": "gt24"}}, expectedRevision=3),
        lambda: submitted.state({"employees": 7}),
        submitted.submit,
    ):
        nb, _ = await in_both_languages(submitted, send)
        assert (nb["__typename"], nb["code"]) == ("AlreadySubmitted", "ALREADY_SUBMITTED")


async def test_submitting_again_points_to_the_assessment(submitted: Respondent) -> None:
    assert (await submitted.submit())["assessment"] == {"id": submitted.id}


async def test_what_is_missing_is_named(respondent: Respondent) -> None:
    await respondent.save({"S01": {"option": "concept"}})
    nb, en = await in_both_languages(respondent, respondent.submit)
    assert nb["__typename"] == "AssessmentIncomplete"
    assert [q["slug"] for q in nb["missing"]][:2] == ["S04", "S05"]
    assert nb["missing"][0]["theme"] == {"slug": "scaling"}
    assert [f["slug"] for f in nb["missingFacts"]] == [
        "revenue_nok",
        "regulatory_status",
        "target_markets",
        "uses_ai",
        "processes_health_data",
        "needs_registry_data",
    ]
    assert nb["missingFacts"][0]["text"] != en["missingFacts"][0]["text"]
    read = await respondent.read()
    assert read["missing"] == en["missing"]
    assert read["missingFacts"] == en["missingFacts"]


async def test_only_what_is_missing_is_counted(respondent: Respondent) -> None:
    await fill_in(respondent)
    await respondent.save({"S04": {"clear": True}})
    nb, en = await in_both_languages(respondent, respondent.submit)
    assert nb["message"].startswith("Noe mangler: 1 spørsmål. Svar")
    assert en["message"].startswith("Something is missing: 1 question. Answer")


@pytest.mark.parametrize(
    "key", ["", "x" * 201, "a\nb", "a\u200bb", "\u0007"], ids=["empty", "long", "nl", "zw", "bel"]
)
async def test_a_key_has_a_form(draft: Respondent, key: str) -> None:
    for send in (
        lambda: draft.save({"S04": {"option": "gt24"}}, idempotencyKey=key),
        lambda: draft.submit(idempotencyKey=key),
    ):
        nb, _ = await in_both_languages(draft, send)
        assert nb["__typename"] == "InvalidIdempotencyKey"
        assert nb["code"] == "INVALID_IDEMPOTENCY_KEY"


async def test_a_key_is_for_one_change(startup: Respondent) -> None:
    first = await startup.save({"S04": {"option": "gt24"}}, idempotencyKey="one")
    assert first["assessment"]["revision"] == 3
    again = await startup.save({"S04": {"option": "gt24"}}, idempotencyKey="one")
    assert again == first
    for send in (
        lambda: startup.save({"S04": {"option": "lt3"}}, idempotencyKey="one"),
        lambda: startup.submit(idempotencyKey="one"),
    ):
        nb, _ = await in_both_languages(startup, send)
        assert nb["__typename"] == "IdempotencyKeyReused"
        assert nb["code"] == "IDEMPOTENCY_KEY_REUSED"
