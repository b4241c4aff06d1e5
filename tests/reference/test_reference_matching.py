"""Derived facts and matches against situations worked out by hand, and the random companies."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from random import Random
from typing import Final

import pytest

from tests.reference.companies import random_company
from tests.reference.company import Company
from tests.reference.conditions import Leaf
from tests.reference.facts import with_derived
from tests.reference.matching import OfferMatch, Outcome, Verdict, match
from tests.reference.offers import OFFERS
from tests.reference.questionnaire import QUESTIONS
from tests.reference.scoring import evaluate
from tests.reference.situation import Visibility, settle
from tests.reference.values import Special, Value

AS_OF: Final = date(2026, 11, 22)
DONT_KNOW: Final = Special.DONT_KNOW
NOT_APPLICABLE: Final = Special.NOT_APPLICABLE


def _matched(
    facts: dict[str, Value],
    offer: str,
    *,
    answers: dict[str, Value] | None = None,
    as_of: date = AS_OF,
) -> OfferMatch:
    company = Company(facts=facts, answers=answers or {}, as_of=as_of)
    return match(evaluate(company), company)[offer]


@pytest.mark.parametrize(
    ("figures", "size", "is_sme"),
    [
        ((9, 23_400_000, None, 24), "micro", True),
        ((9, 23_400_001, 23_400_000, 0), "micro", True),
        ((9, 23_400_001, 23_400_001, 0), "small", True),
        ((9, 23_400_001, None, 0), None, True),
        ((9, 0, 0, 25), None, None),
        ((Fraction(499, 10), 0, 0, 0), "small", True),
        ((50, 0, 0, 0), "medium", True),
        ((50, 585_000_001, 503_100_001, 0), "small_midcap", False),
        ((50, 585_000_001, 503_100_001, 25), None, False),
        ((250, 0, 0, 0), "small_midcap", False),
        ((500, None, None, None), "large", False),
        ((None, 585_000_001, 503_100_001, 0), None, False),
        ((None, 0, 0, 0), None, None),
        ((9, DONT_KNOW, DONT_KNOW, 0), None, None),
    ],
)
def test_size_from_own_figures(
    figures: tuple[Value | None, ...], size: str | None, is_sme: Value | None
) -> None:
    fields = ("employees", "revenue_nok", "balance_nok", "largest_corporate_owner_pct")
    stated = {f: v for f, v in zip(fields, figures, strict=True) if v is not None}
    facts = with_derived(stated, AS_OF)
    assert (facts.get("sme_size"), facts.get("is_sme")) == (size, is_sme)


@pytest.mark.parametrize(("stated", "is_sme"), [("medium", True), ("small_midcap", False)])
def test_a_stated_size_wins(stated: str, is_sme: Value | None) -> None:
    figures: dict[str, Value] = {"employees": 600, "largest_corporate_owner_pct": 0}
    company = Company(facts=figures | {"sme_size": stated}, answers={}, as_of=AS_OF)
    assert evaluate(company).facts.get("is_sme") is is_sme


@pytest.mark.parametrize(
    ("municipality", "county", "resolved"),
    [
        ("3024", None, "32"),
        ("3053", "30", "32"),
        ("3005", "30", "33"),
        ("3011", "30", "31"),
        ("3811", "38", "39"),
        ("5412", None, "55"),
        ("5430", None, "56"),
        ("0301", "46", "03"),
        ("2100", None, "21"),
        ("9999", "46", "46"),
        (DONT_KNOW, "03", "03"),
        (None, "12", "46"),
        (None, "30", None),
        (None, "14", None),
        (None, "22", "22"),
        (None, DONT_KNOW, DONT_KNOW),
    ],
)
def test_county(municipality: Value | None, county: Value | None, resolved: Value | None) -> None:
    places = {"municipality_code": municipality, "county_code": county}
    stated = {field: code for field, code in places.items() if code is not None}
    assert with_derived(stated, AS_OF).get("county_code") == resolved


@pytest.mark.parametrize(
    ("country", "outside", "eu", "us", "uk"),
    [
        ("DE", False, True, False, False),
        ("CH", False, False, False, False),
        ("XI", True, False, False, True),
        ("US", True, False, True, False),
        ("NO", False, False, False, False),
    ],
)
def test_targets(*, country: str, outside: bool, eu: bool, us: bool, uk: bool) -> None:
    facts = with_derived({"target_markets": frozenset({country})}, AS_OF)
    fields = ("targets_outside_eu_efta", "targets_eu", "targets_us", "targets_uk")
    assert tuple(facts[field] for field in fields) == (outside, eu, us, uk)


START_UP: Final[dict[str, Value]] = {
    "founded_on": date(2023, 11, 23),
    "organisation_number": "974760673",
    "largest_corporate_owner_pct": 50,
    "has_debt_collection": False,
    "co_financing_pct": 50,
    "stage": "pilot",
    "own_ip": True,
}
"""Meets the five hard and two soft criteria of start-up grant 2; co-financing is actionable."""


@pytest.mark.parametrize(
    ("facts", "outcome", "place", "verdict"),
    [
        ({}, "ELIGIBLE", 0, "MET"),
        ({"founded_on": date(2023, 11, 22)}, "NOT_ELIGIBLE", 0, "UNMET"),
        ({"registered_in_norway": False}, "NOT_ELIGIBLE", 1, "UNMET"),
        ({"largest_corporate_owner_pct": Fraction(501, 10)}, "NOT_ELIGIBLE", 2, "UNMET"),
        ({"largest_corporate_owner_pct": DONT_KNOW}, "CANNOT_TELL", 2, "UNKNOWN"),
        ({"largest_corporate_owner_pct": NOT_APPLICABLE}, "CANNOT_TELL", 2, "UNKNOWN"),
        ({"co_financing_pct": Fraction(499, 10)}, "NEAR_MISS", 4, "UNMET"),
        ({"co_financing_pct": 0, "has_debt_collection": True}, "NOT_ELIGIBLE", 3, "UNMET"),
        ({"co_financing_pct": 0, "has_debt_collection": DONT_KNOW}, "NOT_ELIGIBLE", 3, "UNKNOWN"),
        ({"stage": "growth", "own_ip": DONT_KNOW}, "ELIGIBLE", 5, "UNMET"),
    ],
)
def test_outcome_and_verdicts(
    facts: dict[str, Value], outcome: Outcome, place: int, verdict: Verdict
) -> None:
    matched = _matched(START_UP | facts, "in-oppstartstilskudd-2")
    assert (matched.outcome, matched.verdicts[place]) == (outcome, verdict)
    assert len(matched.verdicts) == 7


def test_an_unknown_hard_criterion_cannot_tell() -> None:
    facts = {field: value for field, value in START_UP.items() if field != "organisation_number"}
    matched = _matched(facts, "in-oppstartstilskudd-2")
    assert (matched.outcome, matched.verdicts[1]) == ("CANNOT_TELL", "UNKNOWN")


@pytest.mark.parametrize(
    ("legal_form", "partner", "outcome"),
    [
        ("AS", True, "ELIGIBLE"),
        ("ASA", True, "NEAR_MISS"),
        ("ASA", False, "NOT_ELIGIBLE"),
        ("AS", False, "NEAR_MISS"),
        ("ASA", DONT_KNOW, "NOT_ELIGIBLE"),
    ],
)
def test_a_near_miss_fails_one_criterion_only(
    legal_form: str, partner: Value, outcome: Outcome
) -> None:
    facts: dict[str, Value] = {
        "county_code": "32",
        "employees": 5,
        "revenue_nok": 0,
        "largest_corporate_owner_pct": 0,
        "legal_form": legal_form,
        "research_partner": partner,
    }
    assert _matched(facts, "akershus-forskning-innovasjon-bedrift").outcome == outcome


def test_words_of_facts_that_are_no_value() -> None:
    stated: dict[str, Value] = {"device_class": "not_applicable", "stage": "pilot"}
    facts = evaluate(Company(facts=stated, answers={}, as_of=AS_OF)).facts
    assert facts["device_class"] is NOT_APPLICABLE
    assert facts["commercialised_products"] is False


@pytest.mark.parametrize(
    ("facts", "answers", "relevance"),
    [
        ({}, {}, Fraction(20)),
        ({"own_ip": False}, {}, Fraction(10)),
        ({"own_ip": DONT_KNOW}, {}, Fraction(10)),
        ({}, {"S05": "budget"}, Fraction(100)),  # both gaps claimed, and no other barrier
        ({}, {"S04": "lt3"}, 20 + Fraction(160, 3)),  # one gap of the two barriers
        ({}, {"S08": "1"}, Fraction(20)),
        ({}, {"S09": "filed"}, Fraction(20)),
        ({}, {"S09": "strategy", "S04": "lt3"}, 20 + Fraction(160, 4)),
    ],
)
def test_relevance(facts: dict[str, Value], answers: dict[str, Value], relevance: Fraction) -> None:
    matched = _matched(START_UP | facts, "in-oppstartstilskudd-2", answers=answers)
    assert matched.relevance == relevance


@pytest.mark.parametrize(
    ("offer", "as_of", "outcome"),
    [
        ("eu4health", AS_OF, "CANNOT_TELL"),
        ("een", AS_OF, "ELIGIBLE"),
        ("innomed", AS_OF, "CANNOT_TELL"),
        ("nfr-pilot-helse", AS_OF, "CLOSED"),
        ("norwegian-smart-care-cluster", AS_OF, "CLOSED"),
        ("meditnor", AS_OF, "CLOSED"),
        ("rff", AS_OF, "CLOSED"),
        ("katapultnoder", AS_OF, "REACHED_THROUGH"),
        ("helseteknologiordningen", AS_OF, "REACHED_THROUGH"),
        ("helseteknologiordningen", date(2023, 12, 31), "NOT_YET_OPEN"),
        ("eu4health", date(2027, 12, 31), "CANNOT_TELL"),
        ("eu4health", date(2028, 1, 1), "CLOSED"),
        ("eu4health", date(2021, 1, 1), "CANNOT_TELL"),
        ("eu4health", date(2020, 12, 31), "NOT_YET_OPEN"),
        ("rff", date(2008, 12, 31), "CLOSED"),
    ],
)
def test_status_dates_and_open_to_all(offer: str, as_of: date, outcome: Outcome) -> None:
    assert _matched({"registered_in_norway": True}, offer, as_of=as_of).outcome == outcome


@pytest.mark.parametrize(
    ("facts", "answers", "verdict"),
    [
        ({}, {}, "UNKNOWN"),
        ({"expected_export_share_pct": 20}, {}, "MET"),
        ({"expected_export_share_pct": 19}, {}, "UNKNOWN"),
        ({"expected_export_share_pct": 19, "export_share_pct": 19}, {}, "UNMET"),
        ({"expected_export_share_pct": 19, "export_share_pct": 19}, {"I02": 20}, "MET"),
        ({"expected_export_share_pct": 19, "export_share_pct": 20}, {"I02": DONT_KNOW}, "UNKNOWN"),
        ({"expected_export_share_pct": 19}, {"I02": NOT_APPLICABLE}, "UNKNOWN"),
    ],
)
def test_a_criterion_of_alternatives(
    facts: dict[str, Value], answers: dict[str, Value], verdict: Verdict
) -> None:
    matched = _matched(facts, "eksfin-arbeidskapital", answers=answers)
    assert matched.verdicts == ("UNKNOWN", "UNKNOWN", verdict)


M, U, X = "MET", "UNMET", "UNKNOWN"


@pytest.mark.parametrize(
    ("offer", "sectors", "county", "verdicts", "outcome"),
    [
        ("norway-health-tech", {"medtech"}, "46", (M, M), "ELIGIBLE"),
        ("norway-health-tech", {"medtech"}, "50", (M, U), "ELIGIBLE"),
        ("norway-health-tech", {"other"}, "46", (U, M), "NOT_ELIGIBLE"),
        ("biotech-north", {"biotech_pharma"}, "55", (M, M), "ELIGIBLE"),
        ("biotech-north", {"biotech_pharma"}, "50", (M, U), "NOT_ELIGIBLE"),
        ("biotech-north", {"biotech_pharma"}, "54", (M, X), "CANNOT_TELL"),
        ("trondheim-tech-port", {"medtech"}, "50", (M, U, M), "ELIGIBLE"),
        ("trondheim-tech-port", {"medtech", "other"}, "50", (M, M, M), "ELIGIBLE"),
        ("eyde-klyngen", {"other"}, "42", (M, M), "ELIGIBLE"),
        ("eyde-klyngen", {"other", "health_service"}, "42", (U, M), "NOT_ELIGIBLE"),
        ("eyde-klyngen", {"medtech"}, "42", (U, M), "NOT_ELIGIBLE"),
        ("aleap", {"medtech"}, "03", (X, M, M), "ELIGIBLE"),
        ("aleap", {"medtech"}, "32", (X, M, U), "NOT_ELIGIBLE"),
    ],
)
def test_clusters_and_incubators(
    offer: str, sectors: set[str], county: str, verdicts: tuple[str, ...], outcome: Outcome
) -> None:
    matched = _matched({"sectors": frozenset(sectors), "county_code": county}, offer)
    assert (matched.verdicts, matched.outcome) == (verdicts, outcome)


@pytest.mark.parametrize(
    ("kinds", "outcome"), [({"ivd", "service"}, "ELIGIBLE"), ({"service"}, "NOT_ELIGIBLE")]
)
def test_a_test_facility_asks_for_its_kinds_and_prefers_its_county(
    kinds: set[str], outcome: Outcome
) -> None:
    facts: dict[str, Value] = {
        "product_kinds": frozenset(kinds),
        "county_code": "50",
        "needs_clinical_study": True,
    }
    matched = _matched(facts, "nortrials-medisinsk-utstyr")
    assert (matched.outcome, matched.verdicts[0]) == (outcome, "MET")
    assert _matched(facts, "katapult-mtnc").verdicts[0] == "UNMET"


def test_amounts_in_other_currencies_are_converted() -> None:
    by_field = {
        (criterion.condition.fact, criterion.condition.operand)
        for offer in OFFERS
        for criterion in offer.criteria
        if isinstance(criterion.condition, Leaf)
    }
    assert {("revenue_nok", 585_000_000), ("revenue_nok", 1_000_000_000)} <= by_field


Seen = defaultdict[tuple[str, int], set[object]]


def _reached(companies: int) -> Seen:
    """Return what each question, cap and criterion came out as over random complete companies."""
    seen: Seen = defaultdict(set)
    for seed in range(companies):
        company = random_company(Random(seed))
        evaluation = evaluate(company)
        assert (evaluation.missing, evaluation.missing_facts) == ((), ())
        for shown, visibility in settle(company).visibility.items():
            seen[shown, -1].add(visibility)
        for cap in {cap for theme in evaluation.themes.values() for cap in theme.caps}:
            seen[cap].add("holds")
        for matched in match(evaluation, company).items():
            for place, verdict in enumerate(matched[1].verdicts):
                seen[matched[0], place].add(verdict)
    return seen


@pytest.mark.whole
def test_complete_companies_lack_nothing_and_reach_every_branch() -> None:
    seen = _reached(1500)
    every = {Visibility.SHOWN, Visibility.UNMET, Visibility.THROUGH_DONT_KNOW}
    for question in QUESTIONS:
        assert seen[question.id, -1] == (every if question.visible_when else {Visibility.SHOWN})
        assert all(seen[question.id, place] == {"holds"} for place in range(len(question.caps)))
    for offer in OFFERS:
        for place in range(len(offer.criteria)):
            assert seen[offer.id, place] == {"MET", "UNMET", "UNKNOWN"}, (offer.id, place)


def test_incomplete_companies_leave_something_out_and_still_evaluate() -> None:
    lacking = 0
    for seed in range(200):
        company = random_company(Random(seed), complete=False)
        evaluation = evaluate(company)
        lacking += bool(evaluation.missing or evaluation.missing_facts)
        assert len(match(evaluation, company)) == 140
    assert 100 < lacking < 200


def test_a_seed_gives_the_same_company() -> None:
    assert random_company(Random(7)) == random_company(Random(7))
