"""What questions and facts have in common: how they are asked and what is accepted."""

from decimal import Decimal
from typing import Generic, TypeVar

import strawberry

from assessments.questionnaire.facts import Fact
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.questions import Question
from schema.context import Info
from schema.types.option import Option

Authored = TypeVar("Authored", Question, Fact)


@strawberry.type
class Answerable(Generic[Authored]):
    """A question or a fact, as it is asked."""

    authored: strawberry.Private[Authored]

    @strawberry.field(description="How to answer.")
    def help(self, info: Info) -> str | None:
        """Resolve ``help``."""
        return info.context.say_any(self.authored.help)

    @strawberry.field(description="What a number counts: a unit, or the currency.")
    def unit(self, info: Info) -> str | None:
        """Resolve ``unit``."""
        unit = self.authored.unit if isinstance(self.authored, Numeric) else None
        return info.context.say_any(unit)

    @strawberry.field(description="The least number that is accepted.")
    def minimum(self) -> Decimal | None:
        """Resolve ``minimum``."""
        return self.authored.minimum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="The greatest number that is accepted.")
    def maximum(self) -> Decimal | None:
        """Resolve ``maximum``."""
        return self.authored.maximum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="The choices, in order; empty for kinds without choices.")
    def options(self, info: Info) -> list[Option]:
        """Resolve ``options``."""
        return [Option.of(choice, info.context) for choice in self.authored.choices]
