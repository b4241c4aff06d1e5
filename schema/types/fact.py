"""Facts about companies, and how they are worked out."""

import strawberry

from assessments.questionnaire.computing import Operation
from assessments.questionnaire.facts import Fact as AuthoredFact
from assessments.questionnaire.kinds import QuestionKind
from schema.context import Info
from schema.enums import describe_enum
from schema.types.answerable import Answerable

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
class Fact(Answerable[AuthoredFact]):
    """GraphQL view of a fact's definition."""

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

    @strawberry.field(description="Whether *does not apply* can be stated.")
    def allows_not_applicable(self) -> bool:
        """Resolve ``Fact.allowsNotApplicable``."""
        return self.authored.allows_not_applicable

    @strawberry.field(
        description="Whether companies state it; else it follows from other facts, or is said"
        " elsewhere."
    )
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
