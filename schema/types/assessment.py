"""``type Assessment``."""

import datetime as dt
from typing import Annotated

import strawberry

from assessments.assessment import StoredAssessment
from assessments.scoring import progress as counting
from schema.asking import AS_OF, day_asked
from schema.context import Context, Info
from schema.ids import global_id
from schema.permissions import HOLDERS, reached_by
from schema.scalars import GivenDate
from schema.types.answer import Answer
from schema.types.assessment_status import AssessmentStatus
from schema.types.assessment_theme import AssessmentTheme, Progress
from schema.types.assessment_view import AssessmentView
from schema.types.bounds import Bounds
from schema.types.carried_over import CarriedOver
from schema.types.cohorts.benchmark import BENCHMARK, PEERS, Benchmark, benchmark_of
from schema.types.cohorts.filter import CohortFilterInput
from schema.types.consent import Consent
from schema.types.current_matches import CurrentMatches
from schema.types.fact import Fact
from schema.types.history import (
    CHANGE,
    HISTORY,
    Change,
    HistoryEntry,
    history_entries,
    latest_change,
)
from schema.types.node import Node
from schema.types.overridden_fact import OverriddenFact, overridden_in
from schema.types.profile import Profile, ProfileSnapshot, StatedProfile
from schema.types.question import Question, Theme
from schema.types.questionnaire import Questionnaire
from schema.types.result import Result, result_of
from schema.types.standing_check import StandingCheck, standing_checks
from schema.types.values import details_of, value_of


@reached_by(HOLDERS)
@strawberry.type(description="One company's run through one questionnaire version.")
class Assessment(Node):
    """GraphQL view of an assessment."""

    view: strawberry.Private[AssessmentView]
    revision: int = strawberry.field(
        description="Goes up by one with every change; `expectedRevision` compares with it."
    )
    status: AssessmentStatus = strawberry.field(description="How far it has come.")
    started_at: dt.datetime = strawberry.field(description="When it was started.")
    updated_at: dt.datetime = strawberry.field(description="When it last changed.")
    submitted_at: dt.datetime | None = strawberry.field(
        description="When it was submitted; null for a draft."
    )
    included_in_aggregates: bool = strawberry.field(
        description="Whether the company agrees that the result is counted in protected figures"
        " about many; false for a draft. It is counted while a company has the assessment."
        " `leaveFigures` and `joinFigures` change it."
    )

    @classmethod
    def of(cls, stored: StoredAssessment, context: Context) -> "Assessment":
        """Build it."""
        return cls(
            id=global_id("Assessment", stored.id),
            view=AssessmentView(stored, context.environment, context.library.catalogue),
            revision=stored.revision,
            status=AssessmentStatus(stored.status),
            started_at=stored.started_at,
            updated_at=stored.updated_at,
            submitted_at=stored.submitted_at,
            included_in_aggregates=stored.include_in_aggregates,
        )

    @strawberry.field(description="The questionnaire version.")
    def questionnaire(self) -> Questionnaire:
        """Resolve ``Assessment.questionnaire``."""
        return Questionnaire.of(self.view.questionnaire)

    @strawberry.field(description="How many of the shown questions are answered.")
    def progress(self) -> Progress:
        """Resolve ``Assessment.progress``."""
        return Progress.of(self.view.evaluation.progress)

    @strawberry.field(
        description="How low and how high the overall score and level can still become, whatever"
        " the company may still answer or state as a fact, as of today. Once submitted, the ends"
        " meet at the result."
    )
    def bounds(self, info: Info) -> Bounds:
        """Resolve ``Assessment.bounds``."""
        return Bounds.of(self.view.bounds.overall, self.view.questionnaire, info.context)

    @strawberry.field(description="The questions that are shown, in order.")
    def visible_questions(self) -> list[Question]:
        """Resolve ``Assessment.visibleQuestions``."""
        walk, questionnaire = self.view.evaluation.walk, self.view.questionnaire
        return [
            Question.of(questionnaire, q.slug)
            for q in questionnaire.questions
            if walk.is_shown(q.slug)
        ]

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[AssessmentTheme]:
        """Resolve ``Assessment.themes``."""
        walk, questionnaire = self.view.evaluation.walk, self.view.questionnaire
        return [
            AssessmentTheme(
                theme=Theme.of(questionnaire, theme.slug),
                progress=Progress.of(counting.progress(theme.questions, walk)),
                view=self.view,
                number=number,
            )
            for number, theme in enumerate(questionnaire.themes)
        ]

    @strawberry.field(
        description="What the company has stated, its answers included where they state a fact."
    )
    def profile(self) -> Profile:
        """Resolve ``Assessment.profile``."""
        evaluation = self.view.evaluation
        said = {**self.view.stored.facts, **evaluation.written}
        return ProfileSnapshot(stated=StatedProfile(said, evaluation.catalogue))

    @strawberry.field(
        description="The stated facts that have no effect at present, since an answer gives them"
        " otherwise, in the order of the questions. Take the answer back, or change it, to use what"
        " was stated."
    )
    def overridden_facts(self) -> list[OverriddenFact]:
        """Resolve ``Assessment.overriddenFacts``."""
        return overridden_in(self.view.evaluation)

    @strawberry.field(
        description="The current answers, in the questionnaire's order; also those to questions"
        " that are not shown at present."
    )
    def answers(self, info: Info) -> list[Answer]:
        """Resolve ``Assessment.answers``."""
        walk, questionnaire = self.view.evaluation.walk, self.view.questionnaire
        answers = self.view.stored.answers
        return [
            Answer(
                question=Question.of(questionnaire, q.slug),
                value=value_of(answers[q.slug], q.question.choices, info.context),
                details=details_of(answers[q.slug], q.question.choices, info.context),
                answered_at=dt.datetime.fromisoformat(answers[q.slug]["at"]),
                carried_from=self.view.carried_from(q.slug),
                shown=walk.is_shown(q.slug),
            )
            for q in questionnaire.questions
            if q.slug in answers
        ]

    @strawberry.field(
        description="What was copied from an earlier assessment when it was started; null where"
        " nothing was."
    )
    def carried_over(self, info: Info) -> CarriedOver | None:
        """Resolve ``Assessment.carriedOver``."""
        kept, earlier = self.view.stored.carried_over, self.view.earlier
        if kept is None or earlier is None:
            return None
        return CarriedOver.of(dict(kept), earlier, info.context)

    @strawberry.field(description=HISTORY)
    async def history(self, info: Info) -> list[HistoryEntry]:
        """Resolve ``Assessment.history``."""
        return await history_entries(self.view.stored.id, info.context)

    @strawberry.field(description=CHANGE)
    async def change(self, info: Info) -> Change | None:
        """Resolve ``Assessment.change``."""
        return await latest_change(self.view.stored.id, info.context)

    @strawberry.field(description=BENCHMARK)
    async def benchmark(
        self,
        info: Info,
        peers: Annotated[CohortFilterInput | None, strawberry.argument(description=PEERS)] = None,
    ) -> Benchmark | None:
        """Resolve ``Assessment.benchmark``."""
        return await benchmark_of(self.view.stored, self.view.questionnaire, peers, info.context)

    @strawberry.field(description="The required questions that are shown and not answered.")
    def missing(self) -> list[Question]:
        """Resolve ``Assessment.missing``."""
        questionnaire = self.view.questionnaire
        return [Question.of(questionnaire, q.slug) for q in self.view.evaluation.missing]

    @strawberry.field(description="The facts that submitting needs and nobody has stated.")
    def missing_facts(self) -> list[Fact]:
        """Resolve ``Assessment.missingFacts``."""
        return [Fact.of(fact) for fact in self.view.evaluation.missing_facts]

    @strawberry.field(
        description="What the company can make of every offer by the catalogue in use, for a draft"
        " too, and what has turned since the result."
    )
    def matches_now(
        self,
        info: Info,
        as_of: Annotated[GivenDate | None, strawberry.argument(description=AS_OF)] = None,
    ) -> CurrentMatches:
        """Resolve ``Assessment.matchesNow``."""
        day = day_asked(as_of, info.context.environment.today())
        return CurrentMatches(
            stored=self.view.stored,
            evaluation=self.view.on(day),
            as_of=day,
        )

    @strawberry.field(
        description="The checks across questions that stand, errors too, in the questionnaire's"
        " order. Errors block submitting; warnings ask the company to confirm."
    )
    def warnings(self, info: Info) -> list[StandingCheck]:
        """Resolve ``Assessment.warnings``."""
        found = [check.slug for check in self.view.evaluation.checks]
        return standing_checks(self.view.questionnaire, found, info.context)

    @strawberry.field(
        description="Its consents: first those that stand, then those withdrawn, each newest"
        " first. At most 200, among which are all that stand."
    )
    async def consents(self, info: Info) -> list[Consent]:
        """Resolve ``Assessment.consents``."""
        found = await info.context.consents.load(self.view.stored.id)
        return [Consent.of(consent, info.context) for consent in found]

    @strawberry.field(description="What it came to; null for a draft.")
    async def result(self, info: Info) -> Result | None:
        """Resolve ``Assessment.result``."""
        return await result_of(self.view.stored, info.context)
