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
