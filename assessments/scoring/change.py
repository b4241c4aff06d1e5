"""Why a score has changed between two results, in parts that add up exactly.

The parts are taken in a fixed order, each on top of the one before: the questionnaire (old answers,
carried to the new version, on the old day), time (the same on the new day), what applies (the
questions that count now, at the level that they had), and the answers (at the level they have).
Decision 18 has the reasons.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.scoring.holes import NO_HOLES, Holes, filled
from assessments.scoring.rounding import shown_parts, tenths
from assessments.scoring.score import Score, ThemeScore, mean_of, overall_score

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """How many points each cause has added or taken away; together the whole difference."""

    by_questionnaire: Fraction
    by_time: Fraction
    by_applicability: Fraction
    by_answers: Fraction

    @property
    def in_order(self) -> tuple[Fraction, Fraction, Fraction, Fraction]:
        """The parts in the order in which they are taken."""
        return self.by_questionnaire, self.by_time, self.by_applicability, self.by_answers

    def up_to(self, whole: Fraction) -> "Parts":
        """Return these parts with what they lack of `whole` put to the questionnaire's."""
        missing = whole - sum(self.in_order)
        return replace(self, by_questionnaire=self.by_questionnaire + missing)


NO_CHANGE = Parts(by_questionnaire=ZERO, by_time=ZERO, by_applicability=ZERO, by_answers=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLevel:
    """A question whose answer is at another level than before, and the points that this made."""

    question: str
    from_level: int
    to_level: int
    points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChange:
    """Why the score of a theme has changed.

    `parts` is None where one of the two scores is: a difference to nothing is no number. The
    levels that changed add up to the part by answers.
    """

    theme: str
    parts: Parts | None
    levels: tuple[ChangedLevel, ...] = ()
    newly_counted: tuple[str, ...] = ()
    no_longer_counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Why the scores have changed, overall and per theme of the new version."""

    parts: Parts | None
    themes: tuple[ThemeChange, ...]


def explain_change(
    before: Score,
    carried: Score,
    aged: Score,
    after: Score,
    holes: Holes = NO_HOLES,
) -> Change:
    """Return why `after` differs from `before`.

    Args:
        before: The old result.
        carried: The old answers in the new version, as of the old day.
        aged: The same as of the new day.
        after: The new result.
        holes: What the old answers leave open in the new version. Questions that counted and count
            stand until the answers are looked at: it is the form alone that lets them wait.
    """
    carried = _with(carried, filled(holes.carried, holes.sources, before, after))
    aged = _with(aged, filled(holes.aged, holes.sources, before, after))
    old, moved, later = _by_slug(before), _by_slug(carried), _by_slug(aged)
    applying = [_applying(later[t.theme.slug], t) for t in after.themes]
    themes = [
        _theme_change(theme, later[theme.theme.slug], [*_scores(theme, old, moved, later), now])
        for theme, now in zip(after.themes, applying, strict=True)
    ]
    now = overall_score((t.theme, s) for t, s in zip(after.themes, applying, strict=True))
    whole = [before.score, carried.score, aged.score, now, after.score]
    return Change(parts=_parts(whole), themes=tuple(themes))


def _with(score: Score, standing: Mapping[str, int]) -> Score:
    """Return `score` with questions that do not count there put in at the levels `standing`."""
    themes = tuple(_theme_with(theme, standing) for theme in score.themes)
    whole = overall_score((theme.theme, theme.score) for theme in themes)
    return replace(score, themes=themes, score=whole)


def _theme_with(theme: ThemeScore, standing: Mapping[str, int]) -> ThemeScore:
    levels = [(counted.question, counted.level) for counted in theme.counted]
    there = {question.slug for question, _ in levels}
    more = [
        (question, standing[question.slug])
        for question in theme.theme.scored
        if question.slug in standing and question.slug not in there
    ]
    if not more:
        return theme
    reached, counted = mean_of([*levels, *more])
    return replace(theme, score=reached, counted=counted)


def _by_slug(score: Score) -> Mapping[str, ThemeScore]:
    return {theme.theme.slug: theme for theme in score.themes}


def _scores(theme: ThemeScore, *steps: Mapping[str, ThemeScore]) -> list[Fraction | None]:
    """Return the score of a theme at each step; None where it was not there yet."""
    slug = theme.theme.slug
    return [step[slug].score if slug in step else None for step in steps]


def _levels(theme: ThemeScore) -> Mapping[str, int]:
    return {counted.question.slug: counted.level for counted in theme.counted}


def _applying(old: ThemeScore, new: ThemeScore) -> Fraction | None:
    """Return the score of the questions that count now, at their old levels where they had one."""
    if new.score is None:
        return None
    levels = _levels(old)
    return sum(
        (c.maximum_points * levels.get(c.question.slug, c.level) / MAX_LEVEL for c in new.counted),
        ZERO,
    )


def _theme_change(
    after: ThemeScore, aged: ThemeScore, scores: Sequence[Fraction | None]
) -> ThemeChange:
    old, new = _levels(aged), _levels(after)
    return ThemeChange(
        theme=after.theme.slug,
        parts=_parts([*scores, after.score]),
        levels=tuple(_changed(old, after)),
        newly_counted=tuple(slug for slug in new if slug not in old),
        no_longer_counted=tuple(slug for slug in old if slug not in new),
    )


def _changed(old: Mapping[str, int], after: ThemeScore) -> Iterator[ChangedLevel]:
    for counted in after.counted:
        level = old.get(counted.question.slug, counted.level)
        if level != counted.level:
            points = counted.maximum_points * (counted.level - level) / MAX_LEVEL
            yield ChangedLevel(
                question=counted.question.slug,
                from_level=level,
                to_level=counted.level,
                points=points,
            )


def _parts(steps: Sequence[Fraction | None]) -> Parts | None:
    """Return the differences between five scores; a step to nothing is no step."""
    first, last = steps[0], steps[-1]
    if first is None or last is None:
        return None
    reached = [first]
    for step in steps[1:]:
        reached.append(reached[-1] if step is None else step)
    questionnaire, time, applicability, answers = (b - a for a, b in pairwise(reached))
    return Parts(
        by_questionnaire=questionnaire,
        by_time=time,
        by_applicability=applicability,
        by_answers=answers,
    )


def shown_change(parts: Parts, before: Fraction, after: Fraction) -> tuple[Decimal, ...]:
    """Return `parts` in order, with one decimal each, adding up to the difference as shown.

    That is the difference between the two scores as they are shown, which may be a tenth away from
    the exact difference.
    """
    return shown_parts(parts.in_order, tenths(after) - tenths(before))
