"""Which facts would settle what cannot be told."""

from typing import Final

import pytest

from assessments.company.size import FIGURES
from assessments.matching.compiled import compile_offers
from assessments.matching.match import Match, match_offer, match_offers
from assessments.matching.missing import NextFact, missing_among, missing_facts, next_facts
from assessments.matching.outcome import Verdict
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import Marker, Values
from tests.assessments.matching.made_offers import CONSTANTS, OFFER, criterion, offer
from tests.fixtures.engine import DAY, Data, content

BEHIND: Final = {"derived": ("base", "other"), "plain": ("plain",)}


def _behind(slug: str) -> tuple[str, ...]:
    return BEHIND.get(slug, (slug,))


def _flag(slug: str) -> Data:
    return {"fact": slug, "op": "eq", "value": True}


def _matches(facts: Values, *offers: Data) -> tuple[Match, ...]:
    made = compile_offers(map(OFFER.validate_python, offers), CONSTANTS, _behind)
    return match_offers(made, State(facts=facts), frozenset(), DAY)


MIXED: Final = offer(
    criteria=[
        criterion("soft", hard=False),
        criterion("one", {"any": [_flag("plain"), _flag("derived")]}),
        criterion("two", {"all": [_flag("derived"), _flag("late")]}),
        criterion("scored", {"score": "overall", "op": "gte", "value": 1}, hard=False),
    ]
)


@pytest.mark.parametrize(
    ("facts", "stated", "missing"),
    [
        ({}, {}, ("plain", "base", "other", "late", "soft")),
        ({"base": True}, {"base": True}, ("plain", "other", "late", "soft")),
        ({"derived": True}, {}, ("late", "soft")),
        ({"late": False}, {"late": False}, ("plain", "base", "other", "soft")),
        ({"plain": True, "soft": True}, {"plain": True}, ("base", "other", "late")),
        (
            {"plain": Marker.DONT_KNOW, "derived": Marker.DONT_KNOW},
            {"plain": Marker.DONT_KNOW, "base": Marker.DONT_KNOW, "other": 1},
            ("plain", "base", "late", "soft"),
        ),
        ({"plain": True, "late": False, "soft": False}, {}, ()),
    ],
)
def test_what_is_missing_is_what_unknown_criteria_read_hard_ones_first(
    facts: Values, stated: Values, missing: tuple[str, ...]
) -> None:
    (found,) = _matches(facts, MIXED)
    assert missing_facts(found, facts, stated) == missing


ORDER: Final = {slug: n for n, slug in enumerate(("late", "plain", "other", "base", "soft"))}


def test_next_facts_are_counted_by_the_offers_that_each_could_decide() -> None:
    facts: Values = {"late": Marker.DONT_KNOW, "shut": False}
    matches = _matches(
        facts,
        offer("a", criteria=[criterion("plain"), criterion("late")]),
        offer("b", criteria=[criterion("plain"), criterion("plain-too", _flag("plain"))]),
        offer("c", criteria=[criterion("derived"), criterion("soft", hard=False)]),
        offer("d", criteria=[criterion("derived"), criterion("shut")]),
        offer("e", criteria=[criterion("base")], status="ended"),
        offer("f", criteria=[criterion("base")], applicant="cluster"),
    )
    assert next_facts(matches, facts, facts, ORDER) == [
        NextFact("plain", 2),
        NextFact("other", 1),
        NextFact("base", 1),
    ]
    unstated: Values = {"shut": False}
    assert next_facts(matches, unstated, unstated, ORDER) == [
        NextFact("plain", 2),
        NextFact("late", 1),
        NextFact("other", 1),
        NextFact("base", 1),
    ]


def test_a_criterion_that_is_known_asks_for_nothing() -> None:
    facts = {"plain": True}
    matches = _matches(facts, offer("a", criteria=[criterion("plain"), criterion("late")]))
    assert next_facts(matches, facts, facts, ORDER) == [NextFact("late", 1)]


def test_what_an_empty_company_is_asked_first_on_the_real_catalogue() -> None:
    catalogue = content().catalogue
    matches = match_offers(catalogue.offers, State(), frozenset(), DAY)
    found = next_facts(matches, {}, {}, catalogue.fact_order)
    assert all(catalogue.facts[fact.fact].asked for fact in found)
    counts = [fact.decides for fact in found]
    assert counts == sorted(counts, reverse=True)
    names = [fact.fact for fact in found]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("slug", "missing"),
    [
        ("soft", ["soft"]),
        ("one", ["plain", "base", "other"]),
        ("two", ["base", "other", "late"]),
        ("scored", []),
    ],
)
def test_what_is_missing_is_told_apart_by_criterion(slug: str, missing: list[str]) -> None:
    (match,) = _matches({}, MIXED)
    asked = missing_facts(match, {}, {})
    (made,) = [c for c in match.offer.criteria if c.criterion.slug == slug]
    assert missing_among(made, asked) == missing
    assert missing_among(made, []) == []


@pytest.mark.parametrize("stated", [{}, {"sme_size": Marker.DONT_KNOW}, {"employees": 5}])
def test_together_the_criteria_miss_what_the_match_misses(stated: Values) -> None:
    library = content()
    state = State(facts=library.catalogue.derive(stated, DAY))
    for match in match_offers(library.catalogue.offers, state, frozenset(), DAY):
        asked = missing_facts(match, state.facts, stated)
        unknown = [
            criterion
            for criterion, verdict in zip(match.offer.criteria, match.verdicts, strict=True)
            if verdict is Verdict.UNKNOWN
        ]
        assert {slug for c in unknown for slug in missing_among(c, asked)} == set(asked)


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ({"employees": 12, "revenue_nok": 9_000_000}, {"largest_corporate_owner_pct"}),
        ({"employees": 12, "revenue_nok": 10**9}, {"balance_nok", "largest_corporate_owner_pct"}),
        (
            {"employees": 12, "revenue_nok": 9_000_000, "largest_corporate_owner_pct": 40},
            {"sme_size"},
        ),
    ],
)
def test_only_figures_that_can_settle_the_size_are_asked_for(
    stated: Values, asked: set[str]
) -> None:
    library = content()
    facts = library.catalogue.derive(stated, DAY)
    offer = library.catalogue.offers_by_slug["norsk-katapult"]
    match = match_offer(offer, State(facts=facts), frozenset(), DAY)
    needless = library.catalogue.derive.needless(stated)
    found = set(missing_facts(match, facts, stated, needless))
    assert found & {*FIGURES.values(), "sme_size"} == asked
