"""Callers, on the delivered content and on a small one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from assessments.content.catalogue import Catalogue
from assessments.services.environment import Environment
from assessments.services.publishing import publish
from assessments.services.shelf import Shelf
from assessments.storage.database import Database
from tests.assessments.services.caller import Caller, start
from tests.assessments.services.small_content import SLUG, small_catalogue, small_questionnaire
from tests.fixtures.database import connected, new_database
from tests.fixtures.environment import NOON, Clock, environment_on, taken_up

CROWD = 24


@pytest.fixture
async def caller(environment: Environment) -> Caller:
    """Somebody who has just started the delivered questionnaire."""
    return await start(environment)


@pytest.fixture
async def crowded(environment: Environment, database_dsn: str) -> AsyncIterator[Caller]:
    """The same, with a connection for every one of a crowd."""
    async with connected(database_dsn, size=CROWD) as database:
        yield await start(replace(environment, database=database))


async def publish_small(database: Database, delivered: Catalogue) -> None:
    """Publish the small content."""
    questionnaire = small_questionnaire(delivered)
    await publish(database, small_catalogue(delivered), [questionnaire], NOON)


@pytest.fixture(scope="session")
async def small_shelf(
    server: str, empty_database_dsn: str, catalogue_definition: Catalogue
) -> AsyncIterator[tuple[Database, Shelf]]:
    """A database with the small content, shared like the other."""
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        await publish_small(database, catalogue_definition)
        yield database, await taken_up(database)


@pytest.fixture
async def small(small_shelf: tuple[Database, Shelf], clock: Clock) -> Caller:
    """Somebody who has just started the small questionnaire."""
    database, shelf = small_shelf
    return await start(Environment(database=database, shelf=shelf, now=clock), SLUG)


@pytest.fixture
async def own(fresh_database: Database, catalogue_definition: Catalogue, clock: Clock) -> Caller:
    """The same, in a database that nobody shares."""
    await publish_small(fresh_database, catalogue_definition)
    return await start(await environment_on(fresh_database, clock), SLUG)
