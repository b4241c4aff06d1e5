"""A key proves who holds it while it lasts, and nobody learns why another does not."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import (
    ShownKey,
    create_api_key,
    revoke_api_key,
    rotate_api_key,
)
from assessments.services.environment import Environment
from assessments.services.key_authentication import KeyAuthentication
from assessments.services.principals import Integration, Scope, hash_secret, organisations_of
from assessments.services.tokens import make_key
from assessments.storage.acting import Acting
from assessments.storage.api_keys import note_use
from assessments.storage.database import Database, Row
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import ADMINISTRATOR, BOTH, COMPANIES, KARI, MINE, OLA
from tests.fixtures.statements import NotedDatabase

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY, Scope.CATALOGUE])
MOMENT: Final = timedelta(microseconds=1)


@pytest.fixture
async def keys(office: Environment) -> AsyncIterator[KeyAuthentication]:
    made = KeyAuthentication(office)
    yield made
    await made.close()


@pytest.fixture
async def shown(office: Environment) -> ShownKey:
    return await create_api_key(office, KARI, WANTED)


def flipped(token: str, place: int) -> str:
    letter = "A" if token[place] != "A" else "B"
    return token[:place] + letter + token[place + 1 :]


async def last_used(office: Environment) -> datetime | None:
    row = await office.database.row("SELECT last_used_at FROM api_keys")
    assert row is not None
    found: datetime | None = row["last_used_at"]
    return found


async def test_a_key_says_which_program_it_is(keys: KeyAuthentication, shown: ShownKey) -> None:
    assert await keys.authenticate(shown.secret) == Integration(
        subject=f"api_key:{shown.key.id}",
        name="Regnskap",
        scopes=frozenset({Scope.COMPANY, Scope.CATALOGUE}),
        organisation=MINE,
        key_id=shown.key.id,
    )


async def test_who_runs_it_for_another_is_said(
    office: Environment, keys: KeyAuthentication
) -> None:
    wanted = replace(WANTED, company_id=COMPANIES[MINE])
    shown = await create_api_key(office, BOTH, wanted)
    found = await keys.authenticate(shown.secret)
    assert found is not None
    assert (found.organisation, found.delegate) == (MINE, BOTH.delegate)


async def test_only_with_that_scope_it_acts_for_its_organisation(
    office: Environment, keys: KeyAuthentication, shown: ShownKey
) -> None:
    acting = await keys.authenticate(shown.secret)
    reading = WantedKey(name="x", scopes=[Scope.CATALOGUE], organisation_number=MINE)
    other = await create_api_key(office, ADMINISTRATOR, reading)
    merely_reading = await keys.authenticate(other.secret)
    assert acting is not None
    assert merely_reading is not None
    assert organisations_of(acting) == (MINE,)
    assert organisations_of(merely_reading) == ()


WRONG: Final[dict[str, Callable[[str], str]]] = {
    "wrong secret": lambda secret: flipped(secret, 40),
    "wrong last letter": lambda secret: flipped(secret, 68),
    "unknown id": lambda _: make_key(UUID(int=7), 7),
    "another spelling of the id": lambda secret: flipped(secret, 25),
    "another id with the secret": lambda secret: make_key(UUID(int=7), 0)[:26] + secret[26:],
}
MALFORMED: Final[dict[str, Callable[[str], str]]] = {
    "nothing": lambda _: "",
    "the beginning": lambda _: "ekk_",
    "too short": lambda secret: secret[:-1],
    "too long": lambda secret: secret + "A",
    "an access token": lambda secret: "ek_" + secret.removeprefix("ekk_"),
    "upper case": lambda secret: "EKK_" + secret.removeprefix("ekk_"),
    "no letters": lambda secret: secret[:4] + "!" * 22 + secret[26:],
    "beyond ASCII": lambda secret: secret[:-1] + "ø",
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_wrong_key_and_an_unknown_one_cost_the_same(
    office: Environment, shown: ShownKey, wrong: str
) -> None:
    noted = NotedDatabase(office.database)
    keys = KeyAuthentication(replace(office, database=noted))
    assert await keys.authenticate(WRONG[wrong](shown.secret)) is None
    (statement,) = noted.statements
    assert statement.split()[0] == "SELECT"
    assert await last_used(office) is None


@pytest.mark.parametrize("malformed", MALFORMED)
async def test_what_is_no_key_asks_the_database_nothing(
    office: Environment, shown: ShownKey, malformed: str
) -> None:
    noted = NotedDatabase(office.database)
    keys = KeyAuthentication(replace(office, database=noted))
    assert await keys.authenticate(MALFORMED[malformed](shown.secret)) is None
    assert noted.statements == []


async def test_a_key_costs_one_statement_and_a_note_each_minute(
    office: Environment, shown: ShownKey
) -> None:
    noted = NotedDatabase(office.database)
    keys = KeyAuthentication(replace(office, database=noted))
    for expected in (["SELECT", "UPDATE"], ["SELECT"]):
        noted.statements.clear()
        assert await keys.authenticate(shown.secret) is not None
        await keys.close()
        assert [statement.split()[0] for statement in noted.statements] == expected


async def test_a_key_ends_when_it_says(
    keys: KeyAuthentication, shown: ShownKey, clock: Clock
) -> None:
    clock.now = shown.key.expires_at - MOMENT
    assert await keys.authenticate(shown.secret) is not None
    clock.now = shown.key.expires_at
    assert await keys.authenticate(shown.secret) is None


async def test_a_revoked_key_has_ended_in_every_process_with_both_secrets(
    office: Environment, fresh_database_dsn: str, shown: ShownKey
) -> None:
    rotated = await rotate_api_key(office, KARI, shown.key.id)
    async with connected(fresh_database_dsn, size=1) as elsewhere:
        processes = [KeyAuthentication(office)]
        processes.append(KeyAuthentication(replace(office, database=elsewhere)))
        for keys in processes:
            for secret in (shown.secret, rotated.secret):
                assert await keys.authenticate(secret) is not None
        await revoke_api_key(office, KARI, shown.key.id)
        for keys in processes:
            for secret in (shown.secret, rotated.secret):
                assert await keys.authenticate(secret) is None
            await keys.close()


async def test_both_secrets_work_until_the_overlap_is_over(
    office: Environment, keys: KeyAuthentication, shown: ShownKey, clock: Clock
) -> None:
    rotated = await rotate_api_key(office, KARI, shown.key.id, 2)
    works = {secret: await keys.authenticate(secret) for secret in (shown.secret, rotated.secret)}
    assert works[shown.secret] == works[rotated.secret] is not None
    clock.now = NOON + timedelta(hours=2) - MOMENT
    assert await keys.authenticate(shown.secret) is not None
    clock.now = NOON + timedelta(hours=2)
    assert await keys.authenticate(shown.secret) is None
    assert await keys.authenticate(rotated.secret) is not None


async def test_without_overlap_the_secret_before_ends_at_once(
    office: Environment, keys: KeyAuthentication, shown: ShownKey
) -> None:
    rotated = await rotate_api_key(office, KARI, shown.key.id, 0)
    assert await keys.authenticate(shown.secret) is None
    assert await keys.authenticate(rotated.secret) is not None


async def test_an_overlap_does_not_outlast_the_key(
    office: Environment, keys: KeyAuthentication, clock: Clock
) -> None:
    wanted = replace(WANTED, expires_at=NOON + timedelta(hours=1))
    shown = await create_api_key(office, OLA, wanted)
    await rotate_api_key(office, OLA, shown.key.id, 168)
    clock.forward(timedelta(hours=1))
    assert await keys.authenticate(shown.secret) is None


async def test_use_is_noted_once_a_minute(
    office: Environment, keys: KeyAuthentication, shown: ShownKey, clock: Clock
) -> None:
    assert await last_used(office) is None
    for seconds, expected in ((0, 0), (59, 0), (60, 60), (119, 60), (121, 121)):
        clock.now = NOON + timedelta(seconds=seconds)
        assert await keys.authenticate(shown.secret) is not None
        await keys.close()
        assert await last_used(office) == NOON + timedelta(seconds=expected)


MANY: Final = 12


class Together(NotedDatabase):
    """Lets nobody go on who has looked a key up before ``MANY`` have; then all at once.

    Otherwise some look it up before its use is noted, and go on when that is over: they are as
    right to note it as the first was, and the statement finds that it is too late.
    """

    def __init__(
        self, inner: Database, statements: list[str], looked_up: list[str], all_have: asyncio.Event
    ) -> None:
        super().__init__(inner, statements)
        self._looked_up = looked_up
        self._all_have = all_have

    def acting_for(self, acting: Acting) -> "Together":
        inner = self._inner.acting_for(acting)
        return Together(inner, self.statements, self._looked_up, self._all_have)

    async def row(self, query: str, *args: object) -> Row | None:
        found = await super().row(query, *args)
        self._looked_up.append(query)
        if len(self._looked_up) == MANY:
            self._all_have.set()
        await self._all_have.wait()
        return found


async def test_of_many_at_once_one_notes_it(office: Environment, shown: ShownKey) -> None:
    together = Together(office.database, [], [], asyncio.Event())
    keys = KeyAuthentication(replace(office, database=together))
    found = await asyncio.gather(*(keys.authenticate(shown.secret) for _ in range(MANY)))
    await keys.close()
    assert None not in found
    assert sum(statement.split()[0] == "UPDATE" for statement in together.statements) == 1


async def test_another_process_that_noted_it_meanwhile_is_not_overwritten(
    office: Environment, shown: ShownKey
) -> None:
    acting = Acting(key=shown.key.id, secrets=(hash_secret(shown.secret),))
    database = office.database.acting_for(acting)
    for seconds in (0, 30):
        now = NOON + timedelta(seconds=seconds)
        await note_use(database, shown.key.id, now=now, unless=now - timedelta(minutes=1))
    assert await last_used(office) == NOON


async def test_nobody_waits_for_a_row_that_is_held(
    office: Environment, keys: KeyAuthentication, shown: ShownKey
) -> None:
    async with office.database.writing() as connection:
        await connection.execute("SELECT FROM api_keys FOR UPDATE")
        async with asyncio.timeout(10):
            assert await keys.authenticate(shown.secret) is not None
            await keys.close()
    assert await last_used(office) is None


async def test_a_request_does_not_fail_where_its_use_cannot_be_noted(
    office: Environment, shown: ShownKey, caplog: pytest.LogCaptureFixture
) -> None:
    await office.database.run("ALTER TABLE api_keys ADD CHECK (last_used_at IS NULL)")
    keys = KeyAuthentication(office)
    with caplog.at_level(logging.WARNING):
        assert await keys.authenticate(shown.secret) is not None
        await keys.close()
    (record,) = caplog.records
    assert record.getMessage() == "Cannot note the use of an API key: CheckViolationError"
    assert shown.secret not in caplog.text
