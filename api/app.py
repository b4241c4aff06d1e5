"""Builds the ASGI application."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api import graphiql
from api.graphql_endpoint import GraphQLEndpoint
from api.settings import EnvironmentName, Settings
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.database import connected
from schema.build import build_schema

logger = logging.getLogger(__name__)


def create_app(settings: Settings, dsn: str) -> Starlette:
    """Build the application; nothing is connected or read until it starts.

    Args:
        settings: The settings.
        dsn: Where PostgreSQL is, as libpq writes it.
    """
    schema = build_schema()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None, None]:
        database = connected(
            dsn,
            size=settings.database_pool_size,
            statement_cache=settings.database_statement_cache,
        )
        async with database as opened:
            shelf = Shelf(opened)
            await shelf.refresh()
            environment = Environment(
                database=opened,
                shelf=shelf,
                token_lifetime=timedelta(days=settings.access_token_days),
            )
            app.state.graphql = GraphQLEndpoint(
                schema,
                environment,
                max_bytes=settings.max_body_bytes,
                suggests=settings.environment is EnvironmentName.DEVELOPMENT,
            )
            watching = asyncio.create_task(_watch(shelf, settings.content_poll_seconds))
            yield
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    return Starlette(lifespan=lifespan, routes=_routes(settings))


def _routes(settings: Settings) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        Route("/healthz", _healthy),
        Route("/graphql", _graphql, methods=["POST"]),
    ]
    if settings.environment is EnvironmentName.DEVELOPMENT:
        routes += [
            Route("/", _to_graphiql),
            Route("/graphiql", _graphiql),
            Mount(graphiql.STATIC_URL, StaticFiles(directory=graphiql.STATIC)),
        ]
    return routes


async def _graphql(request: Request) -> Response:
    endpoint: GraphQLEndpoint = request.app.state.graphql
    return await endpoint(request)


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _to_graphiql(_: Request) -> Response:
    return RedirectResponse("/graphiql")


async def _graphiql(_: Request) -> Response:
    return HTMLResponse(
        graphiql.page("/graphql"), headers={"Content-Security-Policy": graphiql.CSP}
    )


async def _watch(shelf: Shelf, seconds: float) -> None:
    """Take up new content as it is published; a database that is away is asked again later."""
    while True:
        await asyncio.sleep(seconds)
        try:
            if await shelf.refresh():
                logger.info("Took up newly published content")
        except shelf.unreachable as error:
            logger.warning("Cannot look for new content: %s", type(error).__name__)
