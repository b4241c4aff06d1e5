"""Whom something has changed about that is counted: read by whoever keeps the cells up to date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from assessments.storage.database import Database

_MARK: Final = "INSERT INTO cell_outbox (organisation_number) SELECT unnest($1::text[])"
_TAKE: Final = """
    SELECT id, organisation_number FROM cell_outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_DONE: Final = "DELETE FROM cell_outbox WHERE id = ANY ($1)"
_WAIT: Final = "SELECT FROM cell_outbox WHERE organisation_number = $1 ORDER BY id FOR UPDATE"


@dataclass(frozen=True, slots=True)
class Marked:
    """A row, and the company or group whose contributions may be others now."""

    id: int
    organisation_number: str


async def mark(database: Database, numbers: Collection[str]) -> None:
    """Note that contributions of some companies, or groups, may be others now."""
    await database.run(_MARK, list(numbers))


async def take_marked(database: Database, limit: int) -> Sequence[Marked]:
    """Return the oldest rows that nobody else works on before the transaction ends."""
    rows = await database.rows(_TAKE, limit)
    return [Marked(row["id"], row["organisation_number"]) for row in rows]


async def forget_marked(database: Database, marked: Collection[Marked]) -> None:
    """Delete rows that are done."""
    await database.run(_DONE, [one.id for one in marked])


async def have_number_alone(database: Database, number: str) -> None:
    """Wait for whoever works on rows of a company, and let nobody else."""
    await database.run(_WAIT, number)
