"""Condition trees: their evaluation against Kleene's logic, and how they are read and written."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnswerLeaf,
    answers_read,
    facts_read,
    leaves,
)
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.values import Marker, Value
from tests.assessments.questionnaire.kleene import truth
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    FACT_VALUES,
    SCALES,
    grouped,
    opposite,
)
from tests.assessments.questionnaire.random_questionnaires import leaves as random_leaves
from tests.fixtures.engine import CONDITION, GROUP, QUESTION, RATES, Data, critical_values, question
from tests.fixtures.laws import examples

CONSTANTS = Constants(groups={"G": frozenset(GROUP)}, rates=RATES)
QUESTIONS = [question(kind, kind, **SCALES[kind][0], scored=False) for kind in SCALES]
LEAVES = st.sampled_from([*ASKED, *QUESTIONS]).flatmap(random_leaves)
TREES: st.SearchStrategy[Data] = st.recursive(
    LEAVES,
    lambda of: st.one_of(st.lists(of, min_size=1, max_size=3).flatmap(grouped), of.map(opposite)),
    max_leaves=6,
)
MARKERS: list[Value | None] = [*Marker, None]
ANSWERS = st.fixed_dictionaries(
    {
        data["slug"]: st.sampled_from([*critical_values(QUESTION.validate_python(data)), *MARKERS])
        for data in QUESTIONS
    }
)
FACTS = st.fixed_dictionaries(
    {data["slug"]: st.sampled_from([*FACT_VALUES[data["slug"]], *MARKERS]) for data in ASKED}
)


def _known(values: dict[str, Value | None]) -> dict[str, Value]:
    return {slug: value for slug, value in values.items() if value is not None}


@pytest.mark.law
@examples(250)
@given(TREES, ANSWERS, FACTS)
def test_a_condition_is_what_kleenes_logic_makes_of_it(
    tree: Data, answers: dict[str, Value | None], facts: dict[str, Value | None]
) -> None:
    state = State(answers=_known(answers), facts=_known(facts))
    evaluate = compile_condition(CONDITION.validate_python(tree), CONSTANTS, Reading.RULES)
    found = {TRUE: True, FALSE: False}.get(evaluate(state))
    assert found is truth(tree, state.answers, state.facts)


TREE: Data = {
    "all": [
        {
            "any": [
                {"answer": "q", "op": "in", "value": ["a"]},
                {"not": {"fact": "f", "op": "answered"}},
            ]
        },
        {"score": "overall", "op": "gte", "value": Decimal("43.75"), "id": "ready"},
        {"fact": "g", "op": "lt", "value": {"amount": 2, "currency": "EUR"}},
        {"answer": "p", "op": "eq", "value": False},
    ]
}


def test_a_tree_is_read_by_its_keys_and_written_with_an_id_per_leaf() -> None:
    condition = CONDITION.validate_python(TREE)
    assert as_json(condition, CONSTANTS) == {
        "all": [
            {
                "any": [
                    {"id": "q-in", "answer": "q", "op": "in", "value": ["a"]},
                    {"not": {"id": "f-answered", "fact": "f", "op": "answered"}},
                ]
            },
            {"id": "ready", "score": "overall", "op": "gte", "value": 43.75},
            {
                "id": "g-lt",
                "fact": "g",
                "op": "lt",
                "value": 23,
                "amount": {"number": 2, "currency": "EUR", "rate": 11.5},
            },
            {"id": "p-eq", "answer": "p", "op": "eq", "value": False},
        ]
    }


def test_a_group_is_spelled_out_and_a_named_dont_know_is_settled() -> None:
    outside = {"fact": "many", "op": "contains_outside", "value": "G"}
    assert as_json(CONDITION.validate_python(outside), CONSTANTS) == {
        "id": "many-contains_outside",
        **outside,
        "value": ["a", "b"],
        "group": "G",
    }
    named = CONDITION.validate_python({"fact": "f", "op": "not_in", "value": ["u", "a"]})
    constants = replace(CONSTANTS, dont_know={"f": frozenset("u")})
    assert as_json(named, constants)["dontKnow"] is False
    assert as_json(named, constants)["value"] == ["u", "a"]


def test_leaves_come_left_to_right_and_say_what_they_read() -> None:
    condition = CONDITION.validate_python(TREE)
    assert [(leaf.tag, leaf.slug) for leaf in leaves(condition)] == [
        ("answer", "q"),
        ("fact", "f"),
        ("score", "overall"),
        ("fact", "g"),
        ("answer", "p"),
    ]
    assert answers_read(condition) == {"q", "p"}
    assert facts_read(condition) == {"f", "g"}


def test_a_tree_may_be_built_of_nodes() -> None:
    leaf = AnswerLeaf.model_validate({"answer": "q", "op": "answered"})
    assert CONDITION.validate_python(AllOf(children=(leaf,))) == AllOf(children=(leaf,))


LEAF: Data = {"answer": "q", "op": "answered"}


@pytest.mark.parametrize(
    ("given_tree", "problem"),
    [
        ({}, "condition"),
        ({"question": "q", "op": "answered"}, "condition"),
        (5, "condition"),
        ({"all": []}, "too_short"),
        ({"any": [LEAF] * 51}, "too_long"),
        ({"answer": "q"}, "missing"),
        ({"answer": "q", "op": "near"}, "enum"),
        ({"not": LEAF, "op": "answered"}, "extra_forbidden"),
    ],
)
def test_what_is_no_condition_is_refused(given_tree: Any, problem: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CONDITION.validate_python(given_tree)
    assert [error["type"] for error in refused.value.errors()] == [problem]
