"""What a result came to, as far as it is shared with a recipient."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import strawberry

from assessments.content.library import CompiledCatalogue
from assessments.matching.outcome import Outcome
from assessments.questionnaire.compiled import CompiledQuestionnaire
from schema.context import Info
from schema.paging import First, capped
from schema.types.level import Level
from schema.types.match_outcome import MatchOutcome
from schema.types.offer import Offer
from schema.types.offers import offer_of
from schema.types.question import Barrier, Theme


@strawberry.type(description="The score and the level of a theme, as they are shared.")
class SharedTheme:
    """GraphQL view of a theme of a shared result."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    entry: strawberry.Private[Mapping[str, Any]]

    @strawberry.field(description="The theme.")
    def theme(self) -> Theme:
        """Resolve ``SharedTheme.theme``."""
        return Theme.of(self.questionnaire, self.entry["theme"])

    @strawberry.field(description="0 to 100, with one decimal; null where nothing counts.")
    def score(self) -> Decimal | None:
        """Resolve ``SharedTheme.score``."""
        return _decimal(self.entry["score"])

    @strawberry.field(description="The level, lowered to the least cap that holds.")
    def level(self, info: Info) -> Level | None:
        """Resolve ``SharedTheme.level``."""
        return _level(self.questionnaire, self.entry["level"], info)


@strawberry.type(description="What a company can make of an offer, without the reasons.")
class SharedMatch:
    """GraphQL view of a match of a shared result."""

    outcome: MatchOutcome = strawberry.field(description="What the company can make of it.")
    offer: Offer = strawberry.field(description="The offer.")


@strawberry.type(description="What an assessment came to, as far as it is shared.")
class SharedResult:
    """GraphQL view of a shared result."""

    summary: strawberry.Private[Mapping[str, Any]]
    gaps_in: strawberry.Private[Mapping[str, Any]]
    questionnaire: strawberry.Private[CompiledQuestionnaire]
    catalogue: strawberry.Private[CompiledCatalogue]

    @strawberry.field(
        description="The overall score, 0 to 100, with one decimal; null where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``SharedResult.score``."""
        return _decimal(self.summary["score"])

    @strawberry.field(
        description="The overall level, never more than one above the lowest level of a theme."
    )
    def level(self, info: Info) -> Level | None:
        """Resolve ``SharedResult.level``."""
        return _level(self.questionnaire, self.summary["level"], info)

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[SharedTheme]:
        """Resolve ``SharedResult.themes``."""
        return [
            SharedTheme(questionnaire=self.questionnaire, entry=entry)
            for entry in self.summary["themes"]
        ]

    @strawberry.field(
        description="The barriers that answers at level 0 to 2 show. Where the scope is `SUMMARY`,"
        " those that only answers about money show are left out."
    )
    def gaps(self) -> list[Barrier]:
        """Resolve ``SharedResult.gaps``."""
        known = self.questionnaire.definition.barriers_by_slug
        return [Barrier.of(known[slug]) for slug in self.gaps_in]

    @strawberry.field(
        description="What the company could make of every offer, in the order of `Result.matches`;"
        " at most 200."
    )
    def matches(self, first: First) -> list[SharedMatch]:
        """Resolve ``SharedResult.matches``."""
        offers = self.catalogue.definition.offers_by_slug
        return [
            SharedMatch(outcome=Outcome(outcome), offer=offer_of(offers[slug], self.catalogue))
            for slug, outcome in self.summary["matches"][: capped(first)]
        ]


def _level(questionnaire: CompiledQuestionnaire, number: int | None, info: Info) -> Level | None:
    if number is None:
        return None
    return Level.of(questionnaire.definition.levels[number], info.context)


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(number)
