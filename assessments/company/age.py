"""How old a company is."""

from datetime import date
from fractions import Fraction


def years_between(since: date, until: date) -> Fraction:
    """Return the years from `since` to `until`: whole ones, and the days of the last one's share.

    An anniversary of 29 February is 28 February in other years.
    """
    years = until.year - since.year
    if _anniversary(since, until.year) > until:
        years -= 1
    last = _anniversary(since, since.year + years)
    following = _anniversary(since, since.year + years + 1)
    return years + Fraction((until - last).days, (following - last).days)


def _anniversary(since: date, year: int) -> date:
    try:
        return since.replace(year=year)
    except ValueError:
        return since.replace(year=year, day=28)
