"""A change whose connection is lost is not half made, and can be sent again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from assessments.storage.database import DATABASE_ERRORS
from tests.assessments.services.caller import Caller, option
from tests.assessments.services.small_content import ANSWERS, FACTS
from tests.fixtures.database import connected

LOSE: Final = """
CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END';
CREATE TRIGGER lose AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION lose();
"""
SHOWN: Final = {slug: ANSWERS[slug] for slug in ("G1", "G2", "G3", "W1")}
FIND_AGAIN: Final = "DROP TRIGGER lose ON {table}; DROP FUNCTION lose;"


async def _run(caller: Caller, script: str) -> None:
    async with caller.database.writing() as connection:
        await connection.execute(script)


@pytest.mark.parametrize("table", ["assessment_changes", "idempotency_keys"])
async def test_a_save_is_made_whole_or_not_at_all(own: Caller, table: str) -> None:
    await own.save({"M1": option("a")})
    await _run(own, LOSE.format(table=table))
    async with own.refused(*DATABASE_ERRORS):
        await own.save(SHOWN, key="k")
    await _run(own, FIND_AGAIN.format(table=table))
    first = await own.save(SHOWN, key="k")
    assert first.revision == 2
    assert await own.save(SHOWN, key="k") == first


@pytest.mark.parametrize("table", ["results", "result_scores"])
async def test_submitting_is_done_whole_or_not_at_all(own: Caller, table: str) -> None:
    await own.state(FACTS)
    await own.save(ANSWERS)
    await _run(own, LOSE.format(table=table))
    async with own.refused(*DATABASE_ERRORS):
        await own.submit(key="k")
    await _run(own, FIND_AGAIN.format(table=table))
    assert (await own.submit(key="k")).revision == 3
    assert len((await own.rows())["result_scores"]) == 4


@pytest.fixture
async def unprepared(own: Caller, fresh_database_dsn: str) -> AsyncIterator[Caller]:
    """Somebody behind a pooler that lends connections per transaction."""
    async with connected(fresh_database_dsn, size=2, statement_cache=0) as database:
        yield replace(own, environment=replace(own.environment, database=database))


async def test_services_work_without_prepared_statements(unprepared: Caller) -> None:
    await unprepared.state(FACTS)
    first = await unprepared.save(ANSWERS, key="k")
    assert await unprepared.save(ANSWERS, key="k") == first
    done = await unprepared.submit(key="send")
    assert await unprepared.submit(key="send") == done
    assert await unprepared.read() == done
