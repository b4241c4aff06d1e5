"""Next steps: what one step up brings, and that the first of them is the best."""

from fractions import Fraction

import pytest
from hypothesis import given

from assessments.questionnaire.compiled import CompiledQuestionnaire, Derive, nothing_derived
from assessments.questionnaire.values import Marker, Value, Values
from assessments.questionnaire.visibility import Standing
from assessments.scoring.next_steps import Assessed, NextStep, next_steps
from tests.assessments.questionnaire.random_questionnaires import Case, cases, drafts
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    LAW,
    Evaluation,
    bands,
    cap,
    compiled,
    critical_values,
    evaluate,
    fact,
    options,
    question,
    theme,
)

FIVE = options({str(n): n for n in range(5)})


def steps_of(
    questionnaire: CompiledQuestionnaire,
    answers: Values,
    facts: Values | None = None,
    derive: Derive = nothing_derived,
) -> tuple[NextStep, ...]:
    found = evaluate(questionnaire, answers, facts, derive=derive)
    return next_steps(
        Assessed(
            questionnaire=questionnaire,
            answers=answers,
            stated=facts or {},
            as_of=DAY,
            walk=found.walk,
            score=found.score,
            derive=derive,
        )
    )


def of_case(case: Case) -> tuple[NextStep, ...]:
    return steps_of(case.questionnaire, case.answers, case.facts)


def level_above(case: Case, slug: str, level: int) -> int | None:
    """Return the least level above `level` that some answer gives, found by trying."""
    asked = next(q for q in case.questionnaire.questions if q.slug == slug)
    assert asked.levelling is not None
    meant = [asked.question.meaning(value) for value in critical_values(asked.question)]
    tried = (asked.levelling(v, DAY) for v in meant if not isinstance(v, Marker))
    return min((found for found in tried if found > level), default=None)


def gains(case: Case, found: Evaluation) -> dict[str, tuple[int, Fraction, Fraction]]:
    """Return level reached and gains overall and of the theme, by question, from levels alone."""
    weights = {t.theme.slug: t.theme.weight for t in found.score.themes if t.score is not None}
    whole = sum(weights.values())
    gained: dict[str, tuple[int, Fraction, Fraction]] = {}
    for counted in (c for t in found.score.themes for c in t.counted):
        slug, mine = counted.question.slug, counted.question.theme
        if found.walk.standings[slug] is not Standing.SHOWN:
            continue
        above = level_above(case, slug, counted.level)
        if above is not None:
            total = sum(c.question.weight for c in found.themes[mine].counted)
            gain = 25 * counted.question.weight * (above - counted.level)
            of_theme = Fraction(gain, total) if total else Fraction(0)
            overall = weights.get(mine, 0) * of_theme / whole if whole else Fraction(0)
            gained[slug] = (above, overall, of_theme)
    return gained


@LAW
@given(drafts())
@pytest.mark.no_cover
def test_steps_are_all_the_single_steps_and_the_best_comes_first(case: Case) -> None:
    found = evaluate(case.questionnaire, case.answers, case.facts)
    expected = gains(case, found)
    steps = of_case(case)
    said = {s.question.slug: (s.to_level, s.gain, s.theme_gain) for s in steps}
    assert said == expected
    order = sorted(expected, key=lambda slug: (-expected[slug][1], -expected[slug][2], slug))
    assert [s.question.slug for s in steps] == order


@LAW
@given(cases())
@pytest.mark.no_cover
def test_a_step_that_shows_and_hides_nothing_is_what_answering_so_brings(case: Case) -> None:
    now = evaluate(case.questionnaire, case.answers, case.facts)
    for step in of_case(case):
        slug = step.question.slug
        answers: dict[str, Value] = {**case.answers, slug: step.state.answers[slug]}
        then = evaluate(case.questionnaire, answers, case.facts)
        newly = [s for s in then.standings if _newly(s, then, now)]
        assert list(step.reveals) == newly
        if then.standings != now.standings or _exempted(then, now):
            continue
        after = [(t.score, t.level) for t in step.after.themes]
        assert [*after, (step.after.score, step.after.level)] == then.figures
        kept = {(c.question, c.index) for t in then.score.themes for c in t.caps}
        held = [c for t in now.score.themes for c in t.caps]
        lifted = [c for c in held if (c.question, c.index) not in kept]
        assert list(step.caps_lifted) == lifted
        assert step.state.facts == then.walk.state.facts


def _newly(slug: str, then: Evaluation, now: Evaluation) -> bool:
    return then.walk.is_shown(slug) and not now.walk.is_shown(slug)


def _exempted(then: Evaluation, now: Evaluation) -> bool:
    """Tell whether the step also changes what may not apply, which is part of what counts."""
    return then.counted.keys() != now.counted.keys()


def test_a_step_names_the_caps_that_it_lifts_and_the_level_that_it_reaches() -> None:
    low = {"answer": "A", "op": "eq", "value": "0"}
    questionnaire = compiled(
        theme(
            "t",
            question("A", options=FIVE, weight="0.1", caps=[cap("t", 1, low)]),
            question("B", options=FIVE, weight="4"),
        )
    )
    first, second = steps_of(questionnaire, {"A": "0", "B": "3"})
    assert (first.question.slug, first.from_level, first.to_level) == ("B", 3, 4)
    assert first.caps_lifted == ()
    assert (first.level_reached, first.theme_level_reached) == (None, None)
    assert (second.question.slug, second.from_level, second.to_level) == ("A", 0, 1)
    assert [c.question for c in second.caps_lifted] == ["A"]
    assert (second.level_reached, second.theme_level_reached) == (3, 3)
    assert second.gain == second.theme_gain == Fraction(25, 41)


def test_what_a_step_would_show_is_named_and_not_counted() -> None:
    questionnaire = compiled(
        theme(
            "t",
            question("A", options=FIVE),
            question("B", options=FIVE, visible_when={"answer": "A", "op": "ne", "value": "1"}),
            question("C", visible_when={"answer": "B", "op": "eq", "value": "0"}),
        )
    )
    (step,) = steps_of(questionnaire, {"A": "1", "B": "0"})
    assert step.reveals == ("B", "C")
    assert step.gain == 25


def test_a_written_fact_goes_into_caps_and_what_is_known() -> None:
    when = {"fact": "ready", "op": "eq", "value": False}
    questionnaire = compiled(
        theme(
            "t",
            question(
                "A",
                "boolean",
                yes_level=4,
                no_level=2,
                writes_fact={"fact": "ready"},
            ),
            question("B", "boolean", yes_level=3, no_level=0, writes_fact={"fact": "ready_too"}),
            question(
                "H",
                "boolean",
                yes_level=3,
                no_level=0,
                writes_fact={"fact": "hidden"},
                visible_when={"answer": "A", "op": "not_applicable"},
            ),
            question("C", options=FIVE, caps=[cap("t", 2, when)]),
        ),
        facts=[fact("ready"), fact("ready_too"), fact("hidden")],
    )
    answers: Values = {"A": False, "C": "4", "H": True}
    steps = {s.question.slug: s for s in steps_of(questionnaire, answers, {"ready": True})}
    assert set(steps) == {"A"}
    assert steps["A"].state.facts == {"ready": True}
    assert [c.question for c in steps["A"].caps_lifted] == ["C"]


@pytest.mark.parametrize("weight", [0, 1])
def test_a_theme_without_weight_gains_nothing_overall(weight: int) -> None:
    questionnaire = compiled(
        theme("t", question("A", options=FIVE), weight=weight),
        theme("u", question("B", options=FIVE)),
    )
    steps = {s.question.slug: s for s in steps_of(questionnaire, {"A": "0", "B": "4"})}
    assert steps["A"].theme_gain == 25
    assert steps["A"].gain == (Fraction(25, 2) if weight else 0)


def test_without_any_weight_there_is_nothing_to_gain() -> None:
    questionnaire = compiled(theme("t", question("A", options=FIVE), weight=0))
    (step,) = steps_of(questionnaire, {"A": "0"})
    assert step.gain == 0
    assert (step.level_reached, step.theme_level_reached) == (None, 1)


def test_what_is_not_answered_or_counted_has_no_step() -> None:
    questionnaire = compiled(
        theme(
            "t",
            question("A", options=FIVE, not_applicable=EXEMPT),
            question("B", options=FIVE),
            question("C", "number", bands=bands((0, 0), (1, 4)), scored=False),
            question(
                "D",
                options=FIVE,
                visible_when={"answer": "C", "op": "gt", "value": 5},
                level_when_not_shown=0,
            ),
        )
    )
    assert steps_of(questionnaire, {"A": Marker.NOT_APPLICABLE, "C": 0}) == ()


def test_not_knowing_takes_the_lowest_step() -> None:
    questionnaire = compiled(theme("t", question("A", options=FIVE)))
    (step,) = steps_of(questionnaire, {"A": Marker.DONT_KNOW})
    assert (step.from_level, step.to_level) == (0, 1)
    assert step.gain == 25


def test_what_gains_most_overall_comes_first_though_it_gains_its_theme_less() -> None:
    questionnaire = compiled(
        theme("light", question("A", options=FIVE)),
        theme("heavy", question("B", options=FIVE), question("C", options=FIVE), weight=4),
    )
    steps = steps_of(questionnaire, {"A": "0", "B": "0", "C": "0"})
    assert [step.question.slug for step in steps] == ["B", "C", "A"]
    assert [step.gain for step in steps] == [10, 10, 5]
    assert [step.theme_gain for step in steps] == [Fraction(25, 2), Fraction(25, 2), 25]
