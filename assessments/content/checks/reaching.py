"""Reaching: what conditions hang on, through what shows a question and what gives a fact."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assessments.content.checks.loops import Graph, reachable
from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.conditions.nodes import Condition, answers_read, facts_read
from assessments.questionnaire.solving.things import World, written_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Some conditions with all that decide what they read, and the questions and facts read.

    `followed` are those of `facts` that follow from others of them.
    """

    conditions: Sequence[Condition]
    questions: frozenset[str]
    facts: frozenset[str]
    followed: frozenset[str]


def graph_of(world: World) -> Graph:
    """Return what each fact follows from."""
    return {slug: fact.derived_from for slug, fact in world.facts.items()}


def reach_of(world: World, conditions: Iterable[Condition]) -> Reach:
    """Return how far `conditions` reach, through the facts that follow from answers too."""
    every: list[Condition] = []
    questions: set[str] = set()
    facts: set[str] = set()
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        every.append(condition)
        for slug in facts_read(condition):
            facts |= {slug, *_behind_answers(world, slug)}
        writers = {q.slug for q in world.questions.values() if written_by(q) in facts}
        for slug in (answers_read(condition) | writers) - questions:
            questions.add(slug)
            waiting.extend(_deciding(world.questions[slug]))
    graph = graph_of(world)
    followed = {slug for slug in facts if graph.get(slug) and reachable(graph, slug) <= facts}
    return Reach(
        conditions=every,
        questions=frozenset(questions),
        facts=frozenset(facts),
        followed=frozenset(followed),
    )


def _behind_answers(world: World, slug: str) -> frozenset[str]:
    """Return what the fact `slug` follows from; nothing where no answer has a part in it."""
    bases = reachable(graph_of(world), slug)
    written = {written_by(question) for question in world.questions.values()}
    return frozenset() if bases.isdisjoint(written) else bases


def _deciding(question: CompiledQuestion) -> Iterator[Condition]:
    if question.question.visible_when is not None:
        yield question.question.visible_when
    exempt = question.question.not_applicable
    if exempt is not None and exempt.allowed_when is not None:
        yield exempt.allowed_when
