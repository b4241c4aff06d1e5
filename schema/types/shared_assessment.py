"""``type SharedAssessment``: what a company shares with a recipient, and nothing else of it."""

import datetime as dt

import strawberry

from assessments import assessment as kept
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.reviewed_result import ReviewedResult
from schema.context import Context, Info
from schema.ids import global_id
from schema.permissions import RECIPIENTS, reached_by
from schema.types.consent import Consent
from schema.types.node import Node, PageInfo
from schema.types.question import Question
from schema.types.questionnaire import Questionnaire
from schema.types.result_review import ResultReview
from schema.types.shared_profile import SharedProfile
from schema.types.shared_result import SharedResult
from schema.types.values import AnswerValue, OptionDetail, details_of, value_of


@strawberry.type(description="An answer that is shared.")
class SharedAnswer:
    """GraphQL view of a shared answer."""

    question: Question = strawberry.field(description="The question.")
    value: AnswerValue = strawberry.field(description="What was answered.")
    details: list[OptionDetail] = strawberry.field(
        description="What was said of chosen options that ask for a detail, in their order."
    )
    answered_at: dt.datetime = strawberry.field(description="When it was answered.")


@reached_by(RECIPIENTS)
@strawberry.type(
    description="A submitted assessment that a company shares with a cluster or an organisation for"
    " a purpose, as far as it shares it. What is shared for several purposes is listed once for"
    " each."
)
class SharedAssessment(Node):
    """GraphQL view of what a consent covers."""

    shared: strawberry.Private[kept.SharedAssessment]
    version: strawberry.Private[CompiledQuestionnaire]
    catalogue: strawberry.Private[CompiledCatalogue]
    assessment_id: strawberry.ID = strawberry.field(
        description="Which assessment, to tell that what is shared for two purposes is the same."
    )
    submitted_at: dt.datetime = strawberry.field(description="When it was submitted.")
    consent: Consent = strawberry.field(description="What the company agreed to.")

    @classmethod
    async def of(cls, shared: kept.SharedAssessment, context: Context) -> "SharedAssessment":
        """Build it with the content versions that its result names."""
        shelf = context.environment.shelf
        return cls(
            id=global_id("SharedAssessment", shared.consent.id),
            shared=shared,
            version=shelf.questionnaire(shared.questionnaire_slug, shared.questionnaire_version),
            catalogue=await shelf.catalogue(shared.catalogue_version),
            assessment_id=global_id("Assessment", shared.consent.assessment_id),
            submitted_at=shared.submitted_at,
            consent=Consent.of(shared.consent, context),
        )

    @strawberry.field(description="The questionnaire version.")
    def questionnaire(self) -> Questionnaire:
        """Resolve ``SharedAssessment.questionnaire``."""
        return Questionnaire.of(self.version)

    @strawberry.field(description="Who the company is.")
    def profile(self) -> SharedProfile:
        """Resolve ``SharedAssessment.profile``."""
        return SharedProfile.of(self.shared, self.version, self.catalogue)

    @strawberry.field(description="What it came to.")
    def result(self) -> SharedResult:
        """Resolve ``SharedAssessment.result``."""
        return SharedResult(
            summary=self.shared.summary,
            gaps_in=(self.shared.document or self.shared.summary)["gaps"],
            questionnaire=self.version,
            catalogue=self.catalogue,
        )

    @strawberry.field(
        description="The answers to the questions that were shown, in the questionnaire's order;"
        " null unless the scope is `ANSWERS`."
    )
    def answers(self, info: Info) -> list[SharedAnswer] | None:
        """Resolve ``SharedAssessment.answers``."""
        if self.shared.document is None:
            return None
        answers = self.shared.document["answers"]
        return [
            SharedAnswer(
                question=Question.of(self.version, q.slug),
                value=value_of(answers[q.slug], q.question.choices, info.context),
                details=details_of(answers[q.slug], q.question.choices, info.context),
                answered_at=dt.datetime.fromisoformat(answers[q.slug]["at"]),
            )
            for q in self.version.questions
            if q.slug in answers
        ]

    @strawberry.field(
        description="What the recipient itself says of the answers; null while it says nothing, and"
        " unless the scope is `ANSWERS`."
    )
    def review(self, info: Info) -> ResultReview | None:
        """Resolve ``SharedAssessment.review``."""
        document, said = self.shared.document, self.shared.reviews
        if document is None or not said:
            return None
        view = ReviewedResult(document, self.version, self.catalogue, said)
        return ResultReview.of(view, info.context)


@strawberry.type(description="Something shared, in a connection.")
class SharedAssessmentEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Where it stands, for `after`.")
    node: SharedAssessment = strawberry.field(description="What is shared.")


@strawberry.type(description="A page of what is shared, the last shared first.")
class SharedAssessmentConnection:
    """A connection."""

    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[SharedAssessmentEdge] = strawberry.field(description="What is shared.")
