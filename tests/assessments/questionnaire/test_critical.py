"""Critical values: for every number, date and set there is one that no comparison tells from it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Constant, FactLeaf, Money
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.critical import (
    ANOTHER_TEXT,
    Compare,
    TooManyError,
    critical_values,
)
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.boolean import BooleanAnswer
from assessments.questionnaire.kinds.choice import Option, SingleChoice
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.multiple_choice import MultipleChoice
from assessments.questionnaire.kinds.number import NumberAnswer
from assessments.questionnaire.kinds.text import TextAnswer
from assessments.questionnaire.scales import Band
from assessments.questionnaire.values import NEVER, Marker, Value
from assessments.texts import both

TODAY = date(2026, 11, 22)
CONSTANTS = Constants(groups={"HOME": frozenset("ab")}, rates={"EUR": Decimal("11.7")})
WORD = both("Ord", "Word")


def _leaf(op: str, value: Constant) -> FactLeaf:
    return FactLeaf(id=None, op=Operator(op), value=value, fact="it")


def _compare(*leaves: FactLeaf, bands: tuple[Band, ...] = ()) -> Compare:
    return Compare(leaves=leaves, bands=bands, constants=CONSTANTS, today=TODAY)


def _options(slugs: str, alone: str = "") -> tuple[Option, ...]:
    return tuple(Option(slug=slug, text=WORD, exclusive=slug in alone) for slug in slugs)


def _seen(leaves: tuple[FactLeaf, ...], value: Value) -> tuple[int, ...]:
    state = State(facts={"it": value})
    return tuple(compile_condition(leaf, CONSTANTS, Reading.RULES)(state) for leaf in leaves)


def _told_apart(kind: AnswerKind, leaves: tuple[FactLeaf, ...]) -> set[tuple[int, ...]]:
    found = critical_values(kind, _compare(*leaves))
    return {_seen(leaves, value) for value in found if value is not Marker.DONT_KNOW}


def test_whole_numbers() -> None:
    kind = NumberAnswer(kind="number", minimum=Decimal(0), maximum=Decimal(9), integer=True)
    leaves = (_leaf("gt", 3), _leaf("lt", Decimal("6.5")), _leaf("eq", 3), _leaf("gte", 20))
    assert _told_apart(kind, leaves) == {_seen(leaves, value) for value in range(10)}


def test_numbers_with_decimals() -> None:
    kind = NumberAnswer(kind="number", minimum=Decimal(0), maximum=Decimal(2))
    leaves = (_leaf("gt", 1), _leaf("lt", Decimal("1.01")), _leaf("ne", Decimal("1.005")))
    every = [Fraction(i, 1000) for i in range(2001)]
    assert _told_apart(kind, leaves) == {_seen(leaves, value) for value in every}


def test_dates_and_never() -> None:
    kind = DateAnswer(kind="date", allow_never=True)
    leaves = (_leaf("gt", "2026-11-01"), _leaf("lte", "2026-11-02"), _leaf("lt", "2027-01-01"))
    every: list[Value] = [date(2026, 1, 1) + timedelta(days=i) for i in range(326)]
    assert every[-1] == TODAY
    assert _told_apart(kind, leaves) == {_seen(leaves, value) for value in [*every, NEVER]}


def test_dates_to_come() -> None:
    kind = DateAnswer(kind="date", allow_future=True)
    leaves = (_leaf("gt", "2027-01-01"),)
    assert _told_apart(kind, leaves) == {(1,), (2,)}


@pytest.mark.parametrize("months", [0, 1, 9, 12, 24_000])
def test_dates_on_both_sides_of_a_band(months: int) -> None:
    kind = DateAnswer(kind="date")
    bands = (Band.model_validate({"from": months, "level": 1}),)
    found = set(critical_values(kind, _compare(bands=bands)))
    expected = {
        0: {TODAY},
        1: {date(2026, 10, 21), date(2026, 10, 22), date(2026, 10, 23)},
        9: {date(2026, 2, 21), date(2026, 2, 22), date(2026, 2, 23)},
        12: {date(2025, 11, 21), date(2025, 11, 22), date(2025, 11, 23)},
        24_000: {TODAY},
    }
    assert expected[months] <= found


@pytest.mark.parametrize("may_be_empty", [False, True])
def test_sets(may_be_empty: bool) -> None:
    kind = MultipleChoice(
        kind="multiple_choice", options=_options("abcdex", "x"), may_be_empty=may_be_empty
    )
    leaves = (
        _leaf("contains_any", ("a", "x")),
        _leaf("contains_all", ("b", "c")),
        _leaf("contains_none", ("d",)),
        _leaf("contains_outside", "HOME"),
        _leaf("count_gte", 3),
    )
    least = 0 if may_be_empty else 1
    every = [frozenset(c) for n in range(least, 6) for c in combinations("abcde", n)]
    expected = {_seen(leaves, value) for value in [*every, frozenset("x")]}
    assert _told_apart(kind, leaves) == expected


def test_sets_of_too_many_kinds() -> None:
    slugs = "abcdefghijklmno"
    kind = MultipleChoice(kind="multiple_choice", options=_options(slugs))
    leaves = tuple(_leaf("contains_any", (slug,)) for slug in slugs)
    with pytest.raises(TooManyError):
        list(critical_values(kind, _compare(*leaves)))


def test_options_are_taken_as_they_are_meant() -> None:
    options = (*_options("ab"), Option(slug="c", text=WORD, not_applicable=True))
    kind = SingleChoice(kind="single_choice", options=options)
    assert list(critical_values(kind, _compare())) == [
        Marker.DONT_KNOW,
        "a",
        "b",
        Marker.NOT_APPLICABLE,
    ]


def test_yes_and_no() -> None:
    kind = BooleanAnswer(kind="boolean")
    assert list(critical_values(kind, _compare())) == [Marker.DONT_KNOW, True, False]


def test_only_texts_that_can_be_given_are_tried() -> None:
    kind = TextAnswer(kind="text", maximum_length=3, pattern="[a-z]+")
    leaves = (_leaf("eq", "abc"), _leaf("in", ("b", "B", "abcd")), _leaf("ne", " c "))
    found = list(critical_values(kind, _compare(*leaves)))
    assert found == [Marker.DONT_KNOW, ANOTHER_TEXT, "abc", "b"]


def test_only_numbers_that_can_be_given_are_tried() -> None:
    kind = NumberAnswer(kind="number", minimum=Decimal("0.00005"), maximum=Decimal(1))
    third = _leaf("eq", Money(amount=Decimal("0.00585"), currency="EUR"))
    found = list(critical_values(kind, _compare(third)))
    steps = [Fraction(1, 10_000), Fraction(684, 10_000), Fraction(685, 10_000), 1]
    assert found == [Marker.DONT_KNOW, *steps]
