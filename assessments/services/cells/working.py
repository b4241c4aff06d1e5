"""The worker: counts what has changed, a batch at a time, each in one transaction, and tells of it.

It may be ended at any moment, and several may run. It looks for new rows every so often; it is not
told of them, since a notification makes every submission wait for the others at its end.
"""

import asyncio
import logging
import math
import time
from datetime import timedelta
from functools import partial
from typing import Final

from assessments.services.cells.releasing import CellsDifferError, release_due
from assessments.services.cells.settling import (
    WORKER,
    begun_anew,
    lock_all_concerned,
    settle,
)
from assessments.services.environment import Environment
from assessments.services.shelf import NoContentError, UnreadableContentError
from assessments.storage.cell_outbox import forget_marked, take_marked
from assessments.storage.cells import share_cells
from assessments.storage.database import DATABASE_ERRORS, Database

logger = logging.getLogger(__name__)

AT_ONCE: Final = 100
"""How many rows of the outbox are settled in one transaction."""
PATIENCE_SECONDS: Final = 10
"""How long the worker waits when the database is away."""


async def settle_some(environment: Environment, at_once: int = AT_ONCE) -> int:
    """Settle the oldest rows of the outbox that nobody else works on; return how many."""
    return await begun_anew(
        environment.database.acting_for(WORKER), partial(_settle_some, at_once=at_once)
    )


async def _settle_some(database: Database, *, at_once: int) -> int:
    await share_cells(database)
    marked = await take_marked(database, at_once)
    if marked:
        numbers = {one.organisation_number for one in marked}
        await settle(database, await lock_all_concerned(database, numbers))
        await forget_marked(database, marked)
    return len(marked)


async def keep_cells(
    environment: Environment, seconds: float, release_seconds: float | None
) -> None:
    """Keep the cells up to date, and what is told of them, until cancelled.

    A database that is away is asked again later.

    Args:
        environment: What services need.
        seconds: How often it is looked for what has changed.
        release_seconds: How long there is at least between two releases; None makes none.
    """
    released_at = -math.inf
    while True:
        try:
            settled = await settle_some(environment)
            if release_seconds is not None and time.monotonic() - released_at >= release_seconds:
                await _release(environment, release_seconds)
                released_at = time.monotonic()
        except DATABASE_ERRORS as error:
            logger.warning("Cannot keep the cells up to date: %s", type(error).__name__)
            await asyncio.sleep(PATIENCE_SECONDS)
            continue
        if settled < AT_ONCE:
            await asyncio.sleep(seconds)


async def _release(environment: Environment, seconds: float) -> None:
    try:
        await release_due(environment, timedelta(seconds=seconds))
    except (CellsDifferError, NoContentError, UnreadableContentError) as error:
        logger.warning("Cannot tell of what is counted: %s", error)
