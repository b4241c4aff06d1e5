"""``eksportklar serve``."""

import asyncio
import signal
import socket
import sys
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.commands.comparing import watched_levels
from api.commands.database import served_database
from api.commands.reports import show_report
from api.logs import LOGGING
from api.production import check_production
from api.publishing import (
    CannotCompareError,
    ContentRefusedError,
    LevelsWouldChangeError,
    Publication,
    publish_folder,
)
from api.settings import EnvironmentName, Settings, load_settings
from assessments.services.environment import today_in_norway
from assessments.services.publishing import PublishingRefusedError
from assessments.services.shelf import Shelf
from assessments.storage.contents import newest_content_id
from assessments.storage.database import connected


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="The address to serve on.")] = None,
    port: Annotated[
        int | None, typer.Option(help="The port to serve on.", min=0, max=65535)
    ] = None,
) -> None:
    """Bring the database up to date, publish the content, and serve the API."""
    settings = load_settings()
    changed = {"host": host, "port": port}
    settings = settings.model_copy(update={k: v for k, v in changed.items() if v is not None})
    check_production(settings)
    signal.signal(signal.SIGTERM, _end)
    with served_database(settings) as served:
        if served.owner is not None:
            _publish(settings, served.owner)
        asyncio.run(_read_content(served.program))
        _Server(settings, served.program).run()


class _Server(uvicorn.Server):
    """Says where it serves once it does."""

    def __init__(self, settings: Settings, dsn: str) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(settings, dsn),
                host=settings.host,
                port=settings.port,
                log_config=LOGGING,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=10,
            )
        )
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind, then greet."""
        await super().startup(sockets)
        if self.started:
            _greet(self._settings, self.servers[0].sockets[0].getsockname()[1])


def _end(*_: object) -> None:
    """End as a program does that is done.

    Uvicorn hands the signal on when it has closed; by default that would end the program there and
    then, and leave the embedded database running.
    """
    sys.exit(0)


def _publish(settings: Settings, dsn: str) -> None:
    if not settings.content_dir.is_dir():
        if asyncio.run(_has_content(dsn)):
            return
        typer.echo(
            f"There is no content: {settings.content_dir} is no folder, and nothing is published."
            " Set EKSPORTKLAR_CONTENT_DIR, or start in the project's folder.",
            err=True,
        )
        raise typer.Exit(1)
    try:
        publication = asyncio.run(_publish_into(settings, dsn))
    except ContentRefusedError as refused:
        show_report(refused.report)
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    except LevelsWouldChangeError as refused:
        typer.echo(f"{refused} Until then, what is published is served.", err=True)
        return
    except (PublishingRefusedError, CannotCompareError) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from None
    if publication.published.catalogue is not None:
        typer.echo(f"Published the content as catalogue {publication.published.catalogue}.")


async def _has_content(dsn: str) -> bool:
    async with connected(dsn, size=1) as database:
        return await newest_content_id(database) > 0


async def _publish_into(settings: Settings, dsn: str) -> Publication:
    async with connected(dsn, size=1) as database:
        return await publish_folder(
            database, settings.content_dir, today_in_norway(), watched_levels, expired=True
        )


async def _read_content(dsn: str) -> None:
    """Read what is published once, so that what cannot be read is said before serving."""
    async with connected(dsn, size=1) as database:
        await Shelf(database).refresh()


def _greet(settings: Settings, port: int) -> None:
    address = f"http://{settings.host}:{port}"
    typer.echo(f"Eksportklar serves GraphQL at {address}/graphql")
    if settings.environment is EnvironmentName.DEVELOPMENT:
        typer.echo(f"Try it in a browser at {address}/graphiql. Stop with Ctrl-C.")
