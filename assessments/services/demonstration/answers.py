"""Makes up the answers of a company: the more mature it is, the higher, with a mind of its own."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from assessments.questionnaire.checking import standing
from assessments.questionnaire.checks import Severity
from assessments.questionnaire.compiled import CompiledQuestion, CompiledQuestionnaire, Derive
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import MAX_LEVEL
from assessments.questionnaire.kinds.choice import OneOfOptions
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import (
    BooleanQuestion,
    DateQuestion,
    MultipleChoiceQuestion,
    Question,
)
from assessments.questionnaire.scales import Band
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import Walk, may_not_apply, walk
from assessments.services.demonstration.companies import MadeUpCompany

DONT_KNOW = 0.04
NOT_APPLICABLE = 0.05
MONTH = 31


def answer_all(
    company: MadeUpCompany,
    questionnaire: CompiledQuestionnaire,
    stated: Values,
    derive: Derive,
) -> dict[str, Given]:
    """Return an answer to every question that is shown to `company` once it has answered all.

    What contradicts itself it does not know.
    """
    random, today = company.random, company.at.date()
    leaning = {theme.slug: random.gauss(company.maturity, 0.12) for theme in questionnaire.themes}
    given: dict[str, Given] = {}
    values: dict[str, Value] = {}
    while True:
        done = walk(questionnaire, values, stated, today, derive)
        waiting = [
            q
            for q in questionnaire.questions
            if done.is_shown(q.slug) and q.slug not in done.state.answers
        ]
        doubted = None if waiting else _contradicting(questionnaire, done)
        if doubted is not None:
            given[doubted], values[doubted] = Given(Shape.DONT_KNOW), Marker.DONT_KNOW
        elif not waiting:
            return {slug: given[slug] for slug in given if done.is_shown(slug)}
        for question in waiting:
            exempt = may_not_apply(question, done.state)
            answer = _answer(question, leaning, random, today, exempt=exempt)
            given[question.slug] = answer
            values[question.slug] = _value(question, answer, today)


def _contradicting(questionnaire: CompiledQuestionnaire, done: Walk) -> str | None:
    """Return an answer that has a part in an error across questions; None where there is none."""
    errors = (
        check
        for check in standing(questionnaire.checks, done.state)
        if check.check.severity is Severity.ERROR
    )
    named = (slug for check in errors for slug in check.questions)
    return next((s for s in named if not isinstance(done.state.answers.get(s), Marker)), None)


def _value(question: CompiledQuestion, given: Given, today: date) -> Value:
    if given.shape is Shape.DONT_KNOW:
        return Marker.DONT_KNOW
    if given.shape is Shape.NOT_APPLICABLE:
        return Marker.NOT_APPLICABLE
    return question.question.accept(given, today)


def _answer(
    question: CompiledQuestion,
    leaning: Mapping[str, float],
    random: Random,
    today: date,
    *,
    exempt: bool,
) -> Given:
    chance = random.random()
    if chance < DONT_KNOW:
        return Given(Shape.DONT_KNOW)
    if exempt and chance < DONT_KNOW + NOT_APPLICABLE:
        return Given(Shape.NOT_APPLICABLE)
    level = min(MAX_LEVEL, max(0, round(random.gauss(leaning[question.theme] * MAX_LEVEL, 0.8))))
    return _at_level(question.question, level, random, today)


def _at_level(question: Question, level: int, random: Random, today: date) -> Given:
    """Return an answer at `level`, or as near to it as the question has one."""
    if isinstance(question, OneOfOptions):
        return Given(Shape.OPTION, _nearest(question, level, random))
    if isinstance(question, MultipleChoiceQuestion):
        return _ticks(question, level, random)
    if isinstance(question, BooleanQuestion):
        return Given(Shape.BOOLEAN, level >= MAX_LEVEL / 2)
    if isinstance(question, DateQuestion):
        return _date(question, level, random, today)
    if isinstance(question, Numeric):
        return _number(question, level, random)
    return Given(Shape.TEXT, "–")


def _nearest(question: OneOfOptions, level: int, random: Random) -> str:
    levels = [(abs((o.level or 0) - level), o.slug) for o in question.options if not o.dont_know]
    if all(o.level is None for o in question.options):
        return random.choice([slug for _, slug in levels])
    return min(levels)[1]


def _ticks(question: MultipleChoiceQuestion, level: int, random: Random) -> Given:
    plain = [o.slug for o in question.options if not o.exclusive]
    alone = [o.slug for o in question.options if o.exclusive]
    band = _band(question.bands or (), level)
    least = 0 if band is None else int(band.start)
    if least == 0 and alone:
        return Given(Shape.OPTIONS, (alone[0],))
    chosen = random.sample(plain, min(len(plain), max(1, least)))
    return Given(Shape.OPTIONS, tuple(sorted(chosen)))


def _date(question: DateQuestion, level: int, random: Random, today: date) -> Given:
    band = _band(question.bands or (), level)
    if band is None or level == 0:
        return Given(Shape.NEVER) if question.allow_never else Given(Shape.DATE, today)
    months = int(band.start) + random.randrange(0, 5)
    return Given(Shape.DATE, today - timedelta(days=MONTH * months + 1))


def _number(question: Question, level: int, random: Random) -> Given:
    bands = getattr(question, "bands", None) or ()
    band = _band(bands, level)
    if band is None:
        return Given(Shape.NUMBER, Decimal(0))
    top = band.below if band.below is not None else max(band.start * 2, band.start + 1)
    top = min(top, getattr(question, "maximum", top))
    span = max(0, int(top - band.start) - 1)
    return Given(Shape.NUMBER, band.start + random.randint(0, span))


def _band(bands: tuple[Band, ...], level: int) -> Band | None:
    return min(bands, key=lambda band: (abs(band.level - level), band.start), default=None)
