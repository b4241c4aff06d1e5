"""What may be told of a cell: exact where it may be, with noise elsewhere, nothing of too few."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.disclosure.noise import OF_COUNTS, OF_SUMS
from assessments.cohorts.disclosure.protecting import ExactCell, ExactScores, protect
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.told import Told, together
from tests.fixtures.laws import examples

K = Threshold()
KEY = 1234567


def cell(*points: int, unscored: int = 0, key: int = KEY) -> ExactCell:
    histogram = [points.count(at) for at in range(101)]
    levels = [sum(p // 21 == level for p in points) for level in range(5)]
    scores = ExactScores(sum_tenths=10 * sum(points), histogram=histogram, levels=levels)
    return ExactCell(
        companies=len(points) + unscored,
        key=key,
        scores={"overall": scores},
        counts={"barrier:capital": len(points) // 2, "barrier:tenders": 0},
    )


def told(found: ExactCell, *, is_exact: bool) -> Told:
    protected = protect(found, K, is_exact=is_exact)
    assert protected is not None
    return protected


def band(points: int) -> Decimal:
    return Decimal(min(points // 5, 19) * 5) + Decimal("2.5")


@pytest.mark.parametrize("is_exact", [True, False])
def test_of_fewer_than_the_least_nothing_is_told(is_exact: bool) -> None:
    assert protect(cell(*range(8)), K, is_exact=is_exact) is None
    assert protect(cell(*range(9)), K, is_exact=is_exact) is not None


@given(st.lists(st.integers(0, 100), min_size=21, max_size=80))
@examples(60)
def test_exact_figures_are_those_of_another_calculation(points: list[int]) -> None:
    found = told(cell(*points), is_exact=True)
    overall, ranked = found.scores["overall"], sorted(points)
    ranks = [-(-len(points) * quarter // 4) for quarter in (1, 2, 3)]

    assert (found.companies, overall.companies) == (len(points), len(points))
    assert abs(float(overall.mean) - fmean(points)) <= 0.0501
    assert abs(float(overall.deviation or 0) - pstdev(points)) <= 0.0501
    quantiles = overall.quantiles
    assert [quantiles.lower_quartile, quantiles.median, quantiles.upper_quartile] == [
        band(ranked[rank - 1]) for rank in ranks
    ]


def test_quantiles_need_room_on_either_side() -> None:
    def quantiles(companies: int) -> list[bool]:
        found = told(cell(*range(companies)), is_exact=True).scores["overall"].quantiles
        return [q is not None for q in (found.lower_quartile, found.median, found.upper_quartile)]

    assert quantiles(10) == [False, False, False]
    assert quantiles(11) == [False, True, False]
    assert quantiles(20) == [False, True, False]
    assert quantiles(21) == [True, True, True]


def test_counts_carry_noise_even_where_the_rest_is_exact() -> None:
    """Also those that nobody has: otherwise a missing one would say so for certain."""
    found = told(cell(*range(40)), is_exact=True)

    assert found.counts == {
        "barrier:capital": 20 + OF_COUNTS.drawn(KEY, "barrier:capital"),
        "barrier:tenders": max(0, OF_COUNTS.drawn(KEY, "barrier:tenders")),
    }
    keys = range(30)
    zeros = [told(cell(*range(40), key=k), is_exact=True).counts["barrier:tenders"] for k in keys]
    assert len(set(zeros)) > 2


def test_with_noise_everything_is_about_right() -> None:
    points = [Random(7).randint(0, 100) for _ in range(200)]
    found = [told(cell(*points, key=key), is_exact=False) for key in range(200)]
    means = [float(f.scores["overall"].mean) for f in found]

    assert fmean(means) == pytest.approx(fmean(points), abs=0.1)
    assert pstdev(means) == pytest.approx((OF_SUMS.variance**0.5 / 10) / 200, rel=0.3)
    assert fmean([f.companies for f in found]) == pytest.approx(200, abs=0.6)
    assert not any(f.is_exact for f in found)


def test_noise_gives_no_figure_that_cannot_be() -> None:
    everybody = {"barrier:capital": 9, "barrier:tenders": 0}
    for key in range(300):
        found = told(replace(cell(*[0] * 9, key=key), counts=everybody), is_exact=False)
        overall = found.scores["overall"]
        assert found.companies >= K.minimum
        assert 0 <= overall.mean <= 100
        assert min(*overall.bins, *overall.levels, *found.counts.values()) >= 0
        assert max(found.counts.values()) <= found.companies
        assert max(*overall.bins, *overall.levels) <= overall.companies


def test_a_theme_that_some_have_no_score_of_is_not_told_exactly() -> None:
    """The difference between all and those with a score might be a few."""
    found = told(cell(*range(30), unscored=1), is_exact=True)

    assert found.companies == 31
    assert (
        found.scores["overall"]
        == told(cell(*range(30), unscored=1), is_exact=False).scores["overall"]
    )


def test_a_theme_that_too_few_have_a_score_of_is_left_out() -> None:
    assert told(cell(*range(8), unscored=20), is_exact=True).scores == {}


def test_sets_apart_are_added_up() -> None:
    first = told(cell(*range(30)), is_exact=True)
    second = told(cell(*range(40, 80), key=9), is_exact=True)
    both = together([first, second])

    assert (both.companies, both.is_exact) == (70, True)
    assert both.scores["overall"].mean == Decimal("40.2")
    assert both.counts["barrier:capital"] == sum(
        f.counts["barrier:capital"] for f in (first, second)
    )
    assert together([first]) == first
    assert not together([first, told(cell(*range(30), key=2), is_exact=False)]).is_exact
    with pytest.raises(ValueError, match="nothing"):
        together([])


def test_of_sets_added_up_quantiles_are_read_from_the_bars() -> None:
    bins = (0, 10, 0, 20, 0, 0, 0, 10, 0, 0)
    one = told(cell(*range(30)), is_exact=True)
    scores = replace(one.scores["overall"], bins=bins)
    empty = replace(scores, companies=0, sum_tenths=0, bins=(0,) * 10, levels=(0,) * 5)
    both = together(
        [replace(one, scores={"overall": scores}), replace(one, scores={"overall": empty})]
    ).scores["overall"]

    quantiles = both.quantiles
    assert [quantiles.lower_quartile, quantiles.median, quantiles.upper_quartile] == [
        Decimal("20.0"),
        Decimal("35.0"),
        Decimal("40.0"),
    ]
    assert both.deviation == Decimal("21.8")
