"""``type CarriedOver``: what an assessment took over from an earlier one."""

from typing import Any

import strawberry

from assessments.questionnaire.carried_values import LeftReason
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.texts import Text
from schema.context import Context
from schema.enums import describe_enum
from schema.types.question import Question
from schema.types.questionnaire import Questionnaire

describe_enum(
    LeftReason,
    "Why an answer, or a text that stood beside it, was not carried to the new version.",
    {
        "DROPPED": "The new version does not ask the question, or asks it in another meaning.",
        "OPTION_CHANGED": "The option that was chosen is not there any more.",
        "NOT_ACCEPTED": "The new version does not accept such an answer to the question.",
        "OTHER_QUESTIONNAIRE": "It belongs to another questionnaire, or to a newer version.",
        "DETAIL_NOT_CARRIED": "The answer is carried, but not the company's own text to one of its"
        " options, for which the new version has no place.",
    },
    name="NotCarriedReason",
)


@strawberry.type(description="An answer that was not carried, or a text that stood beside one.")
class NotCarried:
    """GraphQL view of an answer that was left."""

    question: Question = strawberry.field(description="The question, as the earlier version asked.")
    code: LeftReason = strawberry.field(description="Machine-readable reason.")
    reason: str = strawberry.field(description="Why, and what to do, for people.")


@strawberry.type(description="A stated fact that was not carried, or of which a part was not.")
class FactNotCarried:
    """GraphQL view of a fact that was left."""

    fact: str = strawberry.field(description="The slug of the fact.")
    reason: str = strawberry.field(description="Why, and what to do, for people.")


@strawberry.type(
    description="Where the copied answers of an assessment come from, and what was left behind when"
    " it was started."
)
class CarriedOver:
    """GraphQL view of what copying did."""

    questionnaire: Questionnaire = strawberry.field(
        description="The questionnaire version of the earlier assessment."
    )
    not_carried: list[NotCarried] = strawberry.field(
        description="The answers that were not carried, in the earlier questionnaire's order, and"
        " texts beside options that were not though the answer was; several may be of one question."
    )
    facts_not_carried: list[FactNotCarried] = strawberry.field(
        description="The stated facts that were not carried, or only in part."
    )

    @classmethod
    def of(
        cls, kept: dict[str, Any], questionnaire: CompiledQuestionnaire, context: Context
    ) -> "CarriedOver":
        """Build it from what is stored, with the earlier questionnaire version."""
        return cls(
            questionnaire=Questionnaire.of(questionnaire),
            not_carried=[
                NotCarried(
                    question=Question.of(questionnaire, slug),
                    code=LeftReason(reason),
                    reason=context.say(Text.model_validate(words)),
                )
                for slug, reason, words in kept["left"]
            ],
            facts_not_carried=[
                FactNotCarried(fact=slug, reason=context.say(Text.model_validate(words)))
                for slug, words in kept["facts"]
            ],
        )


@strawberry.type(description="Where an answer comes from that the company gave earlier.")
class CarriedAnswer:
    """GraphQL view of where a copied answer comes from."""

    question: Question = strawberry.field(
        description="The question that was answered, as the earlier version asked it."
    )
    mapped: bool = strawberry.field(
        description="Whether it was put otherwise there: another option, or another kind of answer."
    )
