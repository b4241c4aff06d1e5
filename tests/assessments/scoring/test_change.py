"""Why a score has changed: worked by hand, and laws over random companies and versions."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.carrying import carry
from assessments.questionnaire.compiled import compile_questionnaire
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.values import NEVER, Marker, Value
from assessments.scoring.change import (
    NO_CHANGE,
    Change,
    ChangedLevel,
    shown_change,
)
from assessments.scoring.rounding import tenths
from assessments.scoring.score import Score
from tests.assessments.questionnaire.random_questionnaires import (
    SCALES,
    STATED,
    Case,
    answers_to,
    cases,
    drafts,
)
from tests.assessments.questionnaire.random_versions import Moved, moved
from tests.assessments.scoring.explaining import explained, parts_of
from tests.fixtures.engine import (
    DAY,
    bands,
    compiled,
    fact,
    from_data,
    question,
    questionnaire_data,
    theme,
    words,
)
from tests.fixtures.laws import LAW

LATER: Final = date(2027, 11, 22)


ASKED: Final = compiled(
    theme(
        "growth",
        question("G1", weight=2),
        question("G2", visible_when={"fact": "flag", "op": "eq", "value": True}),
        question("G3", "date", bands=bands((0, 4), (12, 0))),
    ),
    theme("market", question("M1", not_applicable={"text": words("x")}), weight=3),
    facts=[fact("flag")],
)


def test_each_cause_by_hand() -> None:
    # growth: 25 (2·2 + 4·1 + 4) / 4 = 75, a year later 25 (4 + 4 + 0) / 4 = 50;
    # without G2 25 · 4 / 3 = 100/3, and with G1 at 4, 25 · 8 / 3 = 200/3
    _, change, _ = explained(
        [ASKED],
        {"G1": "b", "G2": "c", "G3": DAY, "M1": "a"},
        {"G1": "c", "G3": DAY, "M1": "b"},
        facts_before={"flag": True},
        facts_after={"flag": False},
        day_after=LATER,
    )
    growth, market = change.themes
    assert growth.parts == parts_of(0, -25, Fraction(100, 3) - 50, Fraction(100, 3))
    assert growth.levels == (
        ChangedLevel(question="G1", from_level=2, to_level=4, points=Fraction(100, 3)),
    )
    assert (growth.newly_counted, growth.no_longer_counted) == ((), ("G2",))
    assert market.parts == parts_of(0, 0, 0, 50)
    # overall: (75 + 3·0) / 4 = 75/4, then 50/4, then 100/12, and (200/3 + 150) / 4
    assert change.parts == parts_of(
        0, Fraction(-25, 4), Fraction(25, 3) - Fraction(50, 4), Fraction(25, 3) + Fraction(150, 4)
    )


def test_a_question_that_begins_to_count_is_what_applies() -> None:
    _, change, _ = explained(
        [ASKED],
        {"G1": "b", "G3": DAY},
        {"G1": "b", "G2": "c", "G3": DAY},
        facts_before={"flag": False},
        facts_after={"flag": True},
    )
    growth = change.themes[0]
    # 25 (4 + 4) / 3 = 200/3, and 25 (4 + 4 + 4) / 4 = 75
    assert growth.parts == parts_of(0, 0, Fraction(25, 3), 0)
    assert (growth.newly_counted, growth.no_longer_counted, growth.levels) == (("G2",), (), ())


@pytest.mark.parametrize(
    ("before", "after"), [(Marker.NOT_APPLICABLE, "c"), ("c", Marker.NOT_APPLICABLE)]
)
def test_a_difference_to_nothing_has_no_parts(before: Value, after: Value) -> None:
    _, change, _ = explained([ASKED], {"M1": before}, {"M1": after})
    growth, market = change.themes
    assert market.parts is None
    assert growth.parts is None
    assert change.parts is None


def test_a_step_at_which_nothing_counts_changes_nothing() -> None:
    dropped = [{"question": "Q1", "reason": words("x")}]
    old = compiled(theme("t", question("Q1")))
    new = compiled(theme("t", question("Q2")), version=2, carry_over={"dropped": dropped})
    _, change, _ = explained([old, new], {"Q1": "c"}, {"Q2": "b"})
    assert change.themes[0].parts == change.parts == parts_of(0, 0, -50, 0)
    assert change.themes[0].newly_counted == ("Q2",)


def test_a_theme_that_was_not_there_has_no_parts() -> None:
    old = compiled(theme("t", question("Q1")))
    new = compiled(theme("t", question("Q1")), theme("u", question("Q2")), version=2)
    _, change, _ = explained([old, new], {"Q1": "c"}, {"Q1": "c", "Q2": "a"})
    assert [(t.theme, t.parts) for t in change.themes] == [("t", parts_of(0, 0, 0, 0)), ("u", None)]
    # overall 100, and with the new theme (100 + 0) / 2
    assert change.parts == parts_of(0, 0, -50, 0)


def test_what_the_parts_lack_counts_as_the_questionnaire() -> None:
    assert parts_of(1, 2, 3, 4).up_to(Fraction(10)) == parts_of(1, 2, 3, 4)
    assert parts_of(1, 2, 3, 4).up_to(Fraction(15)) == parts_of(6, 2, 3, 4)
    assert NO_CHANGE.up_to(Fraction(-1)) == parts_of(-1, 0, 0, 0)


@pytest.mark.parametrize(
    ("parts", "before", "shown"),
    [
        ((0, 0, 0, 0), "39.06", "0.0 0.0 0.0 0.0"),
        # 10.04 to 10.06: shown as 10.0 and 10.1
        ((0, 0, 0, "0.02"), "10.04", "0.0 0.0 0.0 0.1"),
        (("0.01", 0, 0, "0.01"), "10.04", "0.1 0.0 0.0 0.0"),
        (("-0.02", 0, 0, 0), "10.06", "-0.1 0.0 0.0 0.0"),
        # 0.05 more in each of three parts: 10 to 10.15, shown as 10.2
        (("0.05", "0.05", "0.05", 0), "10", "0.1 0.1 0.0 0.0"),
        ((10, "-3.33", 0, "-6.67"), "50", "10.0 -3.3 0.0 -6.7"),
    ],
)
def test_parts_as_shown_add_up_to_the_difference_as_shown(
    parts: tuple[int | str, ...], before: str, shown: str
) -> None:
    exact = parts_of(*parts)
    after = Fraction(before) + sum(exact.in_order)
    assert " ".join(map(str, shown_change(exact, Fraction(before), after))) == shown


@st.composite
def _two_results(draw: st.DrawFn) -> tuple[Score, Change, Score]:
    """A company twice: other answers, facts, day and version."""
    company = draw(moved())
    case = company.case
    versions = company.versions if draw(st.booleans()) else [case.questionnaire]
    new = versions[-1]
    return explained(
        versions,
        case.answers,
        draw(answers_to(new)),
        facts_before=case.facts,
        facts_after=draw(STATED),
        day_after=draw(st.sampled_from([DAY, LATER])),
    )


@LAW
@given(_two_results())
def test_parts_add_up_exactly_and_as_shown(found: tuple[Score, Change, Score]) -> None:
    before, change, after = found
    old = {t.theme.slug: t.score for t in before.themes}
    pairs = [(change.parts, before.score, after.score)]
    pairs += [
        (part.parts, old.get(part.theme), now.score)
        for part, now in zip(change.themes, after.themes, strict=True)
    ]
    for parts, first, last in pairs:
        if first is None or last is None:
            assert parts is None
            continue
        assert parts is not None
        assert sum(parts.in_order) == last - first
        shown = shown_change(parts, first, last)
        assert sum(shown) * 10 == tenths(last) - tenths(first)
        for exact, rounded in zip(parts.in_order, shown, strict=True):
            assert abs(exact - Fraction(rounded)) < Fraction(1, 10)
            assert exact or not rounded


@LAW
@given(_two_results())
def test_changed_levels_add_up_to_the_part_by_answers(found: tuple[Score, Change, Score]) -> None:
    for part in found[1].themes:
        if part.parts is not None:
            assert sum(level.points for level in part.levels) == part.parts.by_answers
        assert all(level.from_level != level.to_level for level in part.levels)


@LAW
@given(drafts())
def test_nothing_changed_gives_zeros(case: Case) -> None:
    _, change, _ = explained(
        [case.questionnaire],
        case.answers,
        case.answers,
        facts_before=case.facts,
    )
    for part in change.themes:
        assert part.parts in {None, parts_of(0, 0, 0, 0)}
        assert (part.levels, part.newly_counted, part.no_longer_counted) == ((), (), ())
    assert change.parts in {None, parts_of(0, 0, 0, 0)}


@LAW
@given(cases(), st.data())
def test_other_answers_alone_are_answers_and_what_applies(case: Case, data: st.DataObject) -> None:
    answers = data.draw(answers_to(case.questionnaire))
    _, change, _ = explained([case.questionnaire], case.answers, answers, facts_before=case.facts)
    for parts in (change.parts, *(part.parts for part in change.themes)):
        if parts is not None:
            assert parts.by_questionnaire == parts.by_time == 0


@st.composite
def _dated(draw: st.DrawFn) -> Case:
    """A company whose score follows the calendar."""
    scale = draw(st.sampled_from(SCALES["date"]))
    data = questionnaire_data(theme("t", question("D", "date", **scale), question("Q")))
    questionnaire = from_data(data)
    answers = draw(answers_to(questionnaire))
    return Case(data=data, questionnaire=questionnaire, answers=answers, facts={})


@LAW
@given(st.one_of(drafts(), _dated()))
def test_another_day_alone_is_time(case: Case) -> None:
    _, change, _ = explained(
        [case.questionnaire],
        case.answers,
        case.answers,
        facts_before=case.facts,
        day_after=LATER,
    )
    for parts in (change.parts, *(part.parts for part in change.themes)):
        if parts is not None:
            assert replace(parts, by_time=Fraction(0)) == parts_of(0, 0, 0, 0)


@LAW
@given(moved())
def test_another_version_alone_is_the_questionnaire(company: Moved) -> None:
    case, versions = company.case, company.versions
    answers = carry([v.definition for v in versions], case.answers, DAY).values
    _, change, _ = explained(versions, case.answers, answers, facts_before=case.facts)
    for parts in (change.parts, *(part.parts for part in change.themes)):
        if parts is not None:
            assert replace(parts, by_questionnaire=Fraction(0)) == parts_of(0, 0, 0, 0)


def test_the_versions_of_the_small_folder(ready_versions: list[Questionnaire]) -> None:
    old, new = map(compile_questionnaire, ready_versions)
    said: dict[str, Value] = {"A1": "some", "A2": 3, "A3": frozenset({"sales"}), "B2": NEVER}
    _, change, _ = explained(
        [old, new],
        said,
        {"A10": "sold", "A2": 3, "A31": True, "A32": False, "A5": "2", "B2": DAY},
    )
    growth, market = change.themes
    # 25 (1.5·2 + 2 + 0) / 3.5 = 250/7; carried 25 (1.5·1 + 2 + 0.5·4 + 0) / 3.5 = 275/7;
    # with A5 25 (1.5 + 2 + 2 + 0 + 4) / 4.5 = 475/9; with A10 at 3, 25 · 12.5 / 4.5 = 625/9
    assert growth.parts == parts_of(
        Fraction(25, 7), 0, Fraction(475, 9) - Fraction(275, 7), Fraction(150, 9)
    )
    assert growth.newly_counted == ("A5",)
    assert growth.levels == (
        ChangedLevel(question="A10", from_level=1, to_level=3, points=Fraction(150, 9)),
    )
    assert market.parts == parts_of(0, 0, 0, 100)
