"""How old a company is."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.company.age import years_between
from tests.fixtures.laws import LAW


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2023, 11, 22), date(2026, 11, 22), Fraction(3)),
        (date(2023, 11, 23), date(2026, 11, 22), 2 + Fraction(364, 365)),
        (date(2023, 11, 21), date(2026, 11, 22), 3 + Fraction(1, 365)),
        (date(2026, 11, 22), date(2026, 11, 22), Fraction(0)),
        (date(2025, 1, 1), date(2025, 7, 2), Fraction(182, 365)),
        (date(2023, 3, 1), date(2024, 2, 29), Fraction(365, 366)),
        (date(2023, 3, 1), date(2024, 3, 1), Fraction(1)),
        (date(2024, 2, 29), date(2025, 2, 27), Fraction(364, 365)),
        (date(2024, 2, 29), date(2025, 2, 28), Fraction(1)),
        (date(2024, 2, 29), date(2025, 3, 1), 1 + Fraction(1, 365)),
        (date(2024, 2, 29), date(2028, 2, 28), 3 + Fraction(365, 366)),
        (date(2024, 2, 29), date(2028, 2, 29), Fraction(4)),
        (date(1900, 12, 31), date(2000, 12, 30), 99 + Fraction(365, 366)),
    ],
)
def test_years_are_whole_ones_and_the_share_of_the_last(
    since: date, until: date, years: Fraction
) -> None:
    assert years_between(since, until) == years


DATES = st.dates(date(1800, 1, 1), date(2100, 1, 1))


@LAW
@given(DATES, st.integers(0, 80_000))
def test_a_company_grows_older_every_day(since: date, days: int) -> None:
    until = since + timedelta(days=days)
    today, tomorrow = (years_between(since, until + timedelta(days=n)) for n in (0, 1))
    assert tomorrow - today in {Fraction(1, 365), Fraction(1, 366)}
    assert abs(today - Fraction(days * 400, 146_097)) < Fraction(1, 100)
