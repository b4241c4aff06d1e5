"""Which questions are shown, and why the others are not."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import may_not_apply, overridden_facts, written_facts
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Data,
    bands,
    compiled,
    evaluate,
    fact,
    options,
    question,
    theme,
)

FLAG: Final = {"fact": "flag", "op": "eq", "value": True}
OTHER: Final = {"fact": "other", "op": "eq", "value": True}
DONT_KNOW: Final = Marker.DONT_KNOW
NOT_APPLICABLE: Final = Marker.NOT_APPLICABLE


def _asked(when: Data) -> CompiledQuestionnaire:
    return compiled(
        theme("t", question("one", visible_when=when)), facts=[fact("flag"), fact("other")]
    )


@pytest.mark.parametrize(
    ("when", "facts", "standing"),
    [
        (FLAG, {"flag": True}, "shown"),
        (FLAG, {"flag": False}, "unmet"),
        (FLAG, {"flag": NOT_APPLICABLE}, "unmet"),
        (FLAG, {"flag": DONT_KNOW}, "through_dont_know"),
        (FLAG, {}, "undecided"),
        ({"not": FLAG}, {"flag": DONT_KNOW}, "through_dont_know"),
        ({"not": FLAG}, {"flag": NOT_APPLICABLE}, "shown"),
        ({"all": [FLAG, OTHER]}, {"flag": False}, "unmet"),
        ({"all": [FLAG, OTHER]}, {"flag": DONT_KNOW}, "undecided"),
        ({"all": [FLAG, OTHER]}, {"flag": DONT_KNOW, "other": True}, "through_dont_know"),
        ({"all": [FLAG, OTHER]}, {"flag": DONT_KNOW, "other": False}, "unmet"),
        ({"any": [FLAG, OTHER]}, {"flag": True}, "shown"),
        ({"any": [FLAG, OTHER]}, {"flag": False}, "undecided"),
        ({"any": [FLAG, OTHER]}, {"flag": DONT_KNOW, "other": False}, "through_dont_know"),
        ({"any": [FLAG, OTHER]}, {"flag": DONT_KNOW, "other": True}, "shown"),
    ],
)
def test_standing_of_a_question_by_facts(when: Data, facts: Values, standing: str) -> None:
    evaluation = evaluate(_asked(when), {}, facts)
    assert evaluation.standings == {"one": standing}
    assert evaluation.walk.is_shown("one") is (standing == "shown")


CHAIN: Final = compiled(
    theme(
        "t",
        question("one", visible_when=FLAG),
        question("two", visible_when={"answer": "one", "op": "ne", "value": "a"}),
        question("three", visible_when={"not": {"answer": "two", "op": "eq", "value": "a"}}),
    ),
    facts=[fact("flag"), fact("other")],
)


@pytest.mark.parametrize(
    ("facts", "answers", "standings"),
    [
        ({"flag": True}, {"one": "b", "two": "b"}, ["shown", "shown", "shown"]),
        ({"flag": True}, {"one": "b", "two": "a"}, ["shown", "shown", "unmet"]),
        ({"flag": True}, {"one": "a", "two": "b"}, ["shown", "unmet", "unmet"]),
        ({"flag": False}, {"one": "b", "two": "b"}, ["unmet", "unmet", "unmet"]),
        ({"flag": True}, {"one": DONT_KNOW}, ["shown", *["through_dont_know"] * 2]),
        ({"flag": DONT_KNOW}, {"one": "b", "two": "b"}, ["through_dont_know"] * 3),
        ({"flag": True}, {"two": "b"}, ["shown", "undecided", "undecided"]),
        ({}, {"one": "b", "two": "b"}, ["undecided"] * 3),
    ],
)
def test_what_is_not_shown_is_absent_for_what_follows(
    facts: Values, answers: Values, standings: list[str]
) -> None:
    assert list(evaluate(CHAIN, answers, facts).standings.values()) == standings


def test_a_condition_that_can_no_longer_be_met_is_unmet_even_while_something_is_open() -> None:
    when = {"all": [{"answer": "one", "op": "eq", "value": "b"}, OTHER]}
    questionnaire = compiled(
        theme("t", question("one", visible_when=FLAG), question("two", visible_when=when)),
        facts=[fact("flag"), fact("other")],
    )
    evaluation = evaluate(questionnaire, {}, {"flag": False})
    assert evaluation.standings == {"one": "unmet", "two": "unmet"}


def test_the_state_after_a_walk_holds_answers_to_shown_questions_and_markers_for_others() -> None:
    evaluation = evaluate(CHAIN, {"one": "a", "two": "b", "gone": "x"}, {"flag": True})
    assert evaluation.walk.state.answers == {
        "one": "a",
        "two": Marker.ABSENT,
        "three": Marker.ABSENT,
    }
    unknown = evaluate(CHAIN, {"one": "a"}, {"flag": DONT_KNOW}).walk.state.answers
    assert unknown == dict.fromkeys(("one", "two", "three"), Marker.HIDDEN_BY_DONT_KNOW)
    undecided = evaluate(CHAIN, {"one": "a"}, {}).walk.state.answers
    assert undecided == dict.fromkeys(("one", "two", "three"), Marker.UNDECIDED)


def test_an_option_that_says_dont_know_is_read_as_that() -> None:
    marked = options({"u": 0, "a": 1}, u={"dont_know": True})
    behind = {"answer": "one", "op": "eq", "value": "a"}
    named = {"answer": "one", "op": "in", "value": ["a", "u"]}
    questionnaire = compiled(
        theme(
            "t",
            question("one", options=marked),
            question("two", visible_when=behind),
            question("three", visible_when=named),
        )
    )
    for answer in ("u", DONT_KNOW):
        evaluation = evaluate(questionnaire, {"one": answer})
        assert evaluation.walk.state.answers["one"] is DONT_KNOW
        assert evaluation.standings == {
            "one": "shown",
            "two": "through_dont_know",
            "three": "shown",
        }


@pytest.mark.parametrize(
    ("exempt", "facts", "accepted"),
    [
        (None, {}, False),
        (EXEMPT, {}, True),
        (EXEMPT | {"allowed_when": FLAG}, {"flag": True}, True),
        (EXEMPT | {"allowed_when": FLAG}, {"flag": False}, False),
        (EXEMPT | {"allowed_when": FLAG}, {"flag": DONT_KNOW}, False),
        (EXEMPT | {"allowed_when": FLAG}, {"flag": NOT_APPLICABLE}, False),
        (EXEMPT | {"allowed_when": FLAG}, {}, False),
    ],
)
def test_does_not_apply_is_an_answer_only_where_it_is_allowed(
    exempt: Data | None, facts: Values, accepted: bool
) -> None:
    questionnaire = compiled(
        theme("t", question("one", not_applicable=exempt)), facts=[fact("flag")]
    )
    walked = evaluate(questionnaire, {"one": NOT_APPLICABLE}, facts).walk
    assert walked.state.answers == ({"one": NOT_APPLICABLE} if accepted else {})
    assert may_not_apply(questionnaire.questions[0], walked.state) is accepted


WRITTEN: Final = [
    question("one", writes_fact={"fact": "stage", "map": {"a": "early", "b": "late", "c": "late"}}),
    question("two", "boolean", writes_fact={"fact": "flag"}),
    question(
        "three",
        "number",
        bands=bands((0, 0)),
        visible_when={"fact": "flag", "op": "eq", "value": True},
        writes_fact={"fact": "amount", "map": {"a": "b"}},
    ),
]


@pytest.mark.parametrize(
    ("answers", "facts", "known"),
    [
        ({}, {"stage": "early"}, {"stage": "early"}),
        ({"one": "b"}, {"stage": "early"}, {"stage": "late"}),
        ({"one": DONT_KNOW}, {"stage": "early"}, {"stage": DONT_KNOW}),
        ({"two": False}, {"flag": True}, {"flag": False}),
        ({"two": False, "three": 5}, {"amount": 1}, {"flag": False, "amount": 1}),
        ({"two": True, "three": 5}, {"amount": 1}, {"flag": True, "amount": 5}),
        ({"two": True}, {"amount": 1}, {"flag": True, "amount": 1}),
        ({"two": DONT_KNOW, "three": 5}, {"amount": 1}, {"flag": DONT_KNOW, "amount": 1}),
    ],
)
def test_an_answer_that_gives_a_fact_wins_over_the_stated_one(
    answers: Values, facts: Values, known: dict[str, Value]
) -> None:
    written = compiled(theme("t", *WRITTEN), facts=[fact("flag")])
    assert evaluate(written, answers, facts).walk.state.facts == known


def test_does_not_apply_is_written_too() -> None:
    exempt = question("one", "boolean", writes_fact={"fact": "flag"}, not_applicable=EXEMPT)
    questionnaire = compiled(theme("t", exempt), facts=[fact("flag")])
    walked = evaluate(questionnaire, {"one": NOT_APPLICABLE}, {"flag": True}).walk
    assert walked.state.facts == {"flag": NOT_APPLICABLE}


SOME: Final = question(
    "one",
    writes_fact={"fact": "flag", "map": {"b": True}, "silent": ["a", "c"], "not_applicable": False},
    not_applicable=EXEMPT,
)


@pytest.mark.parametrize("stated", [{}, {"flag": True}, {"flag": False}, {"flag": DONT_KNOW}])
@pytest.mark.parametrize(
    ("answer", "given"),
    [("a", None), ("b", True), ("c", None), (DONT_KNOW, None), (NOT_APPLICABLE, False)],
)
def test_of_what_an_answer_does_not_speak_the_stated_fact_stands(
    answer: Value, given: bool | None, stated: Values
) -> None:
    questionnaire = compiled(theme("t", SOME), facts=[fact("flag")])
    walked = evaluate(questionnaire, {"one": answer}, stated).walk
    assert walked.state.facts == (stated if given is None else {"flag": given})
    assert written_facts(questionnaire, walked) == ({} if given is None else {"flag": given})
    is_other = given is not None and stated.get("flag", given) != given
    assert overridden_facts(questionnaire, walked, stated) == ({"flag": "one"} if is_other else {})


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, {}),
        ({"first": True}, {"flag": "first"}),
        ({"first": False, "second": True}, {"flag": "second"}),
        ({"first": True, "second": False}, {}),
        ({"third": 5}, {}),
        ({"first": True, "third": 5}, {"flag": "first", "number": "third"}),
        ({"first": True, "third": 7}, {"flag": "first"}),
    ],
)
def test_a_fact_is_overridden_by_the_last_shown_answer_that_gives_it_otherwise(
    answers: Values, found: Mapping[str, str]
) -> None:
    when = {"answer": "first", "op": "eq", "value": True}
    questionnaire = compiled(
        theme(
            "t",
            question("first", "boolean", writes_fact={"fact": "flag"}),
            question("second", "boolean", writes_fact={"fact": "flag"}),
            question("third", "number", writes_fact={"fact": "number"}, visible_when=when),
        ),
        facts=[fact("flag"), fact("number", "number")],
    )
    stated = {"flag": False, "number": 7}
    walked = evaluate(questionnaire, answers, stated).walk
    assert overridden_facts(questionnaire, walked, stated) == found


def _ready(facts: Values, as_of: date) -> Values:
    """Derive the fact `ready` from the stage, and `since` from the date."""
    stage: Any = facts.get("stage")
    derived: Mapping[str, Value] = {} if stage is None else {"ready": stage == "late"}
    return {**facts, **derived, "since": as_of}


def test_what_an_answer_gives_is_derived_from_before_the_next_question_reads_it() -> None:
    ready = {"fact": "ready", "op": "eq", "value": True}
    questionnaire = compiled(
        theme(
            "t",
            question("early", visible_when=ready),
            WRITTEN[0],
            question("two", not_applicable=EXEMPT | {"allowed_when": ready}),
            question("three", visible_when=ready),
        ),
        facts=[
            fact("ready", derived_from=["stage"]),
            fact("stage", "single_choice", options=options({"a": 0, "b": 0})),
        ],
    )
    answers: Values = {"one": "b", "two": NOT_APPLICABLE}
    evaluation = evaluate(questionnaire, answers, {"stage": "early"}, DAY, _ready)
    assert evaluation.standings == {
        "early": "unmet",
        "one": "shown",
        "two": "shown",
        "three": "shown",
    }
    assert evaluation.walk.state.answers["two"] is NOT_APPLICABLE
    assert evaluation.walk.state.facts == {"stage": "late", "ready": True, "since": DAY}
