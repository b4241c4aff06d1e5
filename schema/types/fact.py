"""Facts about companies, and how they are worked out."""

from decimal import Decimal

import strawberry

from assessments.questionnaire.computing import Operation
from assessments.questionnaire.facts import Fact as AuthoredFact
from assessments.questionnaire.kinds import QuestionKind
from assessments.questionnaire.kinds.number import Numeric
from schema.context import Info
from schema.enums import describe_enum
from schema.types.option import Option

describe_enum(
    Operation,
    "How a computed fact is worked out of others, exactly.",
    {
        "SUM": "All of them added.",
        "DIFFERENCE": "The first less the second.",
        "RATIO": "The first divided by the second; unknown where the second is 0.",
        "SHARE": "100 times the first divided by the second; unknown where the second is 0.",
    },
)


@strawberry.type(description="How a fact is worked out of others.")
class Computation:
    """GraphQL view of how a fact is computed."""

    operation: Operation = strawberry.field(description="What is done with them.")
    of: list[str] = strawberry.field(description="The slugs of the other facts, in order.")


@strawberry.type(
    description="Something about a company that visibility, caps or matching need to know."
)
class Fact:
    """GraphQL view of a fact's definition."""

    authored: strawberry.Private[AuthoredFact]
    slug: str = strawberry.field(description="What `FactInput.fact` names.")
    kind: QuestionKind = strawberry.field(description="How a value looks.")

    @classmethod
    def of(cls, fact: AuthoredFact) -> "Fact":
        """Build it."""
        return cls(authored=fact, slug=fact.slug, kind=QuestionKind(fact.kind))

    @strawberry.field(description="A short label.")
    def name(self, info: Info) -> str:
        """Resolve ``Fact.name``."""
        return info.context.say(self.authored.name)

    @strawberry.field(description="The question to ask a company.")
    def text(self, info: Info) -> str:
        """Resolve ``Fact.text``."""
        return info.context.say(self.authored.text)

    @strawberry.field(description="How to answer.")
    def help(self, info: Info) -> str | None:
        """Resolve ``Fact.help``."""
        return info.context.say_any(self.authored.help)

    @strawberry.field(description="Whether *does not apply* can be stated.")
    def allows_not_applicable(self) -> bool:
        """Resolve ``Fact.allowsNotApplicable``."""
        return self.authored.allows_not_applicable

    @strawberry.field(description="What a number counts: a unit, or the currency.")
    def unit(self, info: Info) -> str | None:
        """Resolve ``Fact.unit``."""
        unit = self.authored.unit if isinstance(self.authored, Numeric) else None
        return info.context.say_any(unit)

    @strawberry.field(description="The least number that is accepted.")
    def minimum(self) -> Decimal | None:
        """Resolve ``Fact.minimum``."""
        return self.authored.minimum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="The greatest number that is accepted.")
    def maximum(self) -> Decimal | None:
        """Resolve ``Fact.maximum``."""
        return self.authored.maximum if isinstance(self.authored, Numeric) else None

    @strawberry.field(description="Whether companies state it; else it follows from other facts.")
    def asked(self) -> bool:
        """Resolve ``Fact.asked``."""
        return self.authored.asked

    @strawberry.field(
        description="How it is worked out of other facts, as `docs/conditions.md` says; null for"
        " facts that are stated or follow otherwise."
    )
    def computed(self) -> Computation | None:
        """Resolve ``Fact.computed``."""
        how = self.authored.computed
        return None if how is None else Computation(operation=how.operation, of=list(how.of))

    @strawberry.field(description="Whether it says something a company would not tell anybody.")
    def sensitive(self) -> bool:
        """Resolve ``Fact.sensitive``."""
        return self.authored.sensitive

    @strawberry.field(description="The choices, in order; empty for kinds without choices.")
    def options(self, info: Info) -> list[Option]:
        """Resolve ``Fact.options``."""
        return [Option.of(choice, info.context) for choice in self.authored.choices]
