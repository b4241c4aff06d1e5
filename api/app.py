"""Builds the ASGI application."""

import asyncio
import logging
import math
import time
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from api import graphiql
from api.cohorts.answering import CohortFiles, cohort_routes
from api.downloads import Downloads, download_route
from api.graphql_endpoint import GraphQLEndpoint
from api.identity.building import identity_of
from api.metrics import metrics_of
from api.privacy import PATH, PrivacyPage, terms_of
from api.settings import EnvironmentName, Settings
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.services.cells.working import keep_cells
from assessments.services.environment import Environment
from assessments.services.requests import forget_old_keys
from assessments.services.shelf import NoContentError, Shelf
from assessments.storage.database import Database, connected
from schema.build import build_schema

logger = logging.getLogger(__name__)

FORGETTING_SECONDS = 3_600


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
            environment = _environment_of(settings, opened, shelf)
            identity = identity_of(settings, environment)
            app.state.downloads = Downloads(environment, identity)
            app.state.cohorts = CohortFiles(environment, identity)
            app.state.graphql = GraphQLEndpoint(
                schema,
                environment,
                identity=identity,
                max_bytes=settings.max_body_bytes,
                suggests=settings.environment is EnvironmentName.DEVELOPMENT,
            )
            app.state.metrics = metrics_of(environment)
            async with AsyncExitStack() as beside:
                for work in _works(settings, environment):
                    await beside.enter_async_context(_beside(work))
                yield
            app.state.cohorts.close()
            await identity.close()

    return _without_redirects(Starlette(lifespan=lifespan, routes=_routes(settings)))


def _works(settings: Settings, environment: Environment) -> Iterator[Coroutine[None, None, None]]:
    """Yield what is done beside serving, until the end."""
    yield _watch(environment, settings.content_poll_seconds)
    if settings.cells_worker:
        between = settings.release_seconds if settings.cells_release else None
        yield keep_cells(environment, settings.cells_poll_seconds, between)


@asynccontextmanager
async def _beside(work: Coroutine[None, None, None]) -> AsyncGenerator[None, None]:
    """Do something beside a block, and end it with the block."""
    task = asyncio.create_task(work)
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _without_redirects(app: Starlette) -> Starlette:
    """Leave a path with one slash too many alone.

    A redirect would repeat the query string, and lead to whatever host the request names.
    """
    app.router.redirect_slashes = False
    return app


def _environment_of(settings: Settings, database: Database, shelf: Shelf) -> Environment:
    return Environment(
        database=database,
        shelf=shelf,
        token_lifetime=timedelta(days=settings.access_token_days),
        privacy=terms_of(settings),
        threshold=Threshold(settings.minimum_group),
    )


def _routes(settings: Settings) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        Route("/healthz", _healthy),
        Route(PATH, PrivacyPage(terms_of(settings)).__call__),
        Route("/graphql", _graphql, methods=["POST"]),
        download_route(_company),
        *cohort_routes(_cohorts),
    ]
    if settings.metrics:
        routes.append(Route("/metrics", _metrics))
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


async def _company(request: Request) -> Response:
    downloads: Downloads = request.app.state.downloads
    return await downloads.company(request)


async def _cohorts(request: Request) -> Response:
    files: CohortFiles = request.app.state.cohorts
    return await files(request)


async def _metrics(request: Request) -> Response:
    answer: Callable[[Request], Response] = request.app.state.metrics
    return answer(request)


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok")


async def _to_graphiql(_: Request) -> Response:
    return RedirectResponse("/graphiql")


async def _graphiql(_: Request) -> Response:
    return HTMLResponse(
        graphiql.page("/graphql"), headers={"Content-Security-Policy": graphiql.CSP}
    )


async def _watch(environment: Environment, seconds: float) -> None:
    """Take up new content as it is published, and forget old idempotency keys now and then.

    A database that is away is asked again later, and content that this release cannot read is left
    to the one that published it.
    """
    forgotten_at = -math.inf
    while True:
        await asyncio.sleep(seconds)
        try:
            if await environment.shelf.refresh():
                logger.info("Took up newly published content")
            if time.monotonic() - forgotten_at > FORGETTING_SECONDS:
                await forget_old_keys(environment)
                forgotten_at = time.monotonic()
        except environment.shelf.unreachable as error:
            logger.warning("Cannot look for new content: %s", type(error).__name__)
        except (ValueError, NoContentError) as error:
            logger.warning("Cannot read the newly published content: %s", type(error).__name__)
