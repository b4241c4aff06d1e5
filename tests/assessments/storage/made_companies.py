"""Facts of every kind, derived and computed ones too, and comparisons of them for SQL."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from assessments.company.age import years_between
from assessments.questionnaire.compiled import computations_of
from assessments.questionnaire.facts import Fact
from assessments.questionnaire.values import Marker, Value, Values
from tests.conditions.random_conditions import LEAVES, VALUES
from tests.fixtures.engine import FACT, Data, fact, options

TODAY: Final = date(2026, 11, 22)
AGE: Final = "company_age_years"
FOUNDED: Final = "founded_on"
BIRTHDAYS: Final = [
    *(date(year, 11, day) for year in (2021, 2023, 2026) for day in (21, 22, 23)),
    date(2020, 2, 29),
    date(1850, 1, 1),
    date(2027, 1, 1),
]


def _computed(slug: str, operation: str, *of: str) -> Data:
    how = {"operation": operation, "of": list(of)}
    return fact(slug, "number", asked=False, derived_from=list(of), computed=how)


KINDS: Final[dict[str, Data]] = {
    "choice": fact(
        "choice",
        "single_choice",
        options=options(dict.fromkeys("abcu"), u={"dont_know": True}),
    ),
    "many": fact("many", "multiple_choice", options=options(dict.fromkeys("abcd"))),
    "number": fact("number", "number"),
    "money": fact("money", "money"),
    "flag": fact("flag"),
    "day": fact("day", "date", allow_never=True, allow_future=True),
    "words": fact("words", "text"),
    FOUNDED: fact(FOUNDED, "date"),
    AGE: fact(AGE, "number", asked=False, derived_from=[FOUNDED]),
    "revenue": fact("revenue", "money"),
    "exported": fact("exported", "money"),
    "share": _computed("share", "share", "exported", "revenue"),
    "left": _computed("left", "difference", "number", "share"),
    "times": _computed("times", "ratio", "revenue", "left"),
    "whole": _computed("whole", "sum", "share", "left", "times"),
}
COMPUTED: Final = ("share", "left", "times", "whole")
FACTS: Final[dict[str, Fact]] = {s: FACT.validate_python(kind) for s, kind in KINDS.items()}
COMPUTATIONS: Final = computations_of(FACTS.values())

FIGURES: Final[dict[str, list[Value]]] = {
    "revenue": [0, 1, 3, 7, 10**8],
    "exported": [0, 1, 2, 49_999_999, 5 * 10**7, 50_000_001],
}
"""Among them none, and shares that two decimals would take for a limit."""

STATED: Final[dict[str, list[Value]]] = {**VALUES, **FIGURES, FOUNDED: [*BIRTHDAYS]}
LIMITS: Final = (0, 50, Decimal("33.3333"), Decimal("33.34"), Decimal("66.6667"), Decimal("-12.5"))


def _compared(slugs: tuple[str, ...], limits: tuple[object, ...]) -> list[Data]:
    comparisons: list[Data] = [
        {"fact": slug, "op": op, "value": value}
        for slug in slugs
        for op in ("eq", "ne", "lt", "lte", "gt", "gte")
        for value in limits
    ]
    presence: list[Data] = [
        {"fact": slug, "op": op} for slug in slugs for op in ("answered", "not_applicable")
    ]
    return comparisons + presence


STATED_LEAVES: Final = [
    *(leaf for leaf in LEAVES if "answer" not in leaf),
    *_compared((AGE,), (0, 3, 5)),
    *_compared(COMPUTED, LIMITS),
]


def known(stated: Values) -> Values:
    """Return `stated` with the age and all that is computed."""
    founded = stated.get(FOUNDED)
    aged: dict[str, Value] = dict(stated)
    if isinstance(founded, date):
        aged[AGE] = Marker.ABSENT if founded > TODAY else years_between(founded, TODAY)
    elif founded is Marker.DONT_KNOW:
        aged[AGE] = founded
    return COMPUTATIONS.add_to(aged)


def is_close(value: Value | None) -> bool:
    """Tell whether two decimals would take a number for 50, which it is not."""
    return isinstance(value, Fraction) and round(value, 2) == 50
