"""Details of chosen options in a later version: what has a place there, and why not."""

from typing import Final

import pytest

from assessments.questionnaire.carried_details import (
    CarriedDetails,
    carried_details,
    details_of,
    lost_everywhere,
    options_now,
)
from assessments.questionnaire.encoding import Encoded
from assessments.texts import both
from tests.fixtures.engine import QUESTION, Data, compiled, options, question, theme, words

DETAIL: Final = {"detail": {"text": words("which?"), "maximum_length": 10}}
ONE: Final = QUESTION.validate_python(
    question("q", options=options({"a": 0, "b": 2, "c": 4}, b=DETAIL, c=DETAIL))
)
MANY: Final = QUESTION.validate_python(
    question("q", "multiple_choice", options=options(dict.fromkeys("abc"), b=DETAIL, c=DETAIL))
)
SHORT: Final[Encoded] = {"text": "1234567890"}
LONG: Final[Encoded] = {"text": "12345678901"}


@pytest.mark.parametrize(
    ("answer", "details", "became", "kept", "lost"),
    [
        ({"option": "b"}, {"b": SHORT}, {"b": "b"}, {"b": SHORT}, []),
        ({"option": "b"}, {"old": SHORT}, {"old": "b"}, {"b": SHORT}, []),
        ({"option": "b"}, {"b": LONG}, {"b": "b"}, {}, ["b"]),
        ({"option": "a"}, {"a": SHORT}, {"a": "a"}, {}, ["a"]),
        # b of the old version has become a, and c has become b
        ({"option": "a"}, {"b": SHORT}, {"b": "a"}, {}, ["b"]),
        ({"option": "b"}, {"c": SHORT}, {"c": "b"}, {"b": SHORT}, []),
        ({"boolean": True}, {"b": SHORT}, {}, {}, ["b"]),
        ({"dontKnow": True}, {}, {}, {}, []),
        (
            {"options": ["b", "c"]},
            {"b": SHORT, "c": LONG, "d": SHORT},
            {"b": "b", "c": "c", "d": "c"},
            {"b": SHORT, "c": SHORT},
            ["c"],
        ),
        ({"options": ["b"]}, {"a": SHORT, "b": SHORT}, {"a": "b", "b": "b"}, {"b": SHORT}, ["a"]),
    ],
)
def test_a_detail_goes_with_its_option(
    answer: Encoded,
    details: dict[str, Encoded],
    became: dict[str, str],
    kept: dict[str, Encoded],
    lost: list[str],
) -> None:
    found = carried_details(MANY if "options" in answer else ONE, answer, details, became)
    assert found.kept == kept
    assert list(found.lost) == lost


def test_each_reason_has_its_words() -> None:
    details = {"a": SHORT, "b": SHORT, "c": LONG, "d": SHORT}
    became = {"a": "a", "b": "b", "c": "c", "d": "b"}
    lost = carried_details(MANY, {"options": ["a", "b", "c"]}, details, became).lost
    assert set(lost) == {"a", "c", "d"}
    assert len({why.nb for why in lost.values()} | {why.en for why in lost.values()}) == 6


def test_options_are_followed_through_every_version_and_to_each_part() -> None:
    def version(number: int, *questions: Data, carried: list[Data]) -> Data:
        return {"themes": questions, "version": number, "carry_over": {"carried": carried}}

    asked = options({"a": 0, "b": 4})
    steps = [
        version(1, question("Q", options=options({"x": 0, "y": 4})), carried=[]),
        version(
            2,
            question("P", options=asked),
            question("R", "boolean", yes_level=4, no_level=0),
            carried=[
                {"from": "Q", "to": "P", "options": {"x": "a", "y": "b"}},
                {"from": "Q", "to": "R", "options": {"x": False, "y": True}},
            ],
        ),
        version(
            3,
            question("P", options=asked),
            question("R", options=asked),
            carried=[
                {"from": "P", "to": "P", "options": {"a": "b", "b": None}},
                {"from": "R", "to": "R", "options": {"true": "a", "false": "b"}},
            ],
        ),
    ]
    versions = [
        compiled(theme("t", *s["themes"]), version=s["version"], carry_over=s["carry_over"])
        for s in steps
    ]
    definitions = [one.definition for one in versions]
    assert options_now(definitions[:1], "Q", "Q", ["x", "y"]) == {"x": "x", "y": "y"}
    assert options_now(definitions[:2], "Q", "P", ["x", "y"]) == {"x": "a", "y": "b"}
    assert options_now(definitions[:2], "Q", "R", ["x", "y"]) == {}
    assert options_now(definitions, "Q", "P", ["x", "y"]) == {"x": "b"}
    # what has been yes or no is no option any more
    assert options_now(definitions, "Q", "R", ["x", "y"]) == {}


def test_what_stands_in_one_place_is_not_lost() -> None:
    first, second = both("én", "one"), both("to", "two")
    here = CarriedDetails(kept={"a": SHORT}, lost={"b": first, "c": first})
    there = CarriedDetails(kept={"b": SHORT}, lost={"a": second, "c": second})
    assert lost_everywhere([here, there]) == {"c": first}
    assert lost_everywhere([here]) == here.lost
    assert lost_everywhere([]) == {}


def test_details_stand_beside_a_value_or_not_at_all() -> None:
    assert details_of({"option": "b", "details": {"b": SHORT}}) == {"b": SHORT}
    assert details_of({"option": "b"}) == {}
