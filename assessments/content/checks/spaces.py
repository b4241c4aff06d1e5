"""Spaces: everything that could be answered and stated, as far as given conditions can tell.

A derived fact that no answer has a part in varies freely here, so a space may hold more than can
be: what never happens in it never happens. One that follows from answers is worked out from them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

from assessments.content.checks.loops import reachable
from assessments.content.checks.reaching import Reach, graph_of
from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire, Derive
from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.nodes import Leaf, leaves
from assessments.questionnaire.critical import Compare, critical_values
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.questions import Question
from assessments.questionnaire.solving.residues import Thing
from assessments.questionnaire.solving.things import ANSWER, FACT, World, written_by
from assessments.questionnaire.values import Marker, Number, Value, Values

Signature = Callable[[Value], tuple[object, ...]]
"""From a value to all that any comparison can tell of it."""

Settled = Mapping[Thing, Value | None]
"""What is answered and stated; None where a fact is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Something to answer or state: what it can be, and what can be told of that.

    `more` is what it can be beside values of its kind: *does not apply*, or nothing at all.
    """

    kind: AnswerKind
    compare: Compare
    signature: Signature
    more: tuple[Value | None, ...]

    def values(self) -> Sequence[Value | None]:
        """Return one value for each that can be told from others."""
        return (*representatives(self.kind, self.compare, self.signature), *self.more)


@dataclass(frozen=True, kw_only=True)
class Space:
    """What can be answered, in the questions' order, and stated, as far as `reach` can tell.

    The level of the `levelled` question counts, where there is one.
    """

    world: World
    derive: Derive
    reach: Reach
    levelled: CompiledQuestion | None = None

    def reduced(self, questionnaire: CompiledQuestionnaire) -> CompiledQuestionnaire:
        """Return `questionnaire` with the questions of this space alone."""
        questions = tuple(q for q in questionnaire.questions if q.slug in self.reach.questions)
        return replace(questionnaire, questions=questions)

    def follow(self, facts: Values, as_of: date) -> Values:
        """Return `facts` with those that follow from them here; a ``Derive``."""
        followed = self.reach.followed
        if not followed:
            return facts
        known = self.derive(facts, as_of)
        free = {slug: value for slug, value in facts.items() if slug not in followed}
        return {**free, **{slug: known[slug] for slug in followed if slug in known}}

    @cached_property
    def comparisons(self) -> Sequence[Leaf]:
        """Every comparison."""
        return [leaf for condition in self.reach.conditions for leaf in leaves(condition)]

    @cached_property
    def compared_with(self) -> Mapping[str, Sequence[Number]]:
        """The followed facts that comparisons read, each with the numbers it is compared with."""
        read = ((slug, self._reading(FACT, slug)) for slug in sorted(self.reach.followed))
        return {slug: tuple(self._compare(own).numbers()) for slug, own in read if own}

    @cached_property
    def open(self) -> Mapping[Thing, Open]:
        """All that there is to answer and state; the question whose level counts comes last."""
        questions = [q for q in self.world.questions.values() if q.slug in self.reach.questions]
        last = sorted(questions, key=lambda question: question is self.levelled)
        stated = (slug for slug in sorted(self.reach.facts) if self._is_stated(slug))
        return {
            **{(FACT, slug): self._stated(slug) for slug in stated},
            **{(ANSWER, question.slug): self._answered(question) for question in last},
        }

    @cached_property
    def bases(self) -> frozenset[Thing]:
        """Those of ``open`` from which the followed facts follow."""
        graph = graph_of(self.world)
        behind = {base for slug in self.reach.followed for base in reachable(graph, slug)}
        behind |= self.reach.followed
        slugs = self.reach.questions
        writing = {s for s in slugs if written_by(self.world.questions[s]) in behind}
        found = {*((FACT, slug) for slug in behind), *((ANSWER, slug) for slug in writing)}
        return frozenset(thing for thing in self.open if thing in found)

    def _is_stated(self, slug: str) -> bool:
        """Tell whether it matters what is stated of a fact: nothing works it out or gives it."""
        if slug in self.reach.followed and not self.world.facts[slug].asked:
            return False
        writers = (self.world.questions[question] for question in self.world.writers_of(slug))
        return not any(_is_always_answered(writer.question) for writer in writers)

    def _stated(self, slug: str) -> Open:
        fact = self.world.facts[slug]
        exempt = (Marker.NOT_APPLICABLE,) if fact.allows_not_applicable else ()
        # What the program derives may be stated as a whole instead, and is then not worked out.
        left_out = (None,) if self._may_be_left_out(slug) else ()
        own = self._reading(FACT, slug)
        return Open(
            kind=fact,
            compare=self._compare(own),
            signature=_signature(self.world, own),
            more=(*exempt, *left_out),
        )

    def _may_be_left_out(self, slug: str) -> bool:
        facts, graph = self.world.facts, graph_of(self.world)
        above = (f for f in self.reach.followed if slug == f or slug in reachable(graph, f))
        return any(facts[fact].computed is None for fact in above)

    def _answered(self, compiled: CompiledQuestion) -> Open:
        question, today = compiled.question, self.world.today
        own = self._reading(ANSWER, compiled.slug)
        given = self._reading(FACT, written_by(compiled))
        of_answer, of_fact = _signature(self.world, own), _signature(self.world, given)
        level = compiled.levelling if self.levelled is compiled else None
        direct = question.writes_fact is not None and question.writes_fact.map is None

        def signature(value: Value) -> tuple[object, ...]:
            reached = None if level is None or isinstance(value, Marker) else level(value, today)
            return (*of_answer(value), *of_fact(compiled.written(value)), reached)

        bands = () if level is None else getattr(question, "bands", None) or ()
        return Open(
            kind=question,
            compare=replace(self._compare((*own, *(given if direct else ()))), bands=bands),
            signature=signature,
            more=() if question.not_applicable is None else (Marker.NOT_APPLICABLE,),
        )

    def _reading(self, kind: str, slug: str | None) -> Sequence[Leaf]:
        return [leaf for leaf in self.comparisons if (leaf.tag, leaf.slug) == (kind, slug)]

    def _compare(self, own: Sequence[Leaf]) -> Compare:
        world = self.world
        return Compare(leaves=tuple(own), bands=(), constants=world.constants, today=world.today)


def _is_always_answered(question: Question) -> bool:
    return question.visible_when is None and question.not_applicable is None


def combinations(values: Mapping[Thing, Sequence[Value | None]]) -> Iterator[Settled]:
    """Yield every combination of `values`; the last thing varies first."""
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


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
