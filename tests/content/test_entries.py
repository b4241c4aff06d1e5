"""What entries and facts are like as they are."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.matching.match import match_offers
from assessments.matching.outcome import Outcome, Verdict
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.nodes import Condition, facts_read
from assessments.questionnaire.values import Value
from tests.content.as_delivered import CATALOGUE, OFFERS, SLUGS

AS_OF: Final = date(2026, 11, 22)
REGISTERED: Final = "registered_in_norway"
WITHOUT_A_CONDITION: Final = {
    "doffin-ted",
    "in-regulatorisk-innforing",
    "patentstyret",
    "standard-norge",
}
FOR_THE_REGISTERED: Final = {"business-norway", "een", "in-eu-radgivning"}


def test_an_entry_is_checked_on_a_day_by_somebody(catalogue_definition: Catalogue) -> None:
    entries: list[Any] = [
        *catalogue_definition.offers,
        *catalogue_definition.organisations,
        *catalogue_definition.requirements,
        *catalogue_definition.procurement_rules,
    ]
    assert [e.slug for e in entries if (e.checked_on is None) != (e.checked_by is None)] == []


def _read(conditions: Iterable[tuple[str, Condition]]) -> frozenset[str]:
    return frozenset[str]().union(*(facts_read(condition) for _, condition in conditions))


def test_facts_that_conditions_read_can_be_asked_for(catalogue_definition: Catalogue) -> None:
    conditions = [(o.slug, c.condition) for o in catalogue_definition.offers for c in o.criteria]
    conditions += [
        (r.slug, applies.condition)
        for r in catalogue_definition.requirements
        for applies in r.applies_when
    ]
    delivered = OFFERS | SLUGS["regulatory_requirements"]
    assert len(_read(pair for pair in conditions if pair[0] in delivered)) == 53
    for slug in _read(conditions):
        fact = catalogue_definition.facts_by_slug[slug]
        texts = [fact.name, fact.text, fact.help, *(choice.text for choice in fact.choices)]
        assert all(text is not None and text.nb and text.en for text in texts)
        assert bool(fact.choices) == (fact.kind in {"single_choice", "multiple_choice", "boolean"})
        assert fact.asked or fact.derived_from


@pytest.mark.parametrize(
    ("facts", "eligible"),
    [
        ({}, WITHOUT_A_CONDITION),
        ({REGISTERED: True}, WITHOUT_A_CONDITION | FOR_THE_REGISTERED),
        ({REGISTERED: False}, WITHOUT_A_CONDITION),
    ],
)
def test_a_company_that_says_nothing_is_eligible_for_what_is_open_to_all(
    catalogue: CompiledCatalogue, facts: dict[str, Value], eligible: set[str]
) -> None:
    state = State(facts=catalogue.derive(facts, AS_OF))
    matches = match_offers(catalogue.offers, state, frozenset(), AS_OF)
    found = [match for match in matches if match.outcome is Outcome.ELIGIBLE]
    assert {match.offer.slug for match in found} & OFFERS == eligible
    assert all(match.offer.offer.open_to_all for match in found)


def test_offers_open_to_all_are_the_delivered_ones(catalogue_definition: Catalogue) -> None:
    offers = (offer for offer in catalogue_definition.offers if offer.slug in OFFERS)
    found = {offer.slug for offer in offers if offer.open_to_all}
    assert found == {x["id"] for x in CATALOGUE["schemes"] if x.get("open_to_all")}
    assert found == WITHOUT_A_CONDITION | FOR_THE_REGISTERED


def test_no_hard_criterion_is_met_by_saying_nothing(catalogue: CompiledCatalogue) -> None:
    state = State(facts=catalogue.derive({}, AS_OF))
    matches = match_offers(catalogue.offers, state, frozenset(), AS_OF)
    assert {verdict for match in matches for verdict in match.verdicts} == {Verdict.UNKNOWN}
