"""Requests that carry a key can be repeated, and answer as they first did."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assessments.assessment import StoredAssessment
from assessments.errors import (
    AccessExpiredError,
    AlreadySubmittedError,
    AnswersRejectedError,
    AssessmentIncompleteError,
    IdempotencyKeyReusedError,
    InvalidKeyError,
    NotFoundError,
    RevisionConflictError,
)
from assessments.services.access import revoke_access
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous
from assessments.services.requests import forget_old_keys
from assessments.storage.assessments import forget_keys
from tests.assessments.services.caller import CLEAR, Answers, Caller, boolean, number, option, start
from tests.assessments.services.concept import fill_in
from tests.fixtures.environment import NOON, Clock

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
"""Before every other key in the shared database."""
FIRST = {"S04": option("lt3"), "S06": number(7)}

Attempt = Callable[[Caller], Coroutine[Any, Any, StoredAssessment]]


async def test_a_repetition_answers_as_the_first_did_also_after_later_saves(
    caller: Caller, clock: Clock
) -> None:
    await caller.state({"uses_ai": boolean(True)})
    first = await caller.save(FIRST, key="first")
    clock.forward(timedelta(minutes=1))
    await caller.save({"S04": option("gt24"), "S05": option("rough"), "S06": CLEAR})
    await caller.state({"uses_ai": boolean(False), "employees": number(3)})
    clock.forward(timedelta(minutes=1))
    before = await caller.rows()
    again = await caller.save(FIRST, key="first")
    assert again == first
    assert (again.revision, again.updated_at) == (2, NOON)
    assert again.answers == {
        "S04": {"option": "lt3", "at": "2026-11-22T12:00:00.000Z"},
        "S06": {"number": 7, "at": "2026-11-22T12:00:00.000Z"},
    }
    assert again.facts == {"uses_ai": {"boolean": True}}
    assert await caller.rows() == before


async def test_a_repetition_knows_what_had_been_cleared_by_then(caller: Caller) -> None:
    await caller.save(FIRST)
    first = await caller.save({"S04": CLEAR}, key="clear")
    await caller.save({"S04": option("lt3")})
    assert set(first.answers) == {"S06"}
    assert await caller.save({"S04": CLEAR}, key="clear") == first


async def test_a_repeated_save_answers_with_a_draft_after_submitting(caller: Caller) -> None:
    await fill_in(caller)
    first = await caller.save(FIRST, key="first")
    await caller.submit()
    again = await caller.save(FIRST, key="first")
    assert again == first
    assert (again.status, again.submitted_at, again.result) == ("draft", None, None)


async def test_a_repetition_passes_the_revision_that_it_expects(caller: Caller) -> None:
    first = await caller.save(FIRST, expected=0, key="first")
    await caller.save({"S05": option("rough")}, expected=1)
    assert await caller.save(FIRST, expected=0, key="first") == first


async def test_submitting_again_with_the_key_gives_the_same_result(
    caller: Caller, clock: Clock
) -> None:
    await fill_in(caller)
    first = await caller.submit(include=True, expected=2, key="send")
    clock.forward(timedelta(hours=23))
    before = await caller.rows()
    again = await caller.submit(include=True, expected=2, key="send")
    assert again == first
    assert again.result is not None
    assert (again.status, again.revision, again.submitted_at) == ("submitted", 3, NOON)
    assert await caller.rows() == before


async def test_submitting_again_without_the_key_is_refused(caller: Caller) -> None:
    await fill_in(caller)
    await caller.submit(key="send")
    for key in (None, "another"):
        async with caller.refused(AlreadySubmittedError) as refused:
            await caller.submit(key=key)
        assert refused.value.assessment_id == caller.id
    async with caller.refused(AlreadySubmittedError):
        await caller.save(FIRST)
    async with caller.refused(AlreadySubmittedError):
        await caller.state({"uses_ai": boolean(True)})


async def _other_answer(caller: Caller) -> StoredAssessment:
    return await caller.save({**FIRST, "S06": number(8)}, key="k")


async def _fewer_answers(caller: Caller) -> StoredAssessment:
    return await caller.save({"S04": option("lt3")}, key="k")


async def _another_revision(caller: Caller) -> StoredAssessment:
    return await caller.save(FIRST, expected=1, key="k")


async def _another_operation(caller: Caller) -> StoredAssessment:
    return await caller.submit(key="k")


@pytest.mark.parametrize(
    "attempt", [_other_answer, _fewer_answers, _another_revision, _another_operation]
)
async def test_a_key_is_good_for_one_request(caller: Caller, attempt: Attempt) -> None:
    await caller.save(FIRST, key="k")
    async with caller.refused(IdempotencyKeyReusedError):
        await attempt(caller)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"S09": option("unknown")}, {"S10": option("none")}),
        ({"I02": number(1)}, {"I02": number("1.5")}),
        ({"P09": boolean(True)}, {"P09": boolean(False)}),
        ({"P09": boolean(True)}, {"P09": CLEAR}),
    ],
)
async def test_payloads_that_differ_a_little_are_told_apart(
    caller: Caller, one: Answers, other: Answers
) -> None:
    await caller.save(one, key="k")
    async with caller.refused(IdempotencyKeyReusedError):
        await caller.save(other, key="k")


async def test_submitting_with_another_agreement_is_another_request(caller: Caller) -> None:
    await fill_in(caller)
    await caller.submit(include=True, key="k")
    async with caller.refused(IdempotencyKeyReusedError):
        await caller.submit(include=False, key="k")


async def test_the_same_key_belongs_to_each_assessment_by_itself(
    caller: Caller, environment: Environment
) -> None:
    other = await start(environment)
    await caller.save({"S06": number(1)}, key="k")
    assert (await other.save({"S06": number(2)}, key="k")).answers["S06"]["number"] == 2


async def test_a_key_is_known_until_a_day_has_passed(caller: Caller, clock: Clock) -> None:
    await caller.save(FIRST, key="k")
    await caller.save({"S06": number(9)})
    clock.forward(DAY - INSTANT)
    assert (await caller.save(FIRST, key="k")).revision == 1
    clock.forward(INSTANT)
    assert (await caller.save(FIRST, key="k")).revision == 3


async def test_a_forgotten_key_can_be_used_for_something_else(caller: Caller, clock: Clock) -> None:
    await caller.save(FIRST, key="k")
    clock.forward(DAY)
    saved = await caller.save({"S06": number(9)}, key="k")
    assert (saved.revision, saved.answers["S06"]["number"]) == (2, 9)
    rows = await caller.rows()
    assert [(row["key"], row["revision"]) for row in rows["idempotency_keys"]] == [("k", 2)]
    assert (await caller.save({"S06": number(9)}, key="k")).revision == 2


async def test_a_forgotten_key_does_not_open_what_is_submitted(
    caller: Caller, clock: Clock
) -> None:
    await fill_in(caller)
    await caller.submit(key="send")
    clock.forward(DAY)
    async with caller.refused(AlreadySubmittedError):
        await caller.submit(key="send")


async def test_a_forgotten_key_still_tells_what_has_changed(caller: Caller, clock: Clock) -> None:
    await caller.save(FIRST, key="k")
    await caller.save({"S05": option("rough")})
    clock.forward(DAY)
    async with caller.refused(RevisionConflictError) as conflict:
        await caller.save(FIRST, expected=1, key="k")
    assert conflict.value.changed_questions == ("S05",)


@pytest.mark.parametrize("key", ["a", "x" * 200, "æøå 🙂", "with spaces in it"])
async def test_a_key_has_1_to_200_visible_characters(caller: Caller, key: str) -> None:
    first = await caller.save(FIRST, key=key)
    assert await caller.save(FIRST, key=key) == first


@pytest.mark.parametrize(
    "key",
    ["", " ", "   ", " a", "a ", "x" * 201, "a\nb", "\x00", "\u200b", "\ud800", "\u00a0"],
)
async def test_any_other_key_is_refused(caller: Caller, key: str) -> None:
    async with caller.refused(InvalidKeyError):
        await caller.save(FIRST, key=key)
    async with caller.refused(InvalidKeyError):
        await caller.submit(key=key)


async def test_a_refused_request_leaves_its_key_unused(caller: Caller) -> None:
    async with caller.refused(AnswersRejectedError):
        await caller.save({"S06": number(-1)}, key="k")
    async with caller.refused(AssessmentIncompleteError):
        await caller.submit(key="k")
    assert (await caller.save(FIRST, key="k")).revision == 1


async def test_a_key_does_not_open_an_assessment(caller: Caller) -> None:
    await caller.save(FIRST, key="k")
    async with caller.refused(NotFoundError):
        await caller.holding(Anonymous()).save(FIRST, key="k")
    await revoke_access(caller.environment, caller.id)
    async with caller.refused(AccessExpiredError):
        await caller.save(FIRST, key="k")


async def test_keys_are_deleted_when_they_are_older_than_asked(
    caller: Caller, clock: Clock
) -> None:
    clock.now = LONG_AGO
    await caller.save({"S06": number(1)}, key="old")
    clock.forward(timedelta(hours=1))
    await caller.save({"S06": number(2)}, key="new")
    assert await forget_keys(caller.database, clock.now) == 1
    rows = await caller.rows()
    assert [row["key"] for row in rows["idempotency_keys"]] == ["new"]
    assert await forget_keys(caller.database, clock.now) == 0
    clock.forward(DAY)
    assert await forget_old_keys(caller.environment) == 0
    clock.forward(INSTANT)
    assert await forget_old_keys(caller.environment) == 1
    assert (await caller.rows())["idempotency_keys"] == []


async def test_what_is_answered_is_what_is_stored_while_the_clock_runs(caller: Caller) -> None:
    moments = iter(range(1_000))

    def running() -> datetime:
        return NOON + timedelta(milliseconds=next(moments))

    hurried = replace(caller, environment=replace(caller.environment, now=running))
    saved = await hurried.save(FIRST)
    assert saved == await hurried.read()
    assert {answer["at"][:-1] for answer in saved.answers.values()} == {
        saved.updated_at.isoformat(timespec="milliseconds").removesuffix("+00:00")
    }
    assert await hurried.state({"uses_ai": boolean(True)}) == await hurried.read()
    await fill_in(hurried)
    assert await hurried.submit() == await hurried.read()
