"""Why a score has changed, where a new version does not take what was answered to the old one."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.carrying import carry
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.given import Shape
from assessments.questionnaire.values import Marker, Value
from assessments.scoring.holes import left_open
from tests.assessments.questionnaire.random_questionnaires import Case, answers_to, cases
from tests.assessments.questionnaire.random_versions import Moved, moved
from tests.assessments.scoring.explaining import explained, parts_of
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Data,
    bands,
    compiled,
    evaluate,
    from_data,
    options,
    question,
    theme,
    words,
)
from tests.fixtures.laws import LAW

SHOWN: Final = {"answer": "Q", "op": "eq", "value": "a"}
LATER: Final = date(2027, 11, 22)
NARROWED: Final = {"from": "Q", "to": "P", "options": {"a": None, "b": "b", "c": "c"}}


@pytest.mark.parametrize(
    ("said", "parts", "levels"),
    [
        # 25 (0 + 4) / 2 = 50, and 25 (3·0 + 4) / 4 = 25 with the weights of today
        ("d", (-25, 0, 0, 0), ()),
        # with P at 2: 25 (3·2 + 4) / 4 = 62.5
        ("b", (-25, 0, 0, Fraction(75, 2)), (("P", 0, 2, Fraction(75, 2)),)),
    ],
)
def test_a_question_that_does_not_take_the_old_answer_stands_at_its_level(
    said: str,
    parts: tuple[int | Fraction, ...],
    levels: tuple[tuple[str, int, int, Fraction], ...],
) -> None:
    today = options({"b": 2, "c": 4, "d": 0})
    old = compiled(theme("t", question("Q"), question("R")))
    new = compiled(
        theme("t", question("P", options=today, weight=3), question("R")),
        version=2,
        carry_over={"carried": [NARROWED]},
    )
    _, change, _ = explained([old, new], {"Q": "a", "R": "c"}, {"P": said, "R": "c"})
    (growth,) = change.themes
    assert growth.parts == change.parts == parts_of(*parts)
    assert (growth.newly_counted, growth.no_longer_counted) == ((), ())
    assert [(c.question, c.from_level, c.to_level, c.points) for c in growth.levels] == [*levels]


def test_a_question_that_does_not_count_now_leaves_no_hole() -> None:
    old = compiled(theme("t", question("Q"), question("R")))
    new = compiled(
        theme("t", question("P", not_applicable={"text": words("x")}), question("R")),
        version=2,
        carry_over={"carried": [NARROWED]},
    )
    _, change, _ = explained(
        [old, new], {"Q": "a", "R": "c"}, {"P": Marker.NOT_APPLICABLE, "R": "c"}
    )
    assert change.themes[0].parts == parts_of(50, 0, 0, 0)
    assert change.themes[0].no_longer_counted == ()


def test_it_stands_there_under_a_later_name_too() -> None:
    today = options({"c": 4, "b": 0})
    lost = [{"from": "Q", "to": "Q", "options": {"a": None}}]
    versions = [
        compiled(theme("t", question("Q", options=options({"a": 4, "b": 0})), question("R"))),
        compiled(
            theme("t", question("Q", options=today), question("R")),
            version=2,
            carry_over={"carried": lost},
        ),
        compiled(
            theme("t", question("P", options=today), question("R")),
            version=3,
            carry_over={"carried": [{"from": "Q", "to": "P"}]},
        ),
    ]
    _, change, _ = explained(versions, {"Q": "a", "R": "a"}, {"P": "c", "R": "a"})
    assert change.themes[0].parts == change.parts == parts_of(0, 0, 0, 0)
    assert change.themes[0].newly_counted == ()


def test_a_refused_question_that_counts_though_it_is_hidden_counts_once() -> None:
    # P is shown by R alone in the new version, and counts at 0 while it is hidden
    old = compiled(theme("t", question("R"), question("Q")))
    hidden: Data = {
        "visible_when": {"answer": "R", "op": "eq", "value": "c"},
        "level_when_not_shown": 0,
    }
    new = compiled(
        theme("t", question("R"), question("P", **hidden)),
        version=2,
        carry_over={"carried": [NARROWED]},
    )
    _, change, _ = explained([old, new], {"R": "b", "Q": "a"}, {"R": "c", "P": "c"})
    # 25 (2 + 0) / 2 = 25 on both versions, and 25 (4 + 4) / 2 = 100
    (growth,) = change.themes
    assert growth.parts == change.parts == parts_of(0, 0, 0, 75)
    assert [(c.question, c.points) for c in growth.levels] == [
        ("R", Fraction(25)),
        ("P", Fraction(50)),
    ]


@LAW
@given(moved(), st.data())
def test_what_is_refused_does_not_begin_to_count(company: Moved, data: st.DataObject) -> None:
    case, versions = company.case, company.versions
    answers = data.draw(answers_to(versions[-1]))
    first, change, last = explained(versions, case.answers, answers, facts_before=case.facts)
    refused = carry([v.definition for v in versions], case.answers, DAY).refused
    before = {c.question.slug: c.level for theme in first.themes for c in theme.counted}
    now = {c.question.slug: c.level for theme in last.themes for c in theme.counted}
    newly = {slug for part in change.themes for slug in part.newly_counted}
    moves = {c.question: c.from_level for part in change.themes for c in part.levels}
    for slug, source in refused.items():
        if source in before and slug in now:
            assert slug not in newly
            assert moves.get(slug, now[slug]) == before[source]


FOLLOWED: Final = [{"from": "Q", "to": "Q", "options": {"a": None}}]


def _followed(option: str, *, version: int = 1) -> CompiledQuestionnaire:
    """Return a version in which `option` of Q shows a date, of which later is worse."""
    shown = {"answer": "Q", "op": "eq", "value": option}
    return compiled(
        theme(
            "t",
            question("Q", options=options({"b": 0, option: 4})),
            question("D", "date", bands=bands((0, 4), (12, 0)), visible_when=shown),
        ),
        version=version,
        carry_over={"carried": FOLLOWED} if version > 1 else None,
    )


def test_what_is_shown_by_a_refused_answer_stands_too() -> None:
    versions = [_followed("a"), _followed("c", version=2)]
    first, change, last = explained(versions, {"Q": "a", "D": DAY}, {"Q": "c", "D": DAY})
    (growth,) = change.themes
    assert first.score == last.score == Fraction(100)
    assert growth.parts == change.parts == parts_of(0, 0, 0, 0)
    assert (growth.newly_counted, growth.no_longer_counted) == ((), ())


def test_it_stands_at_the_level_of_its_answer_on_each_day() -> None:
    versions = [_followed("a"), _followed("c", version=2)]
    _, change, _ = explained(
        versions, {"Q": "a", "D": DAY}, {"Q": "c", "D": LATER}, day_after=LATER
    )
    (growth,) = change.themes
    # D is at 4, a year later at 0, and at 4 once it is answered anew
    assert growth.parts == change.parts == parts_of(0, -50, 0, 50)
    assert [(c.question, c.from_level, c.to_level) for c in growth.levels] == [("D", 0, 4)]


@pytest.mark.parametrize(("said", "level"), [("x", 4), ("dk", 0), ("na", None), (None, None)])
def test_what_an_open_answer_says_is_what_its_option_means(
    said: str | None, level: int | None
) -> None:
    levels = {"y": 0, "x": 4, "dk": 3, "na": 3}
    marked = options(levels, dk={"dont_know": True}, na={"not_applicable": True})
    follower = question("R", options=marked, visible_when=SHOWN, not_applicable=EXEMPT)
    asked = compiled(theme("t", question("Q"), follower))
    answers: dict[str, Value] = {} if said is None else {"R": said}
    found = evaluate(asked, answers)
    assert left_open(asked, found.walk, answers, DAY, ["Q"]) == {"Q": None, "R": level}
    settled = evaluate(asked, {"Q": "a", **answers})
    assert left_open(asked, settled.walk, answers, DAY, []) == {}


@st.composite
def _asked_anew(draw: st.DrawFn) -> tuple[Case, CompiledQuestionnaire]:
    """Return a company, and a version that only asks to choose anew in some questions."""
    case = draw(cases(chained=True))
    choices = [
        asked
        for asked in case.questionnaire.definition.questions_by_slug.values()
        if asked.shape is Shape.OPTION
    ]
    slugs = [asked.slug for asked in choices]
    anew = draw(st.sets(st.sampled_from(slugs))) if slugs else set[str]()
    lost = [
        {"from": q.slug, "to": q.slug, "options": {choice.slug: None for choice in q.choices}}
        for q in choices
        if q.slug in anew
    ]
    return case, from_data({**case.data, "version": 2, "carry_over": {"carried": lost}})


@LAW
@given(_asked_anew())
def test_who_answers_the_same_again_reads_of_no_change(
    found: tuple[Case, CompiledQuestionnaire],
) -> None:
    case, new = found
    # an answer that is left open leaves the stated fact in place of the one that it gives
    facts = {slug: value for slug, value in case.facts.items() if slug != "written"}
    done = evaluate(case.questionnaire, case.answers, facts).walk
    answers = {slug: value for slug, value in case.answers.items() if done.is_shown(slug)}
    _, change, _ = explained([case.questionnaire, new], answers, answers, facts_before=facts)
    for part in change.themes:
        assert part.parts in {None, parts_of(0, 0, 0, 0)}
        assert (part.levels, part.newly_counted, part.no_longer_counted) == ((), (), ())
    assert change.parts in {None, parts_of(0, 0, 0, 0)}
