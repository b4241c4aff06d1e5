"""Size by headcount, and by the EU definition."""

from fractions import Fraction
from typing import Final

import pytest

from assessments.company.size import Figures, SizeBand, SizeRules, size_band
from assessments.questionnaire.values import Number
from tests.fixtures.engine import content

REFERENCE: Final = content().reference
RULES: Final = SizeRules(REFERENCE.sizes, REFERENCE.currencies.kroner_per["EUR"])
MILLION: Final = 11_700_000
"""A million euro in kroner."""


@pytest.mark.parametrize(
    ("employees", "band"),
    [
        (None, None),
        (0, SizeBand.MICRO),
        (Fraction(99, 10), SizeBand.MICRO),
        (10, SizeBand.SMALL),
        (49, SizeBand.SMALL),
        (50, SizeBand.MEDIUM),
        (249, SizeBand.MEDIUM),
        (250, SizeBand.LARGE),
        (10_000, SizeBand.LARGE),
    ],
)
def test_band_by_headcount(employees: Number | None, band: SizeBand | None) -> None:
    assert size_band(REFERENCE.sizes, employees) is band


@pytest.mark.parametrize(
    ("employees", "revenue", "balance", "owner", "size", "is_sme"),
    [
        (9, 2 * MILLION, None, 0, "micro", True),
        (9, None, 2 * MILLION, 24, "micro", True),
        (9, 2 * MILLION + 1, 2 * MILLION, 0, "micro", True),
        (9, 2 * MILLION + 1, 2 * MILLION + 1, 0, "small", True),
        (10, 0, 0, 0, "small", True),
        (49, 10 * MILLION, 99 * MILLION, 0, "small", True),
        (49, 10 * MILLION + 1, 10 * MILLION + 1, 0, "medium", True),
        (50, 0, None, 0, "medium", True),
        (249, 50 * MILLION, 99 * MILLION, 0, "medium", True),
        (249, 99 * MILLION, 43 * MILLION, 0, "medium", True),
        (249, 50 * MILLION + 1, 43 * MILLION + 1, 0, "small_midcap", False),
        (250, 0, 0, 0, "small_midcap", False),
        (499, None, None, 0, "small_midcap", False),
        (500, None, None, None, "large", False),
        (500, 0, 0, 100, "large", False),
        (250, 0, 0, None, None, False),
        (250, 0, 0, 25, None, False),
        (9, 0, 0, 25, None, None),
        (9, 0, 0, Fraction(249, 10), "micro", True),
        (9, 0, 0, None, None, None),
        (9, None, None, 0, None, None),
        (9, 2 * MILLION + 1, None, 0, None, True),
        (9, 51 * MILLION, None, 0, None, None),
        (None, 0, 0, 0, None, None),
        (None, 51 * MILLION, 44 * MILLION, 0, None, False),
        (None, None, None, None, None, None),
    ],
)
def test_size_by_the_eu_definition_from_own_figures(
    *,
    employees: Number | None,
    revenue: int | None,
    balance: int | None,
    owner: Number | None,
    size: str | None,
    is_sme: bool | None,
) -> None:
    figures = Figures(
        employees=employees,
        revenue_nok=revenue,
        balance_nok=balance,
        largest_owner_percent=owner,
    )
    assert (RULES.sme_size(figures), RULES.is_sme(figures)) == (size, is_sme)
