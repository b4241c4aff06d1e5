"""Where a score stands among those of a cohort, by what is told of the cohort."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assessments.cohorts.told import BIN_WIDTH, POINTS

WHOLE = Decimal(1)


def percentile(score: Decimal, bins: Sequence[int]) -> Decimal | None:
    """Return the percentage of companies that have less than a score, as if each bar's lay evenly.

    Args:
        score: In points, 0 to 100.
        bins: Companies by tens of points, as they are told.

    Returns:
        A whole number from 0 to 100; None where the bars hold nobody.
    """
    companies = sum(bins)
    if not companies:
        return None
    below = sum(
        (_part_below(score, at) * number for at, number in enumerate(bins)), start=Decimal(0)
    )
    return (below * POINTS / companies).quantize(WHOLE, ROUND_HALF_UP)


def _part_below(score: Decimal, bar: int) -> Decimal:
    """Return how much of a bar lies below a score, from 0 to 1."""
    inside = (score - bar * BIN_WIDTH) / BIN_WIDTH
    return min(max(inside, Decimal(0)), Decimal(1))
