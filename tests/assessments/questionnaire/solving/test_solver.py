"""The solver against everything that companies can say, and against the evaluator."""

from bisect import bisect_left
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Condition
from assessments.questionnaire.conditions.outcomes import ABSENT, ALL, EITHER, FALSE, TRUE
from assessments.questionnaire.critical import TooManyError
from assessments.questionnaire.solving.contradictions import contradiction, parts_of
from assessments.questionnaire.solving.solver import Asked, Outcomes, solve
from assessments.questionnaire.solving.things import World
from assessments.questionnaire.values import Marker, Number
from assessments.questionnaire.visibility import walk
from tests.assessments.questionnaire.solving.brute_force import WRITTEN, Small, small_worlds
from tests.fixtures.engine import (
    CONDITION,
    DAY,
    FACT,
    RATES,
    Data,
    compiled,
    fact,
    options,
    question,
    theme,
)
from tests.fixtures.laws import examples


def _outcomes(small: Small, state: State) -> Outcomes:
    found: list[int] = []
    for asked in small.asked:
        outcome = TRUE
        for condition in asked.conditions:
            evaluate = compile_condition(condition, small.world.constants, asked.reading)
            outcome = ALL[outcome][evaluate(state)]
        found.append(outcome)
    return tuple(found)


@pytest.mark.law
@examples(150)
@given(small_worlds())
def test_what_conditions_can_come_to_is_what_they_come_to_for_some_company(small: Small) -> None:
    expected = {_outcomes(small, state) for state in small.states()}
    assert set(solve(small.world, small.asked)) == expected


@examples(150)
@given(small_worlds())
def test_a_witness_leads_where_it_says(small: Small) -> None:
    for outcomes, witness in solve(small.world, small.asked).items():
        walked = walk(small.questionnaire, witness.answers, witness.facts, DAY)
        scores = {
            slug: Fraction(score) if isinstance(score, Number) else None
            for slug, score in witness.scores.items()
        }
        state = State(answers=walked.state.answers, facts=walked.state.facts, scores=scores)
        assert _outcomes(small, state) == outcomes


@pytest.mark.law
@examples(150)
@given(small_worlds())
def test_a_contradiction_cannot_be_met_and_has_nothing_needless(small: Small) -> None:
    conditions = [part for one in small.asked for c in one.conditions for part in parts_of(c)]
    reading = small.asked[0].reading
    kept = contradiction(small.world, conditions, reading)
    met = {
        frozenset(
            place
            for place, condition in enumerate(conditions)
            if compile_condition(condition, small.world.constants, reading)(state) == TRUE
        )
        for state in small.states()
    }
    assert bool(kept) == (frozenset(range(len(conditions))) not in met)
    if kept:
        assert not any(held.issuperset(kept) for held in met)
        for place in kept:
            assert any(held.issuperset({*kept} - {place}) for held in met)


def _world(*facts: Data) -> World:
    constants = Constants(groups={}, rates=RATES)
    known = {item["slug"]: FACT.validate_python(item) for item in facts}
    return World(questions={}, facts=known, constants=constants, today=DAY)


def _asked(*conditions: Data, reading: Reading = Reading.MATCHING) -> Asked:
    return Asked(
        conditions=tuple(CONDITION.validate_python(one) for one in conditions), reading=reading
    )


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        ("gte", 0, {TRUE, ABSENT}),
        ("gt", 100, {FALSE, ABSENT}),
        ("lt", Decimal("68.75"), {TRUE, FALSE, ABSENT}),
    ],
)
def test_a_score_is_from_0_to_100_or_none(op: str, value: Decimal, expected: set[int]) -> None:
    found = solve(_world(), [_asked({"score": "overall", "op": op, "value": value})])
    assert {outcome for (outcome,) in found} == expected
    assert found[ABSENT,].scores == {"overall": Marker.ABSENT}


def test_a_score_strictly_between_two_edges_is_tried() -> None:
    between = [
        {"score": "overall", "op": "gt", "value": Decimal(50)},
        {"score": "overall", "op": "lt", "value": Decimal("50.001"), "id": "x"},
    ]
    found = solve(_world(), [_asked(*between)])
    assert found[TRUE,].scores == {"overall": Fraction("50.0005")}


def test_several_conditions_are_told_together() -> None:
    small = {"fact": "n", "op": "lt", "value": 5}
    large = {"fact": "n", "op": "gte", "value": 9}
    found = solve(_world(fact("n", "number")), [_asked(small), _asked(large)])
    assert set(found) == {(TRUE, FALSE), (FALSE, FALSE), (FALSE, TRUE), (EITHER, EITHER)}


@pytest.mark.parametrize("exempt", [False, True])
def test_a_fact_may_be_said_not_to_apply_where_it_allows_that(*, exempt: bool) -> None:
    world = _world(fact("f", allows_not_applicable=exempt))
    found = solve(world, [_asked({"fact": "f", "op": "not_applicable"})])
    assert ((TRUE,) in found) is exempt


def _yes(**read: str) -> Data:
    return {**read, "op": "eq", "value": True}


def test_an_answer_that_gives_a_fact_may_be_settled_while_one_that_wins_waits() -> None:
    """What shows the last question reads the one before, which may be hidden."""
    gives: Data = {"kind": "boolean", "scored": False, "writes_fact": {"fact": "written"}}
    questions = (
        question("q0", **gives),
        question("q1", **gives, visible_when=_yes(fact="flag")),
        question("q2", **gives, visible_when={"any": [_yes(answer="q1"), _yes(fact="other")]}),
    )
    facts = [fact("flag"), fact("other"), WRITTEN]
    small = Small(
        questionnaire=compiled(theme("t", *questions), facts=facts),
        asked=tuple(
            _asked(one, reading=Reading.RULES)
            for one in (_yes(fact="written"), _yes(answer="q1"), _yes(answer="q0"))
        ),
    )
    expected = {_outcomes(small, state) for state in small.states()}
    assert set(solve(small.world, small.asked)) == expected


FORTY = [fact(f"f{n}", "number") for n in range(40)]


def test_many_conditions_about_different_things_cost_their_sum() -> None:
    """Three values each of forty numbers are 3 ** 40 combinations."""
    pairs = [
        {
            "any": [
                {"fact": f"f{n}", "op": "lt", "value": 1},
                {"fact": f"f{n + 1}", "op": "gte", "value": 1},
            ]
        }
        for n in range(39)
    ]
    found = solve(_world(*FORTY), [_asked({"all": pairs})], most=2000)
    assert {outcome for (outcome,) in found} == {TRUE, FALSE, EITHER}


def test_what_takes_too_many_steps_is_not_decided() -> None:
    """Of eight numbers no two may be 0."""
    pairs = [
        {
            "not": {
                "all": [
                    {"fact": f"f{a}", "op": "eq", "value": 0},
                    {"fact": f"f{b}", "op": "eq", "value": 0},
                ]
            }
        }
        for a in range(8)
        for b in range(a)
    ]
    asked = [_asked({"all": pairs})]
    assert (TRUE,) in solve(_world(*FORTY), asked)
    with pytest.raises(TooManyError):
        solve(_world(*FORTY), asked, most=20)


def test_what_cannot_be_shown_to_be_needless_in_a_contradiction_is_kept() -> None:
    kind = fact("c", "single_choice", options=options(dict.fromkeys("abcdefgh")))
    choice = [
        CONDITION.validate_python({"fact": "c", "op": "eq", "value": slug, "id": slug})
        for slug in "ab"
    ]
    wide = CONDITION.validate_python(
        {"any": [{"fact": f["slug"], "op": "eq", "value": 7} for f in FORTY]}
    )
    world = _world(kind, *FORTY)
    assert contradiction(world, [choice[0], wide, choice[1]], Reading.RULES) == (0, 2)
    conditions = [choice[0], wide, choice[1]]
    most = bisect_left(range(2000), True, key=lambda n: _takes_at_most(n, world, conditions))
    assert not _takes_at_most(most, world, [choice[0], wide])
    assert contradiction(world, [choice[0], wide, choice[1]], Reading.RULES, most) == (0, 2)
    with pytest.raises(TooManyError):
        contradiction(world, [choice[0], wide, choice[1]], Reading.RULES, most - 1)


def _takes_at_most(most: int, world: World, conditions: list[Condition]) -> bool:
    try:
        solve(world, [Asked(conditions=tuple(conditions))], most)
    except TooManyError:
        return False
    return True
