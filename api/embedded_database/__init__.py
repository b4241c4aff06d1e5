"""The PostgreSQL that comes with the program, for those who have no server of their own.

`start` gives a database on a folder; docs/decisions/0002-embedded-postgresql.md says why it is
done this way. One module per concern:

- ``database``: what callers use.
- ``server``: start or attach, stop with the last program.
- ``cluster``: the folder: what lies where in it, which PostgreSQL wrote it, stale files.
- ``sockets``: where the server listens.
- ``locks``: who is there, told by the kernel.
- ``programs``: the installed PostgreSQL programs and how they are run.
- ``accounts``, ``drop_root``: which account the server runs under when the program is root.
"""

from api.embedded_database.database import EmbeddedDatabase, start
from api.embedded_database.errors import DatabaseStartError

__all__ = ["DatabaseStartError", "EmbeddedDatabase", "start"]
