"""`serve` keeps the cells up to date, unless a setting says that another process does."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import pytest

from api.app import create_app
from api.settings import Settings
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database
from tests.fixtures.database import as_program, connected

PATIENCE_SECONDS: Final = 20


@asynccontextmanager
async def serving(dsn: str, *, works: bool) -> AsyncGenerator[Database]:
    settings = Settings(cells_worker=works, cells_poll_seconds=0.01)
    app = create_app(settings, as_program(dsn))
    async with app.router.lifespan_context(app), connected(dsn, size=1) as database:
        yield database


async def _marked(database: Database) -> int:
    return len(await database.rows("SELECT FROM cell_outbox"))


async def test_the_program_counts_what_has_changed(fresh_published_dsn: str) -> None:
    async with serving(fresh_published_dsn, works=True) as database:
        await mark(database, ["974760673"])
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await _marked(database):  # noqa: ASYNC110 - another task of the program's
                await asyncio.sleep(0.01)


async def test_it_leaves_it_to_another_where_that_is_set(fresh_published_dsn: str) -> None:
    async with serving(fresh_published_dsn, works=False) as database:
        await mark(database, ["974760673"])
        await asyncio.sleep(0.2)
        assert await _marked(database) == 1


async def test_a_database_that_is_away_is_asked_again(
    fresh_published_dsn: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.services.cells.working.PATIENCE_SECONDS", 0.01)
    async with serving(fresh_published_dsn, works=True) as database:
        await database.run("ALTER TABLE cell_outbox RENAME TO away")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "UndefinedTableError" not in caplog.text:  # noqa: ASYNC110 - another task
                await asyncio.sleep(0.01)
        await database.run("ALTER TABLE away RENAME TO cell_outbox")
        await mark(database, ["974760673"])
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await _marked(database):  # noqa: ASYNC110 - another task
                await asyncio.sleep(0.01)
