"""How many statements each service sends: no more for a long history than for a short one."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.errors import AlreadySubmittedError, NotFoundError, RevisionConflictError
from assessments.services.access import renew_access_token, revoke_access
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from tests.assessments.services.caller import Caller, boolean, number, start
from tests.assessments.services.concept import fill_in
from tests.fixtures.statements import NotedDatabase

HISTORY: Final = 200


@pytest.fixture
def noted(database: Database) -> NotedDatabase:
    return NotedDatabase(database)


@pytest.fixture
async def old(environment: Environment, noted: NotedDatabase) -> Caller:
    """Somebody with everything answered, and 200 changes before that."""
    caller = await start(replace(environment, database=noted))
    for amount in range(HISTORY - 2):
        await caller.save({"S06": number(amount)}, key=f"key {amount}")
    await fill_in(caller)
    noted.statements.clear()
    return caller


@pytest.fixture
async def young(environment: Environment, noted: NotedDatabase) -> Caller:
    """Somebody with everything answered, in two changes."""
    caller = await start(replace(environment, database=noted))
    await fill_in(caller)
    noted.statements.clear()
    return caller


async def _counts(caller: Caller, noted: NotedDatabase) -> dict[str, int]:
    counts: dict[str, int] = {}

    def count(what: str) -> None:
        counts[what] = len(noted.statements)
        noted.statements.clear()

    await caller.read()
    count("read")
    await caller.save({"S06": number(1)}, key="one more")
    count("save")
    await caller.save({"S06": number(1)}, key="one more")
    count("repeat")
    await caller.state({"uses_ai": boolean(False), "employees": number(9)})
    count("state")
    with pytest.raises(RevisionConflictError):
        await caller.save({"S06": number(1)}, expected=0)
    count("conflict")
    with pytest.raises(NotFoundError):
        await caller.holding(Anonymous()).save({"S06": number(1)})
    count("refused")
    await caller.submit(key="send")
    count("submit")
    await caller.submit(key="send")
    count("submit again")
    with pytest.raises(AlreadySubmittedError):
        await caller.submit()
    count("submitted already")
    renewed = await renew_access_token(caller.environment, caller.principal, caller.id)
    count("renew")
    await caller.holding(principal_of(renewed.access_token)).read()
    count("read result")
    await revoke_access(caller.environment, caller.id)
    count("revoke")
    return counts


EXPECTED: Final = {
    "read": 1,
    "save": 2,
    "repeat": 1,
    "state": 2,
    "conflict": 1,
    "refused": 1,
    "submit": 2,
    "submit again": 1,
    "submitted already": 1,
    "renew": 5,
    "read result": 1,
    "revoke": 4,
}


async def test_starting_takes_one_statement(environment: Environment, noted: NotedDatabase) -> None:
    await start(replace(environment, database=noted))
    assert len(noted.statements) == 1


async def test_each_service_takes_one_or_two_statements(
    young: Caller, noted: NotedDatabase
) -> None:
    assert await _counts(young, noted) == EXPECTED


async def test_a_long_history_takes_no_more(old: Caller, noted: NotedDatabase) -> None:
    assert await _counts(old, noted) == EXPECTED
    rows = await old.rows()
    assert len(rows["assessment_changes"]) == HISTORY + 3
    assert len(rows["idempotency_keys"]) == HISTORY
