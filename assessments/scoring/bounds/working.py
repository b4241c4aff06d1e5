"""The bounds of a draft, overall and by theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Walk
from assessments.scoring.bounds.draft import Draft
from assessments.scoring.bounds.overall import Bounds, bounds_of_theme, bounds_overall
from assessments.scoring.bounds.overriding import without_settling
from assessments.scoring.bounds.plan import Element, Mask, Plan
from assessments.scoring.bounds.tables import Link, Point, inputs_in
from assessments.scoring.bounds.themes import Reaches, reaches
from assessments.scoring.bounds.together import together
from assessments.scoring.score import holds, level_in


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBounds:
    """The bounds of a draft: overall, and of its themes in order."""

    overall: Bounds
    themes: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class _Theme:
    """What the settled questions and caps of a theme come to, and the others."""

    settled: Point
    links: tuple[Link, ...]

    @property
    def mask(self) -> Mask:
        """The open inputs that it hangs on."""
        mask = 0
        for link in self.links:
            mask |= link.hangs_on
        return mask


def bounds(plan: Plan, answers: Values, stated: Values, walked: Walk) -> DraftBounds:
    """Return how low and high the scores of a draft can become, as of the plan's day.

    `walked` is the walk over the questions with these `answers` and `stated` facts. Whatever is
    given stays; whatever is not may still be answered or stated in any way that is accepted.
    """
    draft = Draft(plan, answers, stated, without_settling(plan, answers, stated, walked))
    themes = [_theme(draft, elements) for elements in plan.themes]
    shared = _in_several([theme.mask for theme in themes])
    outer = _within(plan, shared)
    found = tuple(_reaches(plan, theme, outer) for theme in themes)
    exact = [
        of_theme.exact and not theme.mask & plan.derived
        for theme, of_theme in zip(themes, found, strict=True)
    ]
    return DraftBounds(
        overall=_overall(plan, found, exact=all(exact) and outer == shared),
        themes=tuple(
            bounds_of_theme(plan, theme, exact=one) for theme, one in zip(found, exact, strict=True)
        ),
    )


@lru_cache(maxsize=1024)
def _overall(plan: Plan, themes: tuple[Reaches, ...], *, exact: bool) -> Bounds:
    counted, reached = together(plan, themes)
    return bounds_overall(plan, counted, reached, exact=exact)


def _theme(draft: Draft, elements: Sequence[Element]) -> _Theme:
    weight, total, cap = 0, 0, MAX_LEVEL
    links: list[Link] = []
    for element in elements:
        hangs_on = draft.hangs_on(element)
        if hangs_on:
            links.append(_link(draft, element, hangs_on))
        elif element.cap is None:
            question = draft.plan.questions[element.input].compiled
            level = level_in(question, draft.walked, draft.plan.as_of)
            if level is not None:
                weight += element.weight
                total += element.weight * level
        elif holds(element.cap, draft.walked):
            cap = min(cap, element.cap.cap.maximum_level)
    return _Theme((weight, total, total, cap), tuple(links))


def _link(draft: Draft, element: Element, hangs_on: Mask) -> Link:
    plan = draft.plan
    rows = plan.size_of(hangs_on) * len(element.closure)
    if hangs_on & plan.untried or rows > plan.limits.rows:
        return Link(element.number, is_loose=True)
    domains = tuple(draft.domains[number] for number in element.closure)
    return Link(element.number, domains, hangs_on)


def _in_several(masks: Sequence[Mask]) -> Mask:
    """Return the inputs that stand in at least two of `masks`."""
    once, twice = 0, 0
    for mask in masks:
        twice |= once & mask
        once |= mask
    return twice


def _within(plan: Plan, shared: Mask) -> Mask:
    """Return as many of the `shared` inputs as can be tried together, those with few choices."""
    found, size = 0, 1
    for number in sorted(inputs_in(shared), key=lambda n: len(plan.choices_of(n))):
        size *= len(plan.choices_of(number))
        if size <= plan.limits.together:
            found |= 1 << number
    return found


def _reaches(plan: Plan, theme: _Theme, outer: Mask) -> Reaches:
    kept = outer | _in_several([link.hangs_on for link in theme.links])
    links = tuple(link._replace(shared=link.hangs_on & kept) for link in theme.links)
    return reaches(plan, theme.settled, links, outer)
