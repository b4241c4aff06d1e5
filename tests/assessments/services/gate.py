"""Holds an assessment's row, so that changes meet there and go on together.

What waits has read the assessment already: all of them worked out their change from the same
revision, and go on in the order in which they came. So the race is the same every time.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from uuid import UUID

from assessments.storage.database import Database
from tests.fixtures.database import connected

PATIENCE = 30
"""Seconds after which a test fails that waits for what does not come."""


class Gate:
    """A closed gate: nobody changes the assessment before it opens."""

    def __init__(self, watcher: Database) -> None:
        self._watcher = watcher

    async def waiting(self, count: int) -> None:
        """Return once `count` statements wait at the gate."""
        async with asyncio.timeout(PATIENCE):
            while await self._waiting() < count:
                pass

    async def _waiting(self) -> int:
        row = await self._watcher.row(
            """
            SELECT count(*) AS n FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        )
        assert row is not None
        return int(row["n"])


@asynccontextmanager
async def gate(dsn: str, assessment_id: UUID) -> AsyncGenerator[Gate]:
    """Close the gate for the length of a block."""
    async with connected(dsn, size=2) as watcher, watcher.writing() as connection:
        await connection.execute("SELECT FROM assessments WHERE id = $1 FOR UPDATE", assessment_id)
        yield Gate(watcher)
