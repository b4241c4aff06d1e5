"""How the change between two results is explained, for the tests of it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from assessments.questionnaire.carrying import carry, sources_of
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Values
from assessments.scoring.change import Change, Parts, explain_change
from assessments.scoring.holes import Holes, left_open
from assessments.scoring.score import Score
from tests.fixtures.engine import DAY, evaluate


def parts_of(*numbers: int | str | Fraction) -> Parts:
    """Return these parts, in the order in which they are taken."""
    questionnaire, time, applicability, answers = (Fraction(number) for number in numbers)
    return Parts(
        by_questionnaire=questionnaire,
        by_time=time,
        by_applicability=applicability,
        by_answers=answers,
    )


def explained(
    versions: Sequence[CompiledQuestionnaire],
    before: Values,
    after: Values,
    *,
    facts_before: Values | None = None,
    facts_after: Values | None = None,
    day_before: date = DAY,
    day_after: date = DAY,
) -> tuple[Score, Change, Score]:
    """Return the old score, why it changed, and the new one."""
    old, new, stated = versions[0], versions[-1], facts_before or {}
    definitions = [version.definition for version in versions]
    carrying = carry(definitions, before, day_before)
    first = evaluate(old, before, stated, day_before).score
    last = evaluate(new, after, facts_after if facts_after is not None else stated, day_after).score
    moved, aged = (evaluate(new, carrying.values, stated, day) for day in (day_before, day_after))
    holes = Holes(
        sources=sources_of(definitions),
        carried=left_open(new, moved.walk, carrying.values, day_before, carrying.refused),
        aged=left_open(new, aged.walk, carrying.values, day_after, carrying.refused),
    )
    return first, explain_change(first, moved.score, aged.score, last, holes), last
