"""Of which periods figures are told: a quarter, a calendar year, or all time."""

from collections.abc import Collection
from typing import Final

from assessments.cohorts.cells import ALL, periods_of
from assessments.services.cohorts.refusals import FilterRejectedError
from assessments.texts import both

FIRST: Final = "-Q1"
LAST: Final = "-Q4"

SAID: Final = both(
    "Tall lages for ett kvartal, for et helt kalenderår og for alt under ett. Oppgi samme kvartal"
    " to ganger (for eksempel 2026-Q3), et år fra Q1 til Q4, eller ingen kvartaler.",
    "Figures are made of one quarter, of a whole calendar year, and of everything. Give the same"
    " quarter twice (such as 2026-Q3), a year from Q1 to Q4, or no quarters at all.",
)


class PeriodNotToldError(FilterRejectedError):
    """Figures are told of no period with these bounds; `message` says of which they are."""

    def __init__(self) -> None:
        super().__init__({"submittedFrom": SAID})


def period_bounded(first: str | None, last: str | None) -> str | None:
    """Return the quarter, or the calendar year, from one quarter to another, both included.

    None where they bound neither.
    """
    if first is None or last is None:
        return None
    if first == last:
        return first
    _, year, _ = periods_of(first)
    return year if (first, last) == (year + FIRST, year + LAST) else None


def period_between(first: str | None, last: str | None, told: Collection[str]) -> str:
    """Return the period from one quarter to another, both included; None is without a bound.

    Args:
        first: A quarter such as ``2026-Q3``.
        last: A later one, or the same.
        told: The quarters that figures are told of.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    bounded = period_bounded(first, last)
    if bounded is not None:
        return bounded
    if _takes_in(first, last, told):
        return ALL
    raise PeriodNotToldError


def _takes_in(first: str | None, last: str | None, told: Collection[str]) -> bool:
    from_all = first is None or (bool(told) and first <= min(told))
    to_all = last is None or (bool(told) and last >= max(told))
    return from_all and to_all
