"""What each kind of answer accepts, and each way in which it refuses."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest

from assessments.questionnaire.given import Given, Payload, Shape
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.kinds.number import plainly
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import NEVER, Marker, Plain, Value, is_known
from tests.fixtures.engine import DAY, FACT, QUESTION, Data, fact, options, question, words

FIELDS: Final[dict[QuestionKind, Data]] = {
    QuestionKind.SINGLE_CHOICE: {"options": options({"a": 0, "b": 4})},
    QuestionKind.LIKERT: {"options": options({"1": 0, "2": 4})},
    QuestionKind.MULTIPLE_CHOICE: {
        "options": options(dict.fromkeys("abnm"), n={"exclusive": True}, m={"exclusive": True})
    },
    QuestionKind.NUMBER: {"minimum": -2, "maximum": "10.5"},
    QuestionKind.PERCENT: {},
    QuestionKind.MONEY: {"minimum": 0},
    QuestionKind.BOOLEAN: {},
    QuestionKind.DATE: {"not_before": "2000-01-01", "allow_never": True},
    QuestionKind.TEXT: {"maximum_length": 10, "pattern": "[A-Z ]+"},
}
SHAPES: Final = {
    QuestionKind.SINGLE_CHOICE: Shape.OPTION,
    QuestionKind.LIKERT: Shape.OPTION,
    QuestionKind.MULTIPLE_CHOICE: Shape.OPTIONS,
    QuestionKind.NUMBER: Shape.NUMBER,
    QuestionKind.PERCENT: Shape.NUMBER,
    QuestionKind.MONEY: Shape.NUMBER,
    QuestionKind.BOOLEAN: Shape.BOOLEAN,
    QuestionKind.DATE: Shape.DATE,
    QuestionKind.TEXT: Shape.TEXT,
}
LARGEST: Final = 10**11


def _accepted(kind: QuestionKind, given: Given, **fields: object) -> Plain:
    asked = QUESTION.validate_python(question("q", kind.value, **(FIELDS[kind] | fields)))
    return asked.accept(given, DAY)


def _refused(kind: QuestionKind, given: Given, **fields: object) -> Refusal:
    with pytest.raises(NotAccepted) as refused:
        _accepted(kind, given, **fields)
    rejected = refused.value.rejected
    assert rejected.message.nb != rejected.message.en
    return rejected.code


@pytest.mark.parametrize("kind", QuestionKind)
@pytest.mark.parametrize("shape", Shape)
def test_each_kind_takes_its_own_shape_only(kind: QuestionKind, shape: Shape) -> None:
    if shape is SHAPES[kind] or (kind is QuestionKind.DATE and shape is Shape.NEVER):
        return
    assert _refused(kind, Given(shape, "a")) is Refusal.WRONG_KIND


@pytest.mark.parametrize("kind", [k for k in QuestionKind if k is not QuestionKind.LIKERT])
def test_a_fact_of_a_kind_accepts_as_a_question_does(kind: QuestionKind) -> None:
    stated = FACT.validate_python(fact("f", kind.value, **FIELDS[kind]))
    asked = QUESTION.validate_python(question("q", kind.value, **FIELDS[kind]))
    assert stated.kind == asked.kind == kind
    assert stated.shape is asked.shape is SHAPES[kind]


D = Decimal
ACCEPTED: Final[Sequence[tuple[QuestionKind, Payload, Plain]]] = [
    (QuestionKind.SINGLE_CHOICE, "a", "a"),
    (QuestionKind.LIKERT, "2", "2"),
    (QuestionKind.MULTIPLE_CHOICE, ("b", "a"), frozenset({"a", "b"})),
    (QuestionKind.MULTIPLE_CHOICE, ("n",), frozenset({"n"})),
    (QuestionKind.NUMBER, D("-2"), -2),
    (QuestionKind.NUMBER, D("10.5"), Fraction(21, 2)),
    (QuestionKind.NUMBER, D("1.0000"), 1),
    (QuestionKind.NUMBER, D("0.1234"), Fraction(617, 5000)),
    (QuestionKind.NUMBER, D("0.12340000000"), Fraction(617, 5000)),
    (QuestionKind.PERCENT, D(0), 0),
    (QuestionKind.PERCENT, D(100), 100),
    (QuestionKind.PERCENT, D("99.9999"), Fraction(999999, 10000)),
    (QuestionKind.MONEY, D("1E+3"), 1000),
    (QuestionKind.MONEY, D(LARGEST), LARGEST),
    (QuestionKind.BOOLEAN, True, True),
    (QuestionKind.BOOLEAN, False, False),
    (QuestionKind.DATE, DAY, DAY),
    (QuestionKind.DATE, date(2000, 1, 1), date(2000, 1, 1)),
    (QuestionKind.TEXT, "  A B ", "A B"),
    (QuestionKind.TEXT, "ABCDEFGHIJ", "ABCDEFGHIJ"),
]


@pytest.mark.parametrize(("kind", "payload", "value"), ACCEPTED)
def test_what_is_accepted(kind: QuestionKind, payload: Payload, value: Plain) -> None:
    found = _accepted(kind, Given(SHAPES[kind], payload))
    assert (type(found), found) == (type(value), value)


def test_something_is_accepted_of_every_kind() -> None:
    assert {kind for kind, _, _ in ACCEPTED} == set(QuestionKind)


@pytest.mark.parametrize(
    ("kind", "payload", "code"),
    [
        (QuestionKind.SINGLE_CHOICE, "x", Refusal.UNKNOWN_OPTION),
        (QuestionKind.LIKERT, "3", Refusal.UNKNOWN_OPTION),
        (QuestionKind.MULTIPLE_CHOICE, (), Refusal.NOTHING_CHOSEN),
        (QuestionKind.MULTIPLE_CHOICE, "ab", Refusal.NOTHING_CHOSEN),
        (QuestionKind.MULTIPLE_CHOICE, ("a", "a"), Refusal.TOO_MANY),
        (QuestionKind.MULTIPLE_CHOICE, ("a", "b", "c", "d", "e"), Refusal.TOO_MANY),
        (QuestionKind.MULTIPLE_CHOICE, ("a", "x"), Refusal.UNKNOWN_OPTION),
        (QuestionKind.MULTIPLE_CHOICE, ("a", "n"), Refusal.EXCLUSIVE_OPTION),
        (QuestionKind.MULTIPLE_CHOICE, ("n", "m"), Refusal.EXCLUSIVE_OPTION),
        (QuestionKind.NUMBER, "5", Refusal.INVALID_NUMBER),
        (QuestionKind.NUMBER, D("NaN"), Refusal.INVALID_NUMBER),
        (QuestionKind.NUMBER, D("Infinity"), Refusal.INVALID_NUMBER),
        (QuestionKind.NUMBER, D("-2.0001"), Refusal.OUT_OF_RANGE),
        (QuestionKind.NUMBER, D("10.5001"), Refusal.OUT_OF_RANGE),
        (QuestionKind.NUMBER, D("0.12345"), Refusal.TOO_PRECISE),
        (QuestionKind.NUMBER, D("1." + "0" * 40 + "1"), Refusal.TOO_PRECISE),
        (QuestionKind.PERCENT, D("-0.1"), Refusal.OUT_OF_RANGE),
        (QuestionKind.PERCENT, D("100.1"), Refusal.OUT_OF_RANGE),
        (QuestionKind.MONEY, D(-1), Refusal.OUT_OF_RANGE),
        (QuestionKind.MONEY, D(LARGEST + 1), Refusal.OUT_OF_RANGE),
        (QuestionKind.MONEY, D("0.5"), Refusal.NOT_WHOLE),
        (QuestionKind.DATE, "2026-11-22", Refusal.INVALID_DATE),
        (QuestionKind.DATE, date(1999, 12, 31), Refusal.OUT_OF_RANGE),
        (QuestionKind.DATE, DAY + timedelta(days=1), Refusal.OUT_OF_RANGE),
        (QuestionKind.TEXT, "", Refusal.INVALID_TEXT),
        (QuestionKind.TEXT, "   ", Refusal.INVALID_TEXT),
        (QuestionKind.TEXT, "ABCDEFGHIJK", Refusal.INVALID_TEXT),
        (QuestionKind.TEXT, "A\nB", Refusal.INVALID_TEXT),
        (QuestionKind.TEXT, "abc", Refusal.INVALID_TEXT),
    ],
)
def test_what_is_refused(kind: QuestionKind, payload: Payload, code: Refusal) -> None:
    assert _refused(kind, Given(SHAPES[kind], payload)) is code


def test_what_stands_alone_is_called_by_its_text() -> None:
    marked = {"slug": "none", "exclusive": True, "text": {"nb": "Intet", "en": "Nothing"}}
    kind = QuestionKind.MULTIPLE_CHOICE
    with pytest.raises(NotAccepted) as refused:
        _accepted(
            kind,
            Given(Shape.OPTIONS, ("a", "none")),
            options=[*options(dict.fromkeys("ab")), marked],
        )
    message = refused.value.rejected.message
    assert ("«Intet»" in message.nb, "none" in message.nb) == (True, False)
    assert ("'Nothing'" in message.en, "none" in message.en) == (True, False)


def test_a_list_that_may_be_empty_says_none() -> None:
    given = Given(Shape.OPTIONS, ())
    assert _accepted(QuestionKind.MULTIPLE_CHOICE, given, may_be_empty=True) == frozenset()


def test_never_is_a_date_where_it_is_allowed() -> None:
    never = Given(Shape.NEVER)
    refused = Refusal.NEVER_NOT_ALLOWED
    assert _accepted(QuestionKind.DATE, never) is NEVER
    assert _refused(QuestionKind.DATE, Given(Shape.NEVER, False)) is refused
    assert _refused(QuestionKind.DATE, never, allow_never=False) is refused


def test_a_date_in_the_future_is_accepted_where_it_is_allowed() -> None:
    tomorrow = DAY + timedelta(days=1)
    given = Given(Shape.DATE, tomorrow)
    assert _accepted(QuestionKind.DATE, given, allow_future=True) == tomorrow
    early = Given(Shape.DATE, date(1999, 12, 31))
    assert _refused(QuestionKind.DATE, early, allow_future=True) is Refusal.OUT_OF_RANGE


def test_a_text_without_a_pattern_may_be_any_text() -> None:
    given = Given(Shape.TEXT, "blåbær!")
    assert _accepted(QuestionKind.TEXT, given, pattern=None) == "blåbær!"


@pytest.mark.parametrize(
    ("number", "digits"), [("1E+11", "100000000000"), ("0.50", "0.5"), ("-2", "-2"), ("0", "0")]
)
def test_a_bound_is_told_in_digits(number: str, digits: str) -> None:
    assert plainly(Decimal(number)) == digits


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        ("a", "a"),
        ("u", Marker.DONT_KNOW),
        ("n", Marker.NOT_APPLICABLE),
        ("gone", "gone"),
        (Marker.NOT_APPLICABLE, Marker.NOT_APPLICABLE),
    ],
)
def test_some_options_say_that_nothing_is_known(value: Value, meaning: Value) -> None:
    marked = options({"a": 1, "u": 0, "n": 0}, u={"dont_know": True}, n={"not_applicable": True})
    asked = QUESTION.validate_python(question("q", options=marked))
    assert asked.meaning(value) == meaning


def test_other_kinds_mean_what_they_say() -> None:
    asked = QUESTION.validate_python(question("q", "number"))
    assert asked.meaning(5) == 5


def test_only_values_are_known() -> None:
    assert [is_known(v) for v in (0, False, "", NEVER)] == [True] * 4
    assert [is_known(v) for v in (None, *Marker)] == [False] * 6


def test_choices_are_what_a_client_sees() -> None:
    marked = options({"a": 1, "b": None}, b={"exclusive": True})
    single = FACT.validate_python(fact("f", "single_choice", options=marked))
    assert [(c.slug, c.level, c.exclusive) for c in single.choices] == [
        ("a", 1, False),
        ("b", None, True),
    ]
    boolean = FACT.validate_python(fact("f", yes=words("yes, we do")))
    assert [(c.slug, c.text.en, c.level) for c in boolean.choices] == [
        ("true", "yes, we do", None),
        ("false", "No", None),
    ]
    assert FACT.validate_python(fact("f", "number")).choices == ()
