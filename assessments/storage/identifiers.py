"""Ids of rows: UUIDs that sort by time."""

from datetime import datetime
from uuid import UUID

RANDOM_BITS = 74
_VERSION = 7 << 76
_VARIANT = 0b10 << 62
_LOW = (1 << 62) - 1


def uuid7(at: datetime, random: int) -> UUID:
    """Return the UUIDv7 of `at`, to the millisecond, with 74 bits of `random` (RFC 9562, 5.7)."""
    milliseconds = int(at.timestamp() * 1000)
    high = (random >> 62) & 0xFFF
    return UUID(int=milliseconds << 80 | _VERSION | high << 64 | _VARIANT | random & _LOW)
