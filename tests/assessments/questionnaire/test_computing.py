"""Computed values: exact, and unknown wherever one of their numbers is."""

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assessments.questionnaire.computing import Computations, Computed, Operation, compute
from assessments.questionnaire.values import Marker, Value
from assessments.questionnaire.visibility import Standing, walk
from tests.fixtures.engine import DAY, compiled, fact, question, theme
from tests.fixtures.laws import LAW

SUM, DIFFERENCE, RATIO, SHARE = Operation
NONE: Final[Value | None] = None
DONT_KNOW, EXEMPT, ABSENT = Marker.DONT_KNOW, Marker.NOT_APPLICABLE, Marker.ABSENT

RESULTS: Final[list[tuple[Operation, list[Value | None], Value | None]]] = [
    (SUM, [1, 2], 3),
    (SUM, [1, Fraction(1, 2), 2], Fraction(7, 2)),
    (SUM, [Fraction(1, 2), Fraction(1, 2)], 1),
    (DIFFERENCE, [1, 3], -2),
    (DIFFERENCE, [Fraction(3, 10), Fraction(1, 10)], Fraction(1, 5)),
    (RATIO, [1, 3], Fraction(1, 3)),
    (RATIO, [0, 3], 0),
    (SHARE, [1, 3], Fraction(100, 3)),
    (SHARE, [29, 100], 29),
    (SHARE, [5, 2], 250),
    (RATIO, [1, 0], ABSENT),
    (SHARE, [0, 0], ABSENT),
    (SHARE, [1, NONE], NONE),
    (SHARE, [DONT_KNOW, NONE], NONE),
    (SHARE, [1, DONT_KNOW], DONT_KNOW),
    (SHARE, [DONT_KNOW, 0], DONT_KNOW),
    (SHARE, [EXEMPT, DONT_KNOW], EXEMPT),
    (SUM, [DONT_KNOW, 1, EXEMPT], EXEMPT),
    (SUM, [ABSENT, EXEMPT], ABSENT),
    (SUM, [1, True], DONT_KNOW),
]


@pytest.mark.parametrize(("operation", "given_values", "result"), RESULTS)
def test_a_value_is_worked_out(
    operation: Operation, given_values: list[Value | None], result: Value | None
) -> None:
    slugs = tuple("abc"[: len(given_values)])
    stated = {s: v for s, v in zip(slugs, given_values, strict=True) if v is not None}
    found = compute(Computed(operation=operation, of=slugs), stated)
    assert found == result
    assert type(found) is type(result)


@given(
    part=st.fractions(0, 10**6, max_denominator=10**4),
    rest=st.fractions(0, 10**6, max_denominator=10**4),
)
@LAW
def test_shares_of_a_whole_are_a_hundred(part: Fraction, rest: Fraction) -> None:
    computations = Computations(
        {
            "both": Computed(operation=SUM, of=("of_part", "of_rest")),
            "of_rest": Computed(operation=SHARE, of=("rest", "whole")),
            "of_part": Computed(operation=SHARE, of=("part", "whole")),
            "whole": Computed(operation=SUM, of=("part", "rest")),
            "again": Computed(operation=DIFFERENCE, of=("whole", "rest")),
        }
    )
    known = computations.add_to({"part": part, "rest": rest})
    assert known["both"] == (100 if part + rest else ABSENT)
    assert known["again"] == part
    order = computations.slugs
    assert order.index("whole") < order.index("of_part") < order.index("both")


def test_nothing_is_worked_out_of_what_is_not_given() -> None:
    computations = Computations({"c": Computed(operation=SUM, of=("a", "b"))})
    assert computations.add_to({"a": 1, "c": 5}) == {"a": 1}
    assert Computations({}).add_to({"a": 1}) == {"a": 1}


def test_what_hangs_on_itself_is_never_known() -> None:
    both = {
        "a": Computed(operation=SUM, of=("b", "x")),
        "b": Computed(operation=SUM, of=("a", "x")),
    }
    assert Computations(both).add_to({"x": 1}) == {"x": 1}


@pytest.mark.parametrize("of", [(), ("a",)])
def test_one_fact_alone_is_not_computed_with(of: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        Computed(operation=SUM, of=of)


SHOWN_BY_SHARE: Final = compiled(
    theme(
        "t",
        question("part", "number", scored=False, weight=0, writes_fact={"fact": "part"}),
        question("q", visible_when={"fact": "share", "op": "gte", "value": 25}),
    ),
    facts=[
        fact("part", "number", asked=False),
        fact("whole", "number"),
        fact(
            "share",
            "number",
            asked=False,
            derived_from=["part", "whole"],
            computed={"operation": "share", "of": ["part", "whole"]},
        ),
    ],
)

STANDINGS: Final[list[tuple[Value | None, Value | None, Standing]]] = [
    (None, None, Standing.UNDECIDED),
    (1, None, Standing.UNDECIDED),
    (None, 4, Standing.UNDECIDED),
    (1, 4, Standing.SHOWN),
    (1, 5, Standing.UNMET),
    (1, Marker.DONT_KNOW, Standing.THROUGH_DONT_KNOW),
    (Marker.DONT_KNOW, 4, Standing.THROUGH_DONT_KNOW),
    (1, Marker.NOT_APPLICABLE, Standing.UNMET),
    (1, 0, Standing.UNMET),
]


@pytest.mark.parametrize(("part", "whole", "standing"), STANDINGS)
def test_a_question_hangs_on_a_share_of_an_answer(
    part: Value | None, whole: Value | None, standing: Standing
) -> None:
    answers = {} if part is None else {"part": part}
    stated = {} if whole is None else {"whole": whole}
    walked = walk(SHOWN_BY_SHARE, answers, stated, DAY, SHOWN_BY_SHARE.compute)
    assert walked.standings["q"] is standing


def test_what_a_computed_fact_needs_is_asked_for() -> None:
    assert [one.slug for one in SHOWN_BY_SHARE.definition.asked_facts] == ["whole"]
