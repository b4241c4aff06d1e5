"""What services need from the process: the database, the content, the time, chance and limits."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from assessments.cohorts.disclosure.threshold import Threshold
from assessments.content.library import Library
from assessments.services.privacy.terms import MADE_UP, Terms
from assessments.services.shelf import Shelf
from assessments.storage.database import Database
from assessments.storage.identifiers import RANDOM_BITS, uuid7
from assessments.texts import Text, both

OSLO = ZoneInfo("Europe/Oslo")

LEAST = Threshold()
"""How many stand behind a figure where an installation does not ask for more."""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """Return the date in Norway at `moment`."""
    return moment.astimezone(OSLO).date()


def minute_in_norway(moment: datetime) -> Text:
    """Return the minute in Norway that begins at `moment` or next after it, in words."""
    local = (moment + timedelta(minutes=1, microseconds=-1)).astimezone(OSLO)
    return both(f"{local:%d.%m.%Y kl. %H.%M}", f"on {local:%Y-%m-%d at %H:%M} Norwegian time")


def today_in_norway() -> date:
    """Return the date in Norway now."""
    return day_of(utc_now())


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What every service is handed; tests put other times and chances in."""

    database: Database
    shelf: Shelf
    now: Callable[[], datetime] = utc_now
    random_bits: Callable[[int], int] = secrets.randbits
    token_lifetime: timedelta = timedelta(days=365)
    privacy: Terms = MADE_UP
    threshold: Threshold = LEAST

    @property
    def library(self) -> Library:
        """The content in use."""
        return self.shelf.library

    def today(self) -> date:
        """Return the date in Norway, from which ages and deadlines are counted."""
        return day_of(self.now())

    def new_id(self) -> UUID:
        """Return an id for a new row."""
        return uuid7(self.now(), self.random_bits(RANDOM_BITS))
