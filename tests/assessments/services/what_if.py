"""Changes to an assessment, tried and really made, and all that a company would see of either."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.errors import AnswersRejectedError, AssessmentsError, ProfileRejectedError
from assessments.matching.outcome import Outcome
from assessments.questionnaire.encoding import encode, said
from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.values import Value
from assessments.services.assessing import evaluate
from assessments.services.evaluating import Evaluation
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers, save_profile
from assessments.services.simulating import Simulation, simulate
from tests.assessments.scoring.bounds.completions import all_bounds
from tests.assessments.services.caller import Caller


@dataclass(frozen=True, slots=True)
class Changes:
    """Facts to put in first, and answers then."""

    facts: list[GivenFact]
    answers: list[GivenAnswer]


async def tried(caller: Caller, changes: Changes) -> Simulation | AssessmentsError:
    """Return what simulating `changes` answers."""
    stored, environment = await caller.read(), caller.environment
    try:
        return simulate(environment, environment.library, stored, changes.facts, changes.answers)
    except (ProfileRejectedError, AnswersRejectedError) as error:
        return error


async def really_made(caller: Caller, changes: Changes) -> Evaluation | AssessmentsError:
    """Save `changes`, and return what the assessment then comes to."""
    environment, terms = caller.environment, Precondition()
    try:
        await save_profile(environment, caller.principal, caller.id, changes.facts, terms)
        await save_answers(environment, caller.principal, caller.id, changes.answers, terms)
    except (ProfileRejectedError, AnswersRejectedError) as error:
        return error
    return evaluate(environment, await caller.read())


def assert_alike(simulated: object, before: Evaluation, really: object) -> None:
    """Hold that a simulation says what came of it, or refuses for the same reasons."""
    if isinstance(simulated, Simulation):
        assert isinstance(really, Evaluation)
        assert comes_to(simulated.before) == comes_to(before)
        assert comes_to(simulated.after) == comes_to(really)
        had, has = _open_to(before), _open_to(really)
        assert sorted(simulated.newly_eligible) == sorted(has - had)
        assert sorted(simulated.no_longer_eligible) == sorted(had - has)
    else:
        assert _refusals(simulated) == _refusals(really)


def _open_to(evaluation: Evaluation) -> set[str]:
    return {m.offer.slug for m in evaluation.matches if m.outcome is Outcome.ELIGIBLE}


def comes_to(evaluation: Evaluation) -> object:
    """Return all that a company would see of an evaluation."""
    return (
        evaluation.score.score,
        evaluation.score.level,
        [(t.score, t.level, t.caps, t.counted) for t in evaluation.score.themes],
        evaluation.walk.standings,
        evaluation.walk.state.facts,
        evaluation.gaps,
        [(m.offer.slug, m.outcome, m.relevance, m.verdicts) for m in evaluation.matches],
        evaluation.next_facts,
        all_bounds(evaluation.bounds),
        [
            (s.question.slug, s.gain, s.theme_gain, s.reveals, evaluation.opened_by(s))
            for s in evaluation.next_steps
        ],
        evaluation.checks,
        evaluation.missing,
        evaluation.missing_facts,
    )


def _refusals(found: object) -> object:
    assert isinstance(found, ProfileRejectedError | AnswersRejectedError)
    return found.rejections


def given_of(kind: str, value: Value) -> Given:
    """Return `value` as a client gives it for a question or fact of `kind`."""
    if isinstance(value, frozenset):
        return Given(Shape.OPTIONS, tuple(sorted(value)))
    shape, payload = said(encode(value))
    if shape == Shape.NUMBER:
        return Given(Shape.NUMBER, Decimal(str(payload)))
    if shape == Shape.DATE:
        return Given(Shape.DATE, date.fromisoformat(payload))
    return Given(Shape.TEXT if kind == QuestionKind.TEXT else Shape(shape), payload)
