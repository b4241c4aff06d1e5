"""Goes up and down between revisions, and tells what a database looks like there."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

from alembic import command
from alembic.script import Script, ScriptDirectory

from api.migrating import alembic_config, migrate
from assessments.storage.database import connected
from tests.fixtures.database import ROLE

Found = list[tuple[Any, ...]]

BOOKKEEPING: Final = "alembic_version"

TABLES: Final = """
SELECT c.relname, obj_description(c.oid, 'pg_class') FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> $1
ORDER BY c.relname
"""
COLUMNS: Final = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       a.attidentity::text, pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> $1
ORDER BY c.relname, a.attnum
"""
CONSTRAINTS: Final = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
WHERE c.connamespace = 'public'::regnamespace AND c.contype <> 'n'
  AND c.conrelid::regclass::text <> $1
ORDER BY 1, 2
"""
INDEXES: Final = """
SELECT tablename, indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> $1 ORDER BY 1, 2
"""
FUNCTIONS: Final = """
SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.proname <> $1 ORDER BY 1, 2
"""
POLICIES: Final = """
SELECT c.relname, c.relrowsecurity, p.policyname, p.cmd, p.qual, p.with_check
FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname AND p.schemaname = 'public'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> $1
  AND c.relrowsecurity
ORDER BY 1, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The tables of a database, with everything that a migration says of them."""

    tables: Found
    columns: Found
    constraints: Found
    indexes: Found
    functions: Found
    policies: Found

    @property
    def names(self) -> list[str]:
        """The names of the tables."""
        return [name for name, _ in self.tables]


def history() -> list[Script]:
    """Return every revision, the first one first."""
    directory = ScriptDirectory.from_config(alembic_config("postgresql://nowhere"))
    return list(reversed(list(directory.walk_revisions())))


async def up(dsn: str, revision: str = "head") -> None:
    """Go up to `revision`."""
    await asyncio.to_thread(migrate, dsn, revision, role=ROLE)


async def down(dsn: str, revision: str = "base") -> None:
    """Go down to `revision`."""
    await asyncio.to_thread(command.downgrade, alembic_config(dsn), revision)


async def check(dsn: str) -> None:
    """Raise where the database differs from the tables that the program knows."""
    await asyncio.to_thread(command.check, alembic_config(dsn))


async def query(dsn: str, statement: str, *args: object) -> Found:
    """Return the rows of a statement as tuples."""
    async with connected(dsn, size=1) as database:
        return [tuple(row.values()) for row in await database.rows(statement, *args)]


async def run(dsn: str, script: str) -> None:
    """Run statements, all or none."""
    async with connected(dsn, size=1) as database, database.writing() as connection:
        await connection.execute(script)


async def shape(dsn: str) -> Shape:
    """Return what the database looks like."""
    return Shape(
        tables=await query(dsn, TABLES, BOOKKEEPING),
        columns=await query(dsn, COLUMNS, BOOKKEEPING),
        constraints=await query(dsn, CONSTRAINTS, BOOKKEEPING),
        indexes=await query(dsn, INDEXES, BOOKKEEPING),
        functions=await query(dsn, FUNCTIONS, BOOKKEEPING),
        policies=await query(dsn, POLICIES, BOOKKEEPING),
    )
