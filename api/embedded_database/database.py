"""The embedded database as its callers see it.

A program calls `start` once, when it starts, and ``stop`` on what it got, when it ends. Any
number of programs may do so on one folder; they share one server, which stops with the last
``stop``. A program that was killed counts as gone. The server then stays up, idle, and the next
program on the folder takes it over.

This module imports on every platform, so that Windows gets the message below.
"""

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import quote

from api.embedded_database.errors import DatabaseStartError

_ADDRESS = "//{role}@/eksportklar?host={host}&port=5432"
_OWNER = "eksportklar"

PROGRAM_ROLE = "eksportklar_app"
"""The role that the program serves with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedDatabase:
    """A running PostgreSQL with an empty or filled database ``eksportklar``.

    The role ``eksportklar`` owns the database and may create databases and roles, but is no
    superuser. The role that the program serves with owns nothing, and sees what row-level security
    lets it see.
    """

    socket_dir: Path
    _use: ExitStack = field(repr=False)

    @property
    def dsn(self) -> str:
        """The address for asyncpg and PostgreSQL's own programs; a Unix socket, never TCP."""
        return "postgresql:" + self._address(_OWNER)

    @property
    def program_dsn(self) -> str:
        """The address that the program serves with."""
        return "postgresql:" + self._address(PROGRAM_ROLE)

    @property
    def url(self) -> str:
        """The same address for SQLAlchemy with the asyncpg driver."""
        return "postgresql+asyncpg:" + self._address(_OWNER)

    def _address(self, role: str) -> str:
        return _ADDRESS.format(role=role, host=quote(str(self.socket_dir)))

    def stop(self) -> None:
        """End this program's use; the last program to do so stops the server.

        Calling it again does nothing.
        """
        self._use.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(data_dir: Path) -> EmbeddedDatabase:
    """Return the database kept in a folder, started if no other program has done so.

    Creates the folder, the PostgreSQL data in its subfolder ``postgresql``, and the database,
    where they are missing. Blocks for about a second the first time, a fifth of it later, and
    for as long as recovery takes after a crash, at most a minute.

    Raises:
        DatabaseStartError: With the cause and what to do about it.
    """
    if sys.platform == "win32":
        raise DatabaseStartError(
            "The embedded database runs on Linux and macOS. On Windows, use WSL, or set"
            " EKSPORTKLAR_DATABASE_URL to a PostgreSQL server."
        )
    from api.embedded_database.server import (  # noqa: PLC0415 - needs what Windows has not
        start_or_attach,
    )

    with ExitStack() as use:
        socket_dir = start_or_attach(data_dir, use)
        return EmbeddedDatabase(socket_dir=socket_dir, _use=use.pop_all())
