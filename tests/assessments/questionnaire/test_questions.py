"""The level of an answer of each kind."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.values import NEVER, Plain
from tests.fixtures.engine import DAY, QUESTION, Data, bands, options, question

BANDS = bands((0, 0), (1, 1), ("12.5", 2), (50, 3), (100, 4))


def _asked(kind: str, **fields: Any) -> Any:
    return QUESTION.validate_python(question("q", kind, **fields))


@pytest.mark.parametrize(
    ("kind", "fields", "levels"),
    [
        ("single_choice", {"options": options({"a": 3, "b": 1})}, {"a": 3, "b": 1}),
        ("likert", {"options": options({"1": 0, "2": 4})}, {"1": 0, "2": 4}),
        (
            "multiple_choice",
            {
                "options": options(dict.fromkeys("abcn"), n={"exclusive": True}),
                "bands": bands((0, 0), (1, 2), (3, 4)),
            },
            {
                frozenset("n"): 0,
                frozenset[str](): 0,
                frozenset("a"): 2,
                frozenset("bc"): 2,
                frozenset("abc"): 4,
            },
        ),
        (
            "number",
            {"bands": BANDS},
            {
                -1: 0,
                0: 0,
                Fraction(9999, 10000): 0,
                1: 1,
                Fraction(124999, 10000): 1,
                Fraction(25, 2): 2,
                49: 2,
                50: 3,
                Fraction(999, 10): 3,
                100: 4,
                10**11: 4,
            },
        ),
        ("percent", {"bands": BANDS}, {0: 0, 100: 4}),
        ("money", {"bands": bands((0, 0), (2_000_000, 3))}, {1_999_999: 0, 2_000_000: 3}),
        ("boolean", {"yes_level": 1, "no_level": 3}, {True: 1, False: 3}),
        (
            "date",
            {"bands": bands((0, 4), (6, 2)), "never_level": 1},
            {
                DAY: 4,
                date(2027, 1, 1): 4,
                date(2026, 5, 23): 4,
                date(2026, 5, 22): 2,
                NEVER: 1,
            },
        ),
    ],
)
def test_level_of_each_value(kind: str, fields: Data, levels: dict[Plain, int]) -> None:
    levelling = _asked(kind, **fields).levelling()
    assert {value: levelling(value, DAY) for value in levels} == levels


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("single_choice", {"options": options({"a": 3, "b": None})}),
        ("likert", {"options": options({"1": None, "2": None})}),
        ("multiple_choice", {"options": options(dict.fromkeys("ab"))}),
        ("number", {}),
        ("percent", {}),
        ("money", {}),
        ("boolean", {}),
        ("boolean", {"yes_level": 1}),
        ("boolean", {"no_level": 1}),
        ("date", {}),
        ("text", {}),
    ],
)
def test_a_question_without_a_scale_has_no_levels(kind: str, fields: Data) -> None:
    assert _asked(kind, **fields).levelling() is None


def test_a_value_of_another_kind_is_at_level_0() -> None:
    levelled: dict[str, Data] = {
        "single_choice": {"options": options({"a": 3, "b": 3})},
        "multiple_choice": {"options": options(dict.fromkeys("ab")), "bands": bands((0, 3))},
        "number": {"bands": bands((0, 3))},
    }
    levels = {
        kind: _asked(kind, **fields).levelling()(DAY, DAY) for kind, fields in levelled.items()
    }
    assert levels == {"single_choice": 0, "multiple_choice": 0, "number": 0}


def test_the_choices_of_a_boolean_question_have_its_levels() -> None:
    asked = _asked("boolean", yes_level=4, no_level=0)
    assert [(c.slug, c.text.nb, c.level) for c in asked.choices] == [
        ("true", "Ja", 4),
        ("false", "Nei", 0),
    ]


def test_every_kind_of_question_is_required_scored_and_of_weight_1_unless_it_says_otherwise() -> (
    None
):
    needed: dict[str, Data] = {
        "multiple_choice": {"options": options(dict.fromkeys("ab"))},
        "likert": {"options": options(dict.fromkeys("12"))},
    }
    for kind in QuestionKind:
        asked = _asked(kind.value, **needed.get(kind.value, {}))
        assert (asked.required, asked.scored, asked.weight) == (True, True, 1)
