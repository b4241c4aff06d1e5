"""Turns exact counts into figures that may be told. Nothing else does.

Exact are the number of companies, means, quantiles and deviations of a set that `refining` admits.
All else carries noise: of other sets everything, and of every set the counts of companies with this
or that answer, for these are often so lopsided that an exact one speaks of each company.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Final

from assessments.cohorts.disclosure.noise import OF_COUNTS, OF_SUMS
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.told import (
    BAND_WIDTH,
    BIN_WIDTH,
    NO_QUANTILES,
    POINTS,
    TENTH,
    Quantiles,
    Scores,
    Told,
)

_NORMAL: Final = Decimal("1.349")
"""The quartiles of a normal distribution lie so many standard deviations apart."""

_FULL_TENTHS: Final = 10 * POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactScores:
    """The scores of a set of companies, as they are.

    Args:
        sum_tenths: Their sum, in tenths of a point.
        histogram: Companies by whole points, 0 to 100.
        levels: Companies by level, from 0.
    """

    sum_tenths: int
    histogram: Sequence[int]
    levels: Sequence[int]

    @property
    def companies(self) -> int:
        """How many have a score."""
        return sum(self.histogram)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactCell:
    """What is counted of a set of companies, as it is; never shown.

    Args:
        companies: How many it holds.
        key: The exclusive or of the keys of their results.
        scores: By theme and overall.
        counts: Companies by measure: every measure there is, also those that nobody has.
    """

    companies: int
    key: int
    scores: Mapping[str, ExactScores]
    counts: Mapping[str, int]


def protect(cell: ExactCell, threshold: Threshold, *, is_exact: bool) -> Told | None:
    """Return what may be told of a set of companies; None of too few.

    Args:
        cell: What is counted of them.
        threshold: How many must stand behind a figure.
        is_exact: Whether `refining` admits the set.
    """
    if cell.companies < threshold.minimum:
        return None
    companies = cell.companies if is_exact else _many(cell, "companies", cell.companies, threshold)
    return Told(
        companies=companies,
        is_exact=is_exact,
        scores={
            theme: _scores(cell, theme, threshold, is_exact=is_exact)
            for theme, scores in cell.scores.items()
            if scores.companies >= threshold.minimum
        },
        counts={
            measure: _count(cell, measure, n, most=companies) for measure, n in cell.counts.items()
        },
    )


def _count(cell: ExactCell, name: str, companies: int, *, most: int) -> int:
    """Return a count with noise, which is not more than what is told of all."""
    return min(max(0, companies + OF_COUNTS.drawn(cell.key, name)), most)


def _many(cell: ExactCell, name: str, companies: int, threshold: Threshold) -> int:
    """Return a count that is known to be no less than the fewest there may be."""
    return max(threshold.minimum, companies + OF_COUNTS.drawn(cell.key, name))


def _scores(cell: ExactCell, theme: str, threshold: Threshold, *, is_exact: bool) -> Scores:
    """Return the scores of a theme: exact only where everybody in the set has one."""
    scores = cell.scores[theme]
    exact = is_exact and scores.companies == cell.companies
    told = cell.companies if exact else _many(cell, f"scored:{theme}", scores.companies, threshold)
    bins = [0] * (POINTS // BIN_WIDTH)
    for points, companies in enumerate(scores.histogram):
        bins[min(points // BIN_WIDTH, len(bins) - 1)] += companies
    noised_bins = [_count(cell, f"bin:{theme}:{at}", n, most=told) for at, n in enumerate(bins)]
    levels = [
        _count(cell, f"level:{theme}:{at}", n, most=told) for at, n in enumerate(scores.levels)
    ]
    if exact:
        return Scores(
            companies=told,
            sum_tenths=scores.sum_tenths,
            quantiles=_quantiles(scores, threshold, lambda _: 0),
            deviation=_deviation(scores),
            bins=noised_bins,
            levels=levels,
        )
    quantiles = _quantiles(
        scores, threshold, lambda quarter: OF_COUNTS.drawn(cell.key, f"rank:{theme}:{quarter}")
    )
    return Scores(
        companies=told,
        sum_tenths=_sum(cell, theme, told),
        quantiles=quantiles,
        deviation=_spread(quantiles),
        bins=noised_bins,
        levels=levels,
    )


def _sum(cell: ExactCell, theme: str, told: int) -> int:
    """Return a sum, for as many companies as are told of, whose mean carries the noise."""
    scores = cell.scores[theme]
    noised = scores.sum_tenths + OF_SUMS.drawn(cell.key, f"score:{theme}")
    mean = Fraction(noised, scores.companies)
    return round(min(max(mean, Fraction(0)), Fraction(_FULL_TENTHS)) * told)


def _quantiles(scores: ExactScores, threshold: Threshold, shift: Callable[[int], int]) -> Quantiles:
    """Return the bands in which the companies of the quarters' ranks lie.

    A quantile is the score of one company, the one of that rank; its band of five points is told.

    Args:
        scores: The scores.
        threshold: How many must have room on either side.
        shift: By how many ranks each quarter is moved.
    """
    companies = scores.companies
    if companies < threshold.for_median:
        return NO_QUANTILES
    lower, median, upper = (
        _band(scores.histogram, -(-companies * quarter // 4) + shift(quarter))
        for quarter in (1, 2, 3)
    )
    if companies < threshold.for_quartiles:
        return replace(NO_QUANTILES, median=median)
    return Quantiles(
        lower_quartile=min(lower, median), median=median, upper_quartile=max(median, upper)
    )


def _band(histogram: Sequence[int], rank: int) -> Decimal:
    """Return the middle of the band that the company of a rank lies in, in points."""
    within = min(max(rank, 1), sum(histogram))
    reached = next(at for at, below in enumerate(accumulate(histogram)) if below >= within)
    band = min(reached // BAND_WIDTH, POINTS // BAND_WIDTH - 1)
    return band * BAND_WIDTH + Decimal(BAND_WIDTH) / 2


def _deviation(scores: ExactScores) -> Decimal:
    """Return the standard deviation in points, from whole points."""
    companies = scores.companies
    total = sum(points * n for points, n in enumerate(scores.histogram))
    squares = sum(points**2 * n for points, n in enumerate(scores.histogram))
    variance = Decimal(squares * companies - total**2) / companies**2
    return variance.sqrt().quantize(TENTH, ROUND_HALF_UP)


def _spread(quantiles: Quantiles) -> Decimal | None:
    """Return about the standard deviation, from how far the quartiles are apart."""
    if quantiles.lower_quartile is None or quantiles.upper_quartile is None:
        return None
    apart = quantiles.upper_quartile - quantiles.lower_quartile
    return (apart / _NORMAL).quantize(TENTH, ROUND_HALF_UP)
