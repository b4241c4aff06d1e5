"""The database that a command works on."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from api import embedded_database
from api.settings import Settings
from assessments.storage.database import connected


@contextmanager
def database_of(settings: Settings) -> Generator[str, None, None]:
    """Give the address of the database: the user's own, or the embedded one, started if need be.

    Whether the user's own can be reached is tried first, since migrations would say it at length.
    """
    if settings.database_url is not None:
        asyncio.run(_reach(settings.database_url))
        yield settings.database_url
        return
    with embedded_database.start(settings.data_dir) as embedded:
        yield embedded.dsn


async def _reach(dsn: str) -> None:
    async with connected(dsn, size=1):
        pass
