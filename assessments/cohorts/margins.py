"""How far figures with noise lie from the truth in nineteen of twenty cases.

Twice the standard deviation, as `noise.Noise.margin` has it for a single draw. Draws of several
cohorts are independent, so their variances add up.
"""

from decimal import ROUND_CEILING, Decimal
from math import isqrt
from typing import Final

from assessments.cohorts.disclosure.noise import OF_COUNTS, OF_SUMS
from assessments.cohorts.told import TENTH

_TENTHS: Final = 10


def margin_of_counts(parts: int) -> int:
    """Return the margin of a count by answer, in companies, added up of so many cohorts."""
    return _twice_deviation(parts * OF_COUNTS.variance)


def margin_of_mean(noised: int, companies: int) -> Decimal:
    """Return the margin of a mean in points, to one decimal and never too small.

    Args:
        noised: Of how many cohorts with noise the sum is added up; with none it is exact.
        companies: Of how many companies in all the mean is.
    """
    return _points(_twice_deviation(noised * OF_SUMS.variance), companies)


def margin_of_difference(
    whole_noised: int, part_noised: int, *, part_companies: int, rest_companies: int
) -> Decimal:
    """Return the margin of the mean of a part less that of the rest, in points.

    The noise of the part is in both means, with opposite signs, so it counts at its whole size.
    """
    all_companies = part_companies + rest_companies
    of_part = part_noised * OF_SUMS.variance * all_companies**2
    of_whole = whole_noised * OF_SUMS.variance * part_companies**2
    return _points(_twice_deviation(of_part + of_whole), part_companies * rest_companies)


def _twice_deviation(variance: int) -> int:
    """Return the least whole number that is no less than two standard deviations."""
    return 0 if variance == 0 else isqrt(4 * variance - 1) + 1


def _points(tenths: int, companies: int) -> Decimal:
    return (Decimal(tenths) / (_TENTHS * companies)).quantize(TENTH, ROUND_CEILING)
