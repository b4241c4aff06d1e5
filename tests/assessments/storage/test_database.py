"""Connections: what is lent, what is undone, and what happens when one is lost."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import asyncpg
import pytest

from assessments.storage.contents import add_content, newest_content_id
from assessments.storage.database import DATABASE_ERRORS, Connection, Database
from tests.fixtures.database import connected, with_database

ITSELF: Final = "SELECT pg_terminate_backend(pg_backend_pid())"
OTHERS: Final = """
SELECT pid, pg_terminate_backend(pid, 10000) AS gone FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
"""Ends every other connection, and waits until it has ended."""
PROCESS: Final = "SELECT pg_backend_pid() AS pid"
PATIENCE: Final = 30


async def _add(connection: Connection, version: int) -> None:
    await add_content(
        connection,
        kind="catalogue",
        slug="catalogue",
        version=version,
        digest="d",
        document="{}",
        at=datetime(2026, 11, 22, tzinfo=UTC),
    )


async def _count(database: Database) -> int:
    row = await database.row("SELECT count(*) AS n FROM content_versions")
    assert row is not None
    return int(row["n"])


async def _process(database: Database) -> int:
    row = await database.row(PROCESS)
    assert row is not None
    return int(row["pid"])


async def test_rows_come_by_name(database: Database) -> None:
    row = await database.row("SELECT $1::int AS one, $2::text AS two", 1, "to")
    assert row is not None
    assert dict(row) == {"one": 1, "two": "to"}
    rows = await database.rows("SELECT n FROM generate_series(1, 3) AS n")
    assert [row["n"] for row in rows] == [1, 2, 3]


async def test_no_row_is_none(database: Database) -> None:
    assert await database.row("SELECT 1 WHERE false") is None
    assert list(await database.rows("SELECT 1 WHERE false")) == []


async def test_times_are_in_utc(database: Database) -> None:
    row = await database.row(
        "SELECT current_setting('timezone') AS zone, current_setting('application_name') AS name,"
        " timestamptz '2026-07-01 12:00' AS at"
    )
    assert row is not None
    assert (row["zone"], row["name"]) == ("UTC", "eksportklar")
    assert row["at"] == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert row["at"].utcoffset() == timedelta(0)


async def test_writing_is_one_transaction(fresh_database: Database) -> None:
    async with fresh_database.writing() as connection:
        await _add(connection, 1)
        await _add(connection, 2)
        assert await _count(fresh_database) == 0
    assert await _count(fresh_database) == 2


async def test_writing_is_undone_when_anything_is_raised(fresh_database: Database) -> None:
    async def fail() -> None:
        async with fresh_database.writing() as connection:
            await _add(connection, 1)
            raise LookupError

    async def add_twice() -> None:
        async with fresh_database.writing() as connection:
            await _add(connection, 1)
            await _add(connection, 1)

    with pytest.raises(LookupError):
        await fail()
    with pytest.raises(asyncpg.UniqueViolationError):
        await add_twice()
    assert await _count(fresh_database) == 0


async def test_writing_is_undone_when_it_is_cancelled(fresh_database: Database) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with fresh_database.writing() as connection:
            await _add(connection, 1)
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    async with asyncio.timeout(PATIENCE):
        await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await _count(fresh_database) == 0


async def test_siblings_share_one_connection_in_turn(fresh_database_dsn: str) -> None:
    async with connected(fresh_database_dsn, size=1) as database:
        processes = await asyncio.gather(*(_process(database) for _ in range(5)))
        assert len(set(processes)) == 1


async def test_connections_that_end_while_idle_are_replaced(
    fresh_database_dsn: str, fresh_database: Database
) -> None:
    async with connected(fresh_database_dsn, size=2) as watcher:
        async with fresh_database.reading() as one, fresh_database.reading() as other:
            used = {(await c.fetch(PROCESS))[0]["pid"] for c in (one, other)}
        assert len(used) == 2
        ended = await watcher.rows(OTHERS)
        assert {row["pid"] for row in ended if row["gone"]} >= used
        assert await _process(fresh_database) not in used
        async with fresh_database.writing() as connection:
            await _add(connection, 1)
    assert await newest_content_id(fresh_database) == 1


async def test_a_call_whose_connection_ends_fails_and_the_next_one_works(
    fresh_database: Database,
) -> None:
    for _ in range(3):
        with pytest.raises(DATABASE_ERRORS):
            await fresh_database.row(ITSELF)
        assert await _count(fresh_database) == 0


async def test_a_transaction_whose_connection_ends_is_undone(fresh_database: Database) -> None:
    async def lose() -> None:
        async with fresh_database.writing() as connection:
            await _add(connection, 1)
            await connection.execute(ITSELF)

    with pytest.raises(DATABASE_ERRORS):
        await lose()
    assert await _count(fresh_database) == 0
    async with fresh_database.writing() as connection:
        await _add(connection, 1)
    assert await _count(fresh_database) == 1


@pytest.mark.parametrize(("cache", "kept"), [(0, 0), (200, 3)])
async def test_statements_are_kept_prepared_only_where_that_is_wanted(
    fresh_database_dsn: str, cache: int, kept: int
) -> None:
    prepared = "SELECT count(*) AS n FROM pg_prepared_statements"
    async with connected(fresh_database_dsn, size=1, statement_cache=cache) as database:
        for _ in range(3):
            await database.row("SELECT $1::int", 1)
            await _count(database)
        await database.row(prepared)
        row = await database.row(prepared)
        assert row is not None
        assert row["n"] == kept


async def test_everything_works_without_prepared_statements(fresh_database_dsn: str) -> None:
    async with connected(fresh_database_dsn, size=2, statement_cache=0) as database:
        for version in (1, 2, 3):
            async with database.writing() as connection:
                await _add(connection, version)
        count, newest = await asyncio.gather(_count(database), newest_content_id(database))
        assert (count, newest) == (3, 3)


async def test_a_closed_database_refuses(fresh_database_dsn: str) -> None:
    async with connected(fresh_database_dsn) as database:
        assert await _count(database) == 0
    with pytest.raises(DATABASE_ERRORS):
        await database.row("SELECT 1")


async def test_closing_waits_for_what_is_under_way(fresh_database_dsn: str) -> None:
    async with connected(fresh_database_dsn, size=1) as database:
        lent = database.writing()
        connection = await lent.__aenter__()
        await _add(connection, 1)
        closing = asyncio.create_task(database.close())
        await connection.execute("SELECT 1")
        assert not closing.done()
        await lent.__aexit__(None, None, None)
        await closing
    async with connected(fresh_database_dsn) as database:
        assert await _count(database) == 1


@pytest.mark.parametrize(
    "dsn", ["postgresql://nobody@127.0.0.1:1/nothing", "postgresql://u@/nothing?host=/nowhere"]
)
async def test_a_server_that_is_not_there_is_an_error_that_callers_know(dsn: str) -> None:
    with pytest.raises(DATABASE_ERRORS):
        async with connected(dsn):
            pytest.fail("there is no such server")


async def test_a_database_that_is_not_there_is_an_error_that_callers_know(
    fresh_database_dsn: str,
) -> None:
    with pytest.raises(DATABASE_ERRORS):
        async with connected(with_database(fresh_database_dsn, "nothing")):
            pytest.fail("there is no such database")
