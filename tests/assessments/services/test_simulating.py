"""What if: the same as saving and looking, without saving."""

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

import pytest

from assessments.assessment import StoredAssessment
from assessments.errors import AnswersRejectedError, ProfileRejectedError
from assessments.matching.outcome import Outcome
from assessments.scoring.rounding import one_decimal
from assessments.services.assessing import evaluate
from assessments.services.demonstration.creating import prepare
from assessments.services.environment import Environment
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers, save_profile
from assessments.services.simulating import Simulation, simulate
from tests.assessments.services.caller import (
    CLEAR,
    Answers,
    Caller,
    Facts,
    boolean,
    number,
    option,
    start,
)
from tests.assessments.services.concept import fill_in
from tests.assessments.services.what_if import (
    Changes,
    assert_alike,
    comes_to,
    really_made,
    tried,
)

COMPANIES: Final = range(24)


def _of(
    environment: Environment,
    assessment: StoredAssessment,
    facts: Facts | None = None,
    answers: Answers | None = None,
) -> Simulation:
    return simulate(
        environment,
        environment.library,
        assessment,
        [GivenFact(slug, slug, given) for slug, given in (facts or {}).items()],
        [GivenAnswer(slug, given) for slug, given in (answers or {}).items()],
    )


async def _begin(environment: Environment, who: int, chance: Random) -> tuple[Caller, Changes]:
    """Start as one made-up company, half of it left out, and return it with changes to another."""
    questionnaire = environment.library.questionnaire("health-export")
    assert questionnaire is not None
    catalogue = environment.library.catalogue
    own = prepare(1, who, questionnaire, catalogue)
    other = prepare(2, who, questionnaire, catalogue)
    caller = await start(environment)
    terms = Precondition()
    await save_profile(environment, caller.principal, caller.id, own.facts, terms)
    kept = [a for a in own.answers if chance.random() < who / COMPANIES[-1]]
    for answer in kept:  # One by one: what is hidden without those left out is refused.
        try:
            await save_answers(environment, caller.principal, caller.id, [answer], terms)
        except AnswersRejectedError:
            continue
    facts = [f for f in other.facts if chance.random() < 0.5]
    answers = [a for a in other.answers if chance.random() < 0.3]
    return caller, Changes(facts, answers)


@pytest.mark.parametrize("who", COMPANIES)
async def test_what_if_is_what_saving_would_make_of_it(environment: Environment, who: int) -> None:
    chance = Random(who)
    caller, changes = await _begin(environment, who, chance)
    before, rows = evaluate(environment, await caller.read()), await caller.rows()
    simulated = await tried(caller, changes)
    if isinstance(simulated, AnswersRejectedError) and who % 2 == 0:
        refused = {r.question for r in simulated.rejections}
        changes = Changes(changes.facts, [a for a in changes.answers if a.question not in refused])
        simulated = await tried(caller, changes)
    assert await caller.rows() == rows
    really = await really_made(caller, changes)
    assert_alike(simulated, before, really)


async def test_no_changes_make_no_difference(caller: Caller) -> None:
    await fill_in(caller)
    for stored in (await caller.read(), await caller.submit()):
        found = _of(caller.environment, stored)
        assert comes_to(found.before) == comes_to(found.after)
        assert (found.score_change, found.turned) == (Decimal(0), ())
        assert (found.newly_eligible, found.no_longer_eligible) == ([], [])
        assert (found.shown_only(after=True), found.shown_only(after=False)) == ([], [])


async def test_a_submitted_assessment_may_be_asked_about_and_stays(caller: Caller) -> None:
    await fill_in(caller)
    stored = await caller.submit()
    rows = await caller.rows()
    found = _of(caller.environment, stored, answers={"S04": option("gt24")})
    assert found.before.score.score is not None
    assert found.after.score.score is not None
    change = one_decimal(found.after.score.score) - one_decimal(found.before.score.score)
    assert found.score_change == change != 0
    assert await caller.rows() == rows


async def test_a_step_is_worth_what_trying_it_says(caller: Caller) -> None:
    await fill_in(caller)
    stored = await caller.read()
    evaluation = evaluate(caller.environment, stored)
    tried = 0
    for step in evaluation.next_steps:
        options_of = step.question.question.choices
        fitting = [c.slug for c in options_of if c.level == step.to_level]
        if step.question.question.kind not in {"single_choice", "likert"} or not fitting:
            continue
        found = _of(caller.environment, stored, answers={step.question.slug: option(fitting[0])})
        hidden = found.shown_only(after=False)
        assert found.shown_only(after=True) == list(step.reveals)
        if step.reveals or hidden:
            continue
        tried += 1
        assert found.before.score.score is not None
        assert found.after.score.score == found.before.score.score + step.gain
    assert tried > 5


async def test_what_is_not_accepted_is_named_as_when_saving(caller: Caller) -> None:
    stored = await caller.read()
    with pytest.raises(ProfileRejectedError) as facts:
        _of(caller.environment, stored, facts={"employees": number(-1), "shoes": number(1)})
    assert [r.path for r in facts.value.rejections] == ["employees", "shoes"]
    with pytest.raises(AnswersRejectedError) as answers:
        _of(caller.environment, stored, answers={"S01": option("x"), "S02": number(3)})
    assert {r.question for r in answers.value.rejections} == {"S01", "S02"}


async def test_an_answer_may_be_taken_away_and_facts_come_first(caller: Caller) -> None:
    await fill_in(caller)
    stored = await caller.read()
    cleared = _of(caller.environment, stored, answers={"S04": CLEAR})
    assert [q.slug for q in cleared.after.missing] == ["S04"]
    hidden = _of(caller.environment, stored, facts={"uses_ai": boolean(True)})
    revealed = hidden.shown_only(after=True)
    assert revealed
    assert _of(caller.environment, stored, {"uses_ai": boolean(False)}).shown_only(after=True) == []


async def test_offers_that_open_and_close_are_told_apart(environment: Environment) -> None:
    caller, _ = await _begin(environment, COMPANIES[-1], Random(0))
    stored = await caller.read()
    found = _of(caller.environment, stored, {"registered_in_norway": boolean(False)})
    turned = {t.slug: (t.before, t.after) for t in found.turned}
    assert found.no_longer_eligible
    assert all(turned[slug][0] is Outcome.ELIGIBLE for slug in found.no_longer_eligible)
    assert found.newly_eligible == []
    back = replace(found, before=found.after, after=found.before)
    assert set(back.newly_eligible) == set(found.no_longer_eligible)
    assert back.no_longer_eligible == []
    assert {t.slug: (t.after, t.before) for t in back.turned} == turned


async def test_where_nothing_counts_there_is_no_change(caller: Caller) -> None:
    found = _of(caller.environment, await caller.read(), answers={"S04": option("gt24")})
    assert (found.before.score.score, found.score_change) == (None, None)
    assert found.after.score.score is not None
