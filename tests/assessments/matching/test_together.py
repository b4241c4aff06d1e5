"""Matching to all offers at once is matching to each, and asking whether it is open is the same."""

from random import Random

from assessments.matching.match import is_eligible, match_offer, match_offers
from assessments.matching.outcome import Outcome
from assessments.questionnaire.conditions.evaluate import State
from assessments.scoring.gaps import gaps
from tests.assessments.matching.made_offers import compiled_offers, criterion, offer
from tests.fixtures.engine import DAY, content
from tests.reference.companies import random_company
from tests.reference.test_engine_agrees import translated

COMPANIES = 60


def test_all_at_once_is_each_by_itself() -> None:
    rng, seen = Random(3), set[Outcome]()
    offers = content().catalogue.offers
    for number in range(COMPANIES):
        company = random_company(rng, complete=number % 3 != 0)
        facts = translated(company.facts)
        found = content().evaluate(translated(company.answers), facts, company.as_of)
        state, shown = found.walk.state, frozenset(gaps(found.score, found.walk))
        matches = match_offers(offers, state, shown, company.as_of)
        alone = {o.slug: match_offer(o, state, shown, company.as_of) for o in offers}
        assert {match.offer.slug: match for match in matches} == alone
        for match in matches:
            is_open = is_eligible(match.offer, state, company.as_of)
            assert is_open == (match.outcome is Outcome.ELIGIBLE), match.offer.slug
        seen |= {match.outcome for match in matches}
    assert seen == set(Outcome)


def test_equal_conditions_are_evaluated_once_whatever_their_clauses_are_called() -> None:
    named = {"id": "mine", "fact": "same", "op": "eq", "value": True}
    within = {"not": {"all": [named, {"id": "yours", "fact": "other", "op": "eq", "value": True}]}}
    renamed = {"not": {"all": [named | {"id": "x"}, {"fact": "other", "op": "eq", "value": True}]}}
    one, two = compiled_offers(
        offer("one", criteria=[criterion("same"), criterion("within", within)]),
        offer("two", criteria=[criterion("b", renamed), criterion("a", named), criterion("last")]),
    )
    assert one.conditions is two.conditions
    assert len(one.conditions) == 3
    assert [c.place for c in one.criteria] == [0, 1]
    assert [c.place for c in two.criteria] == [1, 0, 2]
    facts = {"same": True, "other": False, "last": False}
    matches = match_offers([one, two], State(facts=facts), frozenset(), DAY)
    assert {m.offer.slug: list(m.verdicts) for m in matches} == {
        "one": ["MET", "MET"],
        "two": ["MET", "MET", "UNMET"],
    }


def test_offers_of_two_catalogues_are_matched_by_their_own_conditions() -> None:
    (one,) = compiled_offers(offer("one", criteria=[criterion("yes")]))
    (two,) = compiled_offers(offer("two", criteria=[criterion("no")]))
    state = State(facts={"yes": True, "no": False})
    matches = match_offers([one, two], state, frozenset(), DAY)
    assert [(m.offer.slug, m.outcome.value) for m in matches] == [
        ("one", "ELIGIBLE"),
        ("two", "NOT_ELIGIBLE"),
    ]
