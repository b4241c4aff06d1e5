"""Figures as they may be told: what leaves `disclosure`, and what is added up of it.

Anything worked out from these figures tells nothing beyond them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BIN_WIDTH = 10
"""Points of a bar of the histogram."""

BAND_WIDTH = 5
"""Points of a band that a quantile is read from; its middle is told."""

POINTS = 100
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """Middles of the bands in which the quantiles lie, in points; None where too few are behind."""

    lower_quartile: Decimal | None
    median: Decimal | None
    upper_quartile: Decimal | None


NO_QUANTILES = Quantiles(lower_quartile=None, median=None, upper_quartile=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The scores of a theme, or overall.

    Args:
        companies: Those who have a score.
        sum_tenths: The sum of their scores, in tenths of a point.
        quantiles: Where the quarters end.
        deviation: Standard deviation in points; None where it is not told.
        bins: Companies by tens of points, from 0; the last one holds 100 too.
        levels: Companies by level, from 0.
    """

    companies: int
    sum_tenths: int
    quantiles: Quantiles
    deviation: Decimal | None
    bins: Sequence[int]
    levels: Sequence[int]

    @property
    def mean(self) -> Decimal:
        """The mean in points, to one decimal."""
        mean = Decimal(self.sum_tenths) / (10 * self.companies)
        return mean.quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Figures about a set of companies.

    Args:
        companies: How many it holds.
        is_exact: Whether `companies`, means, quantiles and deviations are exact; where not they
            carry noise. Every other count carries noise always.
        scores: By theme and overall; without those that too few companies have.
        counts: Companies by measure.
    """

    companies: int
    is_exact: bool
    scores: Mapping[str, Scores]
    counts: Mapping[str, int]


def together(parts: Sequence[Told]) -> Told:
    """Return the figures of sets that share no company, from those of each.

    Of several, quantiles and the deviation are read from the bars, and less fine for that.

    Raises:
        ValueError: There are none.
    """
    if not parts:
        msg = "there is nothing to add up"
        raise ValueError(msg)
    if len(parts) == 1:
        return parts[0]
    themes = [theme for theme in parts[0].scores if all(theme in p.scores for p in parts)]
    measures = dict.fromkeys(measure for p in parts for measure in p.counts)
    return Told(
        companies=sum(p.companies for p in parts),
        is_exact=all(p.is_exact for p in parts),
        scores={theme: _scores([p.scores[theme] for p in parts]) for theme in themes},
        counts={m: sum(p.counts.get(m, 0) for p in parts) for m in measures},
    )


def _scores(parts: Sequence[Scores]) -> Scores:
    bins = [sum(column) for column in zip(*(p.bins for p in parts), strict=True)]
    return Scores(
        companies=sum(p.companies for p in parts),
        sum_tenths=sum(p.sum_tenths for p in parts),
        quantiles=_quantiles(bins),
        deviation=_deviation(bins),
        bins=bins,
        levels=[sum(column) for column in zip(*(p.levels for p in parts), strict=True)],
    )


def _quantiles(bins: Sequence[int]) -> Quantiles:
    if not sum(bins):
        return NO_QUANTILES
    return Quantiles(
        lower_quartile=_interpolated(bins, 1),
        median=_interpolated(bins, 2),
        upper_quartile=_interpolated(bins, 3),
    )


def _interpolated(bins: Sequence[int], quarter: int) -> Decimal:
    """Return where a quarter of the companies ends, as if each bar's lay evenly in it."""
    sought, below = Decimal(sum(bins) * quarter) / 4, 0
    for at, companies in enumerate(bins):
        if companies and below + companies >= sought:
            inside = (sought - below) / companies
            return ((at + inside) * BIN_WIDTH).quantize(TENTH, ROUND_HALF_UP)
        below += companies
    return Decimal(POINTS)


def _deviation(bins: Sequence[int]) -> Decimal | None:
    companies = sum(bins)
    if not companies:
        return None
    middles = [Decimal(BIN_WIDTH) * at + Decimal(BIN_WIDTH) / 2 for at in range(len(bins))]
    mean = sum((m * n for m, n in zip(middles, bins, strict=True)), Decimal(0)) / companies
    squares = sum((n * (m - mean) ** 2 for m, n in zip(middles, bins, strict=True)), Decimal(0))
    return (squares / companies).sqrt().quantize(TENTH, ROUND_HALF_UP)
