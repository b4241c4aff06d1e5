"""Scores, levels and caps worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.values import Marker, Value, Values
from assessments.scoring.gaps import gaps
from assessments.scoring.score import level_of
from tests.fixtures.engine import (
    EXEMPT,
    MINIMUMS,
    Data,
    cap,
    compiled,
    evaluate,
    fact,
    options,
    question,
    questionnaire_data,
    theme,
)
from tests.fixtures.laws import LAW

ON_A = {"answer": "one", "op": "eq", "value": "a"}


@pytest.mark.parametrize(
    ("score", "level"),
    [
        ("0", 0),
        ("18.7499", 0),
        ("18.75", 1),
        ("43.7499", 1),
        ("43.75", 2),
        ("68.7499", 2),
        ("68.75", 3),
        ("87.4999", 3),
        ("87.5", 4),
        ("100", 4),
    ],
)
def test_the_level_is_decided_on_the_unrounded_score(score: str, level: int) -> None:
    assert level_of([Fraction(minimum) for minimum in MINIMUMS], Fraction(score)) == level


def test_a_score_that_would_be_rounded_up_to_a_minimum_does_not_reach_it() -> None:
    # 25·(4·0.7499 + 0·0.2501) = 74.99; shown as 75.0, below a minimum of 75.
    themes = [
        theme(
            "t",
            question("one", weight="0.7499"),
            question("two", weight="0.2501"),
        )
    ]
    questionnaire = compiled(*themes)
    found = evaluate(questionnaire, {"one": "c", "two": "a"}).themes["t"]
    assert found.score == Fraction("74.99")
    assert level_of([Fraction(0), Fraction(75)], Fraction("74.99")) == 0


NEAR = st.integers(-60, 60).map(lambda thousandths: Decimal(thousandths) / 1000)
"""How far a minimum is from a score: less than what rounding to a decimal moves."""


@pytest.mark.law
@LAW
@given(st.integers(1, 60), st.integers(1, 60), NEAR)
def test_levels_go_by_the_score_before_it_is_rounded(one: int, two: int, off: Decimal) -> None:
    score = Fraction(100 * one, one + two)
    minimum = Decimal(score.numerator * 1000 // score.denominator) / 1000 + off
    levels = questionnaire_data()["levels"][:2]
    themes = [theme("t", question("one", weight=one), question("two", weight=two))]
    made = compiled(*themes, levels=[levels[0], {**levels[1], "minimum_score": str(minimum)}])
    found = evaluate(made, {"one": "c", "two": "a"})
    assert found.score.score == score
    assert found.score.level == int(score >= Fraction(minimum))
    assert found.themes["t"].level == int(score >= Fraction(minimum))


def test_a_theme_score_is_the_weighted_mean_of_levels_times_25() -> None:
    questionnaire = compiled(
        theme(
            "t",
            question("one", weight="1.5"),
            question("two", weight="0.5"),
            question("three"),
            question("four", scored=False, weight=100),
        )
    )
    found = evaluate(questionnaire, {"one": "b", "two": "c", "three": "a", "four": "c"}).themes["t"]
    assert found.score == Fraction(25 * 5, 3)  # (1.5·2 + 0.5·4) / (1.5 + 0.5 + 1)
    assert (found.uncapped_level, found.level) == (1, 1)
    assert [(c.question.slug, c.level, c.points, c.maximum_points) for c in found.counted] == [
        ("one", 2, Fraction(25), Fraction(50)),
        ("two", 4, Fraction(50, 3), Fraction(50, 3)),
        ("three", 0, Fraction(0), Fraction(100, 3)),
    ]


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("c", {"one": 4, "two": 2}),
        (Marker.DONT_KNOW, {"one": 0, "two": 2}),
        (Marker.NOT_APPLICABLE, {"two": 2}),
        (None, {"two": 2}),
    ],
)
def test_what_counts_of_a_shown_question(value: Value | None, counted: dict[str, int]) -> None:
    questionnaire = compiled(theme("t", question("one", not_applicable=EXEMPT), question("two")))
    answers: dict[str, Value] = {"two": "b"} if value is None else {"one": value, "two": "b"}
    assert evaluate(questionnaire, answers).counted == counted


@pytest.mark.parametrize("level_when_not_shown", [None, 0, 3])
@pytest.mark.parametrize(
    ("stated", "counted"),
    [
        (True, {"two": 4}),
        (False, "when not shown"),
        (Marker.NOT_APPLICABLE, "when not shown"),
        (Marker.DONT_KNOW, {"two": 0}),
        (None, {}),
    ],
)
def test_what_counts_of_a_hidden_question(
    level_when_not_shown: int | None, stated: Value | None, counted: dict[str, int] | str
) -> None:
    asked = question(
        "two",
        visible_when={"fact": "flag", "op": "eq", "value": True},
        level_when_not_shown=level_when_not_shown,
    )
    if counted == "when not shown":
        counted = {} if level_when_not_shown is None else {"two": level_when_not_shown}
    facts: dict[str, Value] = {} if stated is None else {"flag": stated}
    questionnaire = compiled(theme("t", asked), facts=[fact("flag")])
    assert evaluate(questionnaire, {"two": "c"}, facts).counted == counted


def _capped(*caps: Data) -> Data:
    return question("one", caps=list(caps), weight=0)


@pytest.mark.parametrize(
    ("answer", "level", "holding"),
    [
        ("a", 1, [("one", 0), ("one", 1)]),
        ("b", 4, []),
        (Marker.DONT_KNOW, 1, [("one", 0), ("one", 1)]),
        (None, 4, []),
    ],
)
def test_the_least_cap_that_holds_lowers_the_level_and_not_the_score(
    answer: Value | None, level: int, holding: list[tuple[str, int]]
) -> None:
    questionnaire = compiled(
        theme("t", _capped(cap("t", 3, ON_A), cap("t", 1, ON_A)), question("two"))
    )
    answers: dict[str, Value] = {"two": "c"} if answer is None else {"one": answer, "two": "c"}
    found = evaluate(questionnaire, answers).themes["t"]
    assert (found.score, found.uncapped_level, found.level) == (Fraction(100), 4, level)
    assert [(c.question, c.index) for c in found.caps] == holding


def test_a_cap_on_another_theme_names_its_question_and_its_place_there() -> None:
    one = question("one", caps=[cap("t", 3, ON_A), cap("other", 2, ON_A)])
    questionnaire = compiled(theme("t", one), theme("other", question("two")))
    evaluation = evaluate(questionnaire, {"one": "a", "two": "c"})
    found = evaluation.themes["other"]
    assert (found.uncapped_level, found.level) == (4, 2)
    assert [(c.question, c.index) for c in found.caps] == [("one", 1)]
    assert [(c.question, c.index) for c in evaluation.themes["t"].caps] == [("one", 0)]


def test_a_cap_whose_question_a_dont_know_hides_holds() -> None:
    one = question(
        "one",
        visible_when={"fact": "flag", "op": "eq", "value": True},
        caps=[cap("t", 2, ON_A)],
        weight=0,
    )
    questionnaire = compiled(theme("t", one, question("two")), facts=[fact("flag")])
    levels = [
        evaluate(questionnaire, {"one": "c", "two": "c"}, facts).themes["t"].level
        for facts in ({"flag": True}, {"flag": False}, {"flag": Marker.DONT_KNOW}, {})
    ]
    assert levels == [4, 4, 2, 4]


def test_an_open_cap_of_a_draft_holds_only_when_nothing_can_lift_it() -> None:
    both = {"all": [ON_A, {"fact": "flag", "op": "eq", "value": True}]}
    either = {"any": [ON_A, {"fact": "flag", "op": "eq", "value": True}]}
    for when, held in ((both, ()), (either, (0,))):
        one = question("one", caps=[cap("t", 2, when)])
        questionnaire = compiled(theme("t", one), facts=[fact("flag")])
        found = evaluate(questionnaire, {"one": "a"}).themes["t"]
        assert tuple(c.index for c in found.caps) == held


def test_the_overall_score_weighs_the_themes_that_have_one() -> None:
    questionnaire = compiled(
        theme("t", question("one"), weight=3),
        theme("other", question("two")),
        theme("none", question("three", not_applicable=EXEMPT), weight=5),
        theme("idle", question("four"), weight=0),
    )
    answers: Values = {"one": "c", "two": "b", "three": Marker.NOT_APPLICABLE, "four": "a"}
    evaluation = evaluate(questionnaire, answers)
    assert evaluation.figures == [
        (Fraction(100), 4),
        (Fraction(50), 2),
        (None, None),
        (Fraction(0), 0),
        (Fraction(175, 2), 3),  # (3·100 + 50) / 4 reaches level 4, one above the lowest is 3
    ]
    assert evaluation.score.weakest is evaluation.score.themes[1]


def test_nothing_that_counts_gives_no_score() -> None:
    evaluation = evaluate(compiled(theme("t", question("one", weight=0))), {"one": "c"})
    assert evaluation.figures == [(None, None), (None, None)]
    assert evaluation.score.weakest is None
    (found,) = evaluation.score.themes[0].counted
    assert found.level == 4
    assert {found.points, found.maximum_points} == {Fraction(0)}


@pytest.mark.parametrize(
    ("answers", "weakest"),
    [
        ({"one": "b", "two": "a", "three": "c"}, "second"),
        ({"one": "b", "two": "b", "three": "b"}, "first"),
        ({"one": "c", "two": "b", "three": "c"}, "second"),
        ({"one": "b", "two": "b", "three": "a"}, "third"),
        ({"one": "c", "two": "c", "three": "d"}, "third"),
    ],
)
def test_the_weakest_theme_has_the_lowest_level_then_score_then_comes_first(
    answers: dict[str, Value], weakest: str
) -> None:
    levels = {"a": 0, "b": 2, "c": 4, "d": 4}
    held = cap("third", 2, {"answer": "three", "op": "eq", "value": "d"})
    third = question("three", options=options(levels), caps=[held])
    questionnaire = compiled(
        theme("first", question("one")),
        theme("second", question("two")),
        theme("third", third),
    )
    found = evaluate(questionnaire, answers).score.weakest
    assert found is not None
    assert found.theme.slug == weakest


def test_gaps_are_barriers_of_shown_questions_that_count_at_level_0_to_2() -> None:
    levels = {str(n): n for n in range(5)}
    hidden = {"fact": "flag", "op": "eq", "value": True}
    questionnaire = compiled(
        theme(
            "t",
            *[
                question(slug, options=options(levels), barriers=barriers)
                for slug, barriers in (("p", ["x", "y"]), ("q", ["y"]), ("r", ["z"]), ("s", ["x"]))
            ],
            question("h", visible_when=hidden, level_when_not_shown=0, barriers=["w"]),
            question("u", barriers=["v"], not_applicable=EXEMPT),
        ),
        facts=[fact("flag")],
    )
    answers: Values = {
        "p": "2",
        "q": "0",
        "r": "3",
        "s": Marker.DONT_KNOW,
        "u": Marker.NOT_APPLICABLE,
    }
    evaluation = evaluate(questionnaire, answers, {"flag": False})
    assert evaluation.counted == {"p": 2, "q": 0, "r": 3, "s": 0, "h": 0}
    assert gaps(evaluation.score, evaluation.walk) == {"x": ("p", "s"), "y": ("p", "q")}
