"""Connections to PostgreSQL.

Statements are SQL text run by asyncpg, without an ORM between. The GraphQL context holds a
``Database``, never a connection: sibling fields resolve at the same time, and a connection serves
one task. No statement is prepared beyond asyncpg's own cache, which one setting turns off for
poolers in transaction mode.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

import asyncpg

from assessments.storage.acting import ACT, Acting

Row = Mapping[str, Any]

DATABASE_ERRORS: tuple[type[Exception], ...] = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)
"""What is raised when PostgreSQL cannot be reached, or refuses."""

NO_TABLES: type[Exception] = asyncpg.UndefinedTableError
"""What is raised when the database has never been migrated."""

KEY_TAKEN: type[Exception] = asyncpg.NotNullViolationError
"""What is raised when an idempotency key has been used in the meantime, see ``assessments``."""

ERASED: type[Exception] = asyncpg.ForeignKeyViolationError
"""What is raised when something is erased while a row that refers to it is written."""

REFUSED: type[Exception] = asyncpg.InsufficientPrivilegeError
"""What is raised when a policy or a missing privilege refuses: for what is erased, or by mistake.
``services.gone`` tells which."""

MET: tuple[type[Exception], ...] = (
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
)
"""What is raised when two who keep cells met at one row; whoever is told so begins anew."""

DUPLICATE: type[Exception] = asyncpg.UniqueViolationError
"""What is raised when a row with the same key is there already."""


class Connection(Protocol):
    """What storage uses of a connection."""

    async def fetch(self, query: str, *args: object) -> Sequence[Row]:
        """Return the rows of a statement."""
        ...

    async def fetchrow(self, query: str, *args: object) -> Row | None:
        """Return the first row of a statement."""
        ...

    async def execute(self, query: str, *args: object) -> str:
        """Run a statement."""
        ...

    async def executemany(self, command: str, args: Iterable[Sequence[object]]) -> None:
        """Run a statement for each row of parameters."""
        ...

    async def copy_records_to_table(
        self, table_name: str, *, records: Iterable[Sequence[object]], columns: Sequence[str]
    ) -> str:
        """Load rows in bulk."""
        ...


class Database:
    """A pool of connections, used as the role that it was opened with, or for a caller."""

    def __init__(
        self, pool: asyncpg.Pool, *, role: str | None = None, acting: Acting | None = None
    ) -> None:
        self._pool = pool
        self._role = role
        self._acting = acting

    def acting_for(self, acting: Acting) -> "Database":
        """Return the same database as a caller sees it, behind row-level security."""
        return Database(self._pool, role=self._role, acting=acting)

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Connection, None]:
        """Lend a connection for statements: each a transaction of its own, or for a caller one."""
        if self._acting is not None:
            async with self.writing() as connection:
                yield connection
            return
        async with self._pool.acquire() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection, None]:
        """Lend a connection inside one transaction, undone when anything is raised."""
        async with self._pool.acquire() as connection, connection.transaction():
            if self._acting is not None:
                await self._act(connection, self._acting)
            yield connection

    @asynccontextmanager
    async def joined(self) -> AsyncGenerator["Database", None]:
        """Lend one transaction as a database, for a change and what is noted of it."""
        async with self.writing() as connection:
            yield _Joined(connection)

    @asynccontextmanager
    async def looking(self) -> AsyncGenerator["Database", None]:
        """Lend one transaction as a database, which changes nothing and sees one moment."""
        looking = {"isolation": "repeatable_read", "readonly": True}
        async with self._pool.acquire() as connection, connection.transaction(**looking):
            if self._acting is not None:
                await self._act(connection, self._acting)
            yield _Joined(connection)

    async def _act(self, connection: Connection, acting: Acting) -> None:
        if self._role is not None:
            await connection.execute(f'SET LOCAL ROLE "{self._role}"')
        await connection.execute(ACT, *acting.settings())

    async def row(self, query: str, *args: object) -> Row | None:
        """Return the first row of one statement."""
        async with self.reading() as connection:
            return await connection.fetchrow(query, *args)

    async def rows(self, query: str, *args: object) -> Sequence[Row]:
        """Return the rows of one statement."""
        async with self.reading() as connection:
            return await connection.fetch(query, *args)

    async def run(self, query: str, *args: object) -> None:
        """Run one statement that returns nothing."""
        async with self.reading() as connection:
            await connection.execute(query, *args)

    async def close(self) -> None:
        """Close every connection, waiting for those in use."""
        await self._pool.close()


class _Joined(Database):
    """A transaction that is under way: whatever is sent is a part of it, for the same caller."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def acting_for(self, acting: Acting) -> Database:
        del acting
        return self

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[Connection, None]:
        yield self._connection

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection, None]:
        yield self._connection


@asynccontextmanager
async def connected(
    dsn: str, *, size: int = 5, statement_cache: int = 200, role: str | None = None
) -> AsyncGenerator[Database, None]:
    """Open a database for the length of a block.

    Args:
        dsn: Where PostgreSQL is, as libpq writes it.
        size: Connections kept per process.
        statement_cache: Statements kept prepared per connection; 0 behind a pooler that lends
            connections per transaction.
        role: What acts for callers, where that is another role than the one that connects. Tests
            look at everything as the owner, and act as the program.
    """
    pool = await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        statement_cache_size=statement_cache,
        server_settings={"application_name": "eksportklar", "timezone": "UTC"},
    )
    database = Database(pool, role=role)
    try:
        yield database
    finally:
        await database.close()
