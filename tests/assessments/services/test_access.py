"""Who may read and change an assessment: whoever holds its token, while that is good."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from assessments.errors import AccessExpiredError, NotFoundError, UnknownQuestionnaireError
from assessments.services.access import renew_access_token, revoke_access
from assessments.services.assessing import start_assessment
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Respondent, hash_secret
from assessments.services.tokens import principal_of
from tests.assessments.services.caller import ALL_ROWS, Caller, boolean, option, start
from tests.assessments.services.wording import helps
from tests.fixtures.environment import NOON, Clock

LIFETIME: Final = timedelta(days=365)
INSTANT: Final = timedelta(microseconds=1)

Attempt = Callable[[Caller], Coroutine[Any, Any, object]]


def _reading(caller: Caller) -> Coroutine[Any, Any, object]:
    return caller.read()


def _saving(caller: Caller) -> Coroutine[Any, Any, object]:
    return caller.save({"S04": option("lt3")}, key="k")


def _stating(caller: Caller) -> Coroutine[Any, Any, object]:
    return caller.state({"uses_ai": boolean(True)})


def _submitting(caller: Caller) -> Coroutine[Any, Any, object]:
    return caller.submit(key="k")


def _renewing(caller: Caller) -> Coroutine[Any, Any, object]:
    return renew_access_token(caller.environment, caller.principal, caller.id)


attempts = pytest.mark.parametrize("attempt", [_reading, _saving, _stating, _submitting, _renewing])


def _said(error: NotFoundError | AccessExpiredError) -> tuple[object, ...]:
    return type(error), error.code, error.message, error.args, vars(error)


def _strangers(caller: Caller, other: Caller) -> dict[str, Caller]:
    """Return everybody who must not get at the assessment of `caller`, and one that is not."""
    wrong = caller.token[:-1] + ("A" if caller.token[-1] != "A" else "B")
    held = hash_secret(caller.token)
    nobodys = UUID(int=caller.id.int ^ 1)
    return {
        "anonymous": caller.holding(Anonymous()),
        "no token": caller.holding(principal_of("Bearer")),
        "wrong secret": caller.holding(principal_of(wrong)),
        "other token": caller.holding(other.principal),
        "other id, this secret": caller.holding(Respondent(other.id, held)),
        "this id, no secret": caller.holding(Respondent(caller.id, b"")),
        "this id, other secret": caller.holding(Respondent(caller.id, hash_secret(other.token))),
        "this id, what stands for none": caller.holding(Respondent(caller.id, b"none")),
        "nothing there": replace(caller, id=nobodys),
        "nothing there, what stands for none": replace(
            caller, id=nobodys, principal=Respondent(nobodys, b"none")
        ),
    }


@attempts
async def test_somebody_else_finds_nothing_and_does_not_learn_why(
    caller: Caller, environment: Environment, attempt: Attempt
) -> None:
    other = await start(environment)
    said: list[tuple[object, ...]] = []
    for stranger in _strangers(caller, other).values():
        async with caller.refused(NotFoundError) as refused:
            await attempt(stranger)
        said.append(_said(refused.value))
    assert said == [said[0]] * 10
    assert helps(NotFoundError().message)


@pytest.mark.parametrize("attempt", [_reading, _saving, _stating, _renewing])
async def test_the_holder_of_the_token_gets_in(caller: Caller, attempt: Attempt) -> None:
    await attempt(caller)


@attempts
async def test_an_expired_token_is_told_so(caller: Caller, clock: Clock, attempt: Attempt) -> None:
    clock.forward(LIFETIME - INSTANT)
    await caller.read()
    clock.forward(INSTANT)
    async with caller.refused(AccessExpiredError) as refused:
        await attempt(caller)
    assert helps(refused.value.message)


@attempts
async def test_a_revoked_token_is_told_so_like_an_expired_one(
    caller: Caller, attempt: Attempt
) -> None:
    assert await revoke_access(caller.environment, caller.id)
    async with caller.refused(AccessExpiredError) as refused:
        await attempt(caller)
    assert _said(refused.value) == _said(AccessExpiredError(is_revoked=True))
    assert refused.value.code == AccessExpiredError().code


@attempts
async def test_whose_token_was_never_good_learns_nothing_of_its_end(
    caller: Caller, clock: Clock, attempt: Attempt
) -> None:
    await revoke_access(caller.environment, caller.id)
    clock.forward(LIFETIME)
    for stranger in (Anonymous(), Respondent(caller.id, hash_secret("guess"))):
        async with caller.refused(NotFoundError):
            await attempt(caller.holding(stranger))


async def test_an_assessment_without_a_token_is_nobodys(caller: Caller) -> None:
    await caller.database.row("UPDATE assessments SET token_hash = NULL WHERE id = $1", caller.id)
    for principal in (caller.principal, Anonymous(), Respondent(caller.id, b"none")):
        async with caller.refused(NotFoundError):
            await caller.holding(principal).read()


async def test_a_token_without_an_end_has_ended(caller: Caller) -> None:
    await caller.database.row(
        "UPDATE assessments SET token_expires_at = NULL WHERE id = $1", caller.id
    )
    async with caller.refused(AccessExpiredError):
        await caller.read()


async def test_revoking_again_keeps_the_first_time(caller: Caller, clock: Clock) -> None:
    assert await revoke_access(caller.environment, caller.id)
    clock.forward(LIFETIME)
    assert await revoke_access(caller.environment, caller.id)
    (row,) = (await caller.rows())["assessments"]
    assert row["token_revoked_at"] == NOON
    assert not await revoke_access(caller.environment, UUID(int=1))


async def test_renewing_ends_the_old_token_at_once(caller: Caller, clock: Clock) -> None:
    saved = await caller.save({"S04": option("lt3")}, key="k")
    clock.forward(timedelta(days=100))
    renewed = await renew_access_token(caller.environment, caller.principal, caller.id)
    async with caller.refused(NotFoundError):
        await caller.read()
    async with caller.refused(NotFoundError):
        await caller.save({"S04": option("lt3")}, key="k")
    holder = caller.holding(principal_of(renewed.access_token))
    assert renewed.access_token != caller.token
    assert (await holder.read()).answers == saved.answers
    clock.forward(LIFETIME - INSTANT)
    assert (await holder.read()).revision == 1
    clock.forward(INSTANT)
    async with caller.refused(AccessExpiredError):
        await holder.read()


async def test_renewing_changes_nothing_but_the_token(caller: Caller, clock: Clock) -> None:
    await caller.save({"S04": option("lt3")})
    before = await caller.rows()
    clock.forward(timedelta(days=1))
    renewed = await renew_access_token(caller.environment, caller.principal, caller.id)
    after = await caller.rows()
    (was,), (now,) = before["assessments"], after["assessments"]
    assert {k for k in was if was[k] != now[k]} == {"token_hash", "token_expires_at"}
    assert now["token_expires_at"] == clock.now + LIFETIME
    assert now["token_hash"] == hash_secret(renewed.access_token)
    assert after["assessment_changes"] == before["assessment_changes"]


async def test_a_token_cannot_be_renewed_with_one_that_was_renewed(caller: Caller) -> None:
    await renew_access_token(caller.environment, caller.principal, caller.id)
    async with caller.refused(NotFoundError):
        await renew_access_token(caller.environment, caller.principal, caller.id)


async def test_only_the_hash_of_the_token_is_stored(caller: Caller) -> None:
    (row,) = (await caller.rows())["assessments"]
    assert row["token_hash"] == hash_secret(caller.token)
    assert len(row["token_hash"]) == 32
    for table in ALL_ROWS:
        assert caller.token not in str((await caller.rows())[table])
        assert caller.token[-43:] not in str((await caller.rows())[table])


async def test_starting_gives_a_draft_of_ones_own(environment: Environment) -> None:
    started = await start_assessment(environment, questionnaire="health-export")
    assessment = started.assessment
    assert principal_of(started.access_token) == Respondent(
        assessment.id, hash_secret(started.access_token)
    )
    caller = Caller(
        environment=environment,
        principal=principal_of(started.access_token),
        id=assessment.id,
        token=started.access_token,
    )
    assert await caller.read() == assessment
    assert (assessment.status, assessment.revision, assessment.company_id) == ("draft", 0, None)
    assert (assessment.answers, assessment.facts) == ({}, {})
    assert (assessment.started_at, assessment.updated_at) == (NOON, NOON)
    assert assessment.token_expires_at == NOON + LIFETIME
    rows = await caller.rows()
    assert {table: len(found) for table, found in rows.items()} == {
        "assessments": 1,
        "assessment_changes": 0,
        "idempotency_keys": 0,
        "results": 0,
        "result_scores": 0,
    }


async def test_there_is_no_such_questionnaire(environment: Environment) -> None:
    with pytest.raises(UnknownQuestionnaireError) as refused:
        await start_assessment(environment, questionnaire="health")
    assert helps(refused.value.message, ("health-export",))
