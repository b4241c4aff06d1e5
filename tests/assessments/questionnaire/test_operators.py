"""Every operator on values, on markers and on what is not there."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.operators import TESTS, Operator
from assessments.questionnaire.conditions.outcomes import (
    ABSENT,
    ANYTHING,
    EITHER,
    FALSE,
    OPEN,
    TRUE,
)
from assessments.questionnaire.values import NEVER, Marker, Value
from tests.fixtures.engine import CONDITION, RATES

CONSTANTS: Final = Constants(
    groups={"G": frozenset({"a", "b"})},
    rates=RATES,
    dont_know={"marked": frozenset({"u"})},
)
AB: Final = frozenset({"a", "b"})
A: Final = frozenset({"a"})
NONE: Final = frozenset[str]()

MET_BY: Final[Mapping[Operator, tuple[Any, list[Value], list[Value]]]] = {
    Operator.EQ: ("a", ["a"], ["b", "A"]),
    Operator.NE: ("a", ["b", "A"], ["a"]),
    Operator.LT: (5, [4, Fraction(49, 10), -1], [5, 6]),
    Operator.LTE: (5, [5, 4], [Fraction(51, 10), 6]),
    Operator.GT: (5, [6, Fraction(51, 10)], [5, 4]),
    Operator.GTE: (5, [5, 6], [Fraction(49, 10), 4]),
    Operator.IN: (["a", "b"], ["a", "b"], ["c", "ab"]),
    Operator.NOT_IN: (["a", "b"], ["c", "ab"], ["a", "b"]),
    Operator.CONTAINS_ANY: (["a", "c"], [A, AB], [frozenset({"b"}), NONE]),
    Operator.CONTAINS_ALL: (["a", "b"], [AB, AB | {"c"}], [A, NONE]),
    Operator.CONTAINS_NONE: (["a", "c"], [frozenset({"b"}), NONE], [A, AB]),
    Operator.CONTAINS_OUTSIDE: ("G", [AB | {"c"}, frozenset({"c"})], [A, AB, NONE]),
    Operator.COUNT_GTE: (2, [AB, AB | {"c"}], [A, NONE]),
    Operator.ANSWERED: (None, ["a", False, 0, NONE, NEVER], []),
    Operator.NOT_APPLICABLE: (None, [], ["a", False, 0, NONE, NEVER]),
}
"""Per operator a constant, values that meet it and values that do not."""


def _outcome(
    op: str, constant: Any, value: Value | None, reading: Reading, *, of: str = "x"
) -> int:
    leaf = CONDITION.validate_python({"fact": of, "op": op, "value": constant})
    facts = {} if value is None else {of: value}
    return compile_condition(leaf, CONSTANTS, reading)(State(facts=facts))


def test_every_operator_has_a_test_and_cases() -> None:
    assert set(TESTS) == set(MET_BY) == set(Operator)


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("op", Operator)
def test_an_operator_on_values(op: Operator, reading: Reading) -> None:
    constant, met, unmet = MET_BY[op]
    assert [_outcome(op, constant, value, reading) for value in met] == [TRUE] * len(met)
    assert [_outcome(op, constant, value, reading) for value in unmet] == [FALSE] * len(unmet)


@pytest.mark.parametrize("op", Operator)
def test_an_operator_on_what_is_no_value(op: Operator) -> None:
    constant = MET_BY[op][0]
    expected = {
        Marker.DONT_KNOW: EITHER,
        Marker.ABSENT: ABSENT,
        Marker.HIDDEN_BY_DONT_KNOW: ANYTHING,
        Marker.UNDECIDED: ANYTHING | OPEN,
        None: EITHER | OPEN,
    }
    for reading in Reading:
        assert {v: _outcome(op, constant, v, reading) for v in expected} == expected


@pytest.mark.parametrize(
    ("reading", "elsewhere"), [(Reading.RULES, FALSE), (Reading.MATCHING, ABSENT)]
)
def test_does_not_apply_is_unmet_in_rules_and_unknown_in_matching(
    reading: Reading, elsewhere: int
) -> None:
    found = {op: _outcome(op, MET_BY[op][0], Marker.NOT_APPLICABLE, reading) for op in Operator}
    special = {Operator.NOT_APPLICABLE: TRUE, Operator.ANSWERED: FALSE}
    assert found == {op: special.get(op, elsewhere) for op in Operator}


@pytest.mark.parametrize(
    ("op", "constant", "value", "outcome"),
    [
        ("eq", True, True, TRUE),
        ("eq", True, False, FALSE),
        ("ne", True, False, TRUE),
        ("gt", Decimal("12.5"), Fraction(25, 2), FALSE),
        ("gte", Decimal("12.5"), Fraction(25, 2), TRUE),
        ("lte", {"amount": 2, "currency": "EUR"}, 23, TRUE),
        ("lte", {"amount": 2, "currency": "EUR"}, Fraction(231, 10), FALSE),
        ("lt", {"amount": "0.1", "currency": "USD"}, 1, FALSE),
        ("lt", "2026-01-01", date(2025, 12, 31), TRUE),
        ("lt", "2026-01-01", date(2026, 1, 1), FALSE),
        ("gte", "2026-01-01", date(2026, 1, 1), TRUE),
        *[(op, "2026-01-01", NEVER, FALSE) for op in ("lt", "lte", "gt", "gte")],
    ],
)
def test_constants_of_every_kind(op: str, constant: Any, value: Value, outcome: int) -> None:
    assert _outcome(op, constant, value, Reading.RULES) == outcome


@pytest.mark.parametrize(
    ("op", "constant", "outcome"),
    [
        ("in", ["a", "u"], TRUE),
        ("not_in", ["a", "u"], FALSE),
        ("eq", "u", TRUE),
        ("ne", "u", FALSE),
        ("in", ["a", "b"], EITHER),
        ("not_in", ["a"], EITHER),
        ("eq", "a", EITHER),
        ("answered", None, EITHER),
    ],
)
def test_a_condition_that_names_the_dont_know_decides_what_becomes_of_it(
    op: str, constant: Any, outcome: int
) -> None:
    for reading in Reading:
        assert _outcome(op, constant, Marker.DONT_KNOW, reading, of="marked") == outcome
        assert _outcome(op, constant, Marker.DONT_KNOW, reading, of="x") == EITHER


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ({"t": Fraction(50)}, TRUE),
        ({"t": Fraction(4999, 100)}, FALSE),
        ({"t": None}, ABSENT),
        ({}, EITHER | OPEN),
        ({"overall": Fraction(50)}, EITHER | OPEN),
    ],
)
def test_a_score_is_absent_while_null_and_open_until_it_is_computed(
    scores: dict[str, Fraction | None], outcome: int
) -> None:
    leaf = CONDITION.validate_python({"score": "t", "op": "gte", "value": 50})
    found = compile_condition(leaf, CONSTANTS, Reading.MATCHING)(State(scores=scores))
    assert found == outcome
