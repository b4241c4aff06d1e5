"""Inputs: what can still be answered or stated, reduced to alternatives that rules tell apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Leaf
from assessments.questionnaire.critical import Compare, TooManyError, critical_values
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.values import Marker, Value


@dataclass(frozen=True, slots=True)
class Alternative:
    """Answers that no rule tells apart: one of them, and the levels that they reach.

    The value is None where it is left open, which only what is not required can be.
    """

    value: Value | None
    lowest: int = 0
    highest: int = 0


Alternatives = tuple[Alternative, ...]

View = Callable[[Value], tuple[int, ...]]
"""From a value to all that comparisons tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """The comparisons with an input: of the answer or fact itself, and of what an answer gives.

    More than `most` alternatives are too much to try.
    """

    own: tuple[Leaf, ...]
    written: tuple[Leaf, ...] = ()
    constants: Constants
    as_of: date
    most: int


def alternatives_of_question(question: CompiledQuestion, readers: Readers) -> Alternatives | None:
    """Return what can be answered to `question`; None where that is too much to try.

    Answers that nothing reads are one alternative, whatever their levels.
    """
    kind, of_answer = question.question, view(readers, readers.own)
    of_fact = view(readers, readers.written)
    writes = kind.writes_fact
    direct = writes is not None and writes.map is None
    compare = Compare(
        leaves=(*readers.own, *(readers.written if direct else ())),
        bands=getattr(kind, "bands", None) or (),
        constants=readers.constants,
        today=readers.as_of,
    )
    found: dict[tuple[object, ...], Alternative] = {}
    try:
        for value in _answers(kind, compare):
            meant = kind.meaning(value)
            is_exempt = meant is Marker.NOT_APPLICABLE
            key = (is_exempt, of_answer(meant), of_fact(question.written(meant)))
            level = 0
            if question.levelling is not None and not isinstance(meant, Marker):
                level = question.levelling(meant, readers.as_of)
            found[key] = _widened(found.get(key), value, level)
    except TooManyError:
        return None
    exempt = [Alternative(Marker.NOT_APPLICABLE)] if kind.not_applicable is not None else []
    left_open = [] if kind.required else [Alternative(None)]
    return _few(readers, [*found.values(), *exempt, *left_open])


def _widened(known: Alternative | None, value: Value, level: int) -> Alternative:
    if known is None:
        return Alternative(value, level, level)
    return Alternative(known.value, min(known.lowest, level), max(known.highest, level))


def alternatives_of_fact(fact: Fact, readers: Readers, *, optional: bool) -> Alternatives | None:
    """Return what can be stated of `fact`; None where that is too much to try."""
    seen = view(readers, readers.own)
    compare = Compare(
        leaves=readers.own, bands=(), constants=readers.constants, today=readers.as_of
    )
    found: dict[tuple[object, ...], Alternative] = {}
    try:
        for value in _answers(fact, compare):
            meant = fact.meaning(value)
            found.setdefault((isinstance(meant, Marker), seen(meant)), Alternative(value))
    except TooManyError:
        return None
    may_not_apply = fact.allows_not_applicable or bool(fact.derived_from)
    exempt = [Alternative(Marker.NOT_APPLICABLE)] if may_not_apply else []
    undefined = [Alternative(Marker.ABSENT)] if fact.computed is not None else []
    left_open = [Alternative(None)] if optional else []
    return _few(readers, [*found.values(), *exempt, *undefined, *left_open])


def _answers(kind: AnswerKind, compare: Compare) -> Iterator[Value]:
    """Yield values to try, options as they are chosen rather than as they are meant."""
    if isinstance(kind, OneOfOptions):
        yield from kind.by_slug
        yield Marker.DONT_KNOW
    else:
        yield from critical_values(kind, compare)


def _few(readers: Readers, found: Sequence[Alternative]) -> Alternatives | None:
    return tuple(found) if len(found) <= readers.most else None


def view(readers: Readers, leaves: Iterable[Leaf]) -> View:
    """Return what `leaves` tell of a value."""
    compiled = [
        (leaf.slug, compile_condition(leaf, readers.constants, Reading.RULES)) for leaf in leaves
    ]

    def seen(value: Value) -> tuple[int, ...]:
        return tuple(
            evaluate(State(answers={slug: value}, facts={slug: value}))
            for slug, evaluate in compiled
        )

    return seen
