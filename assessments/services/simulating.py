"""What if: the difference that changed answers and facts would make, with nothing saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assessments.assessment import StoredAssessment
from assessments.content.library import Library
from assessments.matching.outcome import Outcome
from assessments.questionnaire.encoding import decode_all
from assessments.scoring.rounding import one_decimal
from assessments.services.accepting import Stored, accept_answers
from assessments.services.environment import Environment, day_of
from assessments.services.evaluating import Evaluation
from assessments.services.given import GivenAnswer, GivenFact
from assessments.services.proven import accept_facts_beside
from assessments.services.turned import Turned, turned_between


@dataclass(frozen=True)
class Simulation:
    """An assessment as it is and as it would be, on the same day and by the same catalogue."""

    before: Evaluation
    after: Evaluation

    @property
    def score_change(self) -> Decimal | None:
        """The difference of the overall scores as they are shown; None where one of them is."""
        old, new = self.before.score.score, self.after.score.score
        return None if old is None or new is None else one_decimal(new) - one_decimal(old)

    @cached_property
    def turned(self) -> tuple[Turned, ...]:
        """The offers with another outcome, those that would open first."""
        return turned_between(self.before, self.after)

    @property
    def newly_eligible(self) -> list[str]:
        """The offers that would be open to the company and are not now."""
        return [t.slug for t in self.turned if t.after is Outcome.ELIGIBLE]

    @property
    def no_longer_eligible(self) -> list[str]:
        """The offers that are open to the company now and would not be."""
        return [t.slug for t in self.turned if t.before is Outcome.ELIGIBLE]

    def shown_only(self, *, after: bool) -> list[str]:
        """Return the questions that only one of the two shows: the changed one, or today's."""
        one, other = (self.after, self.before) if after else (self.before, self.after)
        questions = one.questionnaire.questions
        return [
            q.slug
            for q in questions
            if one.walk.is_shown(q.slug) and not other.walk.is_shown(q.slug)
        ]


def simulate(
    environment: Environment,
    library: Library,
    assessment: StoredAssessment,
    facts: Sequence[GivenFact],
    answers: Sequence[GivenAnswer],
) -> Simulation:
    """Return what changed facts and answers would make of an assessment, today.

    Facts are put in first, answers then, each judged as if it were saved. What is not mentioned
    stays as it is. A submitted assessment may be asked about too.

    Raises:
        ProfileRejectedError: At least one fact is not accepted; every one that is not is named.
        AnswersRejectedError: The same of answers.
    """
    key = (assessment.questionnaire_slug, assessment.questionnaire_version)
    questionnaire = environment.shelf.questionnaire(*key)
    catalogue, now = library.catalogue, environment.now()
    today = day_of(now)
    stated = accept_facts_beside(
        assessment.organisation_number, catalogue, facts=assessment.facts, given=facts, today=today
    )
    answered = accept_answers(
        questionnaire,
        catalogue,
        answers=assessment.answers,
        facts=stated.document,
        given=answers,
        now=now,
        today=today,
    )

    def evaluation(said: Stored, known: Stored) -> Evaluation:
        return Evaluation(questionnaire, catalogue, decode_all(said), decode_all(known), today)

    return Simulation(
        before=evaluation(assessment.answers, assessment.facts),
        after=evaluation(answered.document, stated.document),
    )
