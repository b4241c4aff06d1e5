"""Makes files beside the event loop: few at once, and nobody waits for one for long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from assessments.texts import both

AT_ONCE: Final = 2
MOST: Final = 16
"""How many files may be asked for at a time, those that are being made among them."""
SECONDS: Final = 15.0

BUSY: Final = both(
    "Det lages for mange filer akkurat nå. Prøv igjen om litt.",
    "Too many files are being made right now. Try again soon.",
)


class BusyError(Exception):
    """A file cannot be made now, or takes too long; `message` says what to do."""

    def __init__(self) -> None:
        super().__init__(BUSY.en)
        self.message = BUSY


class Rendering:
    """Makes files in threads of its own.

    A thread cannot be ended. One that takes too long keeps its place until it is done, so that
    never more than `at_once` are at work.
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, most: int = MOST, seconds: float = SECONDS
    ) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="files")
        self._most = most
        self._seconds = seconds
        self._going = 0

    async def make(self, work: Callable[[], bytes]) -> bytes:
        """Return the file that `work` makes.

        Raises:
            BusyError: Too many are being made, or this one takes too long.
        """
        if self._going >= self._most:
            raise BusyError
        self._going += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        future.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._seconds)
        except TimeoutError as error:
            raise BusyError from error

    def close(self) -> None:
        """Begin no more files."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _done(self, future: asyncio.Future[bytes]) -> None:
        self._going -= 1
        if not future.cancelled():
            future.exception()
