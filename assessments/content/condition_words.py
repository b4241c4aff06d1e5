"""Says conditions in words, comparison by comparison."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from assessments.content.value_words import NO, YES, say_limit
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnyOf,
    Condition,
    Constant,
    Leaf,
    Money,
    Negation,
)
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.values import exact
from assessments.texts import AND, OR, Language, Text, both, say_day, say_number

OPERATORS: Final[Mapping[Operator, Text]] = {
    Operator.EQ: both("er {}", "is {}"),
    Operator.NE: both("er ikke {}", "is not {}"),
    Operator.LT: both("er under {}", "is below {}"),
    Operator.LTE: both("er høyst {}", "is at most {}"),
    Operator.GT: both("er over {}", "is above {}"),
    Operator.GTE: both("er minst {}", "is at least {}"),
    Operator.IN: both("er en av {}", "is one of {}"),
    Operator.NOT_IN: both("er ingen av {}", "is none of {}"),
    Operator.CONTAINS_ANY: both("har minst en av {}", "has at least one of {}"),
    Operator.CONTAINS_ALL: both("har alle av {}", "has all of {}"),
    Operator.CONTAINS_NONE: both("har ingen av {}", "has none of {}"),
    Operator.CONTAINS_OUTSIDE: both("har noe utenfor {}", "has something outside {}"),
    Operator.COUNT_GTE: both("har minst {} valgt", "has at least {} chosen"),
    Operator.ANSWERED: both("er besvart", "is answered"),
    Operator.NOT_APPLICABLE: both("gjelder ikke", "does not apply"),
}
ON_DATES: Final[Mapping[Operator, Text]] = {
    Operator.EQ: both("er {}", "is {}"),
    Operator.NE: both("er ikke {}", "is not {}"),
    Operator.LT: both("er før {}", "is before {}"),
    Operator.LTE: both("er {} eller tidligere", "is {} or earlier"),
    Operator.GT: both("er etter {}", "is after {}"),
    Operator.GTE: both("er {} eller senere", "is {} or later"),
}
"""How dates are compared in words."""
NOT_SO = both("ikke slik at {}", "not so that {}")


@dataclass(frozen=True, slots=True)
class Named:
    """What a comparison is about: its name, and its kind where options have texts."""

    name: Text
    kind: AnswerKind | None = None


Names = Callable[[Leaf], Named]
"""From a comparison to what it is about."""


def say_condition(condition: Condition, names: Names, language: Language) -> str:
    """Return `condition` in words, without a stop at the end; groups within stand in brackets."""
    if isinstance(condition, AllOf | AnyOf):
        word = (AND if isinstance(condition, AllOf) else OR).into(language)
        parts = [_within(child, names, language) for child in condition.children]
        return f" {word} ".join(parts)
    if isinstance(condition, Negation):
        return NOT_SO.into(language).format(_within(condition.child, names, language))
    named = names(condition)
    name = named.name.into(language)
    if isinstance(named.kind, DateAnswer) and isinstance(condition.value, str):
        day = say_day(date.fromisoformat(condition.value), language)
        return f"{name} {ON_DATES[condition.op].into(language).format(day)}"
    said = OPERATORS[condition.op].into(language)
    return f"{name} {said.format(_value(condition.value, named.kind, language))}"


def _within(child: Condition, names: Names, language: Language) -> str:
    said = say_condition(child, names, language)
    grouped = isinstance(child, AllOf | AnyOf) and len(child.children) > 1
    return f"({said})" if grouped else said


def _value(value: Constant, kind: AnswerKind | None, language: Language) -> str:
    if isinstance(value, bool):
        return (YES if value else NO).into(language)
    if isinstance(value, int | Decimal):
        return say_limit(kind, exact(Decimal(value)), language)
    if isinstance(value, Money):
        return f"{value.currency} {say_number(exact(value.amount), language)}"
    if isinstance(value, tuple):
        return ", ".join(_option(slug, kind, language) for slug in value)
    return "" if value is None else _option(value, kind, language)


def _option(slug: str, kind: AnswerKind | None, language: Language) -> str:
    choices = () if kind is None else kind.choices
    text = next((choice.text for choice in choices if choice.slug == slug), None)
    return (
        slug if text is None else f"«{text.nb}»" if language is not Language.EN else f"'{text.en}'"
    )
