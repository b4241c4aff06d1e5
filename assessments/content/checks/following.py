"""Following: the values of answers and stated facts at which what follows from them turns.

How a fact follows is asked of the engine and written nowhere anew: along one thing at a time, with
the others as they are, halving finds the two neighbours between which something turns.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations as combinations_of
from itertools import islice, pairwise
from math import prod

from assessments.content.checks.lines import Line
from assessments.content.checks.spaces import Open, Settled, Space, combinations
from assessments.questionnaire.critical import MOST, critical_values
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.text import TextAnswer
from assessments.questionnaire.solving.residues import Thing
from assessments.questionnaire.solving.things import ANSWER, FACT
from assessments.questionnaire.values import Marker, Number, Value

MOST_OPTIONS = 8
"""Of so many options every choice is tried."""

TURNS = 3
"""How many values one combination of the others may add, about."""

Found = dict[Thing, Sequence[Value | None]]


@dataclass(frozen=True, slots=True)
class ToTry:
    """The values to try for each thing of a space, and whether they stand for all."""

    values: Found
    complete: bool


def values_to_try(space: Space) -> ToTry:
    """Return the values of all things in `space`, told apart by what follows from them.

    Raises:
        TooManyError: There are more than can be tried.
    """
    found: Found = {
        thing: _first(is_open) if thing in space.bases else is_open.values()
        for thing, is_open in space.open.items()
    }
    bases = [thing for thing in space.open if thing in space.bases]
    turning = Turning(space)
    complete = True
    for thing in bases:
        others = {base: found[base] for base in bases if base != thing}
        contexts, every = _spread(others)
        complete = complete and every and _stand_for_all(space.open[thing].kind)
        found[thing] = turning.values_of(thing, found[thing], contexts)
    return ToTry(found, complete)


def _spread(others: Found) -> tuple[Sequence[Settled], bool]:
    """Return combinations of `others`, spread over all where there are many; and if it is all.

    There are as few as it takes for the turning points of all things to be tried together.
    """
    most = max(2, round(MOST ** (1 / (len(others) + 1))) // TURNS)
    step = -(-prod(map(len, others.values())) // most)
    return list(islice(combinations(others), 0, MOST, step)), step == 1


def _first(is_open: Open) -> Sequence[Value | None]:
    """Return the values to begin with: those that comparisons tell apart, and both ends."""
    kind = is_open.kind
    values = dict.fromkeys(critical_values(kind, is_open.compare))
    if isinstance(kind, MultipleChoice):
        values |= dict.fromkeys(_ticks([o.slug for o in kind.options if not o.exclusive]))
    return (*values, *is_open.more)


def _ticks(options: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield what can be ticked; where there are many options only one, or all, of them."""
    every = range(1, len(options) + 1)
    sizes = every if len(options) <= MOST_OPTIONS else (1, len(options))
    return (frozenset(some) for size in sizes for some in combinations_of(options, size))


def _stand_for_all(kind: AnswerKind) -> bool:
    """Tell whether the values to begin with, and where something turns, stand for all."""
    many = isinstance(kind, MultipleChoice) and len(kind.options) > MOST_OPTIONS
    return not many and not isinstance(kind, TextAnswer)


@dataclass(frozen=True, slots=True)
class Turning:
    """Finds where what follows in `space` turns."""

    space: Space

    def values_of(
        self, thing: Thing, values: Sequence[Value | None], contexts: Sequence[Settled]
    ) -> Sequence[Value | None]:
        """Return `values` of `thing`, and those where something turns in one of `contexts`."""
        is_open = self.space.open[thing]
        line = Line.of(is_open.kind)
        if line is None:
            return self._told_apart(thing, is_open, values, contexts)
        marks = sorted({*line.marks(), *(line.place(v) for v in values if line.has(v))})
        turns = (
            line.value(place) for c in contexts for place in self._turns(thing, c, line, marks)
        )
        return tuple(dict.fromkeys((*values, *turns)))

    def _told_apart(
        self,
        thing: Thing,
        is_open: Open,
        values: Sequence[Value | None],
        contexts: Sequence[Settled],
    ) -> Sequence[Value | None]:
        """Return one of `values` for each that comparisons or what follows tell apart."""
        kept: dict[object, Value | None] = {}
        for value in values:
            own = value if value is None or isinstance(value, Marker) else is_open.signature(value)
            follows = tuple(self._outcome({**context, thing: value}) for context in contexts)
            kept.setdefault((own, follows), value)
        return tuple(kept.values())

    def _turns(
        self, thing: Thing, context: Settled, line: Line, marks: Sequence[int]
    ) -> Iterator[int]:
        """Yield the places between which something turns, two by two."""
        seen: dict[int, object] = {}

        def outcome(place: int) -> object:
            if place not in seen:
                seen[place] = self._outcome({**context, thing: line.value(place)})
            return seen[place]

        waiting = list(pairwise(marks))
        while waiting:
            low, high = waiting.pop()
            if outcome(low) == outcome(high):
                continue
            if high - low == 1:
                yield from (low, high)
            else:
                middle = (low + high) // 2
                waiting += [(low, middle), (middle, high)]

    def _outcome(self, settled: Settled) -> tuple[object, ...]:
        """Return all that comparisons, whatever their operator, can tell of what follows."""
        space = self.space
        facts = {slug: v for (kind, slug), v in settled.items() if kind == FACT and v is not None}
        for (kind, slug), value in settled.items():
            writes = space.world.questions[slug].question.writes_fact if kind == ANSWER else None
            if writes is not None and value is not None:
                facts[writes.fact] = space.world.questions[slug].written(value)
        known = space.follow(facts, space.world.today)
        return tuple(
            _sides(known.get(slug), numbers) for slug, numbers in space.compared_with.items()
        )


def _sides(value: Value | None, numbers: Iterable[Number]) -> object:
    """Return on which side of each of `numbers` a number is; any other value itself."""
    if isinstance(value, bool) or not isinstance(value, Number):
        return value
    return tuple((value > number) - (value < number) for number in numbers)
