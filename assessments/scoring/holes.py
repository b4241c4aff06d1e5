"""Questions that old answers leave open in a new version, though they counted in the old one.

One does not take the old answer; another is shown or not by what that one's answer will be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Values
from assessments.questionnaire.visibility import Standing, Walk
from assessments.scoring.score import Score, level_of_answer

Levels = Mapping[str, int | None]
"""The level of the carried answer to each question that is left open; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holes:
    """What old answers leave open in a new version, on the old day and on the new one.

    `sources` has the old question that each new one asks again.
    """

    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    carried: Levels = field(default_factory=dict[str, int | None])
    aged: Levels = field(default_factory=dict[str, int | None])


NO_HOLES = Holes()


def left_open(
    questionnaire: CompiledQuestionnaire,
    walk: Walk,
    answers: Values,
    as_of: date,
    refused: Iterable[str],
) -> Levels:
    """Return the scored questions of which carried `answers` do not tell how they count.

    Those are the ones that have `refused` what was answered, and those that hang on something that
    is not answered yet.
    """
    found: dict[str, int | None] = dict.fromkeys(refused)
    for question in (scored for theme in questionnaire.themes for scored in theme.scored):
        if walk.standings[question.slug] is Standing.UNDECIDED:
            value = answers.get(question.slug)
            said = None if value is None else question.question.meaning(value)
            found[question.slug] = level_of_answer(question, said, as_of)
    return found


def filled(
    levels: Levels, sources: Mapping[str, str], before: Score, after: Score
) -> dict[str, int]:
    """Return the levels at which questions stand that counted `before` and count `after`.

    That is the level of the carried answer, and without one the old level.
    """
    old, now = _levels(before), _levels(after)
    return {
        slug: old[sources[slug]] if level is None else level
        for slug, level in levels.items()
        if slug in now and sources.get(slug) in old
    }


def _levels(score: Score) -> Mapping[str, int]:
    return {c.question.slug: c.level for theme in score.themes for c in theme.counted}
