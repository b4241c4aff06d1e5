"""Theme scores, levels and caps, and the overall ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
    CompiledTheme,
)
from assessments.questionnaire.conditions.outcomes import OPEN, TRUE
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import Standing, Walk

FULL = 100
POINTS_A_LEVEL = FULL // MAX_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question that counts, at its level.

    `points` is what it adds to the theme score, `maximum_points` what it could add; both sum over
    the theme's counted questions, to the score and to 100. Both are 0 where it has no weight.
    """

    question: CompiledQuestion
    level: int
    points: Fraction
    maximum_points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """The score of one theme; `score` and levels are None while nothing with a weight counts."""

    theme: CompiledTheme
    score: Fraction | None
    uncapped_level: int | None
    level: int | None
    caps: tuple[CompiledCap, ...]
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The scores of all themes and overall."""

    themes: tuple[ThemeScore, ...]
    score: Fraction | None
    level: int | None

    @property
    def by_theme(self) -> Mapping[str, Fraction | None]:
        """The scores of the themes by slug."""
        return {theme.theme.slug: theme.score for theme in self.themes}

    @property
    def weakest(self) -> ThemeScore | None:
        """The theme that holds the overall level down; None while nothing counts.

        It is the one with the lowest level, of equals the lowest score, of equals the first.
        """
        scored = [theme for theme in self.themes if theme.score is not None and theme.theme.weight]
        return min(scored, key=lambda t: (t.level or 0, t.score or Fraction(0)), default=None)


def score(questionnaire: CompiledQuestionnaire, walk: Walk, as_of: date) -> Score:
    """Return the scores after `walk`, as of the date `as_of`."""
    themes = [
        theme_score(questionnaire, theme, _levels(theme, walk, as_of), caps_in(theme, walk))
        for theme in questionnaire.themes
    ]
    return together(questionnaire, tuple(themes))


def score_moved(
    questionnaire: CompiledQuestionnaire,
    before: Score,
    question: CompiledQuestion,
    level: int,
    walk: Walk,
) -> Score:
    """Return the scores where a counted `question` is at `level`, and all else counts as `before`.

    `walk` is what is known then; it decides which caps hold.
    """
    return together(
        questionnaire,
        tuple(
            _moved(questionnaire, theme, question, level, walk)
            if theme.theme.slug in question.rescored
            else theme
            for theme in before.themes
        ),
    )


def _moved(
    questionnaire: CompiledQuestionnaire,
    theme: ThemeScore,
    question: CompiledQuestion,
    level: int,
    walk: Walk,
) -> ThemeScore:
    levels = [(c.question, level if c.question is question else c.level) for c in theme.counted]
    return theme_score(questionnaire, theme.theme, levels, caps_in(theme.theme, walk))


def together(questionnaire: CompiledQuestionnaire, themes: tuple[ThemeScore, ...]) -> Score:
    """Return the scores of all themes, in order, with the overall ones."""
    overall = overall_score((t.theme, t.score) for t in themes)
    level = None if overall is None else level_of(questionnaire.level_minimums, overall)
    lowest = min((t.level for t in themes if t.level is not None and t.theme.weight), default=None)
    if level is not None and lowest is not None:
        level = min(level, lowest + 1)
    return Score(themes=themes, score=overall, level=level)


def level_of(minimums: Sequence[Fraction], score: Fraction) -> int:
    """Return the highest level whose minimum, of `minimums` that rise, `score` reaches."""
    numerator, denominator = score.numerator, score.denominator
    level = -1
    for minimum in minimums:
        if numerator * minimum.denominator < minimum.numerator * denominator:
            break
        level += 1
    return level


def overall_score(scores: Iterable[tuple[CompiledTheme, Fraction | None]]) -> Fraction | None:
    """Return the overall score of themes with their scores; None while none with a weight has."""
    scored = [(t.weight, score) for t, score in scores if score is not None and t.weight]
    if not scored:
        return None
    unit = lcm(*(weight.denominator * score.denominator for weight, score in scored))
    points, whole = 0, 0
    for weight, theme in scored:
        share = unit * weight.numerator // weight.denominator
        points += share * theme.numerator // theme.denominator
        whole += share
    return Fraction(points, whole)


def theme_score(
    questionnaire: CompiledQuestionnaire,
    theme: CompiledTheme,
    levels: Sequence[tuple[CompiledQuestion, int]],
    caps: tuple[CompiledCap, ...],
) -> ThemeScore:
    """Return the score of a theme whose questions count at `levels`, while `caps` hold."""
    reached, counted = mean_of(levels)
    if reached is None:
        return ThemeScore(
            theme=theme, score=None, uncapped_level=None, level=None, caps=caps, counted=counted
        )
    uncapped = level_of(questionnaire.level_minimums, reached)
    return ThemeScore(
        theme=theme,
        score=reached,
        uncapped_level=uncapped,
        level=min([uncapped, *(cap.cap.maximum_level for cap in caps)]) if caps else uncapped,
        caps=caps,
        counted=counted,
    )


def mean_of(
    levels: Sequence[tuple[CompiledQuestion, int]],
) -> tuple[Fraction | None, tuple[Counted, ...]]:
    """Return the score of questions at levels, None without weight, and what each adds to it."""
    whole, total = 0, 0
    for question, level in levels:
        whole += question.weight
        total += question.weight * level
    counted = tuple([_counted(question, level, whole or 1) for question, level in levels])
    return (_ratio(POINTS_A_LEVEL * total, whole) if whole else None), counted


@lru_cache(maxsize=65_536)
def _ratio(numerator: int, denominator: int) -> Fraction:
    """Return an exact fraction; weights and levels are few, so the same ones come up again."""
    return Fraction(numerator, denominator)


@lru_cache(maxsize=65_536)
def _counted(question: CompiledQuestion, level: int, whole: int) -> Counted:
    """Return what a question adds; weights and levels are few, so the same ones come up again."""
    return Counted(
        question=question,
        level=level,
        points=_ratio(POINTS_A_LEVEL * level * question.weight, whole),
        maximum_points=_ratio(FULL * question.weight, whole),
    )


def _levels(
    theme: CompiledTheme, walk: Walk, as_of: date
) -> Sequence[tuple[CompiledQuestion, int]]:
    """Return the questions of `theme` that count, with their levels."""
    found: list[tuple[CompiledQuestion, int]] = []
    for question in theme.scored:
        level = level_in(question, walk, as_of)
        if level is not None:
            found.append((question, level))
    return found


def level_in(question: CompiledQuestion, walk: Walk, as_of: date) -> int | None:
    """Return the level at which the scored `question` counts after `walk`; None if it does not.

    Not knowing, and what not knowing hides, counts at 0. What an answer hides may count at a level
    that the content sets.
    """
    standing = walk.standings[question.slug]
    if standing is Standing.UNMET:
        return question.question.level_when_not_shown
    if standing is not Standing.SHOWN:
        return 0 if standing is Standing.THROUGH_DONT_KNOW else None
    return level_of_answer(question, walk.state.answers.get(question.slug), as_of)


def level_of_answer(question: CompiledQuestion, value: Value | None, as_of: date) -> int | None:
    """Return the level of what an answer to the scored `question` says; None if it says none."""
    if value is None or value is Marker.NOT_APPLICABLE:
        return None
    if isinstance(value, Marker) or question.levelling is None:
        return 0
    return question.levelling(value, as_of)


def caps_in(theme: CompiledTheme, walk: Walk) -> tuple[CompiledCap, ...]:
    """Return the caps of a theme that hold after `walk`, in order."""
    return tuple([cap for cap in theme.caps if holds(cap, walk)])


def holds(cap: CompiledCap, walk: Walk) -> bool:
    """Tell whether `cap` holds; it does too where only a don't know stands in the way."""
    outcome = cap.holds(walk.state)
    return outcome == TRUE or (bool(outcome & TRUE) and not outcome & OPEN)
