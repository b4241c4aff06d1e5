"""File locks that the kernel releases when the last process holding one is gone.

They hold where process numbers fail: a killed process cannot leave one behind, and a number that
another process has got since proves nothing. A lock belongs to the open file, which children may
inherit, so the server's processes carry theirs for as long as one of them lives.
"""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_PAUSE_SECONDS = 0.02


@contextmanager
def opened(path: Path) -> Generator[int]:
    """Open a lock file, created if missing, without locking it."""
    lock = open_lock(path)
    try:
        yield lock
    finally:
        os.close(lock)


def open_lock(path: Path) -> int:
    """Return a descriptor of a lock file; closing it releases what was locked through it."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        # The folder's owner must be able to open it too, should they come without root.
        folder = path.parent.stat()
        os.fchown(lock, folder.st_uid, folder.st_gid)
    return lock


def share(lock: int) -> None:
    """Lock together with others who share, waiting for an exclusive holder to finish."""
    fcntl.flock(lock, fcntl.LOCK_SH)


def try_exclusive(lock: int) -> bool:
    """Lock alone and say whether that succeeded."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def alone(path: Path, *, wait_seconds: float) -> Generator[None]:
    """Hold a lock alone.

    Raises:
        TimeoutError: When others kept it for as long as we were told to wait.
    """
    give_up_at = time.monotonic() + wait_seconds
    with opened(path) as lock:
        while not try_exclusive(lock):
            if time.monotonic() > give_up_at:
                raise TimeoutError(str(path))
            time.sleep(_PAUSE_SECONDS)
        yield
