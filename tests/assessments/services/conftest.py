"""Callers, on the delivered content and on a small one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from assessments.services.environment import Environment
from assessments.storage.database import connected
from tests.assessments.services.caller import Caller, start

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
