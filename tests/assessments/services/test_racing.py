"""Many change one assessment at once, on a real PostgreSQL."""

import asyncio
import json
from itertools import pairwise

import pytest

from assessments.assessment import StoredAssessment
from assessments.errors import (
    AlreadySubmittedError,
    AssessmentsError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RevisionConflictError,
)
from assessments.services.access import renew_access_token
from assessments.services.tokens import principal_of
from tests.assessments.services.caller import Caller, boolean, number, option
from tests.assessments.services.concept import ANSWERS, FACTS, fill_in
from tests.assessments.services.gate import gate
from tests.assessments.services.wording import helps

Outcome = StoredAssessment | BaseException
KEY = ("health-export", 1)


def _without_times(stored: StoredAssessment) -> dict[str, dict[str, object]]:
    return {
        slug: {k: v for k, v in answer.items() if k != "at"}
        for slug, answer in stored.answers.items()
    }


async def test_twenty_clients_save_different_answers_and_all_are_kept(
    crowded: Caller, database_dsn: str
) -> None:
    shown = [slug for slug in ANSWERS if slug != "R05"][:20]
    async with gate(database_dsn, crowded.id) as closed:
        saves = [asyncio.create_task(crowded.save({slug: ANSWERS[slug]})) for slug in shown]
        await closed.waiting(20)
    saved = await asyncio.gather(*saves)
    assert sorted(one.revision for one in saved) == list(range(1, 21))
    stored = await crowded.read()
    assert stored.revision == 20
    assert set(stored.answers) == set(shown)
    assert stored.answers["S04"] == {"option": "6to12", "at": "2026-11-22T12:00:00.000Z"}
    changes = (await crowded.rows())["assessment_changes"]
    assert [row["revision"] for row in changes] == list(range(1, 21))
    assert {row["kind"] for row in changes} == {"answers"}


async def test_every_client_is_answered_with_what_was_there_after_its_own_change(
    crowded: Caller, database_dsn: str
) -> None:
    shown = ["S01", "S04", "S05", "S06", "S07"]
    async with gate(database_dsn, crowded.id) as closed:
        saves = [asyncio.create_task(crowded.save({slug: ANSWERS[slug]})) for slug in shown]
        await closed.waiting(5)
    by_revision = sorted(await asyncio.gather(*saves), key=lambda one: one.revision)
    assert [len(one.answers) for one in by_revision] == [1, 2, 3, 4, 5]
    for earlier, later in pairwise(by_revision):
        assert set(earlier.answers) < set(later.answers)


async def test_of_two_who_expect_the_same_revision_one_is_told_what_the_other_changed(
    crowded: Caller, database_dsn: str
) -> None:
    async with gate(database_dsn, crowded.id) as closed:
        first = asyncio.create_task(
            crowded.save({"S04": option("lt3"), "S05": option("none")}, expected=0)
        )
        await closed.waiting(1)
        second = asyncio.create_task(crowded.save({"S06": number(1)}, expected=0, key="mine"))
        await closed.waiting(2)
    assert (await first).revision == 1
    with pytest.raises(RevisionConflictError) as conflict:
        await second
    assert conflict.value.current_revision == 1
    assert conflict.value.changed_questions == ("S04", "S05")
    assert conflict.value.questionnaire == KEY
    rows = await crowded.rows()
    assert rows["assessments"][0]["revision"] == 1
    assert [row["revision"] for row in rows["assessment_changes"]] == [1]
    assert rows["idempotency_keys"] == []
    assert set((await crowded.read()).answers) == {"S04", "S05"}


async def test_a_stale_revision_changes_nothing(caller: Caller) -> None:
    await caller.save({"S04": option("lt3")})
    await caller.save({"I08": number(5)})
    await caller.state({"uses_ai": boolean(True)})
    await caller.save({"S05": option("none"), "I08": number(6)})
    async with caller.refused(RevisionConflictError) as conflict:
        await caller.save({"S06": number(1)}, expected=1, key="k")
    assert conflict.value.current_revision == 4
    assert conflict.value.changed_questions == ("I08", "S05")


@pytest.mark.parametrize("expected", [0, 2])
async def test_facts_that_changed_are_a_conflict_that_names_no_question(
    caller: Caller, expected: int
) -> None:
    await caller.state({"uses_ai": boolean(True)})
    for refused in (
        caller.save({"S06": number(1)}, expected=expected),
        caller.state({"uses_ai": boolean(False)}, expected=expected),
        caller.submit(expected=expected),
    ):
        async with caller.refused(RevisionConflictError) as conflict:
            await refused
        assert conflict.value.current_revision == 1
        assert conflict.value.changed_questions == ()


@pytest.mark.parametrize("expected", [-1, 2, 99, 2**31 - 1])
async def test_a_revision_that_never_was_is_not_called_changed_since(
    caller: Caller, expected: int
) -> None:
    await caller.save({"S06": number(1)})
    async with caller.refused(RevisionConflictError) as changed:
        await caller.save({"S06": number(2)}, expected=0)
    async with caller.refused(RevisionConflictError) as never:
        await caller.save({"S06": number(2)}, expected=expected)
    assert never.value.current_revision == 1
    assert helps(never.value.message, ("1", "`revision`"))
    assert helps(changed.value.message)
    assert changed.value.message != never.value.message


async def test_facts_and_answers_saved_at_once_are_both_kept(
    crowded: Caller, database_dsn: str
) -> None:
    async with gate(database_dsn, crowded.id) as closed:
        facts = asyncio.create_task(crowded.state(FACTS))
        answers = asyncio.create_task(crowded.save({"S04": option("lt3")}))
        await closed.waiting(2)
    await asyncio.gather(facts, answers)
    stored = await crowded.read()
    assert stored.revision == 2
    assert set(stored.facts) == set(FACTS)
    assert set(stored.answers) == {"S04"}


async def test_one_key_repeated_at_once_saves_once(crowded: Caller, database_dsn: str) -> None:
    answers = {"S04": option("lt3"), "S06": number(7)}
    async with gate(database_dsn, crowded.id) as closed:
        saves = [asyncio.create_task(crowded.save(answers, key="again")) for _ in range(12)]
        await closed.waiting(12)
    saved = await asyncio.gather(*saves)
    assert saved == [saved[0]] * 12
    assert saved[0].revision == 1
    rows = await crowded.rows()
    assert [row["revision"] for row in rows["assessment_changes"]] == [1]
    assert [(row["key"], row["revision"]) for row in rows["idempotency_keys"]] == [("again", 1)]


async def test_one_key_for_different_things_at_once_saves_one_of_them(
    crowded: Caller, database_dsn: str
) -> None:
    async with gate(database_dsn, crowded.id) as closed:
        first = asyncio.create_task(crowded.save({"S06": number(7)}, key="k"))
        await closed.waiting(1)
        second = asyncio.create_task(crowded.save({"S06": number(8)}, key="k"))
        await closed.waiting(2)
    assert (await first).answers["S06"]["number"] == 7
    with pytest.raises(IdempotencyKeyReusedError):
        await second
    rows = await crowded.rows()
    assert [row["revision"] for row in rows["assessment_changes"]] == [1]


async def test_a_key_that_changed_nothing_is_kept_from_a_request_at_the_same_time(
    crowded: Caller, database_dsn: str
) -> None:
    await crowded.save({"S04": option("lt3")})
    async with gate(database_dsn, crowded.id) as closed:
        first = asyncio.create_task(crowded.save({"S04": option("lt3")}, key="k"))
        await closed.waiting(1)
        second = asyncio.create_task(crowded.save({"S06": number(8)}, key="k"))
        await closed.waiting(2)
    assert (await first).revision == 1
    with pytest.raises(IdempotencyKeyReusedError):
        await second
    assert await crowded.save({"S04": option("lt3")}, key="k") == await first
    assert set((await crowded.read()).answers) == {"S04"}


async def test_a_key_that_changed_nothing_is_kept_from_submitting_at_the_same_time(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        save = asyncio.create_task(crowded.save({"S06": ANSWERS["S06"]}, key="k"))
        await closed.waiting(1)
        submission = asyncio.create_task(crowded.submit(key="k"))
        await closed.waiting(2)
    saved = await save
    with pytest.raises(IdempotencyKeyReusedError):
        await submission
    assert await crowded.save({"S06": ANSWERS["S06"]}, key="k") == saved
    assert (await crowded.read()).status == "draft"
    assert (await crowded.rows())["results"] == []


async def test_a_save_that_comes_just_before_submitting_is_in_the_result(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        save = asyncio.create_task(crowded.save({"S04": option("gt24")}))
        await closed.waiting(1)
        submission = asyncio.create_task(crowded.submit())
        await closed.waiting(2)
    await save
    done = await submission
    assert done.revision == 4
    assert done.result is not None
    document = json.loads(done.result.document)
    assert document["answers"]["S04"]["option"] == "gt24"
    assert (await crowded.read()).answers["S04"]["option"] == "gt24"


async def test_a_save_that_comes_just_after_submitting_is_refused(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        submission = asyncio.create_task(crowded.submit())
        await closed.waiting(1)
        save = asyncio.create_task(crowded.save({"S04": option("gt24")}, key="late"))
        await closed.waiting(2)
    done = await submission
    with pytest.raises(AlreadySubmittedError) as refused:
        await save
    assert refused.value.assessment_id == crowded.id
    assert done.result is not None
    assert _without_times(await crowded.read())["S04"] == {"option": "6to12"}
    rows = await crowded.rows()
    assert [row["kind"] for row in rows["assessment_changes"]] == [
        "profile",
        "answers",
        "submitted",
    ]
    assert rows["idempotency_keys"] == []


async def test_submitting_on_a_revision_that_a_save_has_passed_is_refused(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        save = asyncio.create_task(crowded.save({"S04": option("gt24")}))
        await closed.waiting(1)
        submission = asyncio.create_task(crowded.submit(expected=2))
        await closed.waiting(2)
    await save
    with pytest.raises(RevisionConflictError) as conflict:
        await submission
    assert conflict.value.changed_questions == ("S04",)
    stored = await crowded.read()
    assert (stored.status, stored.revision, stored.result) == ("draft", 3, None)


async def test_two_submit_at_once_and_there_is_one_result(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        both = [asyncio.create_task(crowded.submit()) for _ in range(2)]
        await closed.waiting(2)
    outcomes: list[Outcome] = await asyncio.gather(*both, return_exceptions=True)
    (done,) = [one for one in outcomes if isinstance(one, StoredAssessment)]
    (refused,) = [one for one in outcomes if isinstance(one, AssessmentsError)]
    assert isinstance(refused, AlreadySubmittedError)
    assert done.result is not None
    rows = await crowded.rows()
    assert [row["id"] for row in rows["results"]] == [done.result.id]
    assert [row["revision"] for row in rows["assessment_changes"]] == [1, 2, 3]
    assert len(rows["result_scores"]) == 5


async def test_one_key_that_submits_at_once_gives_all_the_same_result(
    crowded: Caller, database_dsn: str
) -> None:
    await fill_in(crowded)
    async with gate(database_dsn, crowded.id) as closed:
        several = [asyncio.create_task(crowded.submit(key="send")) for _ in range(6)]
        await closed.waiting(6)
    done = await asyncio.gather(*several)
    assert done == [done[0]] * 6
    rows = await crowded.rows()
    assert [row["id"] for row in rows["results"]] == [done[0].result and done[0].result.id]
    assert [(row["key"], row["revision"]) for row in rows["idempotency_keys"]] == [("send", 3)]


async def test_of_two_who_renew_the_token_at_once_one_gets_a_new_one(
    crowded: Caller, database_dsn: str
) -> None:
    async with gate(database_dsn, crowded.id) as closed:
        both = [
            asyncio.create_task(
                renew_access_token(crowded.environment, crowded.principal, crowded.id)
            )
            for _ in range(2)
        ]
        await closed.waiting(2)
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    (renewed,) = [one for one in outcomes if not isinstance(one, BaseException)]
    (refused,) = [one for one in outcomes if isinstance(one, BaseException)]
    assert isinstance(refused, NotFoundError)
    assert (await crowded.holding(principal_of(renewed.access_token)).read()).id == crowded.id


@pytest.mark.parametrize("what", ["save", "submit"])
async def test_a_token_that_is_renewed_meanwhile_writes_no_more(
    crowded: Caller, database_dsn: str, what: str
) -> None:
    await fill_in(crowded)
    before = (await crowded.read()).revision
    async with gate(database_dsn, crowded.id) as closed:
        renewing = asyncio.create_task(
            renew_access_token(crowded.environment, crowded.principal, crowded.id)
        )
        await closed.waiting(1)
        late = crowded.save({"S06": number(1)}) if what == "save" else crowded.submit()
        writing = asyncio.create_task(late)
        await closed.waiting(2)
    renewed = await renewing
    with pytest.raises(NotFoundError):
        await writing
    stored = await crowded.holding(principal_of(renewed.access_token)).read()
    assert (stored.revision, stored.status) == (before, "draft")
