"""Says values of facts in words: options by their text, numbers as the language writes them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor

from assessments.company.derive import TIMED
from assessments.questionnaire.facts import Fact, NumberFact
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.number import MoneyAnswer, Numeric
from assessments.questionnaire.values import Marker, Never, Number, Value
from assessments.texts import MAX_DECIMALS, Language, Text, both, listed, say_day, say_number

YES, NO = both("ja", "yes"), both("nei", "no")
NONE = both("ingen", "none")
JUST_OVER = both("litt over", "just over")
"""A number that is worked out is cut to two decimals; where none is left, it says so."""
NEVER_WORD = both("aldri", "never")
DONT_KNOW = both("vet ikke", "not known")
NOT_APPLICABLE = both("gjelder ikke", "does not apply")
CANNOT_BE_WORKED_OUT = both(
    "kan ikke regnes ut, siden det deles på 0",
    "cannot be worked out, since it is divided by 0",
)
NOT_ON_THAT_DAY = both("kan ikke regnes ut for denne dagen", "cannot be worked out for that day")
SAID: Mapping[Marker, Text] = {
    Marker.NOT_APPLICABLE: NOT_APPLICABLE,
    Marker.DONT_KNOW: DONT_KNOW,
}

PERCENT = "%"
CURRENCIES = frozenset({"NOK", "EUR"})
BEFORE_THE_NUMBER = CURRENCIES | {"TRL"}

MILLION = 10**6
MILLION_DECIMALS = 3
"""What has more, counted in millions, is said in digits, so that nothing is left out."""
A_MILLION, MILLIONS = both("million", "million"), both("millioner", "million")

UNDER_A_YEAR = both("under 1 år", "less than 1 year")
OVER = both("over", "over")
YEAR, YEARS = both("år", "year"), both("år", "years")


def say(fact: Fact, value: Value, language: Language) -> str:
    """Return `value` of `fact` in words: options by their text, numbers with their unit."""
    if isinstance(value, bool):
        return (YES if value else NO).into(language)
    if isinstance(value, Marker):
        return SAID.get(value, _absent(fact)).into(language)
    if isinstance(value, Number):
        return _with_unit(fact, value, language)
    if isinstance(value, frozenset):
        texts = sorted(_option(fact, slug, language) for slug in value)
        return listed(texts) or NONE.into(language)
    return _option(fact, value, language) if isinstance(value, str) else _say_time(value, language)


def say_limit(kind: AnswerKind | None, limit: Number, language: Language) -> str:
    """Return a number that answers of `kind` are compared with, in full and with their unit."""
    if isinstance(kind, NumberFact) and kind.slug in TIMED and limit == floor(limit):
        return _age(limit, language)
    digits = _by_the_million(kind, limit, language) or say_number(limit, language)
    return _beside_unit(kind, limit, digits, language)


def _absent(fact: Fact) -> Text:
    """Return why there is no value: of an age, that the day is too early; else a division by 0."""
    return NOT_ON_THAT_DAY if fact.computed is None else CANNOT_BE_WORKED_OUT


def _with_unit(fact: Fact, number: Number, language: Language) -> str:
    if fact.slug in TIMED:
        return _age(number, language)
    return _beside_unit(fact, number, _digits(fact, number, language), language)


def _beside_unit(kind: AnswerKind | None, number: Number, digits: str, language: Language) -> str:
    """Say `digits` with a unit: in Norwegian 50 % and 900 kroner, in English 50% and NOK 900."""
    if not isinstance(kind, Numeric) or kind.unit is None:
        return digits
    one = kind.unit_one if abs(number) == 1 else None
    unit = (one or kind.unit).into(language)
    if language is Language.EN and unit == PERCENT:
        return f"{digits}{unit}"
    return f"{unit} {digits}" if unit in BEFORE_THE_NUMBER else f"{digits} {unit}"


def _digits(fact: Fact, number: Number, language: Language) -> str:
    """Say a number by itself, cut to two decimals where it is worked out."""
    by_the_million = _by_the_million(fact, number, language)
    if by_the_million is not None:
        return by_the_million
    digits = say_number(number, language, MAX_DECIMALS if fact.asked else 2)
    if not fact.asked and 0 < number - int(number) < Fraction(1, 100):
        return f"{JUST_OVER.into(language)} {digits}"
    return digits


def _by_the_million(kind: AnswerKind | None, number: Number, language: Language) -> str | None:
    """Say kroner by the million where there are so many, and it is exact; else None."""
    millions = Fraction(number) / MILLION
    whole = 10**MILLION_DECIMALS % millions.denominator == 0
    if not isinstance(kind, MoneyAnswer) or not whole or abs(millions) < 1:
        return None
    word = A_MILLION if abs(millions) == 1 else MILLIONS
    return f"{say_number(millions, language, MILLION_DECIMALS)} {word.into(language)}"


def _age(years: Number, language: Language) -> str:
    """Say an age in whole years, of which limits are made; one just past a year is over it."""
    whole = floor(years)
    if 0 < years < 1:
        return UNDER_A_YEAR.into(language)
    said = f"{say_number(whole, language)} {(YEAR if whole == 1 else YEARS).into(language)}"
    return said if years == whole else f"{OVER.into(language)} {said}"


def _say_time(value: date | Never, language: Language) -> str:
    return NEVER_WORD.into(language) if isinstance(value, Never) else say_day(value, language)


def _option(fact: Fact, slug: str, language: Language) -> str:
    text = next((choice.text for choice in fact.choices if choice.slug == slug), None)
    return slug if text is None else text.into(language)
