"""Bands and whole months."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assessments.questionnaire.scales import Bands, by_band, whole_months
from assessments.questionnaire.values import exact
from tests.fixtures.engine import bands
from tests.fixtures.laws import LAW

BANDS: TypeAdapter[Bands] = TypeAdapter(Bands)


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (-5, 1),
        (0, 1),
        (Fraction(1, 2) - Fraction(1, 10**9), 1),
        (Fraction(1, 2), 0),
        (2, 0),
        (3, 4),
        (10**12, 4),
    ],
)
def test_a_band_reaches_from_its_start_up_to_the_next(number: int | Fraction, level: int) -> None:
    scale = BANDS.validate_python(bands((0, 1), ("0.5", 0), (3, 4)))
    assert by_band(scale)(number) == level


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2026, 5, 22), date(2026, 11, 22), 6),
        (date(2026, 5, 23), date(2026, 11, 22), 5),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
        (date(2026, 11, 23), date(2026, 11, 22), -1),
        (date(2025, 12, 31), date(2026, 1, 31), 1),
        (date(2025, 12, 31), date(2026, 1, 30), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
        (date(2026, 1, 31), date(2026, 2, 27), 0),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2027, 2, 28), date(2027, 8, 27), 5),
        (date(2027, 2, 28), date(2027, 8, 28), 6),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2024, 2, 29), date(2028, 2, 28), 47),
        (date(2024, 2, 29), date(2028, 2, 29), 48),
        (date(2026, 10, 31), date(2026, 11, 30), 1),
        (date(2026, 10, 31), date(2026, 11, 29), 0),
    ],
)
def test_whole_months(since: date, until: date, months: int) -> None:
    assert whole_months(since, until) == months


@LAW
@given(st.dates(max_value=date(2100, 1, 1)), st.dates(max_value=date(2100, 1, 1)))
def test_whole_months_never_fall_as_time_goes_on(since: date, until: date) -> None:
    later = date.fromordinal(until.toordinal() + 1)
    assert whole_months(since, later) - whole_months(since, until) in {0, 1}


@pytest.mark.parametrize(
    ("number", "value", "kind"),
    [
        (Decimal("2.00"), 2, int),
        (7, 7, int),
        (Decimal("0.1"), Fraction(1, 10), Fraction),
        (Decimal("1E+2"), 100, int),
    ],
)
def test_numbers_are_exact_and_whole_where_they_can_be(
    number: Decimal | int, value: int | Fraction, kind: type
) -> None:
    assert exact(number) == value
    assert type(exact(number)) is kind
