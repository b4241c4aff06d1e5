"""Steps of months and years in the calendar; a day that a month lacks is its last day."""

from calendar import monthrange
from datetime import date
from fractions import Fraction


def plus_months(day: date, months: int) -> date:
    """Return the same day so many months later, or earlier when negative."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, end: date) -> int:
    """Return how many whole months have passed from one day to another."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if plus_months(start, months) <= end else months - 1


def age_in_years(start: date, end: date) -> Fraction:
    """Return the completed years, and the share passed of the year between two anniversaries."""
    years = whole_months(start, end) // 12
    last, following = plus_months(start, 12 * years), plus_months(start, 12 * (years + 1))
    return years + Fraction((end - last).days, (following - last).days)
