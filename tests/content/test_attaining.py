"""What facts that follow from others can come to: what is said to be impossible never happens."""

from datetime import date
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assessments.content.checks.attaining import Attaining, NotAllTriedError
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.nodes import Condition, facts_read
from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.solving.things import World
from assessments.questionnaire.values import Marker, Value
from tests.fixtures.engine import Data
from tests.fixtures.laws import LAW

TODAY: Final = date(2026, 11, 27)

CONDITION: Final[TypeAdapter[Condition]] = TypeAdapter(Condition)

COMPARED: Final[dict[str, list[object]]] = {
    "company_age_years": [0, 3, 5],
    "commercialised_products": [True, False],
    "employees": [10, 50, 250],
    "export_ambition": [True, False],
    "export_share_pct": [0, 25],
    "is_sme": [True, False],
    "public_need_owner": [True, False],
    "sells_to_public": [True, False],
    "sme_size": ["micro", "small", "medium", "large"],
    "stage": ["idea", "first_sales", "scale"],
    "targets_us": [True, False],
}

STATED: Final[dict[str, list[Value | None]]] = {
    "balance_nok": [None, 0, 10**9],
    "employees": [None, Marker.DONT_KNOW, 0, 9, 10, 49, 50, 249, 250],
    "export_ambition": [None, Marker.DONT_KNOW, True, False],
    "export_revenue_nok": [None, 0, 1],
    "export_share_pct": [None, 0, 24, 25, 26],
    "founded_on": [None, date(2026, 1, 1), date(2023, 11, 27), date(2021, 1, 1), date(1990, 1, 1)],
    "largest_corporate_owner_pct": [None, 0, 25, 100],
    "public_need_owner": [None, True, False],
    "revenue_nok": [None, 0, 10**9],
    "sells_to_public": [None, True, False],
    "sme_size": [None, "micro", "small", "medium", "large"],
    "stage": [None, "idea", "first_sales", "scale"],
    "target_markets": [None, frozenset(), frozenset({"NO"}), frozenset({"US"}), frozenset({"DE"})],
}


@st.composite
def _comparison(draw: st.DrawFn) -> Data:
    fact = draw(st.sampled_from(sorted(COMPARED)))
    value = draw(st.sampled_from(COMPARED[fact]))
    is_number = isinstance(value, int) and not isinstance(value, bool)
    op = draw(st.sampled_from(["lt", "gte", "eq"] if is_number else ["eq", "ne"]))
    return {"fact": fact, "op": op, "value": value}


@st.composite
def _part(draw: st.DrawFn) -> Data:
    some = draw(st.lists(_comparison(), min_size=1, max_size=2))
    leaves = [{**leaf, "id": str(n)} for n, leaf in enumerate(some)]
    one: Data = leaves[0] if len(leaves) == 1 else {draw(st.sampled_from(["all", "any"])): leaves}
    return {"not": one} if draw(st.booleans()) else one


def _attaining(catalogue: CompiledCatalogue) -> Attaining:
    facts = catalogue.definition.facts_by_slug
    world = World(questions={}, facts=facts, constants=catalogue.constants, today=TODAY)
    return Attaining(world=world, derive=catalogue.derive, reading=Reading.MATCHING)


@LAW
@given(parts=st.lists(_part(), min_size=1, max_size=3), seed=st.integers(0, 2**32))
def test_what_never_comes_true_together_is_met_by_nobody(
    catalogue: CompiledCatalogue, parts: list[Data], seed: int
) -> None:
    try:
        clashing = _attaining(catalogue).clashing([CONDITION.validate_python(p) for p in parts])
    except NotAllTriedError:
        return
    evaluators = [compile_condition(c, catalogue.constants, Reading.MATCHING) for c in clashing]
    random = Random(seed)
    for _ in range(50 if clashing else 0):
        said = {slug: random.choice(values) for slug, values in STATED.items()}
        stated = {slug: value for slug, value in said.items() if value is not None}
        state = State(facts=catalogue.derive(stated, TODAY))
        assert any(evaluate(state) != TRUE for evaluate in evaluators)


def test_what_has_been_sold_hangs_on_the_stage(catalogue: CompiledCatalogue) -> None:
    attaining = _attaining(catalogue)
    met = [
        attaining.clashing(
            [
                CONDITION.validate_python({"fact": "stage", "op": "eq", "value": stage}),
                CONDITION.validate_python(
                    {"fact": "commercialised_products", "op": "eq", "value": sold}
                ),
            ]
        )
        for stage in ("idea", "first_sales", "scale")
        for sold in (True, False)
    ]
    assert [bool(parts) for parts in met] == [True, False, False, True, False, True]


def test_two_numbers_that_only_together_lead_there_are_not_called_impossible(
    catalogue: CompiledCatalogue,
) -> None:
    """Revenue of 10 and export of 5 million: 5 at home, which is half."""
    home = {"fact": "home_revenue_nok", "op": "eq", "value": 5_000_000}
    share = {"fact": "export_share_by_figures", "op": "eq", "value": 50}
    conditions = [CONDITION.validate_python(one) for one in (home, share)]
    with pytest.raises(NotAllTriedError):
        _attaining(catalogue).clashing(conditions)


def test_what_surely_clashes_is_found_behind_what_cannot_all_be_tried(
    catalogue: CompiledCatalogue,
) -> None:
    conditions = [
        CONDITION.validate_python({"fact": fact, "op": "eq", "value": value})
        for fact, value in (
            ("is_sme", True),
            ("sme_size", "small_midcap"),
            ("commercialised_products", True),
            ("stage", "idea"),
        )
    ]
    found = _attaining(catalogue).clashing(conditions)
    assert {fact for part in found for fact in facts_read(part)} == {
        "commercialised_products",
        "stage",
    }
