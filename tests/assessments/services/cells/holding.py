"""Holding a release in the middle: after it has looked, and before it keeps anything."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from threading import Event
from typing import Final

from assessments.cohorts.disclosure.threshold import Threshold
from assessments.services.cells.releasing import release
from assessments.services.environment import Environment

PATIENCE_SECONDS: Final = 20


@dataclass(frozen=True)
class HeldThreshold(Threshold):
    """A threshold that is not told before somebody says so, to whoever works out a release."""

    is_asked: Event = field(default_factory=Event)
    may_tell: Event = field(default_factory=Event)

    @property
    def minimum(self) -> int:
        self.is_asked.set()
        assert self.may_tell.wait(PATIENCE_SECONDS)
        return super().minimum


@asynccontextmanager
async def release_held(environment: Environment, questionnaire: str) -> AsyncGenerator[None]:
    """Begin a release, hold it for the length of a block, and let it go on to its end."""
    held = HeldThreshold(environment.threshold.k)
    releasing = asyncio.create_task(release(replace(environment, threshold=held), questionnaire))
    assert await asyncio.to_thread(held.is_asked.wait, PATIENCE_SECONDS)
    try:
        yield
        assert not releasing.done()
    finally:
        held.may_tell.set()
        await releasing
