"""Criteria of offers."""

import strawberry
from strawberry.scalars import JSON

from assessments.matching import offers
from assessments.questionnaire.conditions.evaluate import Constants
from assessments.questionnaire.conditions.portable import as_json
from schema.context import Context

CONDITION = (
    "The condition tree, as matching reads it. `docs/conditions.md` says how to evaluate it: groups"
    " are spelled out, and amounts are in kroner."
)


@strawberry.type(description="One condition of an offer.")
class Criterion:
    """GraphQL view of a criterion."""

    slug: str = strawberry.field(description="Its name within the offer; it stays.")
    text: str = strawberry.field(description="What holds when it is met.")
    hard: bool = strawberry.field(description="Whether it excludes when unmet; else it ranks.")
    actionable: bool = strawberry.field(
        description="Whether a company can act on it or wait it out."
    )
    basis: str = strawberry.field(
        description="sourced, general_knowledge, or description: it follows from what the offer is."
    )
    note: str | None = strawberry.field(description="What to know besides.")
    condition: JSON = strawberry.field(description=CONDITION)

    @classmethod
    def of(cls, criterion: offers.Criterion, constants: Constants, context: Context) -> "Criterion":
        """Build it in the caller's language."""
        return cls(
            slug=criterion.slug,
            text=context.say(criterion.text),
            hard=criterion.hard,
            actionable=criterion.actionable,
            basis=criterion.basis,
            note=context.say_any(criterion.note),
            condition=JSON(as_json(criterion.condition, constants)),
        )
