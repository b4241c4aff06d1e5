"""Where a score stands among those of a cohort."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.standing import percentile

BARS = st.lists(st.integers(0, 50), min_size=10, max_size=10)
TENTHS = st.integers(0, 1000)


@pytest.mark.parametrize(
    ("score", "expected"),
    [("0", "0"), ("10", "20"), ("15", "30"), ("20", "40"), ("90", "40"), ("95", "70")],
)
def test_it_is_the_share_below_as_if_each_bar_lay_evenly(score: str, expected: str) -> None:
    bars = [2, 2, 0, 0, 0, 0, 0, 0, 0, 6]
    assert percentile(Decimal(score), bars) == Decimal(expected)


def test_of_nobody_there_is_none() -> None:
    assert percentile(Decimal(50), [0] * 10) is None


@given(BARS.filter(any), TENTHS, TENTHS)
def test_a_higher_score_never_stands_lower(bars: list[int], one: int, other: int) -> None:
    scores = [Decimal(tenths) / 10 for tenths in sorted((one, other))]
    low, high = (percentile(score, bars) for score in scores)
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= 100


@given(BARS.filter(any), st.integers(0, 9))
def test_where_a_bar_begins_all_bars_before_it_are_below(bars: list[int], bar: int) -> None:
    found = percentile(Decimal(10 * bar), bars)
    assert found is not None
    assert abs(found - Decimal(100) * sum(bars[:bar]) / sum(bars)) <= Decimal("0.5")
