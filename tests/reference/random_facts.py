"""Random facts: every option, and numbers at, just under and just over each threshold.

Only the fields that a condition reads, a derivation needs or an answer fills are made; the others
(names, industry codes, memberships, planned costs) change nothing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from tests.reference.calendar_steps import plus_months
from tests.reference.delivered import CATALOGUE, FIELDS
from tests.reference.facts import MEANS, NEVER_STATED
from tests.reference.moods import Mood
from tests.reference.questionnaire import QUESTIONS
from tests.reference.random_places import random_countries, random_place
from tests.reference.situation import FACTS_READ
from tests.reference.thresholds import ASKED, LEAVES, THRESHOLDS
from tests.reference.values import Special, Value

UNFAVOURABLE: Final = frozenset(
    leaf.fact for leaf in LEAVES if leaf.op == "is_false" and leaf.fact is not None
)
SOURCES: Final = frozenset(
    {
        *("organisation_number", "registered_in_norway", "founded_on", "target_markets"),
        *("employees", "revenue_nok", "balance_nok", "largest_corporate_owner_pct", "sme_size"),
        *("stage", "municipality_code", "county_code"),
        *("export_share_pct", "export_revenue_nok", "public_need_owner"),
    }
)
"""What derived facts follow from."""
_USED: Final = (
    SOURCES
    | {leaf.fact for leaf in LEAVES}
    | {question.fills.field for question in QUESTIONS if question.fills is not None}
)
STATABLE: Final = tuple(field for field in FIELDS if field in _USED - NEVER_STATED)
_IDENTITY: Final = frozenset({"organisation_number", "municipality_code"})
MAY_NOT_APPLY: Final = (
    frozenset(field for field in STATABLE if not FIELDS[field]["required"] or field in FACTS_READ)
    - _IDENTITY
)
ALWAYS: Final = (
    frozenset(field for field in STATABLE if FIELDS[field]["required"] or field in FACTS_READ)
    - _IDENTITY
)
"""What a complete company states; without an organisation number it may not be registered."""
FIGURES: Final = frozenset({"employees", "revenue_nok", "balance_nok"})
SELDOM: Final = frozenset({"registered_in_norway", "sme_size"})
"""What is mostly derived."""
SCHEMES: Final = tuple(scheme["id"] for scheme in CATALOGUE["schemes"])
PLACE: Final = frozenset({"municipality_code", "county_code"})
NUMBERS: Final = ("974760673", "889640782", "971526920")
AGES: Final = tuple(int(years) for years in THRESHOLDS["company_age_years"])


def random_facts(rng: Random, mood: Mood, as_of: date) -> dict[str, Value]:
    """Return the stated facts of a company that lacks none that submitting needs."""
    values = {field: _value(rng, mood, field, as_of) for field in STATABLE if field not in PLACE}
    values |= random_place(rng)
    return {
        field: _or_special(rng, mood, field, value)
        for field, value in values.items()
        if rng.random() < _stated(mood, field)
    }


def _stated(mood: Mood, field: str) -> float:
    if field in ALWAYS:
        return 1
    return 0.15 if field in SELDOM else mood.stated


def _or_special(rng: Random, mood: Mood, field: str, value: Value) -> Value:
    if field not in _IDENTITY and rng.random() < mood.dont_know:
        return Special.DONT_KNOW
    if field in MAY_NOT_APPLY and rng.random() < mood.not_applicable / 4:
        return Special.NOT_APPLICABLE
    return value


def _value(rng: Random, mood: Mood, field: str, as_of: date) -> Value:
    if field in _SPECIAL:
        return _SPECIAL[field](rng, as_of)
    kind = FIELDS[field]["type"]
    if kind == "boolean":
        return (rng.random() < mood.good) != (field in UNFAVOURABLE)
    options = [o for o in FIELDS[field].get("values", []) if (field, o) not in MEANS]
    if kind == "enum":
        return rng.choice(_asked(rng, mood, field, options))
    if kind == "list[enum]":
        several = [option for option in options if option != "none"]
        none = frozenset[str]({"none"} & set(options))
        ticked = frozenset(rng.sample(several, k=rng.randint(0 if none else 1, len(several))))
        return ticked or none
    return _near_threshold(rng, mood, field)


def _asked(rng: Random, mood: Mood, field: str, options: list[str]) -> list[str]:
    """Return the options, or by the company's luck only those that offers ask for."""
    asked = [option for option in options if option in ASKED.get(field, ())]
    return asked if asked and rng.random() < mood.good / 2 else options


def _near_threshold(rng: Random, mood: Mood, field: str) -> int | Fraction:
    """Return a number at, just under or just over a threshold, or anywhere up to past the last."""
    thresholds = THRESHOLDS.get(field, (0,))
    if mood.is_small and field in FIGURES:
        thresholds = thresholds[: 1 + len(thresholds) // 2]
    step = _step(rng, field)
    near = rng.choice(thresholds) + rng.choice((-1, 0, 0, 1)) * step
    if rng.random() < 0.25:
        near = rng.randint(0, int(1.5 * thresholds[-1])) * Fraction(1)
    if field != "equity_nok":
        near = max(near, Fraction(0))
    if FIELDS[field]["type"] == "percent":
        near = min(near, Fraction(100))
    near = Fraction(near)
    return int(near) if near.denominator == 1 else near


def _step(rng: Random, field: str) -> int | Fraction:
    """Return the least difference that a field can show."""
    kind = FIELDS[field]["type"]
    return rng.choice((1, Fraction(1, 10))) if kind in {"percent", "decimal"} else 1


def _founded_on(rng: Random, as_of: date) -> date:
    if rng.random() < 0.3:
        return as_of - timedelta(days=rng.randint(0, 40 * 365))
    birthday = plus_months(as_of, -12 * rng.choice(AGES))
    return min(birthday + timedelta(days=rng.choice((-1, 0, 0, 1))), as_of)


def _organisation_number(rng: Random, _: date) -> str:
    return rng.choice(NUMBERS)


def _trl(rng: Random, _: date) -> int:
    return rng.randint(1, 9)


def _markets(rng: Random, _: date) -> frozenset[str]:
    return random_countries(rng, 1)


def _partners(rng: Random, _: date) -> frozenset[str]:
    return random_countries(rng, 0)


def _support(rng: Random, _: date) -> frozenset[str]:
    return frozenset(
        rng.sample(rng.choice((SCHEMES, ASKED["received_support"])), k=rng.randint(0, 3))
    )


_SPECIAL: Final[dict[str, Callable[[Random, date], Value]]] = {
    "organisation_number": _organisation_number,
    "founded_on": _founded_on,
    "trl": _trl,
    "target_markets": _markets,
    "consortium_countries": _partners,
    "received_support": _support,
}
