"""Comparisons: which operators and constants fit what a condition compares.

A new operator or kind of answer is a line in ``OPERATORS``, and a case in ``_constant``.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.questionnaire.conditions.nodes import Constant, Leaf, Money
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.choice import WithOptions
from assessments.questionnaire.kinds.number import Numeric
from assessments.texts import MAX_DECIMALS

_ORDERED = frozenset({Operator.LT, Operator.LTE, Operator.GT, Operator.GTE})
_EQUAL = frozenset({Operator.EQ, Operator.NE})
_ONE_OF = frozenset({Operator.IN, Operator.NOT_IN})
_CONTAINS = frozenset({Operator.CONTAINS_ANY, Operator.CONTAINS_ALL, Operator.CONTAINS_NONE})
_OF_ANY = frozenset({Operator.ANSWERED, Operator.NOT_APPLICABLE})

OPERATORS: Mapping[Shape, frozenset[Operator]] = {
    Shape.OPTION: _EQUAL | _ONE_OF,
    Shape.OPTIONS: _CONTAINS | {Operator.CONTAINS_OUTSIDE, Operator.COUNT_GTE},
    Shape.NUMBER: _EQUAL | _ORDERED,
    Shape.BOOLEAN: _EQUAL,
    Shape.TEXT: _EQUAL | _ONE_OF,
    Shape.DATE: _ORDERED,
}
"""The operators that fit each shape, beside those that fit any."""

HIGHEST_SCORE = 100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What a comparison may be made with: the kind, whether it may not apply, and the groups."""

    kind: AnswerKind
    may_not_apply: bool
    groups: Mapping[str, frozenset[str]]

    @property
    def options(self) -> Collection[str]:
        """The options of the kind."""
        return self.kind.by_slug if isinstance(self.kind, WithOptions) else ()


def misfit(leaf: Leaf, compared: Compared) -> str | None:
    """Return why `leaf` does not fit what it compares, with what to do; None if it does."""
    shape = compared.kind.shape
    if leaf.op in _OF_ANY:
        return _without_constant(leaf, compared)
    fitting = OPERATORS[shape]
    if leaf.op not in fitting:
        choice = ", ".join(sorted(fitting | _OF_ANY))
        return f"`{leaf.op}` does not fit `{leaf.slug}`; use one of {choice}"
    return _constant(leaf, compared)


def misfit_of_score(leaf: Leaf) -> str | None:
    """Return why `leaf` does not fit a score, with what to do; None if it does."""
    if leaf.op not in _ORDERED:
        choice = ", ".join(sorted(_ORDERED))
        return f"`{leaf.op}` does not fit a score; use one of {choice}"
    if not _is_number(leaf.value) or not 0 <= Decimal(str(leaf.value)) <= HIGHEST_SCORE:
        return f"a score is from 0 to {HIGHEST_SCORE}; compare it with such a number"
    return _too_precise(leaf.value)


def _too_precise(value: Constant) -> str | None:
    """Return what is wrong with more decimals than companies and SQL have; decision 25."""
    number = value.amount if isinstance(value, Money) else value
    if isinstance(number, Decimal) and number != round(number, MAX_DECIMALS):
        return f"`{number}` has too many decimals; use at most {MAX_DECIMALS}"
    return None


def _without_constant(leaf: Leaf, compared: Compared) -> str | None:
    if leaf.value is not None:
        return f"`{leaf.op}` takes no value; take it out"
    if leaf.op is Operator.NOT_APPLICABLE and not compared.may_not_apply:
        return f"`{leaf.slug}` always applies; take the comparison out"
    return None


def _constant(leaf: Leaf, compared: Compared) -> str | None:
    if leaf.op is Operator.CONTAINS_OUTSIDE:
        return _group(leaf, compared)
    if leaf.op is Operator.COUNT_GTE:
        return _count(leaf, compared)
    if leaf.op in _ONE_OF | _CONTAINS:
        return _members(leaf, compared)
    return _ONE_CONSTANT[compared.kind.shape](leaf, compared)


def _group(leaf: Leaf, compared: Compared) -> str | None:
    group = compared.groups.get(leaf.value) if isinstance(leaf.value, str) else None
    if group is None:
        known = ", ".join(compared.groups)
        return f"there is no group `{leaf.value}`; choose among {known}, or add it"
    strange = sorted(group - frozenset(compared.options))
    if strange:
        return f"`{strange[0]}` of the group is no option of `{leaf.slug}`; compare something else"
    return None


def _count(leaf: Leaf, compared: Compared) -> str | None:
    most = len(compared.options)
    if isinstance(leaf.value, bool) or not isinstance(leaf.value, int):
        return "a count is a whole number; compare it with one"
    if not 1 <= leaf.value <= most:
        return f"there are 1 to {most} to count; compare the count with such a number"
    return None


def _members(leaf: Leaf, compared: Compared) -> str | None:
    if not isinstance(leaf.value, tuple) or not leaf.value:
        return f"`{leaf.op}` takes a list of at least one; write [a, b]"
    if len(set(leaf.value)) < len(leaf.value):
        return "the list names one twice; take one out"
    if compared.kind.shape is Shape.TEXT:
        return None
    return next((w for w in (_option(leaf, s, compared) for s in leaf.value) if w), None)


def _one_option(leaf: Leaf, compared: Compared) -> str | None:
    if not isinstance(leaf.value, str):
        return f"`{leaf.slug}` is an option; compare it with the slug of one"
    return _option(leaf, leaf.value, compared)


def _option(leaf: Leaf, slug: str, compared: Compared) -> str | None:
    if slug in compared.options:
        return None
    known = ", ".join(list(compared.options)[:20])
    return f"`{slug}` is no option of `{leaf.slug}`; choose among {known}"


def _number(leaf: Leaf, compared: Compared) -> str | None:
    if isinstance(leaf.value, Money):
        in_kroner = getattr(compared.kind, "kind", None) == "money"
        if not in_kroner:
            return f"`{leaf.slug}` is no amount of money; use a plain number"
    elif not _is_number(leaf.value) or not isinstance(compared.kind, Numeric):
        return f"`{leaf.slug}` is a number; compare it with one"
    return _too_precise(leaf.value)


def _boolean(leaf: Leaf, compared: Compared) -> str | None:
    del compared
    if isinstance(leaf.value, bool):
        return None
    return f"`{leaf.slug}` is yes or no; compare it with true or false"


def _text(leaf: Leaf, compared: Compared) -> str | None:
    del compared
    return None if isinstance(leaf.value, str) else f"`{leaf.slug}` is a text; compare it with one"


def _day(leaf: Leaf, compared: Compared) -> str | None:
    del compared
    words = f"`{leaf.slug}` is a date; compare it with one, written 'YYYY-MM-DD'"
    if not isinstance(leaf.value, str) or not _DAY.fullmatch(leaf.value):
        return words
    try:
        date.fromisoformat(leaf.value)
    except ValueError:
        return words
    return None


def _is_number(value: Constant) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


_ONE_CONSTANT: Mapping[Shape, Callable[[Leaf, Compared], str | None]] = {
    Shape.OPTION: _one_option,
    Shape.NUMBER: _number,
    Shape.BOOLEAN: _boolean,
    Shape.TEXT: _text,
    Shape.DATE: _day,
}
