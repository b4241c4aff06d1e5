"""How an answer becomes a level from 0 to 4."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from assessments.questionnaire.kinds.base import Authored, LevelNumber
from assessments.questionnaire.values import NEVER, Number, Plain, exact

MONTHS_A_YEAR = 12

Levelling = Callable[[Plain, date], int]
"""From a value and the assessment's date to its level."""


class Band(Authored):
    """Numbers from `start` up to, but not including, `below`; the last band has no `below`."""

    start: Annotated[Decimal, Field(alias="from")]
    below: Decimal | None = None
    level: LevelNumber


Bands = Annotated[tuple[Band, ...], Field(min_length=1, max_length=20)]


def by_band(bands: Bands) -> Callable[[Number], int]:
    """Return the function from a number to the level of the band that it falls in."""
    starts = [exact(band.start) for band in bands]
    levels = [band.level for band in bands]
    return lambda number: levels[max(bisect_right(starts, number) - 1, 0)]


def whole_months(since: date, until: date) -> int:
    """Return the whole months from `since` to `until`.

    A day that a month lacks is its last day: 31 August to 28 February is six months.
    """
    months = (until.year - since.year) * MONTHS_A_YEAR + until.month - since.month
    last_day = monthrange(until.year, until.month)[1]
    return months - (until.day < min(since.day, last_day))


def months_before(day: date, months: int) -> date | None:
    """Return the day `months` before `day`, at most the month's last; None before all dates."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 - months, MONTHS_A_YEAR)
    if year < 1:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_since(bands: Bands, never_level: int) -> Levelling:
    """Return the level by whole months since a date; "never" has a level of its own."""
    level_of = by_band(bands)

    def level(value: Plain, as_of: date) -> int:
        if value is NEVER or not isinstance(value, date):
            return never_level
        return level_of(whole_months(value, as_of))

    return level
