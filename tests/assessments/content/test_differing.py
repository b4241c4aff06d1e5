"""Where two documents differ."""

from decimal import Decimal
from typing import Any

import pytest

from assessments.content.differing import NOTHING, Difference, differences

SAME: list[Any] = [
    None,
    1,
    "a",
    [],
    {},
    [1, [2, {"a": None}]],
    {"themes": [{"theme": "growth", "score": 1.5}], "gaps": {"x": ["Q1"]}},
]

DIFFERENT: list[tuple[Any, Any, list[tuple[str, object, object]]]] = [
    (1, 2, [("f", 1, 2)]),
    (1, "1", [("f", 1, "1")]),
    ([], {}, [("f", [], {})]),
    ({"a": None}, {}, [("f.a", None, NOTHING)]),
    ({}, {"a": None}, [("f.a", NOTHING, None)]),
    ({"a": {"b": 1}}, {"a": {"b": 2}}, [("f.a.b", 1, 2)]),
    ([1, 2], [1, 3, 4], [("f.1", 2, 3), ("f.2", NOTHING, 4)]),
    (
        [{"theme": "a", "score": 1}, {"theme": "b", "score": 2}],
        [{"theme": "a", "score": 1}, {"theme": "b", "score": 3}],
        [("f.b.score", 2, 3)],
    ),
    ([["g", "OPEN", 4]], [["g", "OPEN", 5]], [("f.g.2", 4, 5)]),
    (["Q1"], ["Q1", "Q2"], [("f.Q2", NOTHING, "Q2")]),
    (["Q1", "Q2"], ["Q2", "Q1"], [("f (order)", ["Q1", "Q2"], ["Q2", "Q1"])]),
    # two entries of one name are told apart by place
    ([["g", 0], ["g", 1]], [["g", 0], ["g", 2]], [("f.1.1", 1, 2)]),
    ([[], [1]], [[], [2]], [("f.1.0", 1, 2)]),
]


@pytest.mark.parametrize("document", SAME)
def test_the_same_has_no_differences(document: Any) -> None:
    assert list(differences("f", document, document)) == []


def test_numbers_are_compared_by_what_they_are() -> None:
    stored = {"a": Decimal("63.0"), "b": 1}
    assert list(differences("f", stored, {"a": Decimal(63), "b": 1.0})) == []


@pytest.mark.parametrize(("stored", "again", "expected"), DIFFERENT)
def test_each_difference_is_named(
    stored: Any, again: Any, expected: list[tuple[str, object, object]]
) -> None:
    assert list(differences("f", stored, again)) == [Difference(*one) for one in expected]


def test_the_outermost_has_no_name_of_its_own() -> None:
    assert list(differences("", {"a": 1}, {"a": 2})) == [Difference("a", 1, 2)]


def test_more_may_be_said_where_that_is_allowed() -> None:
    stored, again = {"a": {"b": 1}, "c": 3}, {"a": {"b": 1, "new": 2}, "more": 4}
    assert list(differences("", stored, again, may_add=True)) == [Difference("c", 3, NOTHING)]
    assert repr(NOTHING) == "nothing"
