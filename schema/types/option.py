"""How questions and facts are answered: kinds, options, and details of options."""

import strawberry

from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.kinds.base import Choice
from schema.context import Context
from schema.enums import describe_enum

describe_enum(
    QuestionKind,
    "How an answer looks: which field of `AnswerValueInput` it takes.",
    {
        "SINGLE_CHOICE": "One of the options: `option`.",
        "MULTIPLE_CHOICE": "One or more of the options: `options`.",
        "NUMBER": "A count or a measure: `number`.",
        "PERCENT": "A percentage, 0 to 100: `number`.",
        "MONEY": "Whole kroner: `number`.",
        "BOOLEAN": "Yes or no: `boolean`.",
        "LIKERT": "How far one agrees, one of the options: `option`.",
        "DATE": "A date, or never where the question allows it: `date` or `never`.",
        "TEXT": "A short text on one line: `text`.",
    },
)


@strawberry.type(description="What an option asks of whoever chooses it, in their own words.")
class Detail:
    """GraphQL view of the detail that an option asks for."""

    text: str = strawberry.field(description="What to ask for, to be shown beside the field.")
    maximum_length: int = strawberry.field(description="The most characters.")


@strawberry.type(description="A choice that answers a question or states a fact.")
class Option:
    """GraphQL view of an option."""

    slug: str = strawberry.field(description="What `AnswerValueInput.option` and `options` name.")
    text: str = strawberry.field(description="The choice in words.")
    level: int | None = strawberry.field(
        description="The level, 0 to 4, that choosing it gives; null where it gives none by itself."
    )
    exclusive: bool = strawberry.field(
        default=False, description="Whether it cannot be chosen with others."
    )
    dont_know: bool = strawberry.field(
        default=False, description="Whether choosing it says *don't know*, and counts as that."
    )
    not_applicable: bool = strawberry.field(
        default=False, description="Whether choosing it says *does not apply*, and counts as that."
    )
    detail: Detail | None = strawberry.field(
        default=None,
        description="What it asks for beside, which may be left out: `AnswerInput.details`; null"
        " for most.",
    )

    @classmethod
    def of(cls, choice: Choice, context: Context) -> "Option":
        """Build it in the caller's language."""
        return cls(
            slug=choice.slug,
            text=context.say(choice.text),
            level=choice.level,
            exclusive=choice.exclusive,
            dont_know=choice.dont_know,
            not_applicable=choice.not_applicable,
            detail=None
            if choice.detail is None
            else Detail(
                text=context.say(choice.detail.text),
                maximum_length=choice.detail.maximum_length,
            ),
        )
