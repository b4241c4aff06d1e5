"""Next steps: what one step up brings, and that the first of them is the best."""

from collections import Counter
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given

from assessments.questionnaire.compiled import CompiledQuestionnaire, Derive, nothing_derived
from assessments.questionnaire.values import Marker, Value, Values
from assessments.scoring.next_steps import Assessed, NextStep, next_steps
from tests.assessments.questionnaire.random_questionnaires import Case, nearly_complete
from tests.assessments.scoring.as_shown import ADDED, AsShown
from tests.fixtures.engine import (
    DAY,
    EXEMPT,
    Evaluation,
    bands,
    cap,
    compiled,
    evaluate,
    fact,
    options,
    question,
    theme,
)
from tests.fixtures.laws import at_least, examples

FIVE = options({str(n): n for n in range(5)})

EXAMPLES: Final = 400
SEEN_AT_LEAST: Final = at_least(5)
"""How often of all examples each thing that a step may bring must have come up."""


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


def rise(then: Evaluation, now: Evaluation, of_theme: str | None = None) -> Fraction:
    """Return how much the overall score, or that of a theme, rises."""
    if of_theme is None:
        return (then.score.score or Fraction(0)) - (now.score.score or Fraction(0))
    mine = (then.themes[of_theme].score, now.themes[of_theme].score)
    return (mine[0] or Fraction(0)) - (mine[1] or Fraction(0))


def held(found: Evaluation) -> list[tuple[str, int]]:
    """Return the caps that hold."""
    return [(c.question, c.index) for t in found.score.themes for c in t.caps]


@pytest.mark.law
def test_the_first_step_is_the_best_single_one_with_the_shown_questions_as_they_are() -> None:
    seen: Counter[str] = Counter()

    @examples(EXAMPLES)
    @given(nearly_complete())
    def law(case: Case) -> None:
        shown, steps = AsShown.of(case), of_case(case)
        themes = {q.slug: q.theme for q in case.questionnaire.questions}
        best = {
            slug: (rise(tried[0], shown.now), rise(tried[0], shown.now, themes[slug]))
            for slug, tried in shown.singles().items()
        }
        order = sorted(best, key=lambda slug: (-best[slug][0], -best[slug][1], slug))
        assert [step.question.slug for step in steps] == order
        for step in steps:
            assert (step.gain, step.theme_gain) == best[step.question.slug]
            assert step.gain <= steps[0].gain
            _comes_to(step, shown)
            seen.update(_brings(step))

    law()
    assert set(seen) == BRINGS
    assert min(seen.values()) >= SEEN_AT_LEAST, seen


def _comes_to(step: NextStep, shown: AsShown) -> None:
    """Hold that a step goes to the next level, and brings just what answering so brings."""
    slug, now = step.question.slug, shown.now
    then = shown.answered(slug, step.state.answers[slug])
    least = min(found.counted[slug] for found in shown.singles()[slug])
    assert (step.from_level, step.to_level) == (now.counted[slug], least)
    assert then.counted[slug] == least
    after = [(t.score, t.level) for t in step.after.themes]
    assert [*after, (step.after.score, step.after.level)] == then.figures
    lifted = [cap for cap in held(now) if cap not in held(then)]
    assert [(c.question, c.index) for c in step.caps_lifted] == lifted
    level, before = then.score.level, now.score.level
    assert step.level_reached == (None if level == before else level)
    level, before = (e.themes[step.question.theme].level for e in (then, now))
    assert step.theme_level_reached == (None if level == before else level)
    known = {k: v for k, v in then.walk.state.facts.items() if k not in ADDED}
    assert step.state.facts == known


BRINGS: Final = {
    "gain",
    "nothing",
    "caps lifted",
    "caps of others",
    "level",
    "theme level",
    "facts",
    "reveals",
}


def _brings(step: NextStep) -> list[str]:
    """Name what a step brings, to see that the law has met all of it."""
    mine = step.question.slug
    brought = {
        "gain": step.gain,
        "nothing": not step.gain,
        "caps lifted": step.caps_lifted,
        "caps of others": any(c.question != mine for c in step.caps_lifted),
        "level": step.level_reached is not None,
        "theme level": step.theme_level_reached is not None,
        "facts": step.question.question.writes_fact is not None,
        "reveals": step.reveals,
    }
    return [name for name, is_so in brought.items() if is_so]


@examples(EXAMPLES)
@given(nearly_complete())
@pytest.mark.law
def test_what_a_step_reveals_is_what_answering_so_shows_and_now_is_not(case: Case) -> None:
    now = evaluate(case.questionnaire, case.answers, case.facts)
    for step in of_case(case):
        slug = step.question.slug
        answers: dict[str, Value] = {**case.answers, slug: step.state.answers[slug]}
        then = evaluate(case.questionnaire, answers, case.facts)
        newly = [s for s in then.standings if then.walk.is_shown(s) and not now.walk.is_shown(s)]
        assert list(step.reveals) == newly


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
