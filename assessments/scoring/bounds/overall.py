"""The bounds of one theme, and the overall ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm

from assessments.scoring.bounds.extremes import Pair, greatest_mean
from assessments.scoring.bounds.plan import Plan
from assessments.scoring.bounds.themes import Reach, Reaches
from assessments.scoring.bounds.together import Together
from assessments.scoring.score import level_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How low and how high a score, 0 to 100, and its level can still become.

    They are None where nothing can count, and then and otherwise they `may_be_null`. Every way to
    complete the draft leads to a score and a level within; where they are `exact`, each end is
    reached by one.
    """

    lowest: Fraction | None
    highest: Fraction | None
    lowest_level: int | None
    highest_level: int | None
    may_be_null: bool
    exact: bool

    @property
    def decided(self) -> bool:
        """Whether the level can no longer change."""
        if self.lowest_level != self.highest_level:
            return False
        return self.lowest_level is None or not self.may_be_null

    @property
    def level(self) -> int | None:
        """The level, once it is decided."""
        return self.lowest_level if self.decided else None


@lru_cache(maxsize=1024)
def bounds_of_theme(plan: Plan, theme: Reaches, *, exact: bool) -> Bounds:
    """Return the bounds of a theme that can come to any of what `theme` has."""
    reaches = tuple(dict.fromkeys(theme.by_choice.values()))
    minimums = plan.questionnaire.level_minimums
    lows = [(low, r.least_cap) for r in reaches if (low := r.lowest) is not None]
    tops = [top for r in reaches if (top := r.highest[0]) is not None]
    lowest = min((low for low, _ in lows), default=None)
    lowest_level: int | None = None
    if lowest is not None:
        lowest_level = min([level_of(minimums, lowest), *(cap for _, cap in lows)])
    return Bounds(
        lowest=lowest,
        highest=max(tops, default=None),
        lowest_level=lowest_level,
        highest_level=_highest_level(minimums, reaches) if tops else None,
        may_be_null=any(r.may_be_null for r in reaches),
        exact=exact,
    )


def _highest_level(minimums: Sequence[Fraction], reaches: Sequence[Reach]) -> int:
    level = len(minimums) - 1
    while not any(_has(r, level, minimums[level]) for r in reaches):
        level -= 1
    return level


def _has(reach: Reach, level: int, minimum: Fraction) -> bool:
    top = reach.highest[level]
    return top is not None and top >= minimum


def bounds_overall(
    plan: Plan, themes: Sequence[int], found: Sequence[Together], *, exact: bool
) -> Bounds:
    """Return the overall bounds of a draft whose `themes` can come to any of `found` together."""
    overall = _Overall(plan, themes, found)
    lowest, highest = overall.lowest, overall.highest
    return Bounds(
        lowest=None if lowest is None else -overall.score(lowest),
        highest=None if highest is None else overall.score(highest),
        lowest_level=None if lowest is None else overall.lowest_level(lowest),
        highest_level=None if highest is None else overall.highest_level(highest),
        may_be_null=overall.may_be_null,
        exact=exact,
    )


@dataclass(frozen=True, slots=True)
class _Scaled:
    """A reach in whole numbers, so that means can be compared quickly."""

    lowest: int | None
    highest: tuple[int | None, ...]
    least_cap: int
    may_be_null: bool


@dataclass(frozen=True)
class _Overall:
    """The themes with a weight, in whole numbers: weights and scores times a common unit."""

    plan: Plan
    themes: Sequence[int]
    found: Sequence[Together]

    @cached_property
    def _reaches(self) -> list[Reach]:
        return list({id(r): r for together in self.found for r in together}.values())

    @cached_property
    def unit(self) -> int:
        scores = (s for r in self._reaches for s in (r.lowest, *r.highest) if s is not None)
        minimums = self.plan.questionnaire.level_minimums
        return lcm(*{score.denominator for score in (*scores, *minimums)})

    @cached_property
    def minimums(self) -> list[int]:
        return [int(m * self.unit) for m in self.plan.questionnaire.level_minimums]

    @cached_property
    def weights(self) -> list[int]:
        weights = [self.plan.questionnaire.themes[n].weight for n in self.themes]
        unit = lcm(*(weight.denominator for weight in weights))
        return [int(weight * unit) for weight in weights]

    @cached_property
    def choices(self) -> list[tuple[_Scaled, ...]]:
        scaled = {id(r): self._scaled(r) for r in self._reaches}
        return [tuple(scaled[id(r)] for r in together) for together in self.found]

    def _scaled(self, reach: Reach) -> _Scaled:
        def whole(score: Fraction | None) -> int | None:
            return None if score is None else score.numerator * (self.unit // score.denominator)

        highest = tuple(whole(score) for score in reach.highest)
        return _Scaled(whole(reach.lowest), highest, reach.least_cap, reach.may_be_null)

    def score(self, pair: Pair) -> Fraction:
        """Return the mean that `pair` stands for."""
        return Fraction(pair[1], pair[0] * self.unit)

    @property
    def may_be_null(self) -> bool:
        """Whether it can be that no theme has a score."""
        return any(all(r.may_be_null for r in together) for together in self.choices)

    @cached_property
    def lowest(self) -> Pair | None:
        """The least score, negated; None where there is none for certain."""
        negated = ([None if r.lowest is None else -r.lowest for r in t] for t in self.choices)
        return self._greatest(list(negated))

    @cached_property
    def highest(self) -> Pair | None:
        """The greatest score; None where there is none for certain."""
        return self._greatest([[r.highest[0] for r in t] for t in self.choices])

    def _greatest(self, scores: Sequence[Sequence[int | None]]) -> Pair | None:
        best: Pair | None = None
        for together, of_themes in zip(self.choices, scores, strict=True):
            mean = self._mean(together, of_themes)
            if mean is not None and (best is None or mean[1] * best[0] > best[1] * mean[0]):
                best = mean
        return best

    def _mean(self, together: Sequence[_Scaled], scores: Sequence[int | None]) -> Pair | None:
        """Return the greatest mean of `scores` by weight, without those that may be left out."""
        groups: list[list[Pair]] = []
        for weight, reach, score in zip(self.weights, together, scores, strict=True):
            if score is not None:
                pair = (weight, weight * score)
                groups.append([pair, (0, 0)] if reach.may_be_null else [pair])
        return greatest_mean(groups)

    def _level(self, pair: Pair) -> int:
        return sum(pair[1] >= minimum * pair[0] for minimum in self.minimums) - 1

    def lowest_level(self, lowest: Pair) -> int:
        """Return the least level, given the least score."""
        level = self._level((lowest[0], -lowest[1]))
        for reach in {r for together in self.choices for r in together if r.lowest is not None}:
            of_theme = min(self._level((1, reach.lowest or 0)), reach.least_cap)
            level = min(level, of_theme + 1)
        return level

    def highest_level(self, highest: Pair) -> int:
        """Return the greatest level, given the greatest score."""
        level = self._level(highest)
        while level > 0 and not any(self._may_have(level, together) for together in self.choices):
            level -= 1
        return level

    def _may_have(self, level: int, together: Sequence[_Scaled]) -> bool:
        """Tell whether the overall level can be `level`: no theme is then more than one below."""
        least = level - 1
        scores: list[int | None] = []
        for reach in together:
            top = reach.highest[least]
            if top is None or top < self.minimums[least]:
                if not reach.may_be_null:
                    return False
                top = None
            scores.append(top)
        mean = self._mean(together, scores)
        return mean is not None and mean[1] >= self.minimums[level] * mean[0]
