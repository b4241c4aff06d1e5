"""Matching, by the engine and by the second evaluator, against every file of ``catalogues``."""

from fractions import Fraction
from functools import cache

import pytest

from assessments.matching.match import match_offers
from assessments.matching.missing import missing_facts, next_facts
from assessments.matching.outcome import Outcome
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.operators import Operator
from tests.conformance.catalogues import Built, Catalogue, MatchingCase, catalogues
from tests.conformance.plain_matching import Matching
from tests.conformance.test_coverage import leaves

CASES = [(name, n) for name, file in catalogues().items() for n in range(len(file.cases))]
IDS = [f"{name}: {catalogues()[name].cases[n].name}" for name, n in CASES]
VERDICTS = {"met", "unmet", "unknown"}


@cache
def built(name: str) -> Built:
    return Built(catalogues()[name])


def found_in(name: str, number: int) -> tuple[Catalogue, MatchingCase]:
    file = catalogues()[name]
    return file, file.cases[number]


@pytest.mark.parametrize(("name", "number"), CASES, ids=IDS)
def test_the_engine_matches_as_the_file_says(name: str, number: int) -> None:
    file, case = found_in(name, number)
    catalogue, day = built(name), case.today or file.today
    stated = catalogue.stated(case, file.today)
    known = catalogue.computations.add_to(stated)
    scores = {theme: None if s is None else Fraction(s) for theme, s in case.scores.items()}
    state = State(facts=known, scores=scores)
    matches = match_offers(catalogue.offers, state, frozenset(case.gaps), day)
    assert [
        {
            "offer": match.offer.slug,
            "outcome": match.outcome,
            "relevance": str(match.relevance),
            "stale": match.stale,
            "verdicts": {
                c.criterion.slug: verdict.value.lower()
                for c, verdict in zip(match.offer.criteria, match.verdicts, strict=True)
            },
            "missing": list(missing_facts(match, known, stated)),
        }
        for match in matches
    ] == [expected.model_dump() for expected in case.matches]
    order = {slug: place for place, slug in enumerate(catalogue.facts)}
    asked = next_facts(matches, known, stated, order)
    assert [(one.fact, one.decides) for one in asked] == case.next_facts


@pytest.mark.parametrize(("name", "number"), CASES, ids=IDS)
def test_the_second_evaluator_matches_as_the_file_says(name: str, number: int) -> None:
    file, case = found_in(name, number)
    company = Matching(file.facts, case.facts, case.scores, case.today or file.today)
    found = company.matches(file.offers, case.gaps)
    assert found == [expected.model_dump() for expected in case.matches]
    assert company.next_facts(file.offers, case.gaps) == case.next_facts


def test_every_outcome_occurs() -> None:
    cases = [case for file in catalogues().values() for case in file.cases]
    assert {match.outcome for case in cases for match in case.matches} == set(Outcome)


@pytest.mark.parametrize("operator", Operator)
def test_every_operator_is_met_unmet_and_unknown(operator: Operator) -> None:
    seen: set[str] = set()
    for file in catalogues().values():
        for offer in file.offers:
            for criterion in offer.get("criteria", ()):
                if [leaf["op"] for leaf in leaves(criterion["when"])] == [operator]:
                    seen |= {
                        match.verdicts[criterion["slug"]]
                        for case in file.cases
                        for match in case.matches
                        if match.offer == offer["slug"]
                    }
    assert seen == VERDICTS
