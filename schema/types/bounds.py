"""``type Bounds``."""

from decimal import Decimal
from fractions import Fraction

import strawberry

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring.bounds import overall
from assessments.scoring.rounding import one_decimal
from schema.context import Context
from schema.types.level import Level


@strawberry.type(
    description="How low and how high a score and its level can still become, over every way to"
    " answer and state what is still open, also where that shows or hides questions and brings"
    " caps. What has been given stays as it is, *don't know* too. Ways count that contradict"
    " themselves as well, so that they could not be submitted before that is mended (`warnings`)."
)
class Bounds:
    """GraphQL view of bounds."""

    lowest: Decimal | None = strawberry.field(
        description="The lowest score that can come out, 0 to 100, with one decimal; null where"
        " nothing can count."
    )
    highest: Decimal | None = strawberry.field(
        description="The highest score that can come out, 0 to 100, with one decimal; null where"
        " nothing can count."
    )
    lowest_level: Level | None = strawberry.field(
        description="The lowest level that can come out; null where nothing can count."
    )
    highest_level: Level | None = strawberry.field(
        description="The highest level that can come out; null where nothing can count."
    )
    decided: bool = strawberry.field(
        description="Whether the level can no longer change, also where the score still can."
    )
    level: Level | None = strawberry.field(
        description="The level, once it is decided; null before, and where nothing can count."
    )
    may_be_null: bool = strawberry.field(
        description="Whether it can be that nothing counts, so that there is no score and no level."
    )
    exact: bool = strawberry.field(
        description="Whether each end is reached by some way to go on. Otherwise too many open"
        " questions hang together to try every way: what comes out still lies within, but the"
        " ends may be further apart than need be."
    )

    @classmethod
    def of(
        cls, found: overall.Bounds, questionnaire: CompiledQuestionnaire, context: Context
    ) -> "Bounds":
        """Build it in the caller's language."""

        def level(number: int | None) -> Level | None:
            if number is None:
                return None
            return Level.of(questionnaire.definition.levels[number], context)

        return cls(
            lowest=_shown(found.lowest),
            highest=_shown(found.highest),
            lowest_level=level(found.lowest_level),
            highest_level=level(found.highest_level),
            decided=found.decided,
            level=level(found.level),
            may_be_null=found.may_be_null,
            exact=found.exact,
        )


def _shown(score: Fraction | None) -> Decimal | None:
    return None if score is None else one_decimal(score)
