"""``type Assessment``."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import strawberry

from assessments.assessment import StoredAssessment
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring import progress as counting
from assessments.scoring.bounds.working import DraftBounds
from assessments.services.assessing import bounds_of, evaluate
from assessments.services.environment import Environment
from assessments.services.evaluating import Evaluation
from schema.context import Context, Info
from schema.enums import describe_enum
from schema.ids import global_id
from schema.types.bounds import Bounds
from schema.types.node import Node
from schema.types.profile import Profile, ProfileSnapshot, StatedProfile
from schema.types.questionnaire import Fact, Question, Questionnaire, Theme
from schema.types.result import Result, ResultView
from schema.types.values import AnswerValue, value_of


class AssessmentStatus(StrEnum):
    """How far an assessment has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


describe_enum(
    AssessmentStatus,
    "How far an assessment has come.",
    {"DRAFT": "It can change.", "SUBMITTED": "It has a result and does not change any more."},
)


@strawberry.type(description="How many of the shown questions are answered.")
class Progress:
    """GraphQL view of progress."""

    answered: int = strawberry.field(
        description="Shown questions with an answer; *don't know* and *does not apply* count."
    )
    visible: int = strawberry.field(description="Shown questions.")
    percent: int = strawberry.field(
        description="Whole percent, rounded down, so that 100 means that nothing is left."
    )

    @classmethod
    def of(cls, progress: counting.Progress) -> "Progress":
        """Build it."""
        return cls(answered=progress.answered, visible=progress.visible, percent=progress.percent)


@strawberry.type(description="The current answer to a question.")
class Answer:
    """GraphQL view of an answer."""

    question: Question = strawberry.field(description="The question.")
    value: AnswerValue = strawberry.field(description="What was answered.")
    answered_at: dt.datetime = strawberry.field(description="When it was given.")
    shown: bool = strawberry.field(
        description="Whether the question is shown as things are; else the answer is kept, without"
        " effect."
    )


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as it was read, with what follows from it when somebody asks."""

    stored: StoredAssessment
    environment: Environment

    @cached_property
    def evaluation(self) -> Evaluation:
        """What follows from the answers and facts today."""
        return evaluate(self.environment, self.stored)

    @cached_property
    def bounds(self) -> DraftBounds:
        """How low and how high the scores can still become."""
        return bounds_of(self.stored, self.evaluation)

    @property
    def questionnaire(self) -> CompiledQuestionnaire:
        """The questionnaire version."""
        return self.environment.shelf.questionnaire(
            self.stored.questionnaire_slug, self.stored.questionnaire_version
        )


@strawberry.type(description="How far a theme of an assessment has come.")
class AssessmentTheme:
    """GraphQL view of a theme of an assessment."""

    view: strawberry.Private[AssessmentView]
    number: strawberry.Private[int]
    theme: Theme = strawberry.field(description="The theme.")
    progress: Progress = strawberry.field(description="How many of its questions are answered.")

    @strawberry.field(
        description="How low and how high the score and level of the theme can still become; see"
        " `Assessment.bounds`."
    )
    def bounds(self, info: Info) -> Bounds:
        """Resolve ``AssessmentTheme.bounds``."""
        found = self.view.bounds.themes[self.number]
        return Bounds.of(found, self.view.questionnaire, info.context)


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

    @classmethod
    def of(cls, stored: StoredAssessment, context: Context) -> "Assessment":
        """Build it."""
        return cls(
            id=global_id("Assessment", stored.id),
            view=AssessmentView(stored, context.environment),
            revision=stored.revision,
            status=AssessmentStatus(stored.status),
            started_at=stored.started_at,
            updated_at=stored.updated_at,
            submitted_at=stored.submitted_at,
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
                answered_at=dt.datetime.fromisoformat(answers[q.slug]["at"]),
                shown=walk.is_shown(q.slug),
            )
            for q in questionnaire.questions
            if q.slug in answers
        ]

    @strawberry.field(description="The required questions that are shown and not answered.")
    def missing(self) -> list[Question]:
        """Resolve ``Assessment.missing``."""
        questionnaire = self.view.questionnaire
        return [Question.of(questionnaire, q.slug) for q in self.view.evaluation.missing]

    @strawberry.field(description="The facts that submitting needs and nobody has stated.")
    def missing_facts(self) -> list[Fact]:
        """Resolve ``Assessment.missingFacts``."""
        return [Fact.of(fact) for fact in self.view.evaluation.missing_facts]

    @strawberry.field(description="What it came to; null for a draft.")
    async def result(self, info: Info) -> Result | None:
        """Resolve ``Assessment.result``."""
        return await result_of(self.view.stored, info.context)


async def result_of(stored: StoredAssessment, context: Context) -> Result | None:
    """Return the result of an assessment, with the content versions that it names."""
    if stored.result is None:
        return None
    shelf = context.environment.shelf
    questionnaire = shelf.questionnaire(stored.questionnaire_slug, stored.questionnaire_version)
    catalogue = await shelf.catalogue(stored.result.catalogue_version)
    return Result.of(ResultView(stored.result, questionnaire, catalogue))
