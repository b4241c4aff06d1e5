"""A client that works out computed facts comes to what the engine comes to."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.computing import Computations, Computed, Operation
from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.portable import as_json
from assessments.questionnaire.values import Marker, Number, Value, exact
from tests.conditions.browser import HERE, Browser, case_of, running_browser, said
from tests.conditions.random_conditions import CONSTANTS
from tests.fixtures.engine import CONDITION, Data
from tests.fixtures.laws import LAW

PAGE: Final = Path(__file__).parents[2] / "docs" / "conditions.md"
BASES: Final = ("a", "b", "c")
COMPUTED: Final = ("first", "second")
LIMITS: Final = (0, 1, 10, Fraction(25, 2), 50, 100, 1000)
NUMBERS: Final[list[Number]] = [*LIMITS, 3, 7, Fraction(1, 10), Fraction(3, 10), 10**11, -20]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@st.composite
def computations(draw: st.DrawFn) -> dict[str, Computed]:
    """Return two computed facts, the second of which may be worked out of the first."""
    found: dict[str, Computed] = {}
    for slug in COMPUTED:
        operation = draw(st.sampled_from(Operation))
        most = 3 if operation is Operation.SUM else 2
        of = st.lists(st.sampled_from([*BASES, *found]), min_size=2, max_size=most)
        found[slug] = Computed(operation=operation, of=tuple(draw(of)))
    return found


def facts() -> st.SearchStrategy[dict[str, Value]]:
    """Return facts that are given as numbers, otherwise, or not at all."""
    numbers = st.one_of(
        st.sampled_from(NUMBERS),
        st.decimals(0, 10**6, places=4).map(exact),
        st.integers(0, 10**10),
    )
    markers = st.sampled_from([Marker.DONT_KNOW, Marker.NOT_APPLICABLE])
    each: st.SearchStrategy[Value] = st.one_of(numbers, numbers, numbers, markers)
    return st.fixed_dictionaries({}, optional=dict.fromkeys(BASES, each))


def _how(computed: dict[str, Computed]) -> list[Data]:
    return [
        {"slug": slug, "operation": one.operation.name, "of": list(one.of)}
        for slug, one in computed.items()
    ]


@given(computed=computations(), stated=facts(), limit=st.sampled_from(LIMITS))
@LAW
def test_conditions_on_computed_facts_agree(
    browser: Browser, computed: dict[str, Computed], stated: dict[str, Value], limit: Number
) -> None:
    known = Computations(computed).add_to(stated)
    in_browser = browser.computed(_how(computed), said(stated))
    assert set(in_browser) == set(known)
    for slug in COMPUTED:
        for op in ("lt", "lte", "gt", "gte", "eq", "ne"):
            condition = CONDITION.validate_python(
                {"fact": slug, "op": op, "value": Decimal(str(float(limit)))}
            )
            case = case_of(as_json(condition, CONSTANTS), State(), Reading.RULES)
            case["state"]["fact"] = in_browser
            expected = compile_condition(condition, CONSTANTS, Reading.RULES)(State(facts=known))
            assert browser.outcomes([case]) == [expected], (slug, op, known, in_browser)


def test_the_page_for_client_developers_shows_how() -> None:
    shown = (HERE / "computing.mjs").read_text("utf-8")
    assert f"```js\n{shown}```" in PAGE.read_text("utf-8")
    assert [one for one in Operation if f"  {one.name}: " not in shown] == []
