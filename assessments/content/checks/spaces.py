"""Spaces: everything that could be answered and stated, as far as given conditions can tell.

A derived fact varies freely here, so a space may hold more than can be: what never happens in it
never happens.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire
from assessments.questionnaire.conditions.evaluate import (
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import (
    Condition,
    Leaf,
    answers_read,
    facts_read,
    leaves,
)
from assessments.questionnaire.critical import MOST, Compare, TooManyError, critical_values
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.solving.things import World, written_by
from assessments.questionnaire.values import Marker, Value

Signature = Callable[[Value], tuple[object, ...]]
"""From a value to all that any comparison can tell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The values to try for each question, in order, and for each fact."""

    questions: Mapping[str, Sequence[Value]]
    facts: Mapping[str, Sequence[Value]]

    def combinations(self) -> Iterator[tuple[dict[str, Value], dict[str, Value]]]:
        """Yield every combination of answers and facts."""
        for answers in product(*self.questions.values()):
            for facts in product(*self.facts.values()):
                yield (
                    dict(zip(self.questions, answers, strict=True)),
                    dict(zip(self.facts, facts, strict=True)),
                )

    def reduced(self, questionnaire: CompiledQuestionnaire) -> CompiledQuestionnaire:
        """Return `questionnaire` with the questions of this space alone."""
        questions = tuple(q for q in questionnaire.questions if q.slug in self.questions)
        return replace(questionnaire, questions=questions)


def space_around(
    world: World, conditions: Iterable[Condition], levelled: CompiledQuestion | None = None
) -> Space:
    """Return the space of all that `conditions` hang on, told apart by the level of `levelled`.

    Raises:
        TooManyError: It is larger than can be tried.
    """
    every, questions, facts = reach_of(world, conditions)
    read = [leaf for condition in every for leaf in leaves(condition)]
    space = Space(
        questions={
            slug: _answers(world, question, read, levelled)
            for slug, question in world.questions.items()
            if slug in questions
        },
        facts={slug: _stated(world, world.facts[slug], read) for slug in sorted(facts)},
    )
    if prod(len(v) for v in (*space.questions.values(), *space.facts.values())) > MOST:
        raise TooManyError
    return space


def reach_of(
    world: World, conditions: Iterable[Condition]
) -> tuple[list[Condition], set[str], set[str]]:
    """Return `conditions` and all that decide what they read; the questions and facts read."""
    every: list[Condition] = []
    questions: set[str] = set()
    facts: set[str] = set()
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        every.append(condition)
        facts |= facts_read(condition)
        writers = {q.slug for q in world.questions.values() if written_by(q) in facts}
        for slug in (answers_read(condition) | writers) - questions:
            questions.add(slug)
            waiting.extend(_deciding(world.questions[slug]))
    return every, questions, facts


def _deciding(question: CompiledQuestion) -> Iterator[Condition]:
    if question.question.visible_when is not None:
        yield question.question.visible_when
    exempt = question.question.not_applicable
    if exempt is not None and exempt.allowed_when is not None:
        yield exempt.allowed_when


def _answers(
    world: World,
    compiled: CompiledQuestion,
    read: Iterable[Leaf],
    levelled: CompiledQuestion | None,
) -> Sequence[Value]:
    question = compiled.question
    own = [leaf for leaf in read if leaf.tag == "answer" and leaf.slug == compiled.slug]
    given = [leaf for leaf in read if leaf.tag == "fact" and leaf.slug == written_by(compiled)]
    of_answer, of_fact = _signature(world, own), _signature(world, given)
    level = compiled.levelling if levelled is compiled else None
    direct = question.writes_fact is not None and question.writes_fact.map is None
    compare = Compare(
        leaves=(*own, *(given if direct else ())),
        bands=() if level is None else getattr(question, "bands", None) or (),
        constants=world.constants,
        today=world.today,
    )

    def signature(value: Value) -> tuple[object, ...]:
        reached = None if level is None or isinstance(value, Marker) else level(value, world.today)
        return (*of_answer(value), *of_fact(compiled.written(value)), reached)

    values = representatives(question, compare, signature)
    exempt = question.not_applicable is not None
    return (*values, Marker.NOT_APPLICABLE) if exempt else values


def _stated(world: World, fact: Fact, read: Iterable[Leaf]) -> Sequence[Value]:
    own = [leaf for leaf in read if leaf.tag == "fact" and leaf.slug == fact.slug]
    compare = Compare(leaves=tuple(own), bands=(), constants=world.constants, today=world.today)
    values = representatives(fact, compare, _signature(world, own))
    return (*values, Marker.NOT_APPLICABLE) if fact.allows_not_applicable else values


def representatives(kind: AnswerKind, compare: Compare, signature: Signature) -> tuple[Value, ...]:
    """Return one critical value of `kind` per signature."""
    found: dict[tuple[object, ...], Value] = {}
    for value in critical_values(kind, compare):
        marker = value if isinstance(value, Marker) else None
        found.setdefault((marker, *signature(value)), value)
    return tuple(found.values())


def _signature(world: World, own: Sequence[Leaf]) -> Signature:
    evaluators = [compile_condition(leaf, world.constants, Reading.RULES) for leaf in own]
    slugs = [leaf.slug for leaf in own]

    def signature(value: Value) -> tuple[object, ...]:
        state = State(answers=dict.fromkeys(slugs, value), facts=dict.fromkeys(slugs, value))
        return tuple(evaluate(state) for evaluate in evaluators)

    return signature
