"""The worker: counts what has changed, a batch at a time, each in one transaction, and tells of it.

It may be ended at any moment, and several may run. It looks for new rows every so often; it is not
told of them, since a notification makes every submission wait for the others at its end.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
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
from assessments.storage.database import DATABASE_ERRORS, Database

logger = logging.getLogger(__name__)

AT_ONCE: Final = 1_000
"""How many rows of the outbox are settled in one transaction: the more there are, the fewer times
each cell is written. Whoever erases waits for a transaction at most."""
PATIENCE_SECONDS: Final = 10
"""How long the worker waits when the database is away."""


async def settle_some(environment: Environment, at_once: int = AT_ONCE) -> int:
    """Settle the oldest rows of the outbox that nobody else works on; return how many."""
    return await begun_anew(
        environment.database.acting_for(WORKER), partial(_settle_some, at_once=at_once)
    )


async def _settle_some(database: Database, *, at_once: int) -> int:
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

    Neither waits for the other. A database that is away is asked again later.

    Args:
        environment: What services need.
        seconds: How often it is looked for what has changed.
        release_seconds: How long there is at least between two releases; None makes none.
    """
    async with asyncio.TaskGroup() as both:
        both.create_task(_again_and_again(partial(_count, environment), seconds))
        if release_seconds is not None:
            release_it = partial(_release, environment, release_seconds)
            both.create_task(_again_and_again(release_it, release_seconds))


async def _again_and_again(work: Callable[[], Awaitable[bool]], seconds: float) -> None:
    """Do something every so often, and at once where it says that there is more to do."""
    while True:
        try:
            is_more = await work()
        except DATABASE_ERRORS as error:
            logger.warning("Cannot keep the cells up to date: %s", type(error).__name__)
            await asyncio.sleep(PATIENCE_SECONDS)
            continue
        if not is_more:
            await asyncio.sleep(seconds)


async def _count(environment: Environment) -> bool:
    return await settle_some(environment) == AT_ONCE


async def _release(environment: Environment, seconds: float) -> bool:
    try:
        await release_due(environment, timedelta(seconds=seconds))
    except CellsDifferError as error:
        logger.error("No more figures are told until this is put right: %s", error)  # noqa: TRY400 - there is no bug to trace
    except (NoContentError, UnreadableContentError) as error:
        logger.warning("Cannot tell of what is counted: %s", error)
    return False
