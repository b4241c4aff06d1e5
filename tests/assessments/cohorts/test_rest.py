"""What everybody but a cohort comes to is what the others come to, and stays within bounds."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.rest import rest_of
from assessments.cohorts.told import NO_QUANTILES, Quantiles, Scores, Told, together

MINIMUM = 9
NUMBERS = st.integers(0, 60)


@st.composite
def told_of(draw: st.DrawFn, *, least: int = MINIMUM) -> Told:
    """Return what is told of some companies."""
    companies = draw(st.integers(least, 100))
    return Told(
        companies=companies,
        is_exact=draw(st.booleans()),
        scores={
            of: Scores(
                companies=companies,
                sum_tenths=draw(st.integers(0, 1000 * companies)),
                quantiles=Quantiles(lower_quartile=None, median=Decimal(40), upper_quartile=None),
                deviation=Decimal(10),
                bins=draw(st.lists(NUMBERS, min_size=10, max_size=10)),
                levels=draw(st.lists(NUMBERS, min_size=5, max_size=5)),
            )
            for of in ("overall", "scaling")
        },
        counts={key: draw(NUMBERS) for key in ("barrier:a", "barrier:b")},
    )


@given(part=told_of(), others=told_of())
def test_the_rest_of_a_sum_is_what_was_added(part: Told, others: Told) -> None:
    found = rest_of(together([part, others]), part, MINIMUM)
    assert found is not None
    assert (found.companies, found.counts) == (others.companies, others.counts)
    assert found.is_exact is (part.is_exact and others.is_exact)
    for of, scores in others.scores.items():
        assert found.scores[of] == replace(scores, quantiles=NO_QUANTILES, deviation=None)


@given(whole=told_of(), part=told_of())
def test_the_rest_stays_within_bounds_whatever_the_noise(whole: Told, part: Told) -> None:
    found = rest_of(whole, part, MINIMUM)
    if whole.companies - part.companies < MINIMUM:
        assert found is None
        return
    assert found is not None
    for scores in found.scores.values():
        assert 0 <= scores.mean <= 100
        assert min(*scores.bins, *scores.levels) >= 0
        assert scores.quantiles == NO_QUANTILES
    assert min(found.counts.values()) >= 0


@pytest.mark.parametrize(("left", "is_told"), [(9, True), (8, False), (0, False), (-5, False)])
def test_nine_are_told_of_and_fewer_are_not(left: int, *, is_told: bool) -> None:
    part = Told(companies=20, is_exact=True, scores={}, counts={"a": 1, "b": 2})
    whole = Told(companies=20 + left, is_exact=True, scores={}, counts={"a": 5})
    found = rest_of(whole, part, MINIMUM)
    assert (found is not None) is is_told
    if found is not None:
        assert found.counts == {"a": 4}


@given(part=told_of(), others=told_of(), scored=st.integers(0, 20))
def test_a_theme_that_few_of_the_rest_have_a_score_in_is_left_out(
    part: Told, others: Told, scored: int
) -> None:
    few = replace(others.scores["scaling"], companies=scored)
    whole = together([part, replace(others, scores={**others.scores, "scaling": few})])
    found = rest_of(whole, part, MINIMUM)
    assert found is not None
    assert ("scaling" in found.scores) is (scored >= MINIMUM)
    without = replace(part, scores={"overall": part.scores["overall"]})
    again = rest_of(whole, without, MINIMUM)
    assert again is not None
    assert set(again.scores) == {"overall"}
