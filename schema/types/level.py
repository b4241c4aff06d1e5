"""The steps of maturity."""

from decimal import Decimal

import strawberry

from assessments.questionnaire import definition
from schema.context import Context


@strawberry.type(description="A step of maturity.")
class Level:
    """GraphQL view of a level."""

    number: int = strawberry.field(description="From 0, not begun, to 4, proven in practice.")
    name: str = strawberry.field(description="What the step is called.")
    description: str = strawberry.field(description="What it means for a theme to be there.")
    minimum_score: Decimal = strawberry.field(
        description="The score, 0 to 100, from which a theme is there unless a cap holds."
    )

    @classmethod
    def of(cls, level: definition.Level, context: Context) -> "Level":
        """Build it in the caller's language."""
        return cls(
            number=level.number,
            name=context.say(level.name),
            description=context.say(level.description),
            minimum_score=level.minimum_score,
        )
