"""Things: what each question, fact and score can be, as far as comparisons can tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from assessments.questionnaire.compiled import CompiledQuestion
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import FactLeaf, Leaf
from assessments.questionnaire.critical import Compare, critical_values
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.solving.residues import Choice, Thing
from assessments.questionnaire.values import Marker, Number, Value

HIGHEST_SCORE = 100
ANSWER, FACT, SCORE = "answer", "fact", "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What there is to answer and state: the questions in order, which may be none, and facts."""

    questions: Mapping[str, CompiledQuestion]
    facts: Mapping[str, Fact]
    constants: Constants
    today: date

    def writers_of(self, fact: str) -> Sequence[str]:
        """Return the questions whose answers give `fact`, the one that wins first."""
        writers = [q.slug for q in self.questions.values() if written_by(q) == fact]
        return tuple(reversed(writers))

    def settled_by(self, leaf: Leaf) -> tuple[Thing, ...]:
        """Return what settles `leaf`: the first of these that is there."""
        writers = self.writers_of(leaf.slug) if isinstance(leaf, FactLeaf) else ()
        return (*((ANSWER, slug) for slug in writers), (leaf.tag, leaf.slug))


def written_by(question: CompiledQuestion) -> str | None:
    """Return the fact that answers to `question` give, if any."""
    writes = question.question.writes_fact
    return None if writes is None else writes.fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A comparison, its number, and how it is evaluated."""

    number: int
    leaf: Leaf
    evaluate: Evaluator


Choices = tuple[tuple[Value | None, Choice], ...]
"""A value for each choice; None where the thing is not there."""


class Things:
    """The choices for every thing that comparisons read; each is worked out when asked for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._reads: dict[tuple[Leaf, Reading], Read] = {}
        self._choices: dict[tuple[object, ...], Choices] = {}
        self._numbers = 0

    def number_of(self, leaf: Leaf, reading: Reading) -> int:
        """Return the number of `leaf`; a new one when it is seen for the first time."""
        key = leaf, reading
        if key not in self._reads:
            evaluate = compile_condition(leaf, self._world.constants, reading)
            self._reads[key] = Read(number=len(self._reads), leaf=leaf, evaluate=evaluate)
        return self._reads[key].number

    def stated(self, thing: Thing) -> Choices:
        """Return what a fact or a score can be.

        Raises:
            TooManyError: There are more values than can be tried.
        """
        if thing not in self._choices:
            kind, slug = thing
            own = self._of(kind, slug)
            values = _scores(self._compare(own)) if kind == SCORE else self._of_fact(slug, own)
            seen = ((value, _outcomes(own, value)) for value in values)
            self._choices[thing] = self._told_apart(thing, seen)
        return self._choices[thing]

    def answered(self, slug: str, *, exempt: bool) -> Choices:
        """Return what an answer to a shown question can be; *does not apply* where `exempt`.

        Raises:
            TooManyError: There are more values than can be tried.
        """
        key = slug, exempt
        if key not in self._choices:
            seen = self._answers(self._world.questions[slug], exempt=exempt)
            self._choices[key] = self._told_apart((ANSWER, slug), seen)
        return self._choices[key]

    def hidden(self, slug: str, marker: Marker) -> Choices:
        """Return the one choice for a question that is not shown, for which `marker` stands."""
        key = slug, marker
        if key not in self._choices:
            outcomes = _outcomes(self._of(ANSWER, slug), marker)
            self._choices[key] = self._told_apart((ANSWER, slug), [(None, outcomes)])
        return self._choices[key]

    def _answers(
        self, compiled: CompiledQuestion, *, exempt: bool
    ) -> Iterator[tuple[Value, Mapping[int, int]]]:
        question, fact = compiled.question, written_by(compiled)
        own = self._of(ANSWER, compiled.slug)
        given = [] if fact is None else self._of(FACT, fact)
        direct = question.writes_fact is not None and question.writes_fact.map is None
        values = _values(question, self._compare([*own, *(given if direct else ())]))
        for value in (*values, *((Marker.NOT_APPLICABLE,) if exempt else ())):
            meant = question.meaning(value)
            written = compiled.written(meant)
            yield value, {**_outcomes(own, meant), **_outcomes(given, written)}

    def _of_fact(self, slug: str, own: Sequence[Read]) -> Iterator[Value]:
        fact = self._world.facts[slug]
        for value in _values(fact, self._compare(own)):
            yield fact.meaning(value)
        if fact.allows_not_applicable or fact.computed is not None:
            yield Marker.NOT_APPLICABLE
        if fact.computed is not None:
            yield Marker.ABSENT

    def _of(self, kind: str, slug: str) -> list[Read]:
        return [r for r in self._reads.values() if (r.leaf.tag, r.leaf.slug) == (kind, slug)]

    def _compare(self, own: Iterable[Read]) -> Compare:
        world = self._world
        leaves = tuple(read.leaf for read in own)
        return Compare(leaves=leaves, bands=(), constants=world.constants, today=world.today)

    def _told_apart(
        self, thing: Thing, seen: Iterable[tuple[Value | None, Mapping[int, int]]]
    ) -> Choices:
        found: dict[tuple[int, ...], tuple[Value | None, Choice]] = {}
        for value, outcomes in seen:
            if tuple(outcomes.values()) not in found:
                self._numbers += 1
                choice = Choice(self._numbers, thing, outcomes)
                found[tuple(outcomes.values())] = value, choice
        return tuple(found.values())


def _values(kind: AnswerKind, compare: Compare) -> Iterator[Value]:
    """Yield values that stand for all, as they are given; *don't know* comes last."""
    if isinstance(kind, OneOfOptions):
        yield from kind.by_slug
    else:
        yield from (v for v in critical_values(kind, compare) if v is not Marker.DONT_KNOW)
    yield Marker.DONT_KNOW


def _scores(compare: Compare) -> Iterator[Value]:
    edges = sorted({0, HIGHEST_SCORE, *compare.numbers()})
    between: list[Number] = [Fraction(low + high, 2) for low, high in pairwise(edges)]
    yield from (score for score in (*edges, *between) if 0 <= score <= HIGHEST_SCORE)
    yield Marker.ABSENT


def _outcomes(reads: Iterable[Read], value: Value) -> dict[int, int]:
    slugs = {read.leaf.slug for read in reads}
    scores = dict.fromkeys(slugs, value if isinstance(value, Fraction | int) else None)
    state = State(
        answers=dict.fromkeys(slugs, value),
        facts=dict.fromkeys(slugs, value),
        scores={slug: None if s is None else Fraction(s) for slug, s in scores.items()},
    )
    return {read.number: read.evaluate(state) for read in reads}
