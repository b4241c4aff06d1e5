"""Runs migrations with asyncpg, one program at a time and with timeouts.

The address comes in as ``attributes["dsn"]``, as libpq writes it, and with
``attributes["wait_for_a_table"]`` how long a migration waits for a table.
``attributes["program_role"]`` is the role that may then do what the program does.
"""

import asyncio

import asyncpg
from alembic import context
from sqlalchemy import Connection, pool, text
from sqlalchemy.ext.asyncio import create_async_engine

from assessments.storage.tables import metadata
from migrations.grants import grants_to

MIGRATING = 727_200
"""Key of the advisory lock under which migrations run."""

WAIT_FOR_OTHERS = "15min"
"""How long a program waits while another one migrates."""


def _migrate(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{WAIT_FOR_OTHERS}'"))
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATING})
    wait = context.config.attributes["wait_for_a_table"]
    connection.execute(text(f"SET lock_timeout = '{wait}'"))
    connection.execute(text("SET statement_timeout = '120s'"))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    role = context.config.attributes["program_role"]
    if role is not None:
        for statement in grants_to(role):
            connection.execute(text(statement))
        connection.commit()


async def _run(dsn: str) -> None:
    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(dsn)

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=connect, poolclass=pool.NullPool
    )
    async with engine.connect() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run(context.config.attributes["dsn"]))
