"""Checks across questions stand where their condition is surely met, and nowhere else."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assessments.questionnaire.checking import standing
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.definition import conditions_of
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import walk
from tests.assessments.questionnaire.random_questionnaires import (
    ASKED,
    FACTS,
    Case,
    cases,
    leaves,
    trees,
)
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Data,
    compiled,
    fact,
    from_data,
    question,
    theme,
    words,
)
from tests.fixtures.laws import LAW


def check(slug: str, when: Data, severity: str = "warning") -> Data:
    return {"slug": slug, "severity": severity, "when": when, "message": words(slug)}


def stand(questionnaire: CompiledQuestionnaire, answers: Values, facts: Values) -> list[str]:
    walked = walk(questionnaire, answers, facts, DAY)
    return [found.slug for found in standing(questionnaire.checks, walked.state)]


SELLS: Final[Data] = {"answer": "q", "op": "eq", "value": "c"}
ALONE: Final[Data] = {"not": {"fact": "staff", "op": "gt", "value": 0}}
HIDDEN: Final[Data] = {"answer": "r", "op": "eq", "value": "a"}
SMALL: Final = compiled(
    theme(
        "t",
        question("q", not_applicable=EXEMPT),
        question("r", visible_when={"answer": "q", "op": "eq", "value": "c"}),
        question("s", "boolean", writes_fact={"fact": "given"}, yes_level=4, no_level=0),
    ),
    facts=[
        fact("staff", "number"),
        fact("given"),
        fact("base"),
        fact("derived", asked=False, derived_from=["base", "given"]),
    ],
    checks=[
        check("both", {"all": [SELLS, ALONE]}),
        check("below", HIDDEN, "error"),
        check("through", {"all": [{"fact": "derived", "op": "eq", "value": True}, HIDDEN]}),
    ],
)

STANDING: Final[list[tuple[str, dict[str, Value], dict[str, Value], list[str]]]] = [
    ("nothing said", {}, {}, []),
    ("both are met", {"q": "c"}, {"staff": 0}, ["both"]),
    ("one is not met", {"q": "c"}, {"staff": 1}, []),
    ("one is not answered", {"q": "c"}, {}, []),
    ("one is not known", {"q": "c"}, {"staff": Marker.DONT_KNOW}, []),
    ("one does not apply", {"q": Marker.NOT_APPLICABLE}, {"staff": 0}, []),
    ("a fact does not apply", {"q": "c"}, {"staff": Marker.NOT_APPLICABLE}, []),
    ("the answer is shown", {"q": "c", "r": "a"}, {}, ["below"]),
    ("the answer is hidden", {"q": "b", "r": "a"}, {}, []),
    ("two at once, in order", {"q": "c", "r": "a"}, {"staff": 0}, ["both", "below"]),
]


@pytest.mark.parametrize(
    ("answers", "facts", "expected"),
    [case[1:] for case in STANDING],
    ids=[case[0] for case in STANDING],
)
def test_a_check_stands_where_it_is_surely_met(
    answers: Values, facts: Values, expected: list[str]
) -> None:
    assert stand(SMALL, answers, facts) == expected


def test_a_check_names_what_can_be_mended() -> None:
    named = {found.slug: (found.questions, found.facts) for found in SMALL.checks}
    assert named == {
        "both": (("q",), ("staff",)),
        "below": (("r",), ()),
        "through": (("r", "s"), ("base",)),
    }


def test_facts_that_only_checks_read_are_not_asked_for() -> None:
    assert [one.slug for one in SMALL.definition.asked_facts] == []
    assert len(list(conditions_of(SMALL.definition))) == 4


def test_a_questionnaire_may_have_no_checks_but_not_none_in_a_list() -> None:
    assert compiled(theme("t", question("q"))).checks == ()
    with pytest.raises(ValidationError):
        compiled(theme("t", question("q")), checks=[])


@st.composite
def checked_cases(draw: st.DrawFn) -> Case:
    """Return a company, and a questionnaire that has checks on its questions and facts."""
    case = draw(cases())
    asked = [q for one in case.data["themes"] for q in one["questions"]]
    condition = trees(st.sampled_from([*asked, *ASKED]).flatmap(leaves))
    conditions = draw(st.lists(condition, min_size=1, max_size=4))
    checks = [check(f"c{n}", when) for n, when in enumerate(conditions)]
    data = {**case.data, "checks": checks}
    return Case(data=data, questionnaire=from_data(data), answers=case.answers, facts=case.facts)


@given(case=checked_cases(), draw=st.data())
@LAW
def test_what_stands_stays_whatever_is_answered_besides(case: Case, draw: st.DataObject) -> None:
    names = st.sets(st.sampled_from([*case.answers, *case.facts]))
    kept = draw.draw(names)
    answers = {slug: value for slug, value in case.answers.items() if slug in kept}
    facts = {slug: value for slug, value in case.facts.items() if slug in kept}
    now = stand(case.questionnaire, answers, facts)
    later = stand(case.questionnaire, case.answers, case.facts)
    assert set(now) <= set(later)


@given(case=checked_cases())
@LAW
def test_whoever_knows_nothing_contradicts_nothing(case: Case) -> None:
    answers = dict.fromkeys(case.answers, Marker.DONT_KNOW)
    facts = {one["slug"]: Marker.DONT_KNOW for one in FACTS}
    assert stand(case.questionnaire, answers, facts) == []


def test_the_strategy_brings_checks_about() -> None:
    found: set[bool] = set()

    @given(case=checked_cases())
    @LAW
    def look(case: Case) -> None:
        found.add(bool(stand(case.questionnaire, case.answers, case.facts)))

    look()
    assert found == {True, False}
