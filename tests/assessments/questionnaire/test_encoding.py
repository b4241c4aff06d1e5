"""Values as JSON and back."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.encoding import (
    Encoded,
    as_number,
    decode,
    decode_all,
    encode,
    encode_text,
    is_short,
)
from assessments.questionnaire.values import NEVER, Marker, Number, Value, exact
from tests.fixtures.laws import LAW

ENCODED: list[tuple[Value, Encoded]] = [
    ("a", {"option": "a"}),
    (frozenset({"b", "a"}), {"options": ["a", "b"]}),
    (frozenset(), {"options": []}),
    (5, {"number": 5}),
    (0, {"number": 0}),
    (Fraction(1, 10), {"number": 0.1}),
    (Fraction(999_999_999_999_999, 10_000), {"number": 99_999_999_999.9999}),
    (True, {"boolean": True}),
    (False, {"boolean": False}),
    (date(2024, 2, 29), {"date": "2024-02-29"}),
    (NEVER, {"never": True}),
    (Marker.NOT_APPLICABLE, {"notApplicable": True}),
    (Marker.DONT_KNOW, {"dontKnow": True}),
    (Marker.ABSENT, {"absent": True}),
    (Fraction(250, 3), {"number": "250/3"}),
    (Fraction(-1, 3), {"number": "-1/3"}),
    (Fraction(4_999_996, 100_000), {"number": "1249999/25000"}),
    (Fraction(10**15 + 1, 2), {"number": "1000000000000001/2"}),
    (10**400, {"number": 10**400}),
]


@pytest.mark.parametrize(("value", "encoded"), ENCODED)
def test_each_value_names_its_shape(value: Value, encoded: Encoded) -> None:
    assert encode(value) == encoded
    found = decode(json.loads(json.dumps(encoded)))
    assert (type(found), found) == (type(value), value)


def test_a_text_has_a_shape_of_its_own() -> None:
    assert encode_text("123") == {"text": "123"}
    assert decode({"text": "123"}) == "123"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (7, True),
        (10**20, True),
        (Fraction(1, 10_000), True),
        (Fraction(1, 32), False),
        (Fraction(2, 3), False),
        (Fraction(2 * 10**11 - 1, 2), True),
        (Fraction(2 * 10**11 + 1, 2), False),
        (Fraction(-2 * 10**11 - 1, 2), False),
    ],
)
def test_which_numbers_companies_can_give(number: Number, *, expected: bool) -> None:
    assert is_short(number) is expected


def test_what_earlier_releases_wrote_is_read() -> None:
    assert decode({"number": 33.3333}) == Fraction(333_333, 10_000)
    assert decode({"number": 1e-4}) == Fraction(1, 10_000)
    assert decode({"notApplicable": True}) is Marker.NOT_APPLICABLE


@LAW
@given(st.decimals(-(10**11), 10**11, places=4).map(exact))
def test_a_json_number_is_the_very_number(number: Number) -> None:
    assert is_short(number)
    assert Fraction(json.dumps(as_number(number))) == number


def test_when_an_answer_was_given_is_no_part_of_its_value() -> None:
    assert decode({"at": "2026-11-22T10:00:00Z", "number": 5}) == 5
    stored: dict[str, Encoded] = {"one": {"dontKnow": True, "at": "…"}, "two": {"option": "a"}}
    assert decode_all(stored) == {"one": Marker.DONT_KNOW, "two": "a"}


NUMBERS = st.decimals(-(10**11), 10**11, places=4).map(exact)
WORKED_OUT = st.fractions(max_denominator=10**20).map(exact)
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.text(min_size=1),
    st.frozensets(st.text(min_size=1), max_size=4),
    NUMBERS,
    WORKED_OUT,
    st.booleans(),
    st.dates(),
    st.sampled_from([NEVER, Marker.NOT_APPLICABLE, Marker.DONT_KNOW, Marker.ABSENT]),
)


@LAW
@given(VALUES)
def test_what_is_encoded_decodes_to_the_same(value: Value) -> None:
    found = decode(json.loads(json.dumps(encode(value))))
    assert (type(found), found) == (type(value), value)


@LAW
@given(st.decimals(-(10**11), 10**11, places=4))
def test_numbers_survive_as_they_were_written(number: Decimal) -> None:
    assert decode(encode(exact(number))) == Fraction(number)
