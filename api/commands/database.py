"""The database that a command works on."""

from collections.abc import Generator
from contextlib import contextmanager

from api import embedded_database
from api.settings import Settings


@contextmanager
def database_of(settings: Settings) -> Generator[str, None, None]:
    """Give the address of the database: the user's own, or the embedded one, started if need be."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with embedded_database.start(settings.data_dir) as embedded:
        yield embedded.dsn
