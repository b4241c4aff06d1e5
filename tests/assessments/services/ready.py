"""Somebody who answers the small folder's questionnaire, in a database with both versions."""

from collections.abc import AsyncIterator
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from assessments.services.assessing import NOBODY, start_assessment
from assessments.services.environment import Environment
from assessments.services.publishing import publish
from assessments.services.shelf import Shelf
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from tests.assessments.services.caller import (
    Answers,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
    text,
)
from tests.fixtures.database import connected, new_database
from tests.fixtures.environment import NOON, Clock, taken_up
from tests.fixtures.ready_content import SLUG

FACTS: Final[Answers] = {"target_markets": options("US"), "uses_ai": boolean(False)}
FIRST_ANSWERS: Final[Answers] = {
    "A1": option("some"),
    "A2": number(3),
    "A3": options("sales"),
    "A4": text("Mer"),
    "B1": boolean(True),
    "B2": day("2026-05-01"),
    "B3": option("IIa"),
}
SECOND_ANSWERS: Final[Answers] = {
    "A10": option("sold"),
    "A2": number(3),
    "A31": boolean(True),
    "A32": boolean(False),
    "A5": option("2"),
    "B1": option("paying"),
    "B2": day("2026-05-01"),
    "B3": option("IIa"),
}


@pytest.fixture(scope="session")
async def ready_shelf(
    server: str,
    empty_database_dsn: str,
    ready_catalogue: Catalogue,
    ready_versions: list[Questionnaire],
) -> AsyncIterator[tuple[Database, Shelf]]:
    """A database with the small folder published, both versions of its questionnaire."""
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        await publish(database, ready_catalogue, ready_versions, NOON)
        yield database, await taken_up(database)


@pytest.fixture
def ready(ready_shelf: tuple[Database, Shelf], clock: Clock) -> Environment:
    database, shelf = ready_shelf
    return Environment(database=database, shelf=shelf, now=clock)


async def begin(
    environment: Environment, version: int | None = None, copied: Caller | None = None
) -> Caller:
    """Start an assessment, from another one if it is given, and return who holds its token."""
    started = await start_assessment(
        environment,
        questionnaire=SLUG,
        version=version,
        principal=NOBODY if copied is None else copied.principal,
        copy_from=None if copied is None else copied.id,
    )
    return Caller(
        environment=environment,
        principal=principal_of(started.access_token),
        id=started.assessment.id,
        token=started.access_token,
    )


async def first_one(environment: Environment, *, submits: bool = True) -> Caller:
    """Return somebody who has answered version 1."""
    caller = await begin(environment, 1)
    await caller.state(FACTS)
    await caller.save(FIRST_ANSWERS)
    if submits:
        await caller.submit()
    return caller
