"""How the server logs: where an error was raised and of which kind, never what it says.

The text of an exception may hold what a client sent. Bugs in resolvers are logged without it
(``schema/masking.py``); what goes wrong outside them, uvicorn and asyncio log, by this formatter.
"""

import logging
from types import TracebackType
from typing import Any, Final

from schema.masking import places_of

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class PrivateFormatter(logging.Formatter):
    """Formats an exception as its places and kinds: its own, then what it came from."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name that logging has
        """Return the places and kinds, without any text of theirs."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines.append(f"{places_of(error)}{type(error).__name__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": PrivateFormatter, "format": "%(levelname)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
"""For ``logging.config.dictConfig``: everything goes to the standard error stream."""
