"""``type Answer``."""

import datetime as dt

import strawberry

from schema.types.carried_over import CarriedAnswer
from schema.types.question import Question
from schema.types.values import AnswerValue, OptionDetail


@strawberry.type(description="The current answer to a question.")
class Answer:
    """GraphQL view of an answer."""

    question: Question = strawberry.field(description="The question.")
    value: AnswerValue = strawberry.field(description="What was answered.")
    details: list[OptionDetail] = strawberry.field(
        description="What was said of chosen options that ask for a detail, in their order."
    )
    answered_at: dt.datetime = strawberry.field(
        description="When the company gave it; for a copied answer that is before `startedAt`."
    )
    carried_from: CarriedAnswer | None = strawberry.field(
        description="Where a copied answer comes from; null once it is answered here."
    )
    shown: bool = strawberry.field(
        description="Whether the question is shown as things are; else the answer is kept, without"
        " effect."
    )
