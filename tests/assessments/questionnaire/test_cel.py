"""Conditions against Google's CEL, on thousands of companies of which everything is known.

CEL has two truth values, so the companies say of everything what it is, or that it does not apply.
"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE
from assessments.questionnaire.values import NEVER, Marker, Value
from tests.assessments.questionnaire.cel import COMPARISONS, compiled
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    SCALES,
    grouped,
    leaves,
    opposite,
)
from tests.fixtures.engine import CONDITION, DAY, GROUP, RATES, Data, options, question
from tests.fixtures.laws import examples

CONSTANTS = Constants(groups={"G": frozenset(GROUP)}, rates=RATES)
WIDE = options(dict.fromkeys("abcde"))
QUESTIONS = [
    *(question(kind, kind, **SCALES[kind][0], scored=False) for kind in SCALES),
    question("wide", "multiple_choice", options=WIDE, scored=False),
]
MONEY: Data = {"answer": "money", "op": "gte", "value": {"amount": 2, "currency": "EUR"}}
TEXT: Data = {"answer": "text", "op": "in", "value": ['with "quotes"', "words"]}
NOT_WORDS: Data = {"answer": "text", "op": "ne", "value": "words"}
LEAVES: st.SearchStrategy[Data] = st.one_of(
    st.sampled_from([*ASKED, *QUESTIONS]).flatmap(leaves),
    st.sampled_from(
        [MONEY, TEXT, {**TEXT, "op": "not_in"}, {**TEXT, "op": "ne", "value": "words"}]
    ),
)
TREES: st.SearchStrategy[Data] = st.recursive(
    LEAVES,
    lambda of: st.one_of(st.lists(of, min_size=1, max_size=4).flatmap(grouped), of.map(opposite)),
    max_leaves=8,
)
COMPANIES = 20
"""How many are tried for each condition."""

NUMBERS: list[Value] = [0, 1, 5, 22, 23, 13, Fraction(25, 2), Fraction(10_001, 10_000), -1]
PLAIN: dict[str, list[Value]] = {
    "boolean": [True, False],
    "date": [NEVER, *(DAY + timedelta(days=days) for days in (-400, -1, 0, 1))],
    "text": ["words", 'with "quotes"', "Words", ""],
}


def _value(item: Data, random: Random) -> Value:
    """Return what does not apply, one time in eight, or a value."""
    if random.random() < 1 / 8:
        return Marker.NOT_APPLICABLE
    slugs: list[str] = [option["slug"] for option in item.get("options", ())]
    if item["kind"] == "multiple_choice":
        return frozenset(random.sample(slugs, random.randint(0, len(slugs))))
    values: Sequence[Value] = slugs or PLAIN.get(item["kind"], NUMBERS)
    return random.choice(values)


def _company(random: Random) -> State:
    return State(
        answers={item["slug"]: _value(item, random) for item in QUESTIONS},
        facts={item["slug"]: _value(item, random) for item in ASKED},
    )


def _agree(tree: Data, random: Random) -> set[int]:
    """Compare both engines on some companies, and return what came out."""
    condition = CONDITION.validate_python(tree)
    evaluate = compile_condition(condition, CONSTANTS, Reading.RULES)
    oracle = compiled(condition, CONSTANTS)
    found: set[int] = set()
    for _ in range(COMPANIES):
        state = _company(random)
        outcome = evaluate(state)
        assert outcome == (TRUE if oracle(state) else FALSE), (tree, state)
        found.add(outcome)
    return found


@examples(250)
@given(TREES, st.integers(0, 2**32))
def test_a_condition_is_what_cel_makes_of_it(tree: Data, seed: int) -> None:
    _agree(tree, Random(seed))


OF_EACH: list[Data] = [
    {"answer": "single_choice", "op": "eq", "value": "a"},
    {"answer": "single_choice", "op": "ne", "value": "a"},
    {"answer": "money", "op": "lt", "value": 13},
    {"answer": "money", "op": "lte", "value": 13},
    {"fact": "day", "op": "gt", "value": DAY.isoformat()},
    {"answer": "date", "op": "gte", "value": DAY.isoformat()},
    {"answer": "likert", "op": "in", "value": ["1", "2"]},
    {"answer": "likert", "op": "not_in", "value": ["1", "2"]},
    {"answer": "wide", "op": "contains_any", "value": ["a", "b"]},
    {"answer": "wide", "op": "contains_all", "value": ["a", "b"]},
    {"answer": "wide", "op": "contains_none", "value": ["a"]},
    {"answer": "wide", "op": "contains_outside", "value": "G"},
    {"answer": "wide", "op": "count_gte", "value": 3},
    {"fact": "flag", "op": "answered"},
    {"fact": "flag", "op": "not_applicable"},
]


@pytest.mark.parametrize("leaf", OF_EACH, ids=[leaf["op"] for leaf in OF_EACH])
def test_every_operator_comes_out_both_ways(leaf: Data) -> None:
    random = Random(1)
    assert _agree(leaf, random) | _agree(leaf, random) == {TRUE, FALSE}


def test_every_operator_is_compared() -> None:
    assert [leaf["op"] for leaf in OF_EACH] == list(Operator) == list(COMPARISONS)
