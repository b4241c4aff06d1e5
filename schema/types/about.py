"""``type CatalogueAbout``: what the catalogue says about itself."""

import datetime as dt
from decimal import Decimal

import strawberry

from assessments.company.reference import SizeLimit as AuthoredLimit
from assessments.content.catalogue import Catalogue
from assessments.content.library import CompiledCatalogue
from assessments.content.reference_words import ReferencePart, parts_of
from assessments.matching.freshness import DAYS_A_YEAR
from assessments.matching.offers import Confidence
from schema.context import Context, Info
from schema.scalars import BigInt
from schema.types.entries import Source


@strawberry.type(description="What a degree of confidence means.")
class ConfidenceMeaning:
    """GraphQL view of what a degree of confidence means."""

    confidence: Confidence = strawberry.field(description="Which degree.")
    label: str = strawberry.field(description="What it is called.")
    text: str = strawberry.field(description="What it means, in a sentence or two.")


@strawberry.type(description="What a currency is taken to be worth. A setting, not a fact.")
class ExchangeRate:
    """GraphQL view of a rate."""

    currency: str = strawberry.field(description="The currency, by its code in ISO 4217.")
    kroner_per: Decimal = strawberry.field(
        description="Norwegian kroner per unit. Every amount that the API gives in kroner and the"
        " content in this currency is converted by it."
    )


@strawberry.type(
    description="What a company must stay within to be of a size, which decides criteria on SMEs."
)
class SizeLimit:
    """GraphQL view of a limit."""

    size: str = strawberry.field(description="micro, small, medium or small_midcap.")
    employees_below: int = strawberry.field(
        description="Fewer full-time equivalents than this, in the whole group."
    )
    turnover_eur: BigInt | None = strawberry.field(
        description="At most this turnover in whole euro, or the balance sheet within its limit;"
        " null where the size has no such limit."
    )
    balance_eur: BigInt | None = strawberry.field(
        description="At most this balance sheet in whole euro, or the turnover within its limit;"
        " null where the size has no such limit."
    )

    @classmethod
    def of(cls, size: str, limit: AuthoredLimit) -> "SizeLimit":
        """Build it."""
        turnover, balance = limit.turnover_eur, limit.balance_eur
        return cls(
            size=size,
            employees_below=limit.employees_below,
            turnover_eur=None if turnover is None else BigInt(turnover),
            balance_eur=None if balance is None else BigInt(balance),
        )


@strawberry.type(
    description="Reference data by which facts are worked out, criteria decided and amounts"
    " converted: how sure they are, and where they were read."
)
class ReferenceData:
    """GraphQL view of a part of the reference data."""

    slug: str = strawberry.field(description="Its name; it stays.")
    name: str = strawberry.field(description="What it is called.")
    confidence: Confidence | None = strawberry.field(
        description="How sure it is; null where it differs within, which `notes` then say, or"
        " nobody has said."
    )
    rule: str | None = strawberry.field(description="How it is used, in words.")
    notes: list[str] = strawberry.field(
        description="What to know besides, what is still to be verified included."
    )
    sources: list[Source] = strawberry.field(description="Where it was read.")

    @classmethod
    def of(cls, part: ReferencePart, catalogue: Catalogue, context: Context) -> "ReferenceData":
        """Build it in the caller's language."""
        known = catalogue.sources_by_slug
        return cls(
            slug=part.slug,
            name=context.say(part.name),
            confidence=part.confidence,
            rule=context.say_any(part.rule),
            notes=[context.say(note) for note in part.notes],
            sources=[Source.of(known[slug], catalogue, context) for slug in part.sources],
        )


@strawberry.type(description="What the catalogue is, how it was made, and how sure it is.")
class CatalogueAbout:
    """GraphQL view of what a catalogue version says about itself."""

    catalogue: strawberry.Private[CompiledCatalogue]

    @strawberry.field(description="The version in use; a result names the one that it was made by.")
    def version(self) -> int:
        """Resolve ``CatalogueAbout.version``."""
        return self.catalogue.version

    @strawberry.field(description="What it is called.")
    def title(self, info: Info) -> str:
        """Resolve ``CatalogueAbout.title``."""
        return info.context.say(self._definition.about.title)

    @strawberry.field(description="The day on which it was put together.")
    def compiled_on(self) -> dt.date:
        """Resolve ``CatalogueAbout.compiledOn``."""
        return self._definition.about.compiled_on

    @strawberry.field(description="How it was put together.")
    def how_compiled(self, info: Info) -> str:
        """Resolve ``CatalogueAbout.howCompiled``."""
        return info.context.say(self._definition.about.how_compiled)

    @strawberry.field(description="The languages that all its texts are in, as BCP 47 tags.")
    def languages(self) -> list[str]:
        """Resolve ``CatalogueAbout.languages``."""
        return list(self._definition.about.languages)

    @strawberry.field(description="What each degree of confidence means, the surest first.")
    def confidence_means(self, info: Info) -> list[ConfidenceMeaning]:
        """Resolve ``CatalogueAbout.confidenceMeans``."""
        means, say = self._definition.about.confidence_means, info.context.say
        labels = self._definition.words.confidences
        return [
            ConfidenceMeaning(confidence=one, label=say(labels[one]), text=say(means[one]))
            for one in Confidence
            if one in means
        ]

    @strawberry.field(description="How dates and what is still to be verified are to be read.")
    def freshness(self, info: Info) -> str:
        """Resolve ``CatalogueAbout.freshness``."""
        return info.context.say(self._definition.about.freshness)

    @strawberry.field(
        description="For how many days a check by a person counts; after that an entry is stale."
    )
    def fresh_for_days(self) -> int:
        """Resolve ``CatalogueAbout.freshForDays``."""
        return self._definition.about.fresh_for_days or DAYS_A_YEAR

    @strawberry.field(
        description="What the thresholds, weights and caps that give scores and levels rest on;"
        " null where the catalogue does not say."
    )
    def scoring_basis(self, info: Info) -> str | None:
        """Resolve ``CatalogueAbout.scoringBasis``."""
        return info.context.say_any(self._definition.about.scoring_basis)

    @strawberry.field(description="The reference data, in a fixed order.")
    def reference(self, info: Info) -> list[ReferenceData]:
        """Resolve ``CatalogueAbout.reference``."""
        definition, context = self._definition, info.context
        return [ReferenceData.of(part, definition, context) for part in parts_of(definition)]

    @strawberry.field(
        description="The rates by which amounts are converted, by currency. What they are is in"
        " `reference`, under `currencies`."
    )
    def exchange_rates(self) -> list[ExchangeRate]:
        """Resolve ``CatalogueAbout.exchangeRates``."""
        rates = self._definition.reference.currencies.kroner_per
        return [ExchangeRate(currency=c, kroner_per=rates[c]) for c in sorted(rates)]

    @strawberry.field(
        description="The limits of sizes of company, the smallest first. How sure they are is in"
        " `reference`, under `sizes`."
    )
    def size_limits(self) -> list[SizeLimit]:
        """Resolve ``CatalogueAbout.sizeLimits``."""
        sizes = self._definition.reference.sizes
        limits = {
            "micro": sizes.micro,
            "small": sizes.small,
            "medium": sizes.medium,
            "small_midcap": sizes.small_midcap,
        }
        return [SizeLimit.of(size, limit) for size, limit in limits.items()]

    @property
    def _definition(self) -> Catalogue:
        return self.catalogue.definition
