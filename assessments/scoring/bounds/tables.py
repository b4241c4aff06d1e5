"""What one question or cap can come to, by the alternatives of the inputs it shares with others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.values import Value, Values
from assessments.questionnaire.visibility import Walk, walk
from assessments.scoring.bounds.draft import OPEN, Domain
from assessments.scoring.bounds.plan import Element, Mask, Plan
from assessments.scoring.score import holds, level_in

Point = tuple[int, int, int, int]
"""The weight that counts, the least and greatest sum of weight times level, and the least cap."""

NOTHING: Point = (0, 0, 0, MAX_LEVEL)

Choice = tuple[int, ...]
"""Which alternative each of some inputs has; inputs in ascending order."""

Points = tuple[Point, ...]
Table = Mapping[Choice, Points]


def inputs_in(mask: Mask) -> tuple[int, ...]:
    """Return the inputs in `mask`, in ascending order."""
    found: list[int] = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(found)


def merged(points: Sequence[Point]) -> Points:
    """Return `points` with one for each weight and cap."""
    if len(points) == 1:
        return tuple(points)
    found: dict[tuple[int, int], Point] = {}
    for point in points:
        weight, low, high, cap = point
        known = found.get((weight, cap), point)
        found[weight, cap] = (weight, min(low, known[1]), max(high, known[2]), cap)
    return tuple(found.values())


def loose_points(element: Element) -> Points:
    """Return everything that `element` could come to, whatever it hangs on."""
    if element.cap is not None:
        return NOTHING, (0, 0, 0, element.cap.cap.maximum_level)
    weight = element.weight
    return NOTHING, (weight, 0, weight * MAX_LEVEL, MAX_LEVEL)


class Link(NamedTuple):
    """A question or cap of a draft that is not settled.

    `domains` has what each input of its closure is fixed at, `hangs_on` the open ones that matter,
    and `shared` those of them that others of its theme, or other themes, hang on too. One that
    hangs on too much `is_loose`: it is taken to come to anything, whatever the others do.
    """

    element: int
    domains: tuple[Domain, ...] = ()
    hangs_on: Mask = 0
    shared: Mask = 0
    is_loose: bool = False


@lru_cache(maxsize=4096)
def table_of(plan: Plan, link: Link) -> Table:
    """Return what `link` can come to, for each choice of what it shares.

    A choice that cannot be is left out.
    """
    element = plan.elements[link.element]
    if link.is_loose:
        return {(): loose_points(element)}
    rows = _Rows(plan, element, link.domains, inputs_in(link.hangs_on))
    positions = [n for n, i in enumerate(rows.inputs) if link.shared >> i & 1]
    found: dict[Choice, list[Point]] = {}
    for choice in product(*(range(len(plan.alternatives[i] or ())) for i in rows.inputs)):
        point = rows.point(choice)
        if point is not None:
            found.setdefault(tuple(choice[n] for n in positions), []).append(point)
    return {choice: merged(points) for choice, points in found.items()}


@dataclass(slots=True)
class _Rows:
    """The element under each choice of the open inputs that it hangs on."""

    plan: Plan
    element: Element
    domains: tuple[Domain, ...]
    inputs: tuple[int, ...]

    def point(self, choice: Choice) -> Point | None:
        """Return what the element comes to; None where an answer in `choice` has no place."""
        plan, chosen = self.plan, dict(zip(self.inputs, choice, strict=True))
        shift = len(plan.questions)
        answers: dict[str, Value] = {}
        stated: dict[str, Value] = {}
        derived: dict[str, Value | None] = {}
        for number, domain in zip(self.element.closure, self.domains, strict=True):
            value = None if domain is OPEN else domain
            if number in chosen:
                value = (plan.alternatives[number] or ())[chosen[number]].value
            if number >= shift and plan.facts[number - shift].derived:
                derived[plan.facts[number - shift].slug] = value
            elif value is not None and number >= shift:
                stated[plan.facts[number - shift].slug] = value
            elif value is not None:
                answers[plan.questions[number].slug] = value
        walked = walk(self.element.reduced, answers, stated, plan.as_of, _Meanings(plan, derived))
        return self._point(walked, chosen) if self._is_complete(walked) else None

    def _is_complete(self, walked: Walk) -> bool:
        questions = self.plan.questions
        return all(
            slug in walked.state.answers or not question.required
            for slug, question in (
                (questions[n].slug, questions[n].compiled.question)
                for n in self.inputs
                if n < len(questions)
            )
        )

    def _point(self, walked: Walk, chosen: Mapping[int, int]) -> Point:
        element = self.element
        if element.cap is not None:
            held = holds(element.cap, walked)
            return (0, 0, 0, element.cap.cap.maximum_level) if held else NOTHING
        question, weight = self.plan.questions[element.input].compiled, element.weight
        level = level_in(question, walked, self.plan.as_of)
        if level is None:
            return NOTHING
        if element.input in chosen and walked.is_shown(question.slug):
            one = (self.plan.alternatives[element.input] or ())[chosen[element.input]]
            return weight, weight * one.lowest, weight * one.highest, MAX_LEVEL
        return weight, weight * level, weight * level, MAX_LEVEL


@dataclass(frozen=True, slots=True)
class _Meanings:
    """Facts as they are meant, and derived ones as they were chosen."""

    plan: Plan
    derived: Mapping[str, Value | None]

    def __call__(self, facts: Values, as_of: date) -> Values:
        del as_of
        known = self.plan.fact_of
        found = {s: known[s].meaning(v) if s in known else v for s, v in facts.items()}
        chosen = {slug: value for slug, value in self.derived.items() if value is not None}
        return {**found, **chosen}
