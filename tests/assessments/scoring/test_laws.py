"""Laws of scoring, over random questionnaires and companies."""

from itertools import permutations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.values import Marker, Value
from assessments.scoring.rounding import one_decimal, shown_parts
from tests.assessments.questionnaire.random_questionnaires import (
    Case,
    answers_to,
    cases,
    drafts,
    questions,
    uneven_cases,
)
from tests.fixtures.engine import (
    EXEMPT,
    Data,
    Evaluation,
    critical_values,
    evaluate,
    from_data,
    is_not_better,
    level_of,
    theme,
)
from tests.fixtures.laws import LAW

pytestmark = pytest.mark.law
"""Tracing would make them four times as slow; the tests by example reach every line."""

PLAIN: Final[Data] = {
    "visible_when": None,
    "level_when_not_shown": None,
    "caps": [],
    "writes_fact": None,
}


def _evaluated(case: Case, answers: dict[str, Value] | None = None) -> Evaluation:
    return evaluate(case.questionnaire, answers or case.answers, case.facts)


@LAW
@given(drafts())
def test_scores_stay_within_0_and_100_and_levels_within_their_bounds(case: Case) -> None:
    evaluation = _evaluated(case)
    for score, level in evaluation.figures:
        assert (score is None) is (level is None)
        assert score is None or 0 <= score <= 100
        assert level in {None, 0, 1, 2, 3, 4}
    for found in evaluation.themes.values():
        limits = [cap.cap.maximum_level for cap in found.caps]
        expected = None if found.uncapped_level is None else min([found.uncapped_level, *limits])
        assert found.level == expected


@LAW
@given(st.one_of(drafts(), uneven_cases()))
def test_the_overall_level_is_at_most_one_above_the_lowest_theme_with_weight(case: Case) -> None:
    evaluation = _evaluated(case)
    levels = [t.level for t in evaluation.score.themes if t.theme.weight and t.level is not None]
    if evaluation.score.level is None:
        assert levels == []
    else:
        assert evaluation.score.level <= min(levels) + 1


@LAW
@given(drafts(), st.data())
def test_the_order_of_answers_does_not_matter(case: Case, data: st.DataObject) -> None:
    answers = dict(data.draw(st.permutations(list(case.answers.items()))))
    facts = dict(data.draw(st.permutations(list(case.facts.items()))))
    turned = evaluate(case.questionnaire, answers, facts)
    assert turned.outcome == _evaluated(case).outcome


@LAW
@given(drafts())
def test_answers_to_hidden_questions_change_nothing(case: Case) -> None:
    before = _evaluated(case)
    shown = {slug for slug, standing in before.standings.items() if standing == "shown"}
    kept = {slug: value for slug, value in case.answers.items() if slug in shown}
    assert evaluate(case.questionnaire, kept, case.facts).outcome == before.outcome
    for asked in case.questionnaire.questions:
        if asked.slug not in shown:
            for value in (*critical_values(asked.question), Marker.DONT_KNOW):
                changed = _evaluated(case, {**case.answers, asked.slug: value})
                assert changed.outcome == before.outcome
                assert dict(changed.walk.state.facts) == dict(before.walk.state.facts)


@LAW
@given(cases())
def test_a_better_answer_lowers_nothing_while_the_same_questions_count(case: Case) -> None:
    for asked in case.questionnaire.questions:
        if asked.levelling is None:
            continue
        plain = [v for v in critical_values(asked.question) if asked.question.meaning(v) == v]
        tried = [
            (level_of(asked, value), _evaluated(case, {**case.answers, asked.slug: value}))
            for value in plain
        ]
        for (low, worse), (high, better) in permutations(tried, 2):
            if low < high and _same_questions_count(worse, better):
                assert is_not_better(worse, better), asked.slug


def _same_questions_count(one: Evaluation, other: Evaluation) -> bool:
    return one.standings == other.standings and one.counted.keys() == other.counted.keys()


def _with_question(case: Case, added: Data) -> Data:
    """Return the questionnaire of `case` with `added` at the end of its first theme."""
    first, *others = case.data["themes"]
    first = {**first, "questions": [*first["questions"], added]}
    return {**case.data, "themes": [first, *others]}


def _new_question(case: Case) -> st.SearchStrategy[Data]:
    return questions("new", case.data["themes"][0]["questions"], ["t0"])


@LAW
@given(drafts(), st.data())
def test_a_question_that_does_not_apply_equals_one_that_does_not_exist(
    case: Case, data: st.DataObject
) -> None:
    added: Data = {**data.draw(_new_question(case)), **PLAIN, "not_applicable": EXEMPT}
    questionnaire = from_data(_with_question(case, added))
    inapplicable = {**case.answers, "new": Marker.NOT_APPLICABLE}
    assert evaluate(questionnaire, inapplicable, case.facts).figures == _evaluated(case).figures


@LAW
@given(drafts(), st.data())
def test_a_question_of_weight_0_changes_nothing(case: Case, data: st.DataObject) -> None:
    added: Data = {**data.draw(_new_question(case)), "caps": [], "writes_fact": None, "weight": 0}
    questionnaire = from_data(_with_question(case, added))
    answers = {**data.draw(answers_to(questionnaire)), **case.answers}
    missing = case.questionnaire.definition.questions_by_slug.keys() - case.answers.keys()
    answers = {slug: value for slug, value in answers.items() if slug not in missing}
    assert evaluate(questionnaire, answers, case.facts).figures == _evaluated(case).figures


@LAW
@given(st.one_of(drafts(), uneven_cases()), st.data())
def test_a_theme_of_weight_0_changes_nothing_overall(case: Case, data: st.DataObject) -> None:
    added = theme("new", {**data.draw(questions("newq", [], ["new"])), "caps": []}, weight=0)
    questionnaire = from_data({**case.data, "themes": [*case.data["themes"], added]})
    value = data.draw(answers_to(questionnaire))["newq"]
    after = evaluate(questionnaire, {**case.answers, "newq": value}, case.facts)
    before = _evaluated(case)
    assert (after.score.score, after.score.level) == (before.score.score, before.score.level)
    assert _slug_of_weakest(after) == _slug_of_weakest(before)


def _slug_of_weakest(evaluation: Evaluation) -> str | None:
    weakest = evaluation.score.weakest
    return None if weakest is None else weakest.theme.slug


@LAW
@given(cases())
def test_a_theme_of_which_nothing_applies_has_no_score(case: Case) -> None:
    first, *others = case.data["themes"]
    exempt: list[Data] = [{**q, **PLAIN, "not_applicable": EXEMPT} for q in first["questions"]]
    themes: list[Data] = [{**first, "questions": exempt}, *others]
    answers = {**case.answers, **{q["slug"]: Marker.NOT_APPLICABLE for q in exempt}}
    evaluation = evaluate(from_data({**case.data, "themes": themes}), answers, case.facts)
    found = evaluation.themes[first["slug"]]
    assert (found.score, found.level, found.uncapped_level, found.counted) == (None, None, None, ())


@LAW
@given(drafts())
def test_contributions_sum_to_the_score_exactly_and_as_shown(case: Case) -> None:
    for found in _evaluated(case).score.themes:
        points = [counted.points for counted in found.counted]
        if found.score is None:
            assert not any(points)
            continue
        assert sum(points) == found.score
        assert sum(counted.maximum_points for counted in found.counted) == 100
        assert sum(shown_parts(points)) == one_decimal(found.score)
