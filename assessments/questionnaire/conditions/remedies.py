"""Remedies: which clauses make a condition unmet, and which of them would have to turn.

A clause that turns comes out the other way: it is met, or under a ``not`` unmet. Clauses are taken
to be free of one another.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import AllOf, AnyOf, Condition, Leaf, Negation
from assessments.questionnaire.conditions.outcomes import FALSE, NOT

MOST_WAYS = 100
"""The most ways that are kept at any place of a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A comparison, and whether it must be met or, under a ``not``, unmet."""

    leaf: Leaf
    wanted: bool

    @property
    def id(self) -> str:
        """The id of the comparison."""
        return self.leaf.clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """Why a condition is unmet.

    `clauses` are those that have a part in it, left to right. `ways` are the smallest sets of them
    that must turn for the condition not to be unmet any more: none can be left out of a set. Fewest
    clauses come first, then the leftmost. They are `complete` unless there are too many.
    `deciding` are the fewest clauses that make the condition unmet whatever the others come to.
    """

    clauses: tuple[Clause, ...]
    ways: tuple[tuple[Clause, ...], ...]
    complete: bool
    deciding: tuple[Clause, ...]


NOTHING_UNMET: Final = Remedies(clauses=(), ways=(), complete=True, deciding=())

Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Ways:
    """By places of clauses, in order; no `blamed` where nothing must turn."""

    blamed: Way
    deciding: Way
    ways: tuple[Way, ...]
    complete: bool = True


_NOTHING: Final = _Ways((), (), ((),))
_Finder = Callable[[State], _Ways]


def compile_remedies(
    condition: Condition, constants: Constants, reading: Reading
) -> Callable[[State], Remedies]:
    """Return the function that tells why `condition` is unmet; of one that is not, nothing."""
    clauses = tuple(_clauses(condition, wanted=True))
    evaluators = [compile_condition(clause.leaf, constants, reading) for clause in clauses]
    places = iter(range(len(clauses)))
    find = _finder(condition, zip(places, clauses, evaluators, strict=True))

    def remedies(state: State) -> Remedies:
        found = find(state)
        return Remedies(
            clauses=tuple(clauses[place] for place in found.blamed),
            ways=tuple(
                tuple(clauses[place] for place in way) for way in found.ways if found.blamed
            ),
            complete=found.complete,
            deciding=tuple(clauses[place] for place in found.deciding),
        )

    return remedies


def _clauses(condition: Condition, *, wanted: bool) -> Iterator[Clause]:
    if isinstance(condition, AllOf | AnyOf):
        for child in condition.children:
            yield from _clauses(child, wanted=wanted)
    elif isinstance(condition, Negation):
        yield from _clauses(condition.child, wanted=not wanted)
    else:
        yield Clause(leaf=condition, wanted=wanted)


_Placed = Iterator[tuple[int, Clause, Evaluator]]


def _finder(condition: Condition, placed: _Placed, *, wanted: bool = True) -> _Finder:
    """Return what finds the ways for `condition` not to be unmet; if not `wanted`, not to be met.

    Leaves are taken from `placed`, left to right.
    """
    if isinstance(condition, Negation):
        return _finder(condition.child, placed, wanted=not wanted)
    if isinstance(condition, AllOf | AnyOf):
        children = [_finder(child, placed, wanted=wanted) for child in condition.children]
        return _every(children) if isinstance(condition, AllOf) is wanted else _one(children)
    place, _, evaluate = next(placed)
    spoils = FALSE if wanted else NOT[FALSE]
    turned = _Ways((place,), (place,), ((place,),))
    return lambda state: turned if evaluate(state) == spoils else _NOTHING


def _every(children: Sequence[_Finder]) -> _Finder:
    """All of `children` must be mended."""

    def find(state: State) -> _Ways:
        found = _NOTHING
        for child in children:
            found = _both(found, child(state))
        return found

    return find


def _both(one: _Ways, other: _Ways) -> _Ways:
    ways = [(*first, *second) for first, second in product(one.ways, other.ways)]
    each = [found.deciding for found in (one, other) if found.blamed]
    blamed, complete = (*one.blamed, *other.blamed), one.complete and other.complete
    return _fewest(blamed, min(each, key=_size, default=()), ways, complete=complete)


def _one(children: Sequence[_Finder]) -> _Finder:
    """It is enough that one of `children` is mended."""

    def find(state: State) -> _Ways:
        found = [child(state) for child in children]
        if not all(ways.blamed for ways in found):
            return _NOTHING
        blamed = tuple(place for ways in found for place in ways.blamed)
        deciding = tuple(place for ways in found for place in ways.deciding)
        every = [way for ways in found for way in ways.ways]
        complete = all(ways.complete for ways in found)
        return _fewest(blamed, deciding, every, complete=complete)

    return find


def _fewest(blamed: Way, deciding: Way, ways: list[Way], *, complete: bool) -> _Ways:
    ways.sort(key=_size)
    return _Ways(blamed, deciding, tuple(ways[:MOST_WAYS]), complete and len(ways) <= MOST_WAYS)


def _size(way: Way) -> tuple[int, Way]:
    return len(way), way
