"""Readings of what is shared that meet an erasure: nothing of it is shown, and no line is left."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

import pytest

from assessments.errors import NotFoundError
from assessments.services.environment import Environment
from assessments.services.erasing import erase_company
from assessments.services.sharing import read_shared, read_shared_page
from assessments.storage.acting import Acting
from assessments.storage.database import Connection, Database
from schema.ids import parse_id_of
from tests.assessments.services.gate import Gate
from tests.fixtures.asker import CLUSTER, advisor_of
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.fixtures.statements import NotedConnection, NotedDatabase
from tests.schema.matrix import Target, owned
from tests.schema.test_companies import NUMBER, USER

ADVISOR: Final = advisor_of(CLUSTER)
Step = Callable[[], Awaitable[None]]


class _Interrupted(NotedConnection):
    """Does something when a line of the log is about to be added, or has been."""

    def __init__(self, connection: Connection, before: Step, after: Step) -> None:
        super().__init__(connection, [])
        self._before = before
        self._after = after

    async def execute(self, query: str, *args: object) -> str:
        is_note = "INSERT INTO audit_log" in query
        if is_note:
            await self._before()
        done = await super().execute(query, *args)
        if is_note:
            await self._after()
        return done


class Interrupted(NotedDatabase):
    """A database on which something happens between reading and noting, or right after."""

    def __init__(self, inner: Database, *, before: Step, after: Step) -> None:
        super().__init__(inner)
        self._before = before
        self._after = after

    def acting_for(self, acting: Acting) -> "Interrupted":
        inner = self._inner.acting_for(acting)
        return Interrupted(inner, before=self._before, after=self._after)

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection]:
        async with self._inner.writing() as connection:
            yield _Interrupted(connection, self._before, self._after)


async def nothing() -> None:
    """Let it go on."""


async def shared_on(database: Database) -> tuple[Environment, Target]:
    environment = await environment_on(database)
    async with client_of(environment, principal=USER) as client:
        return environment, await owned(client, database, NUMBER)


async def erase(environment: Environment, mine: Target) -> None:
    company = parse_id_of("Company", mine.company)
    assert company is not None
    await erase_company(environment, USER, company, NUMBER)


async def left_of(database: Database, mine: Target) -> list[object]:
    company = parse_id_of("Company", mine.company)
    rows = await database.rows("SELECT what FROM audit_log WHERE company_id = $1", company)
    return [row["what"] for row in rows]


@pytest.mark.parametrize("one", [True, False])
async def test_what_is_erased_before_it_is_noted_is_not_shown(
    fresh_published_dsn: str, *, one: bool
) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment, mine = await shared_on(database)
        erased: list[bool] = []

        async def erase_once() -> None:
            if not erased:
                erased.append(True)
                await erase(environment, mine)

        interrupted = Interrupted(database, before=erase_once, after=nothing)
        reading = replace(environment, database=interrupted)
        if one:
            consent = parse_id_of("Consent", mine.consent)
            assert consent is not None
            with pytest.raises(NotFoundError):
                await read_shared(reading, ADVISOR, consent)
        else:
            page = await read_shared_page(reading, ADVISOR, CLUSTER, first=5)
            assert page is not None
            assert page.shared == []
        assert erased == [True]
        assert await left_of(database, mine) == []


async def test_an_erasure_waits_for_who_has_noted_a_reading(fresh_published_dsn: str) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment, mine = await shared_on(database)
        erasing: list[asyncio.Task[None]] = []

        async def erase_beside() -> None:
            erasing.append(asyncio.create_task(erase(environment, mine)))
            await Gate(database).waiting(1)

        interrupted = Interrupted(database, before=nothing, after=erase_beside)
        reading = replace(environment, database=interrupted)
        page = await read_shared_page(reading, ADVISOR, CLUSTER, first=5)
        assert page is not None
        assert len(page.shared) == 1
        await asyncio.gather(*erasing)
        assert await left_of(database, mine) == []
        rows = await database.rows("SELECT what FROM audit_log WHERE actor_kind = 'advisor'")
        assert [row["what"] for row in rows] == [""]
