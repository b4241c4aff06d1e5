"""``type ResultReview``: what a recipient says of the answers behind a result."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import strawberry

from assessments.assessment import Evidence, StoredReview
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring.rounding import one_decimal
from assessments.scoring.score import ThemeScore
from assessments.services.reviewed_result import ReviewedResult
from schema.context import Context, Info
from schema.enums import describe_enum
from schema.types.consent import Recipient
from schema.types.level import Level
from schema.types.question import Question, Theme

describe_enum(
    Evidence,
    "What an advisor has seen of what stands behind an answer.",
    {
        "DOCUMENTED": "The company has shown documents that say the same.",
        "VERIFIED": "The advisor has made sure that it is so.",
    },
)


@strawberry.type(description="What an advisor says of an answer.")
class AnswerReview:
    """GraphQL view of a review."""

    question: Question = strawberry.field(description="The question that was answered.")
    stated_level: int | None = strawberry.field(
        description="The level, 0 to 4, at which the company's own answer counts; null where it"
        " does not apply or is not scored."
    )
    level: int | None = strawberry.field(
        description="The level, 0 to 4, in the advisor's view; null where none was given."
    )
    evidence: Evidence | None = strawberry.field(
        description="What the advisor has seen of what stands behind it; null where nothing was"
        " said of that."
    )
    comment: str | None = strawberry.field(description="What the advisor says of it; may be null.")
    reviewed_at: dt.datetime = strawberry.field(description="When it was said.")


@strawberry.type(description="The score and the level of a theme with the levels of a review.")
class ReviewedTheme:
    """GraphQL view of a theme."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    found: strawberry.Private[ThemeScore]

    @strawberry.field(description="The theme.")
    def theme(self) -> Theme:
        """Resolve ``ReviewedTheme.theme``."""
        return Theme.of(self.questionnaire, self.found.theme.slug)

    @strawberry.field(description="0 to 100, with one decimal; null where nothing counts.")
    def score(self) -> Decimal | None:
        """Resolve ``ReviewedTheme.score``."""
        return _shown(self.found.score)

    @strawberry.field(description="The level, lowered to the least cap that holds.")
    def level(self, info: Info) -> Level | None:
        """Resolve ``ReviewedTheme.level``."""
        return _level(self.questionnaire, self.found.level, info)


@strawberry.type(
    description="What advisors of a recipient say of the answers behind a result, and the score"
    " with their levels in place of the company's own. The result itself stays as it is. Which"
    " questions are shown, and what is known of the company, is as it answered; a cap holds where"
    " an answer of the advisor's level could bring it."
)
class ResultReview:
    """GraphQL view of what a recipient says of a result."""

    view: strawberry.Private[ReviewedResult]
    reviewer: Recipient = strawberry.field(description="Whose advisors reviewed.")
    reviewed_at: dt.datetime = strawberry.field(description="When the last of it was said.")

    @classmethod
    def of(cls, view: ReviewedResult, context: Context) -> "ResultReview":
        """Build it in the caller's language."""
        first = view.said[0]
        name = context.say(first.recipient_name)
        return cls(
            view=view,
            reviewer=Recipient(slug=first.recipient, name=name),
            reviewed_at=view.reviewed_at,
        )

    @strawberry.field(
        description="The overall score with the advisors' levels, 0 to 100, with one decimal; null"
        " where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``ResultReview.score``."""
        return _shown(self.view.score.score)

    @strawberry.field(
        description="The overall level with the advisors' levels, never more than one above the"
        " lowest level of a theme."
    )
    def level(self, info: Info) -> Level | None:
        """Resolve ``ResultReview.level``."""
        return _level(self.view.questionnaire, self.view.score.level, info)

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[ReviewedTheme]:
        """Resolve ``ResultReview.themes``."""
        return [
            ReviewedTheme(questionnaire=self.view.questionnaire, found=found)
            for found in self.view.score.themes
        ]

    @strawberry.field(
        description="What is said of answers now, in the questionnaire's order, each question once."
    )
    def reviews(self) -> list[AnswerReview]:
        """Resolve ``ResultReview.reviews``."""
        return [self._of_answer(review) for review in self.view.reviews]

    @strawberry.field(
        description="Those of `reviews` whose level is another than the stated one, in the same"
        " order."
    )
    def differences(self) -> list[AnswerReview]:
        """Resolve ``ResultReview.differences``."""
        return [self._of_answer(review) for review in self.view.differences]

    def _of_answer(self, review: StoredReview) -> AnswerReview:
        return AnswerReview(
            question=Question.of(self.view.questionnaire, review.question),
            stated_level=self.view.stated.get(review.question),
            level=review.level,
            evidence=review.evidence,
            comment=review.comment,
            reviewed_at=review.reviewed_at,
        )


def _shown(score: Fraction | None) -> Decimal | None:
    return None if score is None else one_decimal(score)


def _level(questionnaire: CompiledQuestionnaire, number: int | None, info: Info) -> Level | None:
    if number is None:
        return None
    return Level.of(questionnaire.definition.levels[number], info.context)
