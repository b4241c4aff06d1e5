"""What to find out where a cap holds only through a don't know."""

from typing import Any, Final

import pytest
from hypothesis import given

from assessments.questionnaire.conditions.outcomes import TRUE
from assessments.questionnaire.values import Marker, Values
from assessments.scoring.unknown_caps import FindOut, find_out, find_out_about
from tests.assessments.questionnaire.random_questionnaires import Case, cases
from tests.fixtures.engine import Data, cap, compiled, evaluate, fact, options, question, theme
from tests.fixtures.laws import LAW

DONT_KNOW: Final = Marker.DONT_KNOW
ON_A: Final = {"answer": "one", "op": "eq", "value": "a"}
ON_FLAG: Final = {"fact": "flag", "op": "eq", "value": True}
NOTHING: Final = FindOut(questions=(), facts=())


def _found(when: Data, answers: Values, facts: Values, **one: Any) -> list[FindOut]:
    questionnaire = compiled(
        theme("t", question("one", caps=[cap("t", 2, when)], weight=0, **one), question("two")),
        facts=[
            fact("flag"),
            fact("third"),
            fact("other", derived_from=["flag", "third"], asked=False),
        ],
    )
    evaluation = evaluate(
        questionnaire,
        {"two": "c", **answers},
        facts,
        derive=lambda known, _: {**known, **({"other": known["flag"]} if "flag" in known else {})},
    )
    held = evaluation.themes["t"].caps
    return [find_out(questionnaire, cap, evaluation.walk) for cap in held]


@pytest.mark.parametrize(
    ("when", "answers", "facts", "found"),
    [
        (ON_A, {"one": "a"}, {}, NOTHING),
        (ON_A, {"one": DONT_KNOW}, {}, FindOut(questions=("one",), facts=())),
        (ON_FLAG, {"one": "a"}, {"flag": True}, NOTHING),
        (ON_FLAG, {"one": "a"}, {"flag": DONT_KNOW}, FindOut(questions=(), facts=("flag",))),
        (
            ON_FLAG | {"fact": "other"},
            {"one": "a"},
            {"flag": DONT_KNOW, "third": True},
            FindOut(questions=(), facts=("flag",)),
        ),
        (
            {"all": [ON_A, ON_FLAG]},
            {"one": DONT_KNOW},
            {"flag": DONT_KNOW},
            FindOut(questions=("one",), facts=("flag",)),
        ),
        (
            {"all": [ON_A, ON_FLAG]},
            {"one": "a"},
            {"flag": DONT_KNOW},
            FindOut(questions=(), facts=("flag",)),
        ),
        ({"any": [ON_A, ON_FLAG]}, {"one": "a"}, {"flag": DONT_KNOW}, NOTHING),
    ],
)
def test_it_is_what_leaves_the_condition_unknown(
    when: Data, answers: Values, facts: Values, found: FindOut
) -> None:
    assert _found(when, answers, facts) == [found]


def test_of_a_hidden_question_it_is_what_would_show_it() -> None:
    found = _found(ON_A, {}, {"flag": DONT_KNOW}, visible_when=ON_FLAG)
    assert found == [FindOut(questions=(), facts=("flag",))]


def test_of_a_fact_that_an_answer_gives_it_is_the_question() -> None:
    gives = {"fact": "flag", "map": {"a": True, "b": False, "c": False}}
    found = _found(ON_FLAG, {"one": DONT_KNOW}, {"flag": True}, writes_fact=gives)
    assert found == [FindOut(questions=("one",), facts=())]


def test_an_option_that_says_so_is_certain_where_the_cap_names_it() -> None:
    several = options({"a": 0, "b": 2})
    several[1]["dont_know"] = True
    named = {"answer": "one", "op": "eq", "value": "b"}
    assert _found(named, {"one": "b"}, {}, options=several) == [NOTHING]
    unknown = FindOut(questions=("one",), facts=())
    assert _found(ON_A, {"one": "b"}, {}, options=several) == [unknown]


@LAW
@given(cases(allowed_when=False))
def test_something_is_named_where_and_only_where_a_cap_is_not_certain(case: Case) -> None:
    known = dict.fromkeys(case.facts, DONT_KNOW)
    for facts in (case.facts, known):
        evaluation = evaluate(case.questionnaire, case.answers, facts)
        for scored in evaluation.score.themes:
            for held in scored.caps:
                found = find_out(case.questionnaire, held, evaluation.walk)
                certain = held.holds(evaluation.walk.state) == TRUE
                assert (found == NOTHING) is certain


def test_what_keeps_a_question_at_the_lowest_level_is_named() -> None:
    questionnaire = compiled(
        theme("t", question("one"), question("two", visible_when=ON_A), question("three")),
        theme("u", question("four", visible_when=ON_FLAG)),
        facts=[fact("flag")],
    )
    answers: Values = {"one": DONT_KNOW, "three": "a"}
    walked = evaluate(questionnaire, answers, {"flag": DONT_KNOW}).walk
    found = [find_out_about(questionnaire, q.slug, walked) for q in questionnaire.questions]
    assert found == [
        FindOut(questions=("one",), facts=()),
        FindOut(questions=("one",), facts=()),
        NOTHING,
        FindOut(questions=(), facts=("flag",)),
    ]
