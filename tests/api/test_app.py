"""The application around the endpoint: its health, and new content while it runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette

from api.app import create_app
from api.settings import Settings
from assessments.content.ageing import ageing
from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.services.environment import today_in_norway
from assessments.services.publishing import publish
from assessments.services.shelf import NoContentError
from assessments.storage.database import Database
from assessments.texts import both
from tests.fixtures.http import GraphQLClient

POLL = 0.02


async def test_it_says_that_it_is_alive(client: GraphQLClient) -> None:
    response = await client.http.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok")


async def test_there_is_nothing_else(client: GraphQLClient) -> None:
    assert (await client.http.get("/nothing")).status_code == 404
    assert (await client.http.post("/healthz")).status_code == 405


async def test_nobody_is_sent_elsewhere_with_what_the_address_held(client: GraphQLClient) -> None:
    response = await client.http.get("/healthz/?token=secret", headers={"host": "elsewhere.no"})
    assert response.status_code == 404
    assert "location" not in response.headers


async def test_it_counts_what_in_the_content_is_old(
    client: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    counts = ageing(catalogue_definition, today_in_norway()).counts
    response = await client.http.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=")
    lines = response.text.splitlines()
    said = [line for line in lines if line.startswith("eksportklar_content_ageing{")]
    assert said == [
        f'eksportklar_content_ageing{{reason="{reason}"}} {count}.0'
        for reason, count in counts.items()
    ]
    assert "eksportklar_catalogue_version 1.0" in lines


async def test_metrics_can_be_switched_off(settings: Settings, database_dsn: str) -> None:
    app = create_app(settings.model_copy(update={"metrics": False}), database_dsn)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            assert (await http.get("/metrics")).status_code == 404


async def test_it_does_not_start_without_content(
    settings: Settings, fresh_database_dsn: str
) -> None:
    app = create_app(settings, fresh_database_dsn)
    with pytest.raises(NoContentError):
        async with app.router.lifespan_context(app):
            pass


@pytest.fixture
async def running(
    settings: Settings,
    fresh_database_dsn: str,
    fresh_database: Database,
    catalogue_definition: Catalogue,
    questionnaire_definitions: list[Questionnaire],
) -> AsyncIterator[Starlette]:
    """An application on a database of its own, which looks for new content all the time."""
    await publish(
        fresh_database, catalogue_definition, questionnaire_definitions, datetime.now(UTC)
    )
    polling = settings.model_copy(update={"content_poll_seconds": POLL})
    app = create_app(polling, fresh_database_dsn)
    async with app.router.lifespan_context(app):
        yield app


def version_of(app: Starlette) -> int:
    endpoint = app.state.graphql
    version: int = endpoint._environment.library.catalogue.version  # noqa: SLF001 - not served
    return version


async def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - another task, and the database, make it true
            await asyncio.sleep(POLL)


def changed(catalogue: Catalogue) -> Catalogue:
    about = catalogue.about.model_copy(update={"title": both("Ny", "New")})
    return catalogue.model_copy(update={"about": about})


async def test_new_content_is_taken_up(
    running: Starlette,
    fresh_database: Database,
    catalogue_definition: Catalogue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    assert version_of(running) == 1
    await publish(fresh_database, changed(catalogue_definition), [], datetime.now(UTC))
    await until(lambda: version_of(running) == 2)
    await until(lambda: "newly published" in caplog.text)


async def test_a_database_that_is_away_is_asked_again(
    running: Starlette,
    server: str,
    fresh_database: Database,
    catalogue_definition: Catalogue,
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = await fresh_database.row("SELECT current_database() AS name")
    assert row is not None
    name = row["name"]
    elsewhere = await asyncpg.connect(server)
    try:
        await elsewhere.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        await elsewhere.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name
        )
        await until(lambda: "Cannot look for new content" in caplog.text)
        await elsewhere.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    finally:
        await elsewhere.close()
    await publish(fresh_database, changed(catalogue_definition), [], datetime.now(UTC))
    await until(lambda: version_of(running) == 2)
    # The words of the database may name what it holds; the kind of error is enough.
    said = [record.getMessage() for record in caplog.records if record.name == "api.app"]
    assert [words for words in said if name in words] == []


async def test_content_of_a_later_release_is_left_to_it(
    running: Starlette, fresh_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await fresh_database.row(
        """
        INSERT INTO content_versions (kind, slug, version, digest, document, published_at)
        SELECT kind, slug, 2, 'x', '{"later": true}', published_at FROM content_versions
        WHERE kind = 'catalogue' RETURNING id
        """
    )
    await until(lambda: "Cannot read the newly published content" in caplog.text)
    assert version_of(running) == 1
