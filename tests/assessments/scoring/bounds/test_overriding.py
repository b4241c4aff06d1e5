"""A stated fact is settled only once no answer can give it otherwise."""

from fractions import Fraction

from tests.assessments.scoring.bounds.completions import all_bounds, bounds_of
from tests.fixtures.engine import compiled, fact, question, theme

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
