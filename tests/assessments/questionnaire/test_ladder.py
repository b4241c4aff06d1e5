"""The next answer up, by kind of question."""

from datetime import date
from typing import Any

import pytest

from assessments.questionnaire.ladder import Ladder, Rung, levels_given
from assessments.questionnaire.questions import Question
from assessments.questionnaire.values import NEVER, Marker, Plain, Value
from tests.fixtures.engine import DAY, Data, bands, compiled, options, question, theme

TICKS = options(dict.fromkeys("abcdn"), n={"exclusive": True})


def built(kind: str, **fields: Any) -> Question:
    data: Data = question("Q", kind, **fields)
    return compiled(theme("t", data)).questions[0].question


CHOICE = built("single_choice", options=options({"a": 0, "b": 2, "c": 2, "d": 4}))
FALLING = built("single_choice", options=options({"a": 3, "b": 1}))
UNSURE = built("single_choice", options=options({"u": 1, "a": 2}, u={"dont_know": True}))
MANY = built("multiple_choice", options=TICKS, bands=bands((0, 0), (2, 1), (3, 3)))
EMPTY = built(
    "multiple_choice",
    options=options(dict.fromkeys("ab")),
    bands=bands((0, 3), (1, 1)),
    may_be_empty=True,
)
NUMBER = built("number", bands=bands((0, 0), ("2.5", 1), (10, 4)))
SMALL = built("number", bands=bands((0, 0), (5, 4)), minimum=0, maximum=4)
YES = built("boolean", yes_level=4, no_level=1)
WHEN = built("date", bands=bands((0, 4), (6, 2), (24, 1)), allow_never=True)
RECENT = built("date", bands=bands((0, 1), (6, 3)), not_before="2026-10-01")
OLD = built("date", bands=bands((0, 1), (60_000, 3)))


def next_rung(of: Question, value: Value, level: int, day: date) -> Rung | None:
    ladder = Ladder.of(of)
    assert ladder is not None
    return ladder.next_rung(value, level, day)


@pytest.mark.parametrize(
    ("of", "value", "level", "level_up", "answer"),
    [
        (CHOICE, "a", 0, 2, "b"),
        (CHOICE, "b", 2, 4, "d"),
        (CHOICE, Marker.DONT_KNOW, 0, 2, "b"),
        (FALLING, "b", 1, 3, "a"),
        (UNSURE, Marker.DONT_KNOW, 0, 2, "a"),
        (MANY, frozenset({"n"}), 0, 1, frozenset("ab")),
        (MANY, frozenset("c"), 0, 1, frozenset("ac")),
        (MANY, frozenset("cd"), 1, 3, frozenset("acd")),
        (EMPTY, frozenset("ab"), 1, 3, frozenset[str]()),
        (NUMBER, 2, 0, 1, 2.5),
        (NUMBER, 3, 1, 4, 10),
        (YES, False, 1, 4, True),
        (YES, Marker.DONT_KNOW, 0, 1, False),
        (WHEN, NEVER, 0, 1, date(2024, 2, 29)),
        (WHEN, date(2026, 1, 1), 2, 4, date(2026, 2, 28)),
    ],
)
def test_the_next_answer_gives_the_next_level(
    of: Question, value: Value, level: int, level_up: int, answer: Plain
) -> None:
    day = date(2026, 2, 28) if of is WHEN else DAY
    if answer == date(2024, 2, 29):
        answer = date(2024, 2, 28)
    assert next_rung(of, value, level, day) == Rung(level_up, answer)


@pytest.mark.parametrize(
    ("of", "value", "level"),
    [
        (CHOICE, "d", 4),
        (FALLING, "a", 3),
        (MANY, frozenset("abc"), 3),
        (NUMBER, 10, 4),
        (SMALL, 4, 0),
        (YES, True, 4),
        (WHEN, DAY, 4),
        (OLD, DAY, 1),
    ],
)
def test_there_is_none_at_the_top(of: Question, value: Value, level: int) -> None:
    assert next_rung(of, value, level, DAY) is None


def test_a_day_before_the_earliest_is_no_answer() -> None:
    assert levels_given(RECENT, date(2026, 11, 1)) == {1}
    assert levels_given(RECENT, date(2027, 11, 1)) == {1, 3}


@pytest.mark.parametrize(
    ("of", "levels"),
    [
        (CHOICE, {0, 2, 4}),
        (UNSURE, {2}),
        (MANY, {0, 1, 3}),
        (EMPTY, {1, 3}),
        (WHEN, {0, 1, 2, 4}),
        (built("text"), set[int]()),
        (built("number", scored=False), set[int]()),
        (built("single_choice", scored=False), set[int]()),
    ],
)
def test_the_levels_that_answers_give(of: Question, levels: set[int]) -> None:
    assert levels_given(of, DAY) == levels
