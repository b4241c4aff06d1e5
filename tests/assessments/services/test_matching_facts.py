"""What is known about a company as SQL reads it: numbers stay on their side of every constant."""

import json
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.values import NEVER, Marker, Value
from assessments.services import matching_facts as matching_facts_of
from assessments.services.matching_facts import facts_digest, matching_facts
from tests.fixtures.laws import LAW

FINEST: Final = 10**8
"""Four decimals of an amount times four of a rate."""


def _written(value: Value) -> Any:
    return json.loads(matching_facts(State(facts={"fact": value}))).get("fact")


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(0), "0"),
        (Fraction(-7), "-7"),
        (Fraction(25, 2), "12.5"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(1, 3), "0.33333333333333333333"),
        (Fraction(-2, 3), "-0.66666666666666666666"),
        (Fraction(1, 3 * 10**30), "0.00000000000000000001"),
        (5 + Fraction(1, 10**30), "5.00000000000000000001"),
        (5 - Fraction(1, 10**30), "4.99999999999999999999"),
        (Fraction(10**40), str(10**40)),
    ],
)
def test_numbers_have_at_most_twenty_decimals(number: Fraction, written: str) -> None:
    assert _written(number) == written


@LAW
@given(
    limit=st.integers(-(10**20), 10**20).map(lambda steps: Fraction(steps, FINEST)),
    beyond=st.one_of(st.just(Fraction(0)), st.fractions(-1, 1, max_denominator=10**60)),
    shrunk=st.integers(0, 200),
)
@example(limit=Fraction(50), beyond=Fraction(-1), shrunk=21)
def test_a_number_stays_on_its_side_of_every_constant(
    limit: Fraction, beyond: Fraction, shrunk: int
) -> None:
    number = limit + beyond / 10**shrunk
    assert _sign(Fraction(_written(number)) - limit) == _sign(number - limit)


def test_why_there_is_no_value_is_kept_apart() -> None:
    facts: dict[str, Value] = {
        "exempt": Marker.NOT_APPLICABLE,
        "unknown": Marker.DONT_KNOW,
        "undefined": Marker.ABSENT,
        "never": NEVER,
        "on": date(2026, 11, 22),
        "company_age_years": Fraction(1, 3),
    }
    scores = {"overall": Fraction(175, 4), "empty": None}
    assert json.loads(matching_facts(State(facts=facts, scores=scores))) == {
        "on": "2026-11-22",
        "~": {"exempt": "na", "never": "never", "undefined": "absent", "unknown": "dk"},
        "~scores": {"overall": "43.75"},
    }


def test_the_digest_is_another_with_other_content_or_other_rules(
    catalogue_definition: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = CompiledCatalogue(catalogue_definition, 1)
    facts = catalogue_definition.facts[1:]
    fewer = CompiledCatalogue(catalogue_definition.model_copy(update={"facts": facts}), 1)
    digests = {facts_digest(catalogue), facts_digest(fewer)}
    monkeypatch.setattr(matching_facts_of, "ENGINE_VERSION", "0.0.0")
    assert len(digests | {facts_digest(catalogue), facts_digest(fewer)}) == 4
    assert facts_digest(CompiledCatalogue(catalogue_definition, 2)) == facts_digest(catalogue)
