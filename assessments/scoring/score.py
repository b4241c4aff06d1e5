"""Theme scores, levels and caps, and the overall ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
    CompiledTheme,
)
from assessments.questionnaire.conditions.outcomes import OPEN, TRUE
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.values import Marker
from assessments.questionnaire.visibility import Standing, Walk

FULL = 100
POINTS_A_LEVEL = FULL // MAX_LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question that counts, at its level.

    `points` is what it adds to the theme score, `maximum_points` what it could add; both sum over
    the theme's counted questions, to the score and to 100.
    """

    question: CompiledQuestion
    level: int
    points: Fraction
    maximum_points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """The score of one theme; `score` and levels are None while nothing counts."""

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
    themes = tuple(_score_theme(questionnaire, t, walk, as_of) for t in questionnaire.themes)
    return _together(questionnaire, themes)


def score_again(
    questionnaire: CompiledQuestionnaire,
    before: Score,
    walk: Walk,
    as_of: date,
    changed: AbstractSet[str],
) -> Score:
    """Return the scores after `walk`, where only the themes `changed` differ from `before`."""
    return _together(
        questionnaire,
        tuple(
            _score_theme(questionnaire, theme.theme, walk, as_of)
            if theme.theme.slug in changed
            else theme
            for theme in before.themes
        ),
    )


def _together(questionnaire: CompiledQuestionnaire, themes: tuple[ThemeScore, ...]) -> Score:
    overall = overall_score((t.theme, t.score) for t in themes)
    level = None if overall is None else level_of(questionnaire.level_minimums, overall)
    lowest = min((t.level for t in themes if t.level is not None and t.theme.weight), default=None)
    if level is not None and lowest is not None:
        level = min(level, lowest + 1)
    return Score(themes=themes, score=overall, level=level)


def level_of(minimums: Sequence[Fraction], score: Fraction) -> int:
    """Return the highest level whose minimum `score` reaches."""
    return sum(score >= minimum for minimum in minimums) - 1


def overall_score(scores: Iterable[tuple[CompiledTheme, Fraction | None]]) -> Fraction | None:
    """Return the overall score of themes with their scores; None while none with a weight has."""
    scored = [(t.weight, score) for t, score in scores if score is not None and t.weight]
    if not scored:
        return None
    total = sum((weight for weight, _ in scored), Fraction(0))
    return sum((weight * theme for weight, theme in scored), Fraction(0)) / total


def _score_theme(
    questionnaire: CompiledQuestionnaire, theme: CompiledTheme, walk: Walk, as_of: date
) -> ThemeScore:
    levels = list(_levels(theme, walk, as_of))
    whole = sum(question.weight for question, _ in levels)
    caps = tuple(cap for cap in theme.caps if holds(cap, walk))
    if not whole:
        return ThemeScore(
            theme=theme, score=None, uncapped_level=None, level=None, caps=caps, counted=()
        )
    counted = tuple(_counted(question, level, whole) for question, level in levels)
    reached = _ratio(POINTS_A_LEVEL * sum(q.weight * level for q, level in levels), whole)
    uncapped = level_of(questionnaire.level_minimums, reached)
    return ThemeScore(
        theme=theme,
        score=reached,
        uncapped_level=uncapped,
        level=min([uncapped, *(cap.cap.maximum_level for cap in caps)]),
        caps=caps,
        counted=counted,
    )


def _counted(question: CompiledQuestion, level: int, whole: int) -> Counted:
    return Counted(
        question=question,
        level=level,
        points=_ratio(POINTS_A_LEVEL * level * question.weight, whole),
        maximum_points=_ratio(FULL * question.weight, whole),
    )


@lru_cache(maxsize=65_536)
def _ratio(numerator: int, denominator: int) -> Fraction:
    """Return an exact fraction; weights and levels are few, so the same ones come up again."""
    return Fraction(numerator, denominator)


def _levels(
    theme: CompiledTheme, walk: Walk, as_of: date
) -> Iterator[tuple[CompiledQuestion, int]]:
    """Yield the questions of `theme` that count, with their levels."""
    for question in theme.questions:
        if question.levelling is None:
            continue
        level = level_in(question, walk, as_of)
        if level is not None:
            yield question, level


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
    value = walk.state.answers.get(question.slug)
    if value is None or value is Marker.NOT_APPLICABLE:
        return None
    if isinstance(value, Marker) or question.levelling is None:
        return 0
    return question.levelling(value, as_of)


def holds(cap: CompiledCap, walk: Walk) -> bool:
    """Tell whether `cap` holds; it does too where only a don't know stands in the way."""
    outcome = cap.holds(walk.state)
    return outcome == TRUE or (bool(outcome & TRUE) and not outcome & OPEN)
