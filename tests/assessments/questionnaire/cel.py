"""Conditions in Google's Common Expression Language, for which another engine evaluates them.

What does not apply is left out of the data. Numbers are whole numbers of ten-thousandths, since CEL
knows no exact fractions.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, cast

from cel_expr_python import cel

from assessments.questionnaire.conditions.evaluate import Constants, State, constant_of
from assessments.questionnaire.conditions.nodes import AllOf, AnyOf, Condition, Leaf, Negation
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.values import NEVER, Marker, Number, Value, Values

UNIT: Final = 10_000
VALUES: Final = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
ENVIRONMENT: Final = cel.NewEnv(variables={"answer": VALUES, "fact": VALUES})

COMPARISONS: Final[Mapping[Operator, str]] = {
    Operator.EQ: "{it} == {to}",
    Operator.NE: "{it} != {to}",
    Operator.LT: "{it} < {to}",
    Operator.LTE: "{it} <= {to}",
    Operator.GT: "{it} > {to}",
    Operator.GTE: "{it} >= {to}",
    Operator.IN: "{it} in {to}",
    Operator.NOT_IN: "!({it} in {to})",
    Operator.CONTAINS_ANY: "{it}.exists(one, one in {to})",
    Operator.CONTAINS_ALL: "{to}.all(one, one in {it})",
    Operator.CONTAINS_NONE: "{it}.all(one, !(one in {to}))",
    Operator.CONTAINS_OUTSIDE: "{it}.exists(one, !(one in {to}))",
    Operator.COUNT_GTE: "size({it}) >= {to}",
    Operator.ANSWERED: "true",
    Operator.NOT_APPLICABLE: "!has({it})",
}


def compiled(condition: Condition, constants: Constants) -> Callable[[State], bool]:
    """Return `condition` as a function that CEL works out; every value must be known."""
    program = ENVIRONMENT.compile(in_cel(condition, constants))

    def evaluate(state: State) -> bool:
        data = {"answer": _data(state.answers), "fact": _data(state.facts)}
        found = program.eval(data=data).value()
        assert isinstance(found, bool)
        return found

    return evaluate


def in_cel(condition: Condition, constants: Constants) -> str:
    """Return `condition` as a CEL expression."""
    if isinstance(condition, AllOf | AnyOf):
        between = " && " if isinstance(condition, AllOf) else " || "
        return f"({between.join(in_cel(child, constants) for child in condition.children)})"
    if isinstance(condition, Negation):
        return f"!{in_cel(condition.child, constants)}"
    return _leaf(condition, constants)


def _leaf(leaf: Leaf, constants: Constants) -> str:
    it = f"{leaf.tag}.{leaf.slug}"
    to = "" if leaf.value is None else _constant(leaf, constant_of(leaf, constants))
    words = COMPARISONS[leaf.op].format(it=it, to=to)
    if to.startswith("timestamp"):
        words = f"{it} != 'never' && {words.replace(it, f'timestamp({it})')}"
    return f"({words})" if leaf.op is Operator.NOT_APPLICABLE else f"(has({it}) && {words})"


def _constant(leaf: Leaf, constant: object) -> str:
    if isinstance(constant, frozenset):
        return json.dumps(sorted(cast("frozenset[str]", constant)))
    if isinstance(constant, date):
        return f"timestamp('{_plain(constant)}')"
    if leaf.op is Operator.COUNT_GTE:
        return str(constant)
    return json.dumps(_plain(cast("Value", constant)))


def _data(values: Values) -> dict[str, object]:
    given = {s: v for s, v in values.items() if v is not Marker.NOT_APPLICABLE}
    return {slug: _plain(value) for slug, value in given.items()}


def _plain(value: Value) -> object:
    assert not isinstance(value, Marker), "what is not known has no value in CEL"
    if value is NEVER:
        return "never"
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00Z"
    if isinstance(value, bool | str):
        return value
    return _in_units(value)


def _in_units(number: Number) -> int:
    scaled = number * UNIT
    assert scaled == int(scaled), "a number has at most four decimals"
    return int(scaled)
