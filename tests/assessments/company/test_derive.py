"""Facts that follow from others."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest

from assessments.company.derive import DERIVED, TIMED, Stated
from assessments.questionnaire.values import Marker, Value
from tests.fixtures.engine import DAY, content
from tests.reference.companies import random_company
from tests.reference.test_engine_agrees import translated

DONT_KNOW: Final = Marker.DONT_KNOW
NOT_APPLICABLE: Final = Marker.NOT_APPLICABLE
SMALL: Final[dict[str, Value]] = {
    "employees": 20,
    "revenue_nok": 1_000_000,
    "balance_nok": 1_000_000,
    "largest_corporate_owner_pct": 0,
}


def _derived(stated: dict[str, Value]) -> dict[str, Value]:
    """Return what is known of the derived facts only."""
    known = content().catalogue.derive(stated, DAY)
    assert all(slug in DERIVED or known[slug] == stated[slug] for slug in known)
    return {slug: value for slug, value in known.items() if slug in DERIVED}


def test_the_catalogue_says_of_the_same_facts_that_they_are_derived() -> None:
    facts = content().catalogue.facts.values()
    derived = {fact.slug for fact in facts if fact.derived_from and fact.computed is None}
    assert derived == set(DERIVED)


def test_computed_facts_come_after_the_derived_ones_and_win_over_what_is_stated() -> None:
    stated: dict[str, Value] = {
        "revenue_nok": 3000,
        "export_revenue_nok": 1000,
        "export_share_pct": 40,
        "home_revenue_nok": 1,
    }
    known = content().catalogue.derive(stated, DAY)
    assert known["home_revenue_nok"] == 2000
    assert known["export_share_by_figures"] == Fraction(100, 3)
    assert known["export_share_discrepancy"] == Fraction(20, 3)


class Noting(dict[str, Value]):
    """Facts that note which of them are looked at."""

    def __init__(self, facts: Mapping[str, Value]) -> None:
        super().__init__(facts)
        self.read: set[str] = set()

    def get(self, key: str, default: object = None) -> Any:
        self.read.add(key)
        return super().get(key, default)


def test_a_fact_follows_from_those_alone_that_the_catalogue_names() -> None:
    """What an answer gives is derived from anew only before a question that may hang on it."""
    rng, catalogue = Random(1), content().catalogue
    for _ in range(300):
        facts = Noting(translated(random_company(rng, complete=rng.random() < 0.5).facts))
        for slug, derive in DERIVED.items():
            facts.read.clear()
            derive(Stated(facts, DAY, catalogue.derive.rules))
            assert facts.read <= {slug, *catalogue.facts[slug].derived_from}, slug


@pytest.mark.parametrize(
    ("stated", "derived"),
    [
        ({}, {}),
        ({"organisation_number": "974760673"}, {"registered_in_norway": True}),
        (
            {"organisation_number": "974760673", "registered_in_norway": False},
            {"registered_in_norway": False},
        ),
        (
            {"organisation_number": "974760673", "registered_in_norway": DONT_KNOW},
            {"registered_in_norway": True},
        ),
        ({"registered_in_norway": DONT_KNOW}, {"registered_in_norway": DONT_KNOW}),
        ({"registered_in_norway": True}, {"registered_in_norway": True}),
        ({"founded_on": date(2024, 11, 22)}, {"company_age_years": Fraction(2)}),
        ({"founded_on": date(2026, 11, 22)}, {"company_age_years": Fraction(0)}),
        ({"founded_on": date(2026, 11, 23)}, {"company_age_years": Marker.ABSENT}),
        ({"founded_on": DONT_KNOW}, {"company_age_years": DONT_KNOW}),
        ({"founded_on": NOT_APPLICABLE}, {}),
        ({"county_code": "32"}, {"county_code": "32"}),
        ({"county_code": "02"}, {"county_code": "32"}),
        ({"county_code": "30"}, {}),
        ({"county_code": "30", "municipality_code": "3025"}, {"county_code": "32"}),
        ({"county_code": DONT_KNOW, "municipality_code": "3025"}, {"county_code": "32"}),
        ({"municipality_code": "4601"}, {"county_code": "46"}),
        ({"county_code": DONT_KNOW}, {"county_code": DONT_KNOW}),
        ({"county_code": "30", "municipality_code": DONT_KNOW}, {"county_code": DONT_KNOW}),
        ({"county_code": NOT_APPLICABLE}, {}),
        (SMALL, {"sme_size": "small", "is_sme": True}),
        ({**SMALL, "sme_size": "large"}, {"sme_size": "large", "is_sme": False}),
        ({"sme_size": "medium"}, {"sme_size": "medium", "is_sme": True}),
        ({"sme_size": "small_midcap"}, {"sme_size": "small_midcap", "is_sme": False}),
        ({**SMALL, "sme_size": DONT_KNOW}, {"sme_size": "small", "is_sme": True}),
        ({**SMALL, "sme_size": "unknown"}, {"sme_size": "small", "is_sme": True}),
        ({"sme_size": "unknown"}, {"sme_size": DONT_KNOW, "is_sme": DONT_KNOW}),
        ({**SMALL, "employees": DONT_KNOW}, {"sme_size": DONT_KNOW, "is_sme": DONT_KNOW}),
        ({"employees": DONT_KNOW}, {"sme_size": DONT_KNOW, "is_sme": DONT_KNOW}),
        ({**SMALL, "employees": NOT_APPLICABLE}, {}),
        ({**SMALL, "employees": True}, {}),
        ({"employees": 500}, {"sme_size": "large", "is_sme": False}),
        *[
            ({"stage": stage}, {"commercialised_products": sold})
            for stage, sold in (
                ("idea", False),
                ("prototype", False),
                ("pilot", False),
                ("first_sales", True),
                ("growth", True),
                ("scale", True),
            )
        ],
        ({"stage": DONT_KNOW}, {"commercialised_products": DONT_KNOW}),
    ],
)
def test_what_follows(stated: dict[str, Value], derived: dict[str, Value]) -> None:
    assert _derived(stated) == derived


@pytest.mark.parametrize(
    ("markets", "outside", "eu", "us", "uk"),
    [
        ({"DE"}, False, True, False, False),
        ({"NO", "CH", "IS", "LI"}, False, False, False, False),
        ({"US"}, True, False, True, False),
        ({"GB"}, True, False, False, True),
        ({"XI"}, True, False, False, True),
        ({"SE", "JP"}, True, True, False, False),
        (set[str](), False, False, False, False),
    ],
)
def test_what_target_markets_say(
    markets: set[str], outside: bool, eu: bool, us: bool, uk: bool
) -> None:
    found = _derived({"target_markets": frozenset(markets)})
    ambition = {"export_ambition": True} if markets - {"NO"} else {}
    assert (
        found
        == {
            "targets_outside_eu_efta": outside,
            "targets_eu": eu,
            "targets_us": us,
            "targets_uk": uk,
        }
        | ambition
    )


@pytest.mark.parametrize(
    ("stated", "ambition"),
    [
        ({}, None),
        ({"target_markets": frozenset({"NO"})}, None),
        ({"target_markets": frozenset({"NO", "DE"})}, True),
        ({"export_share_pct": 0, "export_revenue_nok": 0}, None),
        ({"export_share_pct": 1}, True),
        ({"export_revenue_nok": 1}, True),
        ({"export_ambition": False, "export_revenue_nok": 1}, False),
        ({"export_ambition": True}, True),
        ({"export_ambition": DONT_KNOW}, DONT_KNOW),
        ({"export_ambition": DONT_KNOW, "export_share_pct": 1}, True),
        ({"target_markets": DONT_KNOW, "export_share_pct": DONT_KNOW}, None),
    ],
)
def test_who_sells_abroad_aims_to(stated: dict[str, Value], ambition: Value | None) -> None:
    assert _derived(stated).get("export_ambition") == ambition


@pytest.mark.parametrize(
    ("stated", "sells"),
    [
        ({}, None),
        ({"public_need_owner": True}, True),
        ({"public_need_owner": False}, None),
        ({"public_need_owner": True, "sells_to_public": False}, False),
        ({"sells_to_public": DONT_KNOW}, DONT_KNOW),
    ],
)
def test_whose_need_a_public_body_describes_sells_to_it(
    stated: dict[str, Value], sells: Value | None
) -> None:
    assert _derived(stated).get("sells_to_public") == sells


def test_not_knowing_the_markets_is_handed_on() -> None:
    slugs = ("targets_outside_eu_efta", "targets_eu", "targets_us", "targets_uk")
    assert _derived({"target_markets": DONT_KNOW}) == dict.fromkeys(slugs, DONT_KNOW)
    assert _derived({"target_markets": NOT_APPLICABLE}) == {}


def test_options_of_facts_that_say_nothing_are_read_as_that() -> None:
    stated = {"regulatory_status": "unknown", "device_class": "not_applicable", "odd": "x"}
    assert content().catalogue.derive(stated, DAY) == {
        "regulatory_status": DONT_KNOW,
        "device_class": NOT_APPLICABLE,
        "odd": "x",
    }


FOUNDED: Final[tuple[dict[str, Value], ...]] = (
    {},
    {"founded_on": date(2023, 3, 1)},
    {"founded_on": DONT_KNOW},
)


@pytest.mark.parametrize("founded", FOUNDED)
def test_only_what_is_said_to_be_timed_hangs_on_the_day(founded: dict[str, Value]) -> None:
    stated: dict[str, Value] = {
        **SMALL,
        **founded,
        "organisation_number": "974760673",
        "municipality_code": "3201",
        "stage": "growth",
        "target_markets": frozenset({"US", "DE"}),
        "export_share_pct": 10,
        "public_need_owner": True,
    }
    derive = content().catalogue.derive
    today, later = derive(stated, DAY), derive(stated, date(2040, 1, 1))
    assert set(DERIVED) - {"company_age_years"} <= set(today)
    assert {s for s in (*today, *later) if today.get(s) != later.get(s)} <= set(TIMED)
    assert all(base in content().catalogue.facts for base in TIMED.values())
