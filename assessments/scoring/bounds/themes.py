"""How low and how high one theme can become, by the choices that it shares with other themes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from operator import itemgetter

from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.scoring.bounds.extremes import Group, greatest_mean
from assessments.scoring.bounds.plan import Mask, Plan
from assessments.scoring.bounds.tables import (
    NOTHING,
    Choice,
    Link,
    Point,
    Points,
    Table,
    inputs_in,
    merged,
    table_of,
)
from assessments.scoring.score import POINTS_A_LEVEL


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Where a theme can come, while what it shares with other themes is settled.

    `highest` has the greatest score while no cap below a level holds, by level from 0; None where
    nothing can count, or such a cap holds for certain. `least_cap` is the lowest that can hold
    while something counts.
    """

    lowest: Fraction | None
    highest: tuple[Fraction | None, ...]
    least_cap: int
    may_be_null: bool


@dataclass(frozen=True, slots=True, eq=False)
class Reaches:
    """Where a theme can come, by the choice of the inputs `outer`; what cannot be is left out."""

    outer: tuple[int, ...]
    by_choice: Mapping[Choice, Reach]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """What questions and caps that share inputs come to, by the choice of the `outer` ones."""

    outer: tuple[int, ...]
    table: Table


@lru_cache(maxsize=1024)
def reaches(plan: Plan, settled: Point, links: tuple[Link, ...], outer: Mask) -> Reaches:
    """Return where a theme can come.

    `settled` is what its settled questions and caps come to together, `links` are the others, and
    `outer` the inputs that are shared with other themes and tried one by one.
    """
    exact = not any(link.is_loose for link in links)
    parts: list[_Part] = []
    for group in _groups(links, outer):
        if plan.size_of(_shared(group)) > plan.limits.linked and len(group) > 1:
            exact = False
            alone = [link._replace(shared=link.shared & outer) for link in group]
            parts.extend(_joined(plan, [link], outer) for link in alone)
        else:
            parts.append(_joined(plan, group, outer))
    mask = 0
    for link in links:
        mask |= link.shared & outer
    inputs = inputs_in(mask)
    place = {number: n for n, number in enumerate(inputs)}
    readers = [(chooser([place[i] for i in part.outer]), part.table) for part in parts]
    known: dict[tuple[Points, ...], Reach] = {}
    found: dict[Choice, Reach] = {}
    for choice in product(*(plan.choices_of(i) for i in inputs)):
        points = [table.get(read(choice)) for read, table in readers]
        groups = tuple(p for p in points if p is not None)
        if len(groups) < len(points):
            continue
        if groups not in known:
            known[groups] = _reach(((settled,), *groups))
        found[choice] = known[groups]
    return Reaches(inputs, found, exact)


def _shared(links: Sequence[Link]) -> Mask:
    mask = 0
    for link in links:
        mask |= link.shared
    return mask


def _groups(links: Sequence[Link], outer: Mask) -> Iterator[list[Link]]:
    """Yield `links` in groups that share no input other than `outer` ones."""
    groups: list[tuple[Mask, list[Link]]] = []
    for link in links:
        mask, together = link.shared & ~outer, [link]
        apart: list[tuple[Mask, list[Link]]] = []
        for others, group in groups:
            if others & mask:
                mask |= others
                together = [*group, *together]
            else:
                apart.append((others, group))
        groups = [*apart, (mask, together)]
    return (group for _, group in groups)


def _joined(plan: Plan, links: Sequence[Link], outer: Mask) -> _Part:
    """Return `links` as one part, over every choice of what they share."""
    mask = _shared(links)
    settled = inputs_in(mask & outer)
    inputs = (*settled, *inputs_in(mask & ~outer))
    place = {number: n for n, number in enumerate(inputs)}
    readers = [
        (chooser([place[i] for i in inputs_in(link.shared)]), table_of(plan, link))
        for link in links
    ]
    found: dict[Choice, list[Point]] = {}
    for choice in product(*(plan.choices_of(i) for i in inputs)):
        points: Sequence[Point] = (NOTHING,)
        for read, table in readers:
            added = table.get(read(choice))
            if added is None:
                break
            points = [_sum(one, other) for one in points for other in added]
        else:
            found.setdefault(choice[: len(settled)], []).extend(points)
    return _Part(settled, {choice: merged(points) for choice, points in found.items()})


def chooser(places: Sequence[int]) -> Callable[[Choice], Choice]:
    """Return the function from a choice to that part of it at `places`."""
    if len(places) == 1:
        only = slice(places[0], places[0] + 1)
        return lambda choice: choice[only]
    return itemgetter(*places) if places else lambda _: ()


def _sum(one: Point, other: Point) -> Point:
    cap = min(one[3], other[3])
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], cap


def _reach(groups: Sequence[Points]) -> Reach:
    lowest = _greatest([[(p[0], -p[1]) for p in points] for points in groups])
    caps = {point[3] for points in groups for point in points}
    highest: list[Fraction | None] = []
    for floor in range(MAX_LEVEL + 1):
        if floor and floor - 1 not in caps:
            highest.append(highest[-1])
            continue
        allowed = [[(p[0], p[2]) for p in points if p[3] >= floor] for points in groups]
        highest.append(_greatest(allowed) if all(allowed) else None)
    return Reach(
        lowest=None if lowest is None else -lowest,
        highest=tuple(highest),
        least_cap=_least_cap(groups),
        may_be_null=all(any(not point[0] for point in points) for points in groups),
    )


def _greatest(groups: Sequence[Group]) -> Fraction | None:
    found = greatest_mean(groups)
    return None if found is None else Fraction(found[1] * POINTS_A_LEVEL, found[0])


def _least_cap(groups: Sequence[Points]) -> int:
    """Return the least cap that can hold while something counts."""
    counting = [any(point[0] for point in points) for points in groups]
    others = sum(counting)
    return min(
        (
            point[3]
            for points, counts in zip(groups, counting, strict=True)
            for point in points
            if point[0] or others > counts
        ),
        default=MAX_LEVEL,
    )
