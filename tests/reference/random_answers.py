"""Random answers: every option, both ends of every band, every number of ticks."""

from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from tests.reference.calendar_steps import plus_months
from tests.reference.moods import Mood, tilted
from tests.reference.questionnaire import Band, Question
from tests.reference.situation import UNKNOWN_CLASS, Situation, accepts
from tests.reference.values import NEVER, Special, Value

LONGEST_AGO: Final = 120
"""Months; the answers to date questions reach no further back."""


def random_answer(
    rng: Random, mood: Mood, question: Question, situation: Situation, as_of: date
) -> Value:
    """Return an answer that counts when the question is shown."""
    may_not_apply = accepts(question, Special.NOT_APPLICABLE, situation)
    if question.theme == "public_procurement" and may_not_apply and not mood.sells_to_public:
        return Special.NOT_APPLICABLE
    if rng.random() < mood.dont_know:
        return Special.DONT_KNOW
    if may_not_apply and rng.random() < mood.not_applicable:
        return Special.NOT_APPLICABLE
    return _value(rng, mood, question, as_of)


def _value(rng: Random, mood: Mood, question: Question, as_of: date) -> Value:
    if question.kind == "multi_choice":
        return _ticks(rng, mood, question)
    if question.kind == "date":
        return _day(rng, mood, question, as_of)
    if question.bands:
        return _number(rng, question, tilted(rng, mood, _rising(question)))
    rising = sorted(question.levels.items(), key=lambda option: option[1] or 0)
    return tilted(rng, mood, [o for o, _ in rising if (question.id, o) != UNKNOWN_CLASS])


def _rising(question: Question) -> list[Band]:
    return sorted(question.bands, key=lambda band: band.level)


def _number(rng: Random, question: Question, band: Band) -> int | Fraction:
    step = Fraction(1, 10) if question.kind == "percent" else Fraction(1)
    last = question.most if band.below is None else band.below - step
    inside = rng.randint(band.at_least, int(last))
    chosen = Fraction(rng.choice((band.at_least, last, inside)))
    return int(chosen) if chosen.denominator == 1 else chosen


def _ticks(rng: Random, mood: Mood, question: Question) -> frozenset[str]:
    options = [str(option) for option in question.levels if option != question.exclusive]
    least, below = 0, len(options) + 1
    if question.bands:
        band = tilted(rng, mood, question.bands)
        least, below = band.at_least, band.below or below
    ticked = frozenset(rng.sample(options, k=rng.randrange(least, below)))
    return ticked or frozenset({str(question.exclusive)})


def _day(rng: Random, mood: Mood, question: Question, as_of: date) -> Value:
    band = tilted(rng, mood, [None, *_rising(question)])
    if band is None:
        return NEVER
    latest = plus_months(as_of, -band.at_least)
    earliest = plus_months(as_of, -(band.below or LONGEST_AGO)) + timedelta(days=1)
    inside = earliest + timedelta(days=rng.randint(0, (latest - earliest).days))
    return rng.choice((latest, earliest, inside))
