"""The operators a condition may use, and the test that each makes of a known value."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from assessments.questionnaire.values import NEVER


class Operator(StrEnum):
    """How a leaf compares; the value is what content files say."""

    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    IN = "in"
    NOT_IN = "not_in"
    CONTAINS_ANY = "contains_any"
    CONTAINS_ALL = "contains_all"
    CONTAINS_NONE = "contains_none"
    CONTAINS_OUTSIDE = "contains_outside"
    COUNT_GTE = "count_gte"
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"


Test = Callable[[Any], bool]


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Test]:
    """Compare in order; "never" is neither before nor after any date."""
    return lambda constant: lambda value: value is not NEVER and compare(value, constant)


TESTS: Mapping[Operator, Callable[[Any], Test]] = {
    Operator.EQ: lambda constant: lambda value: value == constant,
    Operator.NE: lambda constant: lambda value: value != constant,
    Operator.LT: _ordered(lambda value, constant: value < constant),
    Operator.LTE: _ordered(lambda value, constant: value <= constant),
    Operator.GT: _ordered(lambda value, constant: value > constant),
    Operator.GTE: _ordered(lambda value, constant: value >= constant),
    Operator.IN: lambda constant: lambda value: value in constant,
    Operator.NOT_IN: lambda constant: lambda value: value not in constant,
    Operator.CONTAINS_ANY: lambda constant: lambda value: not constant.isdisjoint(value),
    Operator.CONTAINS_ALL: lambda constant: lambda value: constant <= value,
    Operator.CONTAINS_NONE: lambda constant: constant.isdisjoint,
    Operator.CONTAINS_OUTSIDE: lambda constant: lambda value: not value <= constant,
    Operator.COUNT_GTE: lambda constant: lambda value: len(value) >= constant,
    Operator.ANSWERED: lambda _: lambda _: True,
    Operator.NOT_APPLICABLE: lambda _: lambda _: False,
}
"""Per operator: from the constant to a test of a value that is known and of the right kind."""
