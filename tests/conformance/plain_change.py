"""The second evaluator, on explained change: the scores on the way from one result to the next.

First the old answers in the new version, then on the new day, then the questions that count now at
their old levels, then the new answers. What each step adds is a part. What the old answers leave
open in the new version stands, if it counted and counts: at the level of its answer, else at the
old one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from tests.conformance.plain import Evaluator, Found, Given
from tests.conformance.plain_carrying import asked_before, moved

Data = Mapping[str, Any]
Scores = dict[str, list[Fraction | None]]

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a result rests on."""

    answers: Mapping[str, Given]
    facts: Mapping[str, Given]
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The scores on the way, and the levels that count before and after the last two steps."""

    scores: Scores
    old: Mapping[str, int]
    new: Mapping[str, int]
    points: Mapping[str, Fraction]


def explained(versions: Sequence[Data], before: Result, after: Result) -> Explained:
    """Return the way from `before`, in the oldest version, to `after` in the newest."""
    newest = versions[-1]
    answers, _, refused = moved(versions, before.answers, after.today)
    given = {slug: one.answer for slug, one in answers.items()}
    first = Evaluator(versions[0], before.today).evaluate(before.answers, before.facts)
    then, last = Evaluator(newest, before.today), Evaluator(newest, after.today)
    fifth = last.evaluate(after.answers, after.facts)
    new = fifth.levels_counted
    sources = {slug: old for slug, old in asked_before(versions).items() if slug in new}
    was = {s: first.levels_counted[o] for s, o in sources.items() if o in first.levels_counted}

    def levels(day: Evaluator) -> dict[str, int]:
        """Return the levels of the old answers on a day, with those of questions left open."""
        found = day.evaluate(given, before.facts)
        waiting = {slug for slug, why in found.hidden.items() if why == "open"} | refused.keys()
        said = Evaluator(_all_shown(newest), day.today).evaluate(given, {}).levels_counted
        stand = {slug: said.get(slug, level) for slug, level in was.items() if slug in waiting}
        return {**stand, **found.levels_counted}

    second, old = then.figures(levels(then)), levels(last)
    third = last.figures(old)
    fourth = last.figures({slug: old.get(slug, level) for slug, level in new.items()})
    steps = [first.scores, second.scores, third.scores, fourth.scores, fifth.scores]
    return Explained(
        scores={of: [step.get(of) for step in steps] for of in fifth.scores},
        old=old,
        new=new,
        points=_points_a_level(newest, fifth),
    )


def _all_shown(version: Data) -> Data:
    """Return the version with every question shown, to see the level of each answer."""
    themes = [
        {**theme, "questions": [{**q, "visible_when": None} for q in theme["questions"]]}
        for theme in version["themes"]
    ]
    return {**version, "themes": themes}


def _points_a_level(version: Data, found: Found) -> dict[str, Fraction]:
    """Return what one level of each counted question is worth to its theme."""
    worth: dict[str, Fraction] = {}
    for theme in version["themes"]:
        weights = {
            q["slug"]: Fraction(str(q.get("weight", 1)))
            for q in theme["questions"]
            if q["slug"] in found.levels_counted
        }
        whole = sum(weights.values(), Fraction(0))
        worth |= {slug: 25 * weight / (whole or 1) for slug, weight in weights.items()}
    return worth


def parts_of(scores: Sequence[Fraction | None]) -> list[Fraction] | None:
    """Return what each step adds; None from or to nothing, which on the way is skipped."""
    first, last = scores[0], scores[-1]
    if first is None or last is None:
        return None
    way = [first]
    for score in scores[1:]:
        way.append(way[-1] if score is None else score)
    return [after - before for before, after in pairwise(way)]


def displayed(parts: Sequence[Fraction], before: Fraction, after: Fraction) -> list[str]:
    """Return parts with one decimal that add up to the difference of the two scores as shown."""
    tenths = [10 * part for part in parts]
    shown = [floor(part) for part in tenths]
    short = floor(10 * after + HALF) - floor(10 * before + HALF) - sum(shown)
    by_remainder = sorted(range(len(parts)), key=lambda i: (shown[i] - tenths[i], i))
    for index in by_remainder[:short]:
        shown[index] += 1
    return [f"{number / 10:.1f}" for number in shown]
