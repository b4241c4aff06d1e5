"""How numbers are shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scoring.rounding import one_decimal, shown_parts
from tests.fixtures.laws import LAW


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0", "0.0"),
        ("0.04", "0.0"),
        ("0.05", "0.1"),
        ("0.15", "0.2"),
        ("0.25", "0.3"),
        ("43.7499", "43.7"),
        ("43.75", "43.8"),
        ("200/3", "66.7"),
        ("99.95", "100.0"),
        ("100", "100.0"),
        ("-0.05", "0.0"),
        ("-0.06", "-0.1"),
    ],
)
def test_one_decimal_is_rounded_half_up(number: str, shown: str) -> None:
    assert str(one_decimal(Fraction(number))) == shown


@pytest.mark.law
@LAW
@given(st.fractions(-5, 100, max_denominator=40))
def test_what_is_shown_is_at_most_half_a_tenth_off_and_a_half_goes_up(number: Fraction) -> None:
    off = Fraction(one_decimal(number)) - number
    assert Fraction(-1, 20) < off <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([], []),
        (["12.34"], ["12.3"]),
        (["100/3", "100/3", "100/3"], ["33.4", "33.3", "33.3"]),
        (["0.04", "0.04", "0.04"], ["0.1", "0.0", "0.0"]),
        (["0.01", "0.03", "0.02"], ["0.0", "0.1", "0.0"]),
        (["0.09", "0.09", "0.02"], ["0.1", "0.1", "0.0"]),
        (["0.07", "0.07", "0.01"], ["0.1", "0.1", "0.0"]),
        (["25", "0", "50"], ["25.0", "0.0", "50.0"]),
    ],
)
def test_parts_are_raised_by_largest_remainder_and_the_first_of_equals(
    parts: list[str], shown: list[str]
) -> None:
    assert [str(part) for part in shown_parts([Fraction(part) for part in parts])] == shown


POINTS = st.lists(st.fractions(min_value=0, max_value=30, max_denominator=999), max_size=8)


@pytest.mark.law
@LAW
@given(POINTS)
def test_shown_parts_sum_to_the_sum_as_shown_and_stray_less_than_a_tenth(
    parts: list[Fraction],
) -> None:
    shown = shown_parts(parts)
    assert len(shown) == len(parts)
    assert sum(shown, Decimal(0)) == one_decimal(sum(parts, Fraction(0)))
    for part, of in zip(shown, parts, strict=True):
        assert abs(Fraction(part) - of) < Fraction(1, 10)
