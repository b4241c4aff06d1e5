"""Details of chosen options: what is accepted beside an answer."""

from typing import Final

import pytest

from assessments.questionnaire.details import with_details
from assessments.questionnaire.encoding import decode, encode
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Marker, Value
from tests.fixtures.engine import QUESTION, options, question, words

DETAIL: Final = {"detail": {"text": words("which?"), "maximum_length": 10}}
ONE: Final = QUESTION.validate_python(
    question("q", options=options({"a": 0, "b": 2, "c": 4}, b=DETAIL, c=DETAIL))
)
MANY: Final = QUESTION.validate_python(
    question("q", "multiple_choice", options=options(dict.fromkeys("abc"), b=DETAIL, c=DETAIL))
)
NUMBER: Final = QUESTION.validate_python(question("q", "number"))


def test_the_detail_of_a_chosen_option_stands_beside_the_value() -> None:
    found = with_details(ONE, encode("b"), [("b", "  spa  ")])
    assert found == {"option": "b", "details": {"b": {"text": "spa"}}}
    assert decode(dict(sorted(found.items()))) == "b"


def test_several_chosen_options_have_a_detail_each() -> None:
    answer = encode(frozenset("abc"))
    found = with_details(MANY, answer, [("c", "x"), ("b", "y")])
    assert found["details"] == {"c": {"text": "x"}, "b": {"text": "y"}}
    assert with_details(MANY, answer, []) == answer


REFUSED: Final[list[tuple[Value, list[tuple[str, str]], Refusal]]] = [
    ("a", [("b", "x")], Refusal.DETAIL_NOT_ASKED),
    ("a", [("a", "x")], Refusal.DETAIL_NOT_ASKED),
    ("b", [("nothing", "x")], Refusal.DETAIL_NOT_ASKED),
    (Marker.DONT_KNOW, [("b", "x")], Refusal.DETAIL_NOT_ASKED),
    ("b", [("b", "x"), ("b", "y")], Refusal.GIVEN_TWICE),
    ("b", [("b", "   ")], Refusal.INVALID_TEXT),
    ("b", [("b", "12345678901")], Refusal.INVALID_TEXT),
    ("b", [("b", "a\nb")], Refusal.INVALID_TEXT),
]


@pytest.mark.parametrize(("value", "given", "code"), REFUSED)
def test_what_has_no_place_is_refused(
    value: Value, given: list[tuple[str, str]], code: Refusal
) -> None:
    with pytest.raises(NotAccepted) as refused:
        with_details(ONE, encode(value), given)
    assert refused.value.rejected.code is code


def test_a_number_has_no_details() -> None:
    with pytest.raises(NotAccepted) as refused:
        with_details(NUMBER, encode(5), [("b", "x")])
    assert refused.value.rejected.code is Refusal.DETAIL_NOT_ASKED
