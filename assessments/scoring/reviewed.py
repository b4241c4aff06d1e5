"""Scores as somebody else sees a company: levels of a review in place of those of its answers.

What is shown, and which facts hold, stays as the company answered. A cap reads answers rather than
levels, so the answers that give a reviewed level stand in for the company's own; where these differ
on a cap, or there are none, it holds if it may. Decision 35 has the reasons.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod

from assessments.questionnaire.compiled import (
    CompiledCap,
    CompiledQuestion,
    CompiledQuestionnaire,
    CompiledTheme,
)
from assessments.questionnaire.conditions.evaluate import State
from assessments.questionnaire.conditions.nodes import AnswerLeaf, answers_read, leaves
from assessments.questionnaire.critical import MOST, Compare, TooManyError, critical_values
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import Walk
from assessments.scoring.score import Score, holds, level_in, level_of_answer, theme_score, together

Levels = Mapping[str, int]
"""Levels from 0 to 4 by the slug of a scored question that is shown."""

UNKNOWN: tuple[Value, ...] = (Marker.HIDDEN_BY_DONT_KNOW,)
"""Stands in where no answer can: a cap then holds if any answer at all could make it."""


def reviewed_score(
    questionnaire: CompiledQuestionnaire, walk: Walk, as_of: date, reviewed: Levels
) -> Score:
    """Return the scores after `walk` with the levels in `reviewed` in place of the stated ones.

    A question that does not apply counts once it is reviewed at a level.
    """
    review = _Review(questionnaire, walk, as_of, reviewed)
    return together(
        questionnaire,
        tuple(
            theme_score(
                questionnaire,
                theme,
                list(review.levels(theme)),
                tuple([cap for cap in theme.caps if review.may_hold(cap)]),
            )
            for theme in questionnaire.themes
        ),
    )


@dataclass(frozen=True, slots=True)
class _Review:
    questionnaire: CompiledQuestionnaire
    walk: Walk
    as_of: date
    reviewed: Levels

    def levels(self, theme: CompiledTheme) -> Iterator[tuple[CompiledQuestion, int]]:
        """Yield the questions of `theme` that count, with their levels."""
        for question in theme.scored:
            stated = level_in(question, self.walk, self.as_of)
            level = self.reviewed.get(question.slug, stated)
            if level is not None:
                yield question, level

    def may_hold(self, cap: CompiledCap) -> bool:
        """Tell whether `cap` holds for answers at the reviewed levels, or for some of them."""
        read = answers_read(cap.cap.when)
        instead = {
            question.slug: found
            for question in self.questionnaire.questions
            if question.slug in read and (found := self._instead(question, cap)) is not None
        }
        if prod(map(len, instead.values())) > MOST:
            instead = dict.fromkeys(instead, UNKNOWN)
        now = self.walk.state
        return any(
            holds(
                cap,
                Walk(
                    standings=self.walk.standings,
                    state=State(
                        answers={**now.answers, **dict(zip(instead, chosen, strict=True))},
                        facts=now.facts,
                    ),
                ),
            )
            for chosen in product(*instead.values())
        )

    def _instead(self, question: CompiledQuestion, cap: CompiledCap) -> tuple[Value, ...] | None:
        """Return what stands in for the answer to `question`; None where that stays as it is.

        Between two levels that answers give it is as at the lower one, and the company's own answer
        stays where it reaches that: so a higher level is never as if the company had said less.
        """
        level = self.reviewed.get(question.slug)
        if level is None:
            return None
        stated = level_in(question, self.walk, self.as_of)
        given = _answers_by_level(self.questionnaire, question, cap, self.as_of)
        reached = max((one for one in given if one <= level), default=None)
        if stated == level or (stated is not None and (reached or 0) <= stated < level):
            return None
        return UNKNOWN if reached is None else given[reached]


def _answers_by_level(
    questionnaire: CompiledQuestionnaire,
    question: CompiledQuestion,
    cap: CompiledCap,
    as_of: date,
) -> Mapping[int, tuple[Value, ...]]:
    """Return by level the answers to `question` that `cap` may tell apart; none if too many."""
    compare = Compare(
        leaves=tuple(
            leaf
            for leaf in leaves(cap.cap.when)
            if isinstance(leaf, AnswerLeaf) and leaf.answer == question.slug
        ),
        bands=getattr(question.question, "bands", None) or (),
        constants=questionnaire.constants,
        today=as_of,
    )
    found: dict[int, dict[Value, None]] = {}
    try:
        for value in critical_values(question.question, compare):
            level = level_of_answer(question, value, as_of)
            if level is not None and not isinstance(value, Marker):
                found.setdefault(level, {})[value] = None
    except TooManyError:
        return {}
    return {level: tuple(values) for level, values in found.items()}
