"""Asks, and keeps all that an answer can be told by: status, body, and the statements it took."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from api.identity.principals import Identity
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from tests.fixtures.endpoint import client_of
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came back, and after which statements."""

    status: int
    body: Json
    statements: list[str]


Ask = Callable[[tuple[str, Json]], Awaitable[Heard]]
"""From a document and its variables."""


@asynccontextmanager
async def listening(
    environment: Environment,
    *,
    principal: Principal | None = None,
    token: str | None = None,
    identity: Identity | None = None,
) -> AsyncGenerator[Ask]:
    """Give what asks for `principal`, or with `token` as a credential that `identity` reads."""
    noted = NotedDatabase(environment.database)
    heard_by = replace(environment, database=noted)
    async with client_of(heard_by, principal=principal, identity=identity) as client:
        client.token = token

        async def ask(request: tuple[str, Json]) -> Heard:
            noted.statements.clear()
            response = await client.send(*request)
            return Heard(
                status=response.status_code,
                body=response.json(),
                statements=list(noted.statements),
            )

        yield ask
