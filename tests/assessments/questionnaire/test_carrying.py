"""Answers carried to a later version: what stays, what is mapped, what is left and why."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given

from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.carrying import CarriedAnswer, Carrying, carry, nothing_carried
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.values import NEVER, Marker, Value
from tests.assessments.questionnaire.random_questionnaires import Case, drafts
from tests.fixtures.engine import DAY, EXEMPT, Data, compiled, options, question, theme, words
from tests.fixtures.laws import LAW

EVERYTHING: Final[dict[str, Value]] = {
    "A1": "some",
    "A2": 3,
    "A3": frozenset({"sales", "rights"}),
    "A4": "Mer",
    "B1": True,
    "B2": date(2026, 5, 1),
    "B3": "IIa",
}

MANY: Final = options(dict.fromkeys(["x", "y", "n"]), n={"exclusive": True})


def _version(*questions: Data, version: int = 1, **carry_over: Any) -> Questionnaire:
    fields: dict[str, Any] = {"carry_over": carry_over} if carry_over else {}
    return compiled(theme("t", *questions), version=version, **fields).definition


def _left(carrying: Carrying) -> list[tuple[str, LeftReason]]:
    return [(one.question, one.reason) for one in carrying.left]


def test_every_kind_of_change_in_the_small_folder(ready_versions: list[Questionnaire]) -> None:
    carrying = carry(ready_versions, EVERYTHING, DAY)
    assert carrying.answers == {
        "A10": CarriedAnswer(value="begun", source="A1", mapped=True),
        "A2": CarriedAnswer(value=3, source="A2"),
        "A31": CarriedAnswer(value=True, source="A3", mapped=True),
        "A32": CarriedAnswer(value=True, source="A3", mapped=True),
        "B1": CarriedAnswer(value="paying", source="B1", mapped=True),
        "B2": CarriedAnswer(value=date(2026, 5, 1), source="B2"),
        "B3": CarriedAnswer(value="IIa", source="B3"),
    }
    assert list(carrying.answers) == ["A10", "A2", "A31", "A32", "B1", "B2", "B3"]
    assert _left(carrying) == [("A4", LeftReason.DROPPED)]
    assert carrying.left[0].message.en == "We do not ask about this any more."
    assert carrying.values["A10"] == "begun"


@pytest.mark.parametrize(
    ("answers", "expected", "left"),
    [
        ({}, {}, []),
        ({"A1": "none"}, {"A10": "none"}, []),
        ({"A1": "much"}, {}, [("A1", LeftReason.OPTION_CHANGED)]),
        ({"A1": Marker.DONT_KNOW}, {"A10": Marker.DONT_KNOW}, []),
        ({"A3": frozenset({"nothing"})}, {"A31": False, "A32": False}, []),
        ({"A3": frozenset({"rights"})}, {"A31": False, "A32": True}, []),
        # A31 applies to everybody
        (
            {"A3": Marker.NOT_APPLICABLE},
            {"A32": Marker.NOT_APPLICABLE},
            [("A3", LeftReason.NOT_ACCEPTED)],
        ),
        ({"B1": False}, {"B1": "none"}, []),
        ({"B2": NEVER}, {"B2": NEVER}, []),
    ],
)
def test_values_become_what_the_version_says(
    ready_versions: list[Questionnaire],
    answers: dict[str, Value],
    expected: dict[str, Value],
    left: list[tuple[str, LeftReason]],
) -> None:
    carrying = carry(ready_versions, answers, DAY)
    assert carrying.values == expected
    assert _left(carrying) == left
    for one in carrying.left:
        assert one.message.nb != one.message.en


ASKED: Final = {
    "choice": question("Q"),
    "likert": question("Q", "likert", options=options({"a": 0, "b": 4})),
    "many": question("Q", "multiple_choice", options=MANY, scored=False),
    "few": question("Q", "multiple_choice", options=MANY[1:], scored=False),
    "yes": question("Q", "boolean", scored=False),
    "number": question("Q", "number", minimum=0, scored=False),
    "small": question("Q", "number", minimum=0, maximum=5, integer=True, scored=False),
    "percent": question("Q", "percent", scored=False),
    "text": question("Q", "text", scored=False),
    "date": question("Q", "date", scored=False, allow_never=True),
    "some day": question("Q", "date", scored=False),
    "exempt": question("Q", not_applicable=EXEMPT),
}
LATER: Final = DAY + timedelta(days=1)
NOT_ACCEPTED: Final = LeftReason.NOT_ACCEPTED
CHANGED: Final = LeftReason.OPTION_CHANGED


@pytest.mark.parametrize(
    ("old", "value", "new", "expected"),
    [
        ("choice", "a", "choice", "a"),
        ("choice", "a", "likert", "a"),
        ("choice", "c", "likert", CHANGED),
        ("likert", "b", "choice", "b"),
        ("choice", "a", "many", CHANGED),
        ("choice", "a", "text", NOT_ACCEPTED),
        ("text", "a", "choice", NOT_ACCEPTED),
        ("text", "a", "text", "a"),
        ("many", frozenset({"x", "y"}), "many", frozenset({"x", "y"})),
        ("many", frozenset({"x", "y"}), "few", CHANGED),
        ("many", frozenset({"y"}), "few", frozenset({"y"})),
        ("many", frozenset({"x"}), "choice", NOT_ACCEPTED),
        ("yes", True, "yes", True),
        ("yes", False, "choice", NOT_ACCEPTED),
        ("number", 3, "small", 3),
        ("number", 6, "small", NOT_ACCEPTED),
        ("number", Fraction(5, 2), "number", Fraction(5, 2)),
        ("number", Fraction(5, 2), "small", NOT_ACCEPTED),
        ("number", 3, "percent", NOT_ACCEPTED),
        ("date", DAY, "date", DAY),
        ("date", LATER, "date", NOT_ACCEPTED),
        ("date", NEVER, "date", NEVER),
        ("date", NEVER, "some day", NOT_ACCEPTED),
        ("exempt", Marker.NOT_APPLICABLE, "exempt", Marker.NOT_APPLICABLE),
        ("exempt", Marker.NOT_APPLICABLE, "choice", NOT_ACCEPTED),
        ("text", Marker.DONT_KNOW, "choice", Marker.DONT_KNOW),
    ],
)
def test_an_undeclared_question_keeps_what_still_fits(
    old: str, value: Value, new: str, expected: Value | LeftReason
) -> None:
    carrying = carry([_version(ASKED[old]), _version(ASKED[new], version=2)], {"Q": value}, DAY)
    if isinstance(expected, LeftReason):
        assert carrying.values == {}
        assert _left(carrying) == [("Q", expected)]
    else:
        assert carrying.answers == {"Q": CarriedAnswer(value=expected, source="Q")}
        assert carrying.left == ()


def test_what_no_longer_fits_is_told_to_be_given_again() -> None:
    carrying = carry(
        [_version(ASKED["number"]), _version(ASKED["small"], version=2)], {"Q": 6}, DAY
    )
    (left,) = carrying.left
    assert "ikke tatt med" in left.message.nb
    assert left.message.nb.endswith("Svar på nytt.")
    assert "left behind" in left.message.en
    assert left.message.en.endswith("Answer again.")


@pytest.mark.parametrize(
    ("old", "value", "new", "became", "expected"),
    [
        ("choice", "a", "many", {"a": "x", "b": "y"}, frozenset({"x"})),
        ("choice", "b", "yes", {"a": False, "b": True, "c": True}, True),
        ("choice", "a", "yes", {"b": True}, NOT_ACCEPTED),
        ("yes", True, "choice", {"true": "c", "false": "a"}, "c"),
        ("yes", True, "yes", {"true": False, "false": True}, False),
        ("many", frozenset({"x", "y"}), "many", {"x": "y"}, frozenset({"y"})),
        ("many", frozenset({"x", "y"}), "many", {"x": "n"}, NOT_ACCEPTED),
        ("many", frozenset({"x"}), "many", {"x": None}, CHANGED),
        ("many", frozenset({"x"}), "yes", {"x": True, "y": False, "n": False}, True),
        ("many", frozenset({"y"}), "yes", {"x": True, "y": False, "n": False}, False),
    ],
)
def test_options_become_what_is_declared(
    old: str, value: Value, new: str, became: dict[str, Any], expected: Value | LeftReason
) -> None:
    later = _version(
        {**ASKED[new], "slug": "R"},
        version=2,
        carried=[{"from": "Q", "to": "R", "options": became}],
    )
    carrying = carry([_version(ASKED[old]), later], {"Q": value}, DAY)
    if isinstance(expected, LeftReason):
        assert _left(carrying) == [("Q", expected)]
    else:
        assert carrying.answers == {"R": CarriedAnswer(value=expected, source="Q", mapped=True)}


def test_answers_go_through_every_version_between() -> None:
    first = _version(question("P"), question("Q"), question("S"))
    second = _version(
        question("Q2", options=options({"a": 0, "d": 4})),
        question("P"),
        version=2,
        carried=[{"from": "Q", "to": "Q2", "options": {"b": "d", "c": "d"}}],
        dropped=[{"question": "S", "reason": words("no S")}],
    )
    third = _version(
        question("Q3", options=options({"a": 0, "d": 4})),
        question("S"),
        version=3,
        carried=[{"from": "Q2", "to": "Q3"}],
    )
    carrying = carry([first, second, third], {"P": "a", "Q": "c", "S": "b"}, DAY)
    assert carrying.answers == {"Q3": CarriedAnswer(value="d", source="Q", mapped=True)}
    # P is left in the last step, for no stated reason; S does not come back
    assert _left(carrying) == [("P", LeftReason.DROPPED), ("S", LeftReason.DROPPED)]
    assert (
        carrying.left[0].message
        != carrying.left[1].message
        == carry([first, second], {"S": "b"}, DAY).left[0].message
    )


def test_a_question_that_refuses_an_answer_still_does_under_a_later_name() -> None:
    first = _version(question("Q", options=options({"a": 4, "b": 0})))
    lost = [{"from": "Q", "to": "Q", "options": {"a": None}}]
    asked = options({"c": 4, "b": 0})
    second = _version(question("Q", options=asked), version=2, carried=lost)
    third = _version(question("P", options=asked), version=3, carried=[{"from": "Q", "to": "P"}])
    assert carry([first, second], {"Q": "a"}, DAY).refused == {"Q": "Q"}
    carrying = carry([first, second, third], {"Q": "a"}, DAY)
    assert carrying.refused == {"P": "Q"}
    assert _left(carrying) == [("Q", LeftReason.OPTION_CHANGED)]
    dropped = [{"question": "Q", "reason": words("no Q")}]
    last = _version(question("P", options=asked), version=3, dropped=dropped)
    assert carry([first, second, last], {"Q": "a"}, DAY).refused == {}


def test_what_is_dropped_does_not_reach_a_question_of_the_same_name() -> None:
    dropped = [{"question": "Q", "reason": words("another meaning")}]
    new = _version(question("Q"), version=2, dropped=dropped)
    assert carry([_version(question("Q")), new], {"Q": "a"}, DAY).values == {}


def test_a_declared_answer_wins_over_one_of_the_same_name() -> None:
    new = _version(question("Q"), version=2, carried=[{"from": "P", "to": "Q"}])
    old = _version(question("P"), question("Q"))
    carrying = carry([old, new], {"P": "a", "Q": "c"}, DAY)
    assert carrying.answers == {"Q": CarriedAnswer(value="a", source="P")}
    assert _left(carrying) == [("Q", LeftReason.DROPPED)]


def test_another_questionnaire_takes_nothing(ready_versions: list[Questionnaire]) -> None:
    carrying = nothing_carried(ready_versions[0], {"B1": True, "A1": "none", "Z": "a"})
    assert carrying.answers == {}
    assert _left(carrying) == [
        ("A1", LeftReason.OTHER_QUESTIONNAIRE),
        ("B1", LeftReason.OTHER_QUESTIONNAIRE),
    ]


@LAW
@given(drafts())
def test_the_same_questions_take_every_answer_as_it_is(case: Case) -> None:
    old = case.questionnaire.definition
    asked = old.questions_by_slug
    fitting = {
        slug: value
        for slug, value in case.answers.items()
        if (value is not Marker.NOT_APPLICABLE or asked[slug].not_applicable is not None)
        and not (isinstance(value, date) and value > DAY)
    }
    for versions in ([old], [old, old.model_copy(update={"version": 2})]):
        carrying = carry(versions, fitting, DAY)
        assert carrying.values == fitting
        assert carrying.left == ()
        assert not any(answer.mapped for answer in carrying.answers.values())
