"""What is erased while something is written for it, told from what is refused by mistake."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from assessments.errors import NotFoundError
from assessments.storage.database import ERASED, REFUSED


@asynccontextmanager
async def not_found_when_gone(is_there: Callable[[], Awaitable[bool]]) -> AsyncGenerator[None]:
    """Say "not found" of what was erased while something was written for it in the block.

    A policy refuses what belongs to nothing, and refuses in the same way where the policy or a
    grant is wrong. So `is_there` looks once more, when the transaction of the block has ended: a
    refusal after which the thing is still there is a fault, and is raised as it is.

    Raises:
        NotFoundError: It is gone.
    """
    try:
        yield
    except ERASED:
        raise NotFoundError from None
    except REFUSED:
        if await is_there():
            raise
        raise NotFoundError from None
