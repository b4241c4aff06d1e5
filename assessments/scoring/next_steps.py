"""What to do first: each question one step up, and what that would bring."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
    Derive,
    nothing_derived,
)
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.ladder import Rung
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Walk, walk, written_facts
from assessments.scoring.score import Score, score_moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """An assessment as it stands: what was answered and stated, and what follows from it."""

    questionnaire: CompiledQuestionnaire
    answers: Values
    stated: Values
    as_of: date
    walk: Walk
    score: Score
    derive: Derive = nothing_derived


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One question taken to the next level, with the same questions shown and counted.

    Gains are in points of 0 to 100; `theme_gain` is of the question's own theme. `after` and
    `state` are the scores, and what is known, once the step is taken.
    """

    question: CompiledQuestion
    from_level: int
    to_level: int
    before: Score
    after: Score
    state: State
    reveals: tuple[str, ...]

    @cached_property
    def theme_gain(self) -> Fraction:
        """The gain of the theme score; 0 where the question has no weight."""
        theme = self.question.theme
        return _gain(self.before.by_theme[theme], self.after.by_theme[theme])

    @cached_property
    def gain(self) -> Fraction:
        """The gain of the overall score; 0 where the theme has no weight."""
        return _gain(self.before.score, self.after.score)

    @cached_property
    def caps_lifted(self) -> tuple[CompiledCap, ...]:
        """The caps that hold now and would not, in the questionnaire's order."""
        kept = {(c.question, c.index) for theme in self.after.themes for c in theme.caps}
        return tuple(
            cap
            for theme in self.before.themes
            for cap in theme.caps
            if (cap.question, cap.index) not in kept
        )

    @property
    def level_reached(self) -> int | None:
        """The overall level, where it would be another than now."""
        return None if self.after.level == self.before.level else self.after.level

    @property
    def theme_level_reached(self) -> int | None:
        """The level of the question's theme, where it would be another than now."""
        before, after = (
            next(t.level for t in score.themes if t.theme.slug == self.question.theme)
            for score in (self.before, self.after)
        )
        return None if after == before else after


def next_steps(assessed: Assessed) -> tuple[NextStep, ...]:
    """Return a step per shown question that counts below its top, the most rewarding first.

    The order is by gain overall, by gain of the theme, by slug.
    """
    steps = list(_steps(assessed))
    steps.sort(key=lambda step: (-step.gain, -step.theme_gain, step.question.slug))
    return tuple(steps)


def _steps(assessed: Assessed) -> Iterator[NextStep]:
    for theme in assessed.score.themes:
        for counted in theme.counted:
            question, level = counted.question, counted.level
            if question.ladder is None or not assessed.walk.is_shown(question.slug):
                continue
            value = assessed.walk.state.answers.get(question.slug)
            rung = question.ladder.next_rung(value, level, assessed.as_of)
            if rung is not None:
                yield _step(assessed, question, level, rung)


def _step(assessed: Assessed, question: CompiledQuestion, level: int, rung: Rung) -> NextStep:
    frozen = _frozen(assessed, question, rung)
    return NextStep(
        question=question,
        from_level=level,
        to_level=rung.level,
        before=assessed.score,
        after=score_moved(assessed.questionnaire, assessed.score, question, rung.level, frozen),
        state=frozen.state,
        reveals=tuple(_revealed(assessed, question, rung)),
    )


def _revealed(assessed: Assessed, question: CompiledQuestion, rung: Rung) -> Iterator[str]:
    """Yield the questions that the step would show and that are not shown now, in order."""
    if not question.decides_showing:
        return
    moved = walk(
        assessed.questionnaire,
        {**assessed.answers, question.slug: rung.value},
        assessed.stated,
        assessed.as_of,
        assessed.derive,
    )
    for slug in moved.standings:
        if moved.is_shown(slug) and not assessed.walk.is_shown(slug):
            yield slug


def _frozen(assessed: Assessed, question: CompiledQuestion, rung: Rung) -> Walk:
    """Return what is known with the answer changed and every question shown or hidden as it is."""
    now = assessed.walk
    answers = {**now.state.answers, question.slug: rung.value}
    frozen = Walk(standings=now.standings, state=State(answers=answers, facts=now.state.facts))
    if question.question.writes_fact is not None:
        written = written_facts(assessed.questionnaire, frozen)
        frozen.state.facts = assessed.derive({**assessed.stated, **written}, assessed.as_of)
    return frozen


def _gain(before: Fraction | None, after: Fraction | None) -> Fraction:
    return Fraction(0) if before is None or after is None else after - before
