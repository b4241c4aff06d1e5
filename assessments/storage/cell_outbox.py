"""Whom something has changed about that is counted: read by whoever keeps the cells up to date."""

from collections.abc import Collection
from typing import Final

from assessments.storage.database import Database

_MARK: Final = "INSERT INTO cell_outbox (organisation_number) SELECT unnest($1::text[])"


async def mark(database: Database, numbers: Collection[str]) -> None:
    """Note that what some companies, or groups, contribute may be something else now."""
    await database.run(_MARK, list(numbers))
