"""Size by headcount, and by the EU definition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.company.size import Figures, SizeBand, SizeRules, size_band
from assessments.questionnaire.values import Number
from tests.fixtures.engine import content
from tests.fixtures.laws import LAW

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


SETTLED: Final[Sequence[tuple[dict[str, Number], set[str], set[str]]]] = [
    ({}, set(), set()),
    ({"employees": 9, "revenue_nok": MILLION}, {"balance_nok"}, {"balance_nok"}),
    ({"employees": 12, "revenue_nok": 5 * MILLION}, {"balance_nok"}, {"balance_nok"}),
    ({"employees": 9, "revenue_nok": 5 * MILLION}, set(), {"balance_nok"}),
    ({"employees": 9, "balance_nok": MILLION}, {"revenue_nok"}, {"revenue_nok"}),
    ({"employees": 9, "revenue_nok": 99 * MILLION}, set(), set()),
    (
        {"employees": 9, "revenue_nok": MILLION, "largest_owner_percent": 25},
        {"balance_nok"},
        {"balance_nok"},
    ),
    (
        {"employees": 500},
        {"revenue_nok", "balance_nok", "largest_owner_percent"},
        {"revenue_nok", "balance_nok", "largest_owner_percent"},
    ),
]


@pytest.mark.parametrize(("figures", "needless_for_size", "needless_for_sme"), SETTLED)
def test_what_cannot_settle_the_size_any_more(
    figures: dict[str, Number], needless_for_size: set[str], needless_for_sme: set[str]
) -> None:
    known = Figures(**{**dict.fromkeys(FIELDS), **figures})
    assert RULES.needless_for_size(known) == needless_for_size
    assert RULES.needless_for_sme(known) == needless_for_sme


FIELDS: Final = ("employees", "revenue_nok", "balance_nok", "largest_owner_percent")
SOME: Final = {
    "employees": st.sampled_from([0, 9, 10, 49, 50, 249, 250, 499, 500, 10_000]),
    "revenue_nok": st.sampled_from([0, *(n * MILLION + d for n in (2, 10, 50) for d in (0, 1))]),
    "balance_nok": st.sampled_from([0, *(n * MILLION + d for n in (2, 10, 43) for d in (0, 1))]),
    "largest_owner_percent": st.sampled_from([0, 24, 25, 100]),
}


EVERY: Final[Mapping[str, Sequence[Number | None]]] = {
    "employees": [None, 0, 9, 49, 249, 499, 500],
    "revenue_nok": [None, 0, 2 * MILLION, 10 * MILLION, 50 * MILLION, 99 * MILLION],
    "balance_nok": [None, 0, 2 * MILLION, 10 * MILLION, 43 * MILLION, 99 * MILLION],
    "largest_owner_percent": [None, 0, 25],
}
"""A figure of every size, by the limits."""


@LAW
@given(
    st.fixed_dictionaries({name: st.one_of(st.none(), some) for name, some in SOME.items()}),
    st.sampled_from(
        [(RULES.sme_size, RULES.needless_for_size), (RULES.is_sme, RULES.needless_for_sme)]
    ),
)
def test_needless_is_what_makes_no_difference_whatever_the_others_are(
    known: dict[str, Number | None],
    rule: tuple[Callable[[Figures], object], Callable[[Figures], frozenset[str]]],
) -> None:
    settled, needless = rule
    unknown = [name for name, value in known.items() if value is None]
    others = {name: EVERY[name] if name in unknown else [known[name]] for name in FIELDS}
    ways = [dict(zip(FIELDS, way, strict=True)) for way in product(*others.values())]
    matters = {
        name
        for name in unknown
        for way in ways
        if settled(Figures(**way)) != settled(Figures(**{**way, name: None}))
    }
    assert needless(Figures(**known)) == set(unknown) - matters


@pytest.mark.parametrize(
    ("size", "figures", "least"),
    [
        ("micro", {"employees": 49}, None),
        ("micro", {"employees": 50}, "medium"),
        ("small", {"employees": 249}, None),
        ("small", {"employees": 250}, "small_midcap"),
        ("medium", {"employees": 499}, None),
        ("medium", {"employees": 500}, "large"),
        ("small_midcap", {"employees": 5000}, None),
        ("large", {"employees": 1}, None),
        ("micro", {"revenue_nok": 100 * MILLION}, None),
        ("micro", {"revenue_nok": 10 * MILLION, "balance_nok": 10 * MILLION}, None),
        ("micro", {"revenue_nok": 11 * MILLION, "balance_nok": 11 * MILLION}, "medium"),
        ("small", {"revenue_nok": 51 * MILLION, "balance_nok": 44 * MILLION}, "small_midcap"),
        ("medium", {"revenue_nok": 51 * MILLION, "balance_nok": 44 * MILLION}, None),
    ],
)
def test_a_stated_size_two_sizes_below_the_figures_cannot_be_right(
    size: str, figures: dict[str, Number], least: str | None
) -> None:
    nothing = Figures(
        employees=None, revenue_nok=None, balance_nok=None, largest_owner_percent=None
    )
    assert RULES.too_small(size, replace(nothing, **figures)) == least
