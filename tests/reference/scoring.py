"""Scores, levels, caps and gaps of one company, in exact arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.company import Company
from tests.reference.conditions import Condition, Truth
from tests.reference.delivered import FIELDS
from tests.reference.facts import with_derived
from tests.reference.levels import level_of_answer, level_of_score
from tests.reference.questionnaire import BY_ID, QUESTIONS, THEMES, Cap, Question
from tests.reference.situation import FACTS_READ, Situation, Visibility, settle
from tests.reference.values import Value

GAP_LEVELS = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeScore:
    """The result of a theme; score and levels are ``None`` while nothing counts."""

    score: Fraction | None
    """0 to 100, not rounded."""
    level: int | None
    uncapped_level: int | None
    caps: tuple[tuple[str, int], ...]
    """The caps that hold for this theme: question id, and place among that question's."""
    counted: dict[str, int]
    """The level of each question that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The result of a company."""

    visible: tuple[str, ...]
    missing: tuple[str, ...]
    missing_facts: tuple[str, ...]
    themes: dict[str, ThemeScore]
    score: Fraction | None
    level: int | None
    weakest: str | None
    """The theme with a weight that has the lowest level, among equals the lowest score."""
    gaps: frozenset[str]
    facts: dict[str, Value]


def evaluate(company: Company) -> Evaluation:
    """Return what the questionnaire says of a company, complete or not."""
    situation = settle(company)
    visible = tuple(q for q, v in situation.visibility.items() if v is Visibility.SHOWN)
    themes = {theme: _theme_score(theme, situation, company.as_of) for theme in THEMES}
    score = _overall_score(themes)
    return Evaluation(
        visible=visible,
        missing=tuple(q for q in visible if BY_ID[q].required and q not in situation.answers),
        missing_facts=tuple(f for f in FIELDS if f in FACTS_READ and f not in situation.facts),
        themes=themes,
        score=score,
        level=_overall_level(score, themes),
        weakest=_weakest(themes),
        gaps=_gaps(visible, themes),
        facts=_effective_facts(situation, company.as_of),
    )


def _counted_level(question: Question, situation: Situation, as_of: date) -> int | None:
    match situation.visibility[question.id]:
        case Visibility.SHOWN:
            answer = situation.answers.get(question.id)
            return None if answer is None else level_of_answer(question, answer, as_of)
        case Visibility.UNMET:
            return question.level_when_not_shown
        case Visibility.THROUGH_DONT_KNOW:
            return 0
        case Visibility.OPEN:
            return None


def _counted(theme: str, situation: Situation, as_of: date) -> dict[str, int]:
    levels = {
        question.id: _counted_level(question, situation, as_of)
        for question in QUESTIONS
        if question.theme == theme and question.scored
    }
    return {question: level for question, level in levels.items() if level is not None}


def _theme_score(theme: str, situation: Situation, as_of: date) -> ThemeScore:
    counted = _counted(theme, situation, as_of)
    holding = [
        (question, index, cap)
        for question, index, cap in _caps_of(theme)
        if _holds(cap.when, situation)
    ]
    weight = sum((BY_ID[q].weight for q in counted), start=Fraction())
    points = sum((BY_ID[q].weight * level for q, level in counted.items()), start=Fraction())
    score = 25 * points / weight if weight else None
    level = None if score is None else level_of_score(score)
    return ThemeScore(
        score=score,
        level=None if level is None else min([level, *(cap.level for _, _, cap in holding)]),
        uncapped_level=level,
        caps=tuple((question, index) for question, index, _ in holding),
        counted=counted,
    )


def _caps_of(theme: str) -> Iterator[tuple[str, int, Cap]]:
    for question in QUESTIONS:
        for index, cap in enumerate(question.caps):
            if cap.theme == theme:
                yield question.id, index, cap


def _holds(when: Condition, situation: Situation) -> bool:
    outcomes = situation.outcomes(when)
    return Truth.MET in outcomes.truths and not outcomes.is_open


def _overall_score(themes: dict[str, ThemeScore]) -> Fraction | None:
    scored = {theme: t.score for theme, t in themes.items() if t.score is not None}
    weight = sum((THEMES[theme] for theme in scored), start=Fraction())
    points = sum((THEMES[theme] * score for theme, score in scored.items()), start=Fraction())
    return points / weight if weight else None


def _overall_level(score: Fraction | None, themes: dict[str, ThemeScore]) -> int | None:
    if score is None:
        return None
    levels = [t.level for theme, t in themes.items() if THEMES[theme] and t.level is not None]
    return min(level_of_score(score), min(levels) + 1)


def _weakest(themes: dict[str, ThemeScore]) -> str | None:
    ranked = [
        (t.level, t.score, theme)
        for theme, t in themes.items()
        if THEMES[theme] and t.level is not None and t.score is not None
    ]
    return min(ranked, key=lambda rank: rank[:2])[2] if ranked else None


def _gaps(visible: tuple[str, ...], themes: dict[str, ThemeScore]) -> frozenset[str]:
    counted = {q: level for theme in themes.values() for q, level in theme.counted.items()}
    low = (BY_ID[q] for q in visible if counted.get(q) in GAP_LEVELS)
    return frozenset[str]().union(*(question.barriers for question in low))


def _effective_facts(situation: Situation, as_of: date) -> dict[str, Value]:
    stated = dict(situation.facts)
    for question, answer in situation.answers.items():
        fills = BY_ID[question].fills
        if fills is not None and (answer in fills.words or not fills.by_words_alone):
            stated[fills.field] = fills.words.get(answer, answer)
    return with_derived(stated, as_of)
