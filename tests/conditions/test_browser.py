"""A client that interprets the JSON of conditions comes to what the engine comes to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.definition import conditions_of, rules_of
from assessments.questionnaire.values import Marker, Value
from tests.conditions.browser import INTERPRETER, Browser, case_of, running_browser
from tests.conditions.random_conditions import (
    COMPARISONS,
    CONSTANTS,
    LEAVES,
    PRESENCE,
    states,
    states_around,
    trees,
)
from tests.fixtures.engine import CONDITION, Data, content
from tests.fixtures.laws import examples

PAGE = Path(__file__).parents[2] / "docs" / "conditions.md"

CASES = st.tuples(trees(), states(), st.sampled_from([Reading.RULES, Reading.MATCHING]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


def test_the_interpreter_has_at_most_fifty_lines() -> None:
    assert len(INTERPRETER.read_text("utf-8").splitlines()) <= 50


def test_every_operator_is_tried() -> None:
    tried = {op for pairs in COMPARISONS.values() for op, _ in pairs} | {op for op, _ in PRESENCE}
    assert tried == set(Operator)


@pytest.mark.parametrize("reading", [Reading.RULES, Reading.MATCHING])
def test_the_browser_agrees_on_every_leaf_and_value(browser: Browser, reading: Reading) -> None:
    asked: list[Data] = []
    expected: list[int] = []
    for leaf in LEAVES:
        condition = CONDITION.validate_python(leaf)
        for state in states_around(leaf):
            asked.append(case_of(as_json(condition, CONSTANTS), state, reading))
            expected.append(compile_condition(condition, CONSTANTS, reading)(state))
    assert browser.outcomes(asked) == expected


@pytest.mark.law
@examples(200)
@given(st.lists(CASES, min_size=20, max_size=20))
def test_the_browser_agrees_with_the_engine(
    browser: Browser, cases: list[tuple[Data, State, Reading]]
) -> None:
    asked: list[Data] = []
    expected: list[int] = []
    for data, state, reading in cases:
        condition = CONDITION.validate_python(data)
        asked.append(case_of(as_json(condition, CONSTANTS), state, reading))
        expected.append(compile_condition(condition, CONSTANTS, reading)(state))
    assert browser.outcomes(asked) == expected


def _everything(value: Value | None) -> State:
    """Return a state in which all that the content reads stands so."""
    if value is None:
        return State()
    questions = content().questionnaire.definition.questions_by_slug
    facts = content().catalogue.facts
    return State(answers=dict.fromkeys(questions, value), facts=dict.fromkeys(facts, value))


@pytest.mark.parametrize("value", [None, *Marker])
def test_the_browser_reads_every_condition_of_the_content(
    browser: Browser, value: Value | None
) -> None:
    known, state = content(), _everything(value)
    offers = known.catalogue.definition.offers
    criteria = [criterion.condition for offer in offers for criterion in offer.criteria]
    read = [
        *(
            (rule, known.questionnaire.constants, Reading.RULES)
            for rule in rules_of(known.questionnaire.definition)
        ),
        *(
            (condition, known.questionnaire.constants, Reading.MATCHING)
            for condition in conditions_of(known.questionnaire.definition)
        ),
        *((criterion, known.catalogue.constants, Reading.MATCHING) for criterion in criteria),
    ]
    found = browser.outcomes([case_of(as_json(c, k), state, r) for c, k, r in read])
    assert found == [compile_condition(c, k, r)(state) for c, k, r in read]


def test_the_page_for_client_developers_shows_the_interpreter_and_every_operator() -> None:
    page = PAGE.read_text("utf-8")
    assert f"```js\n{INTERPRETER.read_text('utf-8')}```" in page
    assert [op for op in Operator if f"| `{op}` " not in page] == []
