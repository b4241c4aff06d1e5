"""What an organisation does for another while it is erased itself: all of it is found."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key, rotate_api_key
from assessments.services.downloading import download
from assessments.services.environment import Environment
from assessments.services.erasing import erase_company
from assessments.services.principals import Scope
from assessments.services.shelf import Shelf
from assessments.services.walls import seen_by
from assessments.storage import erasing
from assessments.storage.acting import Acting
from assessments.storage.database import Connection
from assessments.storage.groups import Verification, join_group, lock_groups
from tests.assessments.services.gate import PATIENCE, Gate
from tests.assessments.services.test_sharing_racing import Interrupted, nothing
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import COMPANIES, MINE, MINE_TOO, REGISTER
from tests.schema.test_erased_delegates import ACCOUNTANT, ERASER

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])
ADD_KEY: Final = """
INSERT INTO api_keys (id, company_id, organisation_number, delegate, name, scopes, recipients,
    secret_hash, expires_at, created_at, created_by)
VALUES (gen_random_uuid(), $1, $2, $3, 'Regnskap', '{company}', '{}', 'h', 'infinity', $4, 's')
"""
ADD_LINE: Final = """
INSERT INTO audit_log (id, company_id, at, actor_kind, actor, delegate, action, what)
VALUES (gen_random_uuid(), $1, $4, 'company_user', '', $3, $2, 'x')
"""
KEYS: Final = "SELECT delegate, revoked_at FROM api_keys ORDER BY created_at"
LINES: Final = """
SELECT delegate, action FROM audit_log WHERE company_id IS NOT NULL ORDER BY action
"""
ENDED: Final = (None, "key_ended")
GROUPS: Final = "SELECT organisation_number, group_number FROM company_groups"
ADMINISTERING: Final = Acting(administrator=True)


@pytest.fixture
async def crowded(
    fresh_database_dsn: str, shelf: Shelf, clock: Clock
) -> AsyncIterator[Environment]:
    """Two registered companies, with a connection for each of several."""
    async with connected(fresh_database_dsn, size=6) as database:
        for number in (MINE, MINE_TOO):
            await database.run(REGISTER, COMPANIES[number], number)
        yield Environment(database=database, shelf=shelf, now=clock)


async def erase(environment: Environment) -> None:
    await erase_company(environment, ERASER, COMPANIES[MINE_TOO], MINE_TOO)


async def erase_once(environment: Environment) -> None:
    """Erase as the service does, which would begin anew where PostgreSQL ends it."""
    async with seen_by(ERASER, environment).joined() as joined:
        assert await erasing.erase_company(joined, COMPANIES[MINE_TOO], MINE_TOO, NOON) == []


async def add(connection: Connection, statement: str, about: str) -> None:
    await connection.execute(statement, COMPANIES[MINE], about, MINE_TOO, NOON)


async def found(environment: Environment, query: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in await environment.database.rows(query)]


@pytest.mark.parametrize("has_keys", [False, True])
async def test_a_key_that_is_being_made_for_another_ends_too(
    crowded: Environment, *, has_keys: bool
) -> None:
    async with crowded.database.writing() as connection:
        if has_keys:
            await add(connection, ADD_KEY, MINE)
    async with crowded.database.writing() as connection:
        await add(connection, ADD_KEY, MINE)
        erasure = asyncio.create_task(erase(crowded))
        await Gate(crowded.database).waiting(1)
    await erasure
    keys = 1 + has_keys
    assert await found(crowded, KEYS) == [("erased", NOON)] * keys
    assert await found(crowded, LINES) == [ENDED] * keys


async def test_a_line_that_is_being_written_of_who_acts_for_another_loses_the_number(
    crowded: Environment,
) -> None:
    async with crowded.database.writing() as connection:
        await add(connection, ADD_LINE, "answers_saved")
        erasure = asyncio.create_task(erase(crowded))
        await Gate(crowded.database).waiting(1)
    await erasure
    assert await found(crowded, LINES) == [("erased", "answers_saved")]


async def test_who_holds_the_other_company_does_not_keep_the_erasure_waiting(
    crowded: Environment,
) -> None:
    await create_api_key(crowded, ACCOUNTANT, WANTED)

    async def erase_beside() -> None:
        async with asyncio.timeout(PATIENCE):
            await erase(crowded)

    interrupted = Interrupted(crowded.database, before=erase_beside, after=nothing)
    taken = await download(replace(crowded, database=interrupted), ACCOUNTANT, COMPANIES[MINE])
    assert [key["revoked_at"] for key in taken["api_keys"]] == [NOON.isoformat()]


async def test_a_key_that_is_being_rotated_for_another_is_rotated_and_then_ends(
    crowded: Environment,
) -> None:
    key = (await create_api_key(crowded, ACCOUNTANT, WANTED)).key
    async with crowded.database.writing() as connection:
        await connection.execute("SELECT FROM api_keys FOR UPDATE")
        rotation = asyncio.create_task(rotate_api_key(crowded, ACCOUNTANT, key.id))
        await Gate(crowded.database).waiting(1)
        erasure = asyncio.create_task(erase_once(crowded))
        await Gate(crowded.database).waiting(2)
    await asyncio.gather(rotation, erasure)
    assert await found(crowded, KEYS) == [("erased", NOON)]
    created, rotated = ("erased", "key_created"), ("erased", "key_rotated")
    assert await found(crowded, LINES) == [created, ENDED, rotated]


async def test_a_group_that_is_being_verified_is_left_before_its_parent_is_erased(
    crowded: Environment,
) -> None:
    async with crowded.database.acting_for(ADMINISTERING).joined() as joined:
        await lock_groups(joined)
        erasure = asyncio.create_task(erase(crowded))
        await Gate(crowded.database).waiting(1)
        by = Verification(at=NOON, by="s")
        await join_group(joined, (MINE_TOO, crowded.new_id()), [MINE, MINE_TOO], by)
    await erasure
    (group,) = await found(crowded, GROUPS)
    assert MINE_TOO not in group
