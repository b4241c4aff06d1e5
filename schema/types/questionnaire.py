"""Questionnaire versions."""

import strawberry

from assessments.questionnaire.compiled import CompiledQuestionnaire
from schema.context import Info
from schema.ids import content_id
from schema.permissions import FILLING_IN, OPEN, reached_by
from schema.types.check import Check
from schema.types.fact import Fact
from schema.types.level import Level
from schema.types.node import Node
from schema.types.question import Theme


@reached_by(OPEN, scopes=FILLING_IN)
@strawberry.type(description="A published version of a questionnaire; it never changes.")
class Questionnaire(Node):
    """GraphQL view of a questionnaire version."""

    compiled: strawberry.Private[CompiledQuestionnaire]
    slug: str = strawberry.field(description="The questionnaire's slug.")
    version: int = strawberry.field(description="The version, from 1.")

    @classmethod
    def of(cls, compiled: CompiledQuestionnaire) -> "Questionnaire":
        """Build it."""
        slug, version = compiled.key
        return cls(
            id=content_id("Questionnaire", slug, str(version)),
            compiled=compiled,
            slug=slug,
            version=version,
        )

    @strawberry.field(description="What it is called.")
    def title(self, info: Info) -> str:
        """Resolve ``Questionnaire.title``."""
        return info.context.say(self.compiled.definition.title)

    @strawberry.field(description="What it is for and what one gets, to be shown first.")
    def introduction(self, info: Info) -> str:
        """Resolve ``Questionnaire.introduction``."""
        return info.context.say(self.compiled.definition.introduction)

    @strawberry.field(description="The steps of maturity, lowest first.")
    def levels(self, info: Info) -> list[Level]:
        """Resolve ``Questionnaire.levels``."""
        return [Level.of(level, info.context) for level in self.compiled.definition.levels]

    @strawberry.field(
        description="What visibility and caps read about the company, in order. Ask for these"
        " first; submitting needs each of them, *don't know* included."
    )
    def facts(self) -> list[Fact]:
        """Resolve ``Questionnaire.facts``."""
        return [Fact.of(fact) for fact in self.compiled.definition.asked_facts]

    @strawberry.field(description="The themes, in order.")
    def themes(self) -> list[Theme]:
        """Resolve ``Questionnaire.themes``."""
        return [Theme.of(self.compiled, theme.slug) for theme in self.compiled.themes]

    @strawberry.field(
        description="The checks across questions, in order, so that a client can warn at once; at"
        " most 200."
    )
    def checks(self) -> list[Check]:
        """Resolve ``Questionnaire.checks``."""
        return [
            Check(
                questionnaire=self.compiled,
                compiled=check,
                slug=check.slug,
                severity=check.check.severity,
            )
            for check in self.compiled.checks
        ]

    @strawberry.field(
        description="The facts that conditions read and that are computed of others, each after"
        " those that it is computed of, so that a client can work them out at once."
    )
    def computed_facts(self) -> list[Fact]:
        """Resolve ``Questionnaire.computedFacts``."""
        known = self.compiled.definition.facts_by_slug
        return [Fact.of(known[slug]) for slug in self.compiled.computations.slugs]
