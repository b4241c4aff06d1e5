"""``reviewAnswers``."""

from typing import Annotated

import strawberry

from assessments.assessment import Evidence
from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.accepting_reviews import GivenReview
from assessments.services.reviewing import review_answers
from assessments.texts import Language, say_number
from schema.context import Info
from schema.errors import NotAvailable, NotFound, ReviewsRejected, failure
from schema.ids import parse_id_of
from schema.permissions import ADVISORS, callers
from schema.refusing import bad_input
from schema.types.inputs import MAX_ANSWERS
from schema.types.shared_assessment import SharedAssessment


@strawberry.input(
    description="What an advisor says of an answer, as a whole: it takes the place of what the"
    " recipient said of it before. One with nothing but the question takes that away."
)
class AnswerReviewInput:
    """A review."""

    question: str = strawberry.field(
        description="The question's slug; the company was shown it and has answered it."
    )
    level: int | None = strawberry.field(
        default=None, description="The level in the advisor's view, 0 to 4; of scored questions."
    )
    evidence: Evidence | None = strawberry.field(
        default=None, description="What the advisor has seen of what stands behind the answer."
    )
    comment: str | None = strawberry.field(
        default=None,
        description="What the advisor says of the answer, 1 to 2,000 characters, which the"
        " company reads; line breaks are kept. A blank one is refused: a review with"
        " nothing but the question takes away what was said.",
    )


@strawberry.input(description="What is reviewed.")
class ReviewAnswersInput:
    """Input of ``reviewAnswers``."""

    shared_assessment_id: strawberry.ID = strawberry.field(
        description="The `SharedAssessment` whose answers are reviewed."
    )
    reviews: list[AnswerReviewInput] = strawberry.field(
        description="The reviews, each question once; so at most as many as there are questions."
    )


@strawberry.type(description="The reviews are saved, and the company reads them.")
class ReviewAnswersSuccess:
    """They were saved."""

    shared_assessment: SharedAssessment = strawberry.field(description="What was reviewed.")


ReviewAnswersResult = Annotated[
    ReviewAnswersSuccess | NotFound | NotAvailable | ReviewsRejected,
    strawberry.union("ReviewAnswersResult", description="How reviewing went."),
]


@strawberry.type
class ReviewAnswers:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADVISORS),
        description="Say at which level answers are in the view of an advisor, what stands behind"
        " them, or anything else of them, while the company shares them with their recipient. Its"
        " answers and its result stay as they are. All are saved or none; the same once more"
        " changes nothing. The company can see who read and who reviewed.",
    )
    async def review_answers(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            ReviewAnswersInput, strawberry.argument(description="What is reviewed.")
        ],
    ) -> ReviewAnswersResult:
        """Resolve ``Mutation.reviewAnswers``."""
        context = info.context
        uuid = parse_id_of("SharedAssessment", input.shared_assessment_id)
        given = _given(input.reviews)
        try:
            if uuid is None:
                raise NotFoundError
            shared = await review_answers(context.environment, context.principal, uuid, given)
        except AssessmentsError as error:
            failed: ReviewAnswersResult = failure(error, context, Sought.SHARED)
            return failed
        return ReviewAnswersSuccess(shared_assessment=await SharedAssessment.of(shared, context))


def _given(reviews: list[AnswerReviewInput]) -> list[GivenReview]:
    """Return reviews as services take them.

    Raises:
        SaidError: There are absurdly many.
    """
    if len(reviews) > MAX_ANSWERS:
        raise bad_input(
            f"Send høyst {say_number(MAX_ANSWERS, Language.NB)} vurderinger om gangen.",
            f"Send at most {say_number(MAX_ANSWERS, Language.EN)} reviews at once.",
        )
    return [
        GivenReview(
            question=review.question,
            level=review.level,
            evidence=review.evidence,
            comment=review.comment,
        )
        for review in reviews
    ]
