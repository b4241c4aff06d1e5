"""A stated fact is settled only once no answer can give it otherwise."""

from datetime import date
from fractions import Fraction

import pytest

from assessments.questionnaire.values import Values
from tests.assessments.scoring.bounds.completions import all_bounds, bounds_of, contains
from tests.fixtures.engine import compiled, evaluate, fact, options, question, theme

GIVEN = {"fact": "written", "op": "eq", "value": True}
MADE = compiled(
    theme(
        "t",
        question("w", "boolean", yes_level=0, no_level=0, writes_fact={"fact": "written"}),
        question("s", "boolean", yes_level=4, no_level=0, visible_when=GIVEN),
    ),
    facts=(fact("written"),),
)


def test_what_is_stated_may_still_be_given_otherwise() -> None:
    (found, _) = all_bounds(bounds_of(MADE, {}, {"written": False}))
    assert found.exact
    assert [found.lowest, found.highest] == [Fraction(0), Fraction(50)]


def test_once_the_answer_is_given_it_is_settled() -> None:
    (found, _) = all_bounds(bounds_of(MADE, {"w": False}, {"written": True}))
    assert found.decided
    assert [found.lowest, found.highest] == [Fraction(0), Fraction(0)]


AGAIN = question("v", "boolean", yes_level=0, no_level=0, writes_fact={"fact": "written"})
TWICE = compiled(
    theme(
        "t",
        question("w", "boolean", yes_level=0, no_level=0, writes_fact={"fact": "written"}),
        AGAIN,
        question("s", "boolean", yes_level=4, no_level=0, visible_when=GIVEN),
    ),
    facts=(fact("written"),),
)


def test_what_an_answer_gave_may_still_be_given_otherwise_by_another() -> None:
    (found, _) = all_bounds(bounds_of(TWICE, {"w": True, "s": True}, {}))
    assert found.exact
    assert [found.lowest, found.highest] == [Fraction(0), Fraction(100, 3)]


def test_the_last_answer_settles_it_whatever_the_first_will_be() -> None:
    (found, _) = all_bounds(bounds_of(TWICE, {"v": True, "s": True}, {}))
    assert [found.lowest, found.highest] == [Fraction(100, 3), Fraction(100, 3)]


FOLLOWING = compiled(
    theme("t", question("s", visible_when={"fact": "sells", "op": "eq", "value": True})),
    theme("u", question("o", options=options({"a": 2, "b": 2}))),
    facts=(fact("owner"), fact("sells", derived_from=["owner"])),
)


def sells(facts: Values, as_of: date) -> Values:
    """Return that who sells to an owner sells, unless something else was stated."""
    del as_of
    return {"sells": facts["owner"], **facts} if "owner" in facts else facts


@pytest.mark.parametrize(
    ("stated", "decided"),
    [
        ({"owner": True}, False),
        ({"owner": False}, False),
        ({"owner": True, "sells": True}, True),
        ({"sells": False}, True),
    ],
)
def test_what_follows_may_be_stated_otherwise(stated: Values, *, decided: bool) -> None:
    found = bounds_of(FOLLOWING, {"s": "a", "o": "a"}, stated, derive=sells)
    (theme_found, *_) = all_bounds(found)
    ways = [
        evaluate(FOLLOWING, {"s": "a", "o": "a"}, {**stated, **more}, derive=sells)
        for more in ({}, *({"sells": said} for said in (True, False) if "sells" not in stated))
    ]
    for way in ways:
        assert contains(theme_found, way.figures[0])
    assert all(one.decided for one in all_bounds(found)) is decided


STATED = [
    {"id": "does", "fact": "sells", "op": "eq", "value": True},
    {"id": "does_not", "fact": "sells", "op": "eq", "value": False},
    {"id": "has_no_place", "fact": "sells", "op": "not_applicable"},
]
WITHOUT = compiled(
    theme(
        "t",
        question("o", options=options({"a": 2, "b": 2})),
        question(
            "s",
            options=options({"a": 0, "b": 0}),
            visible_when={"any": STATED},
        ),
    ),
    facts=(fact("owner"), fact("sells", derived_from=["owner"])),
)


def sells_where_it_fits(facts: Values, as_of: date) -> Values:
    """Return the facts without what was stated of sales that no owner has."""
    del as_of
    if facts.get("owner") is not False:
        return facts
    return {slug: value for slug, value in facts.items() if slug != "sells"}


def test_what_is_stated_may_come_to_nothing() -> None:
    answers: Values = {"o": "a", "s": "a"}
    (found, _) = all_bounds(bounds_of(WITHOUT, answers, {}, derive=sells_where_it_fits))
    ways = [
        evaluate(WITHOUT, answers, {"owner": owner, "sells": sells}, derive=sells_where_it_fits)
        for owner in (True, False)
        for sells in (True, False)
    ]
    scores = {way.figures[0][0] for way in ways}
    assert scores == {Fraction(25), Fraction(50)}
    assert [found.lowest, found.highest] == [Fraction(25), Fraction(50)]


@pytest.mark.parametrize("stated", [{"sells": True}, {"owner": False, "sells": True}])
def test_what_is_stated_though_it_would_follow_is_settled(stated: Values) -> None:
    (found, _, _) = all_bounds(bounds_of(FOLLOWING, {"o": "a"}, stated, derive=sells))
    assert found.exact
    assert not found.may_be_null
    assert [found.lowest, found.highest] == [Fraction(0), Fraction(100)]
