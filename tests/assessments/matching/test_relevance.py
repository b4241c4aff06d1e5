"""How much an offer has to do with what a company lacks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.matching.relevance import relevance
from tests.fixtures.laws import LAW

BARRIERS = st.frozensets(st.sampled_from("abcdefgh"))
COUNTS = st.integers(0, 6).flatmap(lambda soft: st.tuples(st.integers(0, soft), st.just(soft)))


@pytest.mark.parametrize(
    ("gaps", "barriers", "met", "soft", "expected"),
    [
        ("", "", 0, 0, Fraction(0)),
        ("", "ab", 0, 0, Fraction(0)),
        ("ab", "", 0, 0, Fraction(0)),
        ("ab", "ab", 0, 0, Fraction(80)),
        ("ab", "ab", 3, 3, Fraction(100)),
        ("ab", "cd", 0, 2, Fraction(0)),
        ("", "", 1, 2, Fraction(10)),
        ("ab", "b", 0, 0, Fraction(160, 3)),
        ("a", "abcdefg", 1, 3, Fraction(20) + Fraction(20, 3)),
    ],
)
def test_relevance(gaps: str, barriers: str, met: int, soft: int, expected: Fraction) -> None:
    assert relevance(frozenset(gaps), frozenset(barriers), met, soft) == expected


@LAW
@given(BARRIERS, BARRIERS, COUNTS)
def test_relevance_is_from_0_to_100(
    gaps: frozenset[str], barriers: frozenset[str], counts: tuple[int, int]
) -> None:
    assert 0 <= relevance(gaps, barriers, *counts) <= 100


@LAW
@given(BARRIERS, BARRIERS, COUNTS)
def test_relevance_grows_with_what_both_have(
    gaps: frozenset[str], barriers: frozenset[str], counts: tuple[int, int]
) -> None:
    before = relevance(gaps, barriers, *counts)
    for more in barriers - gaps:
        assert relevance(gaps | {more}, barriers, *counts) > before
    for more in gaps - barriers:
        assert relevance(gaps, barriers | {more}, *counts) > before
    for foreign in frozenset("abcdefgh") - gaps - barriers:
        assert relevance(gaps, barriers | {foreign}, *counts) <= before
        assert relevance(gaps | {foreign}, barriers, *counts) <= before
    met, soft = counts
    if met < soft:
        assert relevance(gaps, barriers, met + 1, soft) > before
