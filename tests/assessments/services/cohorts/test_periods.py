"""Figures are of one quarter, of a calendar year, or of everything."""

import pytest

from assessments.services.cohorts.periods import PeriodNotToldError, period_between

TOLD = ("2025-Q4", "2026-Q1", "2026-Q3")


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (None, None, "all"),
        ("2026-Q3", "2026-Q3", "2026-Q3"),
        ("2020-Q1", "2020-Q1", "2020-Q1"),
        ("2026-Q1", "2026-Q4", "2026"),
        ("2025-Q4", "2026-Q3", "all"),
        ("2025-Q1", None, "all"),
        (None, "2026-Q4", "all"),
    ],
)
def test_bounds_of_a_period_that_is_told_of(
    first: str | None, last: str | None, period: str
) -> None:
    assert period_between(first, last, TOLD) == period


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-Q1", "2026-Q3"),
        ("2026-Q1", None),
        (None, "2026-Q1"),
        ("2026-Q3", "2026-Q1"),
        ("2025-Q1", "2026-Q2"),
        ("then", "now"),
    ],
)
def test_other_bounds_are_refused(first: str | None, last: str | None) -> None:
    with pytest.raises(PeriodNotToldError) as caught:
        period_between(first, last, TOLD)
    assert "2026-Q3" in caught.value.message.nb


def test_where_nothing_is_told_of_only_bounds_of_one_period_are_taken() -> None:
    assert period_between("2026-Q3", "2026-Q3", ()) == "2026-Q3"
    with pytest.raises(PeriodNotToldError):
        period_between("2026-Q1", None, ())
