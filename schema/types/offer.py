"""``interface Offer``."""

import datetime as dt
from collections.abc import Callable

import strawberry

from assessments.content.library import CompiledCatalogue
from assessments.matching import offers
from assessments.matching.offers import Confidence
from schema.context import Info
from schema.types.criteria import Criterion
from schema.types.entries import CatalogueEntry, Provider, Source
from schema.types.node import Node
from schema.types.question import Barrier, Theme, theme_named


@strawberry.interface(description="Something that a company can apply for, join or use.")
class Offer(CatalogueEntry, Node):
    """The fields of every offer."""

    authored: strawberry.Private[offers.Offer]
    catalogue: strawberry.Private[CompiledCatalogue]
    view: strawberry.Private[Callable[[offers.Offer, CompiledCatalogue], "Offer"]]

    @strawberry.field(description="What it is, in a sentence.")
    def summary(self, info: Info) -> str:
        """Resolve ``Offer.summary``."""
        return info.context.say(self.authored.summary)

    @strawberry.field(description="The address to go to, where known.")
    def url(self) -> str | None:
        """Resolve ``Offer.url``."""
        return self.authored.url

    @strawberry.field(description="Who offers it, where that is another than itself.")
    def provider(self, info: Info) -> Provider | None:
        """Resolve ``Offer.provider``."""
        provider = self.authored.provider
        if provider is None:
            return None
        return Provider(name=info.context.say(provider.name), url=provider.url)

    @strawberry.field(description="The themes that it serves.")
    def themes(self, info: Info) -> list[Theme]:
        """Resolve ``Offer.themes``."""
        return [theme_named(slug, info.context) for slug in self.authored.themes]

    @strawberry.field(description="The barriers that it claims to relieve.")
    def barriers(self) -> list[Barrier]:
        """Resolve ``Offer.barriers``."""
        known = self.catalogue.definition.barriers_by_slug
        return [Barrier.of(known[slug]) for slug in self.authored.barriers]

    @strawberry.field(description="What it asks of a company, hard and soft, in order.")
    def criteria(self, info: Info) -> list[Criterion]:
        """Resolve ``Offer.criteria``."""
        constants = self.catalogue.constants
        return [Criterion.of(c, constants, info.context) for c in self.authored.criteria]

    @strawberry.field(description="The slug of how it stands with its provider.")
    def status(self) -> str:
        """Resolve ``Offer.status``."""
        return self.authored.status

    @strawberry.field(description="How it stands with its provider, in words.")
    def status_text(self, info: Info) -> str:
        """Resolve ``Offer.statusText``."""
        return info.context.say(self.catalogue.definition.words.statuses[self.authored.status])

    @strawberry.field(description="The slug of the kind of offer.")
    def kind(self) -> str:
        """Resolve ``Offer.kind``."""
        return self.authored.kind

    @strawberry.field(description="The kind of offer, in words.")
    def kind_text(self, info: Info) -> str:
        """Resolve ``Offer.kindText``."""
        return info.context.say(self.catalogue.definition.words.offer_kinds[self.authored.kind])

    @strawberry.field(description="How sure the entry is.")
    def confidence(self) -> Confidence:
        """Resolve ``Offer.confidence``."""
        return self.authored.confidence

    @strawberry.field(
        description="When a person last compared it with the provider; null while nobody has."
    )
    def checked_on(self) -> dt.date | None:
        """Resolve ``Offer.checkedOn``."""
        return self.authored.checked_on

    @strawberry.field(description="Who checked it then.")
    def checked_by(self) -> str | None:
        """Resolve ``Offer.checkedBy``."""
        return self.authored.checked_by

    @strawberry.field(description="Since when it stands so: a day, a month or a year.")
    def status_since(self) -> str | None:
        """Resolve ``Offer.statusSince``."""
        return self.authored.status_since

    @strawberry.field(description="When it opened or opens, where known.")
    def opens_on(self) -> dt.date | None:
        """Resolve ``Offer.opensOn``."""
        return self.authored.valid_from

    @strawberry.field(description="When it closes or closed, where known: its last day.")
    def closes_on(self) -> dt.date | None:
        """Resolve ``Offer.closesOn``."""
        return self.authored.valid_to

    @strawberry.field(
        description="How sure the address is: stored_site, the site is among the sources;"
        " general_knowledge, it is from memory and was not opened."
    )
    def url_basis(self) -> str | None:
        """Resolve ``Offer.urlBasis``."""
        return self.authored.url_basis

    @strawberry.field(
        description="Whether it is open to all: at most being registered in Norway is demanded."
    )
    def open_to_all(self) -> bool:
        """Resolve ``Offer.openToAll``."""
        return self.authored.open_to_all

    @strawberry.field(description="What is still to be verified.")
    def to_verify(self, info: Info) -> list[str]:
        """Resolve ``Offer.toVerify``."""
        return [info.context.say(text) for text in self.authored.to_verify]

    @strawberry.field(description="Where its facts were read.")
    def sources(self, info: Info) -> list[Source]:
        """Resolve ``Offer.sources``."""
        definition = self.catalogue.definition
        known = definition.sources_by_slug
        return [Source.of(known[slug], definition, info.context) for slug in self.authored.sources]

    @strawberry.field(description="What to know besides.")
    def notes(self, info: Info) -> str | None:
        """Resolve ``Offer.notes``."""
        return info.context.say_any(self.authored.notes)

    @strawberry.field(description="Other and former names.")
    def aliases(self) -> list[str]:
        """Resolve ``Offer.aliases``."""
        return list(self.authored.aliases)

    @strawberry.field(description="What only the provider can judge.")
    def also_requires(self, info: Info) -> list[str]:
        """Resolve ``Offer.alsoRequires``."""
        return [info.context.say(text) for text in self.authored.also_requires]

    @strawberry.field(description="What it became, where it has ended, merged or been renamed.")
    def successor(self) -> "Offer | None":
        """Resolve ``Offer.successor``."""
        successor = self.authored.successor
        if successor is None:
            return None
        return self.view(self.catalogue.definition.offers_by_slug[successor], self.catalogue)
