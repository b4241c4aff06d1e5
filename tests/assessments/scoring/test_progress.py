"""How far an assessment has come, and what is missing."""

import pytest
from hypothesis import given

from assessments.questionnaire.values import Marker, Value
from assessments.scoring.progress import (
    Progress,
    Tally,
    missing_facts,
    missing_questions,
    progress,
    tally,
)
from tests.assessments.questionnaire.random_questionnaires import FACT_VALUES, Case, drafts
from tests.fixtures.engine import EXEMPT, compiled, evaluate, fact, question, theme
from tests.fixtures.laws import LAW

BEHIND = {"answer": "one", "op": "ne", "value": "a"}
QUESTIONNAIRE = compiled(
    theme(
        "t",
        question("one", not_applicable=EXEMPT),
        question("two", visible_when=BEHIND),
        question("three", required=False),
    ),
    theme("other", question("four")),
)


@pytest.mark.parametrize(
    ("answers", "answered", "visible", "percent", "missing"),
    [
        ({}, 0, 3, 0, ["one", "four"]),
        ({"one": "a"}, 1, 3, 33, ["four"]),
        ({"one": "b"}, 1, 4, 25, ["two", "four"]),
        ({"one": "b", "two": Marker.DONT_KNOW}, 2, 4, 50, ["four"]),
        ({"one": Marker.NOT_APPLICABLE, "two": "a"}, 1, 3, 33, ["four"]),
        ({"one": Marker.DONT_KNOW, "two": "a", "four": "b"}, 2, 3, 66, []),
        ({"one": "a", "three": "a", "four": "b"}, 3, 3, 100, []),
        ({"two": Marker.NOT_APPLICABLE, "four": Marker.NOT_APPLICABLE}, 0, 3, 0, ["one", "four"]),
    ],
)
def test_progress_counts_shown_questions(
    answers: dict[str, Value], answered: int, visible: int, percent: int, missing: list[str]
) -> None:
    walked = evaluate(QUESTIONNAIRE, answers).walk
    found = progress(QUESTIONNAIRE.questions, walked)
    assert (found, found.percent) == (Progress(answered, visible), percent)
    assert [q.slug for q in missing_questions(QUESTIONNAIRE, walked)] == missing


def test_nothing_to_answer_is_done() -> None:
    assert Progress(0, 0).percent == 100
    assert Progress(199, 200).percent == 99


def test_tally_of_a_theme_counts_kinds_of_answers_to_shown_questions() -> None:
    answers: dict[str, Value] = {"one": Marker.NOT_APPLICABLE, "two": "a", "three": "b"}
    walked = evaluate(QUESTIONNAIRE, answers).walk
    theme_of = QUESTIONNAIRE.themes[0].questions
    assert tally(theme_of, walked) == Tally(answered=1, not_applicable=1, dont_know=0)
    walked = evaluate(QUESTIONNAIRE, {"one": Marker.DONT_KNOW, "two": "a"}).walk
    assert tally(theme_of, walked) == Tally(answered=0, not_applicable=0, dont_know=1)


def test_missing_facts_are_those_that_rules_read_and_nobody_stated() -> None:
    read = [{"fact": slug, "op": "eq", "value": True} for slug in ("late", "early", "given")]
    questionnaire = compiled(
        theme("t", question("one", visible_when={"any": read})),
        facts=[fact("early"), fact("unread"), fact("given"), fact("late")],
    )
    stated = {"given": Marker.DONT_KNOW}
    assert [f.slug for f in missing_facts(questionnaire, stated)] == ["early", "late"]


@pytest.mark.law
@LAW
@given(drafts())
def test_progress_can_always_reach_100_and_then_nothing_is_undecided(case: Case) -> None:
    facts = {**dict.fromkeys(FACT_VALUES, Marker.DONT_KNOW), **case.facts}
    answers = dict(case.answers)
    for _ in case.questionnaire.questions:
        walked = evaluate(case.questionnaire, answers, facts).walk
        missing = missing_questions(case.questionnaire, walked)
        answers |= {asked.slug: Marker.DONT_KNOW for asked in missing}
    evaluation = evaluate(case.questionnaire, answers, facts)
    assert progress(case.questionnaire.questions, evaluation.walk).percent == 100
    assert missing_questions(case.questionnaire, evaluation.walk) == ()
    assert "undecided" not in evaluation.standings.values()
