"""Rotations and revocations that meet: the statement that writes settles them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.api_key_errors import ApiKeyEndedError, ApiKeyInRotationError
from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import (
    ShownKey,
    create_api_key,
    revoke_api_key,
    rotate_api_key,
)
from assessments.services.environment import Environment
from assessments.services.key_authentication import KeyAuthentication
from assessments.services.principals import Scope
from tests.assessments.services.gate import Gate
from tests.fixtures.database import connected
from tests.fixtures.managers import KARI

CROWD: Final = 8
WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])


@pytest.fixture
async def crowded(office: Environment, fresh_database_dsn: str) -> AsyncIterator[Environment]:
    """The office, with a connection for every one of a crowd."""
    async with connected(fresh_database_dsn, size=CROWD + 1) as database:
        yield replace(office, database=database)


@pytest.fixture
async def watcher(fresh_database_dsn: str) -> AsyncIterator[Gate]:
    """Tells how many wait for a row."""
    async with connected(fresh_database_dsn, size=1) as database:
        yield Gate(database)


@pytest.mark.parametrize("hours", [24, 0])
async def test_of_many_who_rotate_at_once_one_gets_a_secret_and_the_old_one_overlaps(
    office: Environment, crowded: Environment, watcher: Gate, hours: int
) -> None:
    shown = await create_api_key(office, KARI, WANTED)
    async with office.database.writing() as connection:
        await connection.execute("SELECT FROM api_keys FOR UPDATE")
        rotating = [
            asyncio.create_task(rotate_api_key(crowded, KARI, shown.key.id, hours))
            for _ in range(CROWD)
        ]
        await watcher.waiting(CROWD)
    outcomes = await asyncio.gather(*rotating, return_exceptions=True)
    (rotated,) = [one for one in outcomes if isinstance(one, ShownKey)]
    refused = [one for one in outcomes if isinstance(one, ApiKeyInRotationError)]
    assert len(refused) == CROWD - 1
    keys = KeyAuthentication(office)
    assert await keys.authenticate(rotated.secret) is not None
    assert (await keys.authenticate(shown.secret) is not None) is (hours > 0)
    await keys.close()
    lines = await office.database.rows("SELECT action FROM audit_log")
    assert sorted(line["action"] for line in lines) == ["key_created", "key_rotated"]


async def test_a_rotation_that_comes_after_a_revocation_brings_nothing_back(
    office: Environment, crowded: Environment, watcher: Gate
) -> None:
    shown = await create_api_key(office, KARI, WANTED)
    async with office.database.writing() as connection:
        await connection.execute("SELECT FROM api_keys FOR UPDATE")
        revoking = asyncio.create_task(revoke_api_key(crowded, KARI, shown.key.id))
        await watcher.waiting(1)
        rotating = asyncio.create_task(rotate_api_key(crowded, KARI, shown.key.id))
        await watcher.waiting(2)
    revoked = await revoking
    with pytest.raises(ApiKeyEndedError):
        await rotating
    row = await office.database.row("SELECT revoked_at, secret_hash FROM api_keys")
    assert row is not None
    assert tuple(row.values()) == (revoked.revoked_at, shown.key.secret_hash)


async def test_of_many_who_revoke_at_once_one_is_noted(
    office: Environment, crowded: Environment, watcher: Gate
) -> None:
    shown = await create_api_key(office, KARI, WANTED)
    async with office.database.writing() as connection:
        await connection.execute("SELECT FROM api_keys FOR UPDATE")
        revoking = [
            asyncio.create_task(revoke_api_key(crowded, KARI, shown.key.id)) for _ in range(CROWD)
        ]
        await watcher.waiting(CROWD)
    assert len({one.revoked_at for one in await asyncio.gather(*revoking)}) == 1
    lines = await office.database.rows("SELECT action FROM audit_log")
    assert sorted(line["action"] for line in lines) == ["key_created", "key_revoked"]
