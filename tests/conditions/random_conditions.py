"""Random conditions of every operator, and random states for them to look at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import Constants, State
from assessments.questionnaire.values import NEVER, Marker, Value
from tests.fixtures.engine import RATES, Data

CONSTANTS: Final = Constants(
    groups={"G": frozenset("ab")}, rates=RATES, dont_know={"choice": frozenset("u")}
)

Compared = tuple[str, Any]

COMPARISONS: Final[Mapping[str, list[Compared]]] = {
    "choice": [("eq", "a"), ("ne", "u"), ("eq", "u"), ("in", ["a", "b"]), ("not_in", ["b", "u"])],
    "many": [
        ("contains_any", ["a", "c"]),
        ("contains_all", ["a", "b"]),
        ("contains_none", ["c"]),
        ("contains_outside", "G"),
        ("count_gte", 2),
    ],
    "number": [("eq", 5), ("ne", 5), ("lt", 5), ("lte", Decimal("12.5")), ("gt", 5), ("gte", 0)],
    "money": [
        ("gte", {"amount": 2, "currency": "EUR"}),
        ("lt", {"amount": Decimal("0.5"), "currency": "USD"}),
        ("gt", 0),
    ],
    "flag": [("eq", True), ("ne", True)],
    "day": [(op, "2026-11-22") for op in ("lt", "lte", "gt", "gte")],
    "words": [("eq", "æøå"), ("in", ["x", "y"]), ("ne", "x"), ("not_in", ["æøå"])],
}
"""Comparisons by what is compared; with ``PRESENCE`` every operator is among them."""

PRESENCE: Final[list[Compared]] = [("answered", None), ("not_applicable", None)]

VALUES: Final[Mapping[str, list[Value]]] = {
    "choice": ["a", "b", "c"],
    "many": [frozenset(members) for members in ("", "a", "ab", "abc", "c", "bd")],
    "number": [0, 5, -1, 13, Fraction(25, 2), Fraction(49999, 10000), 10**11],
    "money": [0, 4, 5, 22, 23, 24, 10**11],
    "flag": [True, False],
    "day": [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23), NEVER],
    "words": ["x", "y", "æøå", "æ"],
}
SCORES: Final = [Fraction(0), Fraction(175, 4), Fraction(100), None]
SCORED: Final[list[Compared]] = [("gte", Decimal("43.75")), ("lt", 100), ("gt", 0)]
THEMES: Final = ("overall", "t")


def _leaf(where: str, slug: str, compared: Compared) -> Data:
    op, value = compared
    return {where: slug, "op": op, **({} if value is None else {"value": value})}


LEAVES: Final = [
    *(
        _leaf(where, slug, compared)
        for where in ("answer", "fact")
        for slug, comparisons in COMPARISONS.items()
        for compared in (*comparisons, *PRESENCE)
    ),
    *(_leaf("score", slug, compared) for slug in THEMES for compared in SCORED),
]


def trees(leaves: Sequence[Data] = LEAVES) -> st.SearchStrategy[Data]:
    """Return conditions of up to twelve of `leaves`."""
    return st.recursive(st.sampled_from(leaves), _grouped, max_leaves=12)


def _grouped(children: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    several = st.lists(children, min_size=1, max_size=4)
    kinds: list[st.SearchStrategy[Data]] = [
        several.map(lambda some: {"all": some}),
        several.map(lambda some: {"any": some}),
        children.map(lambda one: {"not": one}),
    ]
    return st.one_of(kinds)


def states() -> st.SearchStrategy[State]:
    """Return states in which things are known, not known, do not apply, or are not there."""
    each = {slug: st.sampled_from([*values, *Marker]) for slug, values in VALUES.items()}
    values = st.fixed_dictionaries({}, optional=each)
    scores = st.fixed_dictionaries({}, optional={slug: st.sampled_from(SCORES) for slug in THEMES})
    return st.builds(State, values, values, scores)


def states_around(leaf: Data) -> Iterator[State]:
    """Yield a state for all that can stand where `leaf` looks."""
    yield State()
    if "score" in leaf:
        yield from (State(scores={leaf["score"]: score}) for score in SCORES)
        return
    slug = leaf.get("answer") or leaf["fact"]
    for value in (*VALUES[slug], *Marker):
        yield State(answers={slug: value}, facts={slug: value})
