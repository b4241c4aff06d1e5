"""The level, 0 to 4, of an answer to one question."""

from datetime import date
from fractions import Fraction

from tests.reference.calendar_steps import whole_months
from tests.reference.questionnaire import MINIMUMS, Question
from tests.reference.values import Never, Special, Value, number


def level_of_answer(question: Question, value: Value, as_of: date) -> int | None:
    """Return the level of an answer; ``None`` when it does not apply.

    Raises:
        TypeError: The value is of another kind than the question's.
    """
    if isinstance(value, Special):
        return 0 if value is Special.DONT_KNOW else None
    if isinstance(value, Never):
        return question.never_level
    if question.bands:
        return _band_level(question, _amount(question, value, as_of))
    if isinstance(value, (str, bool)):
        return question.levels[value]
    raise TypeError(f"{value!r} is no answer to {question.id}")


def _amount(question: Question, value: Value, as_of: date) -> int | Fraction:
    if isinstance(value, date):
        return whole_months(value, as_of)
    if isinstance(value, frozenset):
        return len(value - {question.exclusive})
    return number(value)


def _band_level(question: Question, amount: int | Fraction) -> int:
    return next(
        band.level
        for band in question.bands
        if band.at_least <= amount and (band.below is None or amount < band.below)
    )


def level_of_score(score: Fraction) -> int:
    """Return the highest level whose least score is reached."""
    return max(level for level, least in MINIMUMS.items() if least <= score)
