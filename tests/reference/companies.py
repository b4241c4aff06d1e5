"""Random companies that between them reach every branch of the rules."""

from datetime import date, timedelta
from random import Random
from typing import Final

from tests.reference.company import Company
from tests.reference.moods import Mood, random_mood
from tests.reference.offers import OFFERS
from tests.reference.questionnaire import BY_ID, QUESTIONS, Question
from tests.reference.random_answers import random_answer
from tests.reference.random_facts import random_facts
from tests.reference.situation import Situation, Visibility, settle
from tests.reference.values import Value

FIRST_DAY: Final = date(2023, 1, 1)
LAST_DAY: Final = date(2028, 12, 31)
LEAP_DAYS: Final = (date(2024, 2, 29), date(2028, 2, 29), date(2027, 2, 28), date(2027, 3, 1))
TURNS: Final = tuple(
    sorted(
        day
        for offer in OFFERS
        for turn in (offer.valid_from, offer.valid_to)
        if turn is not None
        for day in (turn - timedelta(days=1), turn, turn + timedelta(days=1))
        if day >= FIRST_DAY
    )
)
"""The days around which an offer opens or closes."""


def random_company(rng: Random, *, complete: bool = True) -> Company:
    """Return a company that lacks nothing, or one that lacks a random part.

    A don't know is always given as ``Special.DONT_KNOW``, never as a delivered option that
    stands for one. Answers may also stand for questions that are not shown.
    """
    mood = random_mood(rng)
    as_of = _random_day(rng)
    facts = random_facts(rng, mood, as_of)
    company = Company(facts=facts, answers=_answers(rng, mood, facts, as_of), as_of=as_of)
    return company if complete else _thinned(rng, company)


def _random_day(rng: Random) -> date:
    if rng.random() < 0.3:
        return rng.choice((*TURNS, *LEAP_DAYS))
    return FIRST_DAY + timedelta(days=rng.randint(0, (LAST_DAY - FIRST_DAY).days))


def _answers(rng: Random, mood: Mood, facts: dict[str, Value], as_of: date) -> dict[str, Value]:
    """Answer what is shown until nothing shown lacks an answer, and some of what is not."""
    answers: dict[str, Value] = {}
    situation = settle(Company(facts=facts, answers=answers, as_of=as_of))
    while missing := _unanswered(situation):
        for question in missing:
            answers[question.id] = random_answer(rng, mood, question, situation, as_of)
        situation = settle(Company(facts=facts, answers=answers, as_of=as_of))
    kept = rng.choice((0, 0.5))
    for question in QUESTIONS:
        if question.id not in answers and rng.random() < kept:
            answers[question.id] = random_answer(rng, mood, question, situation, as_of)
    return answers


def _unanswered(situation: Situation) -> list[Question]:
    return [
        BY_ID[question]
        for question, visibility in situation.visibility.items()
        if visibility is Visibility.SHOWN and question not in situation.answers
    ]


def _thinned(rng: Random, company: Company) -> Company:
    facts, answers = rng.choice((0, 0.1, 0.4)), rng.choice((0, 0.05, 0.3, 0.7, 1))
    return Company(
        facts={f: value for f, value in company.facts.items() if rng.random() >= facts},
        answers={q: value for q, value in company.answers.items() if rng.random() >= answers},
        as_of=company.as_of,
    )
