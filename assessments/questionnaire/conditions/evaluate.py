"""Compiles a condition once into a function of a state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnswerLeaf,
    AnyOf,
    Condition,
    Constant,
    FactLeaf,
    Leaf,
    Money,
    Negation,
)
from assessments.questionnaire.conditions.operators import TESTS, Operator, Test
from assessments.questionnaire.conditions.outcomes import (
    ABSENT,
    ALL,
    ANY,
    ANYTHING,
    EITHER,
    FALSE,
    NOT,
    OPEN,
    TRUE,
)
from assessments.questionnaire.values import Marker, Value, exact


@dataclass(slots=True)
class State:
    """What conditions look at while an assessment is evaluated.

    `answers` holds the answers to shown questions and, for the others, the marker that says why
    there is none. `scores` holds 0 to 100 by theme, and ``overall``; a theme without a score is
    absent.
    """

    answers: dict[str, Value] = field(default_factory=dict[str, Value])
    facts: Mapping[str, Value] = field(default_factory=dict[str, Value])
    scores: Mapping[str, Fraction | None] = field(default_factory=dict[str, Fraction | None])


UNANSWERED = EITHER | OPEN

Evaluator = Callable[[State], int]
"""From a state to a set of outcomes, see ``outcomes``."""


class Reading(Enum):
    """What *does not apply* makes of a comparison."""

    RULES = FALSE
    """Visibility and caps: it is unmet."""
    MATCHING = ABSENT
    """Criteria: it is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constants:
    """What constants in conditions may name.

    `groups` are named groups of options, `rates` kroner per unit of currency, and `dont_know` the
    options that say *don't know*, by the slug of their question or fact.
    """

    groups: Mapping[str, frozenset[str]]
    rates: Mapping[str, Decimal]
    dont_know: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])


def compile_condition(condition: Condition, constants: Constants, reading: Reading) -> Evaluator:
    """Return the function that evaluates `condition`; it has been checked before."""
    if isinstance(condition, AllOf):
        return _all([compile_condition(c, constants, reading) for c in condition.children])
    if isinstance(condition, AnyOf):
        return _any([compile_condition(c, constants, reading) for c in condition.children])
    if isinstance(condition, Negation):
        child = compile_condition(condition.child, constants, reading)
        return lambda state: NOT[child(state)]
    return _leaf(condition, constants, reading)


def _all(children: list[Evaluator]) -> Evaluator:
    def evaluate(state: State) -> int:
        outcome = TRUE
        for child in children:
            outcome = ALL[outcome][child(state)]
            if outcome == FALSE:
                return FALSE
        return outcome

    return evaluate


def _any(children: list[Evaluator]) -> Evaluator:
    def evaluate(state: State) -> int:
        outcome = FALSE
        for child in children:
            outcome = ANY[outcome][child(state)]
            if outcome == TRUE:
                return TRUE
        return outcome

    return evaluate


def _leaf(leaf: Leaf, constants: Constants, reading: Reading) -> Evaluator:
    slug = leaf.slug
    constant = constant_of(leaf, constants)
    test = TESTS[leaf.op](constant)
    of_marker = _outcomes_of_markers(leaf, constants, reading)
    if isinstance(leaf, AnswerLeaf):
        return _of_answer(slug, test, of_marker)
    if isinstance(leaf, FactLeaf):
        return _of_fact(slug, test, of_marker)
    return lambda state: _of_score(state, slug, test)


def _of_answer(slug: str, test: Test, of_marker: Sequence[int]) -> Evaluator:
    def evaluate(state: State) -> int:
        value = state.answers.get(slug)
        if value is None:
            return UNANSWERED
        if type(value) is Marker:
            return of_marker[value.value]
        return TRUE if test(value) else FALSE

    return evaluate


def _of_fact(slug: str, test: Test, of_marker: Sequence[int]) -> Evaluator:
    """The same of facts: one function for both would be a call more for each of thousands."""

    def evaluate(state: State) -> int:
        value = state.facts.get(slug)
        if value is None:
            return UNANSWERED
        if type(value) is Marker:
            return of_marker[value.value]
        return TRUE if test(value) else FALSE

    return evaluate


def _of_score(state: State, slug: str, test: Callable[[object], bool]) -> int:
    """A score that is null is absent; one that is not computed yet is open."""
    if slug not in state.scores:
        return UNANSWERED
    score = state.scores[slug]
    if score is None:
        return ABSENT
    return TRUE if test(score) else FALSE


def when_not_known(leaf: Leaf, constants: Constants) -> bool | None:
    """Return what `leaf` says of a don't know, None where that is unknown.

    A condition that names the option that says *don't know* says itself what that makes of it.
    """
    constant = constant_of(leaf, constants)
    options = constants.dont_know.get(leaf.slug, frozenset())
    named = [option for option in options if _names(constant, option)]
    return TESTS[leaf.op](constant)(min(named)) if named else None


def _names(constant: object, option: str) -> bool:
    """Tell whether `constant` names `option`."""
    return constant == option or (isinstance(constant, frozenset) and option in constant)


def _outcomes_of_markers(leaf: Leaf, constants: Constants, reading: Reading) -> tuple[int, ...]:
    """Return what `leaf` makes of each marker, by the marker's number."""
    not_applicable = {Operator.NOT_APPLICABLE: TRUE, Operator.ANSWERED: FALSE}
    settled = when_not_known(leaf, constants)
    of_marker = {
        Marker.NOT_APPLICABLE: not_applicable.get(leaf.op, reading.value),
        Marker.DONT_KNOW: {None: EITHER, True: TRUE, False: FALSE}[settled],
        Marker.ABSENT: ABSENT,
        Marker.HIDDEN_BY_DONT_KNOW: ANYTHING,
        Marker.UNDECIDED: ANYTHING | OPEN,
    }
    return tuple(of_marker[marker] for marker in Marker)


def constant_of(leaf: Leaf, constants: Constants) -> object:
    """Return the constant of `leaf` as the values it is compared with."""
    value: Constant = leaf.value
    if leaf.op is Operator.CONTAINS_OUTSIDE:
        return constants.groups[str(value)]
    if isinstance(value, Money):
        return exact(value.amount * constants.rates[value.currency])
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, str) and leaf.op in _ORDERED:
        return date.fromisoformat(value)
    return value


_ORDERED = frozenset({Operator.LT, Operator.LTE, Operator.GT, Operator.GTE})
