"""Organisations, authorities and policies."""

import datetime as dt

import strawberry

from assessments.content import catalogue as content
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Confidence
from schema.context import Info
from schema.types.entries import CatalogueEntry, Source
from schema.types.offers import offer_of
from schema.types.question import Barrier, Theme, theme_named


@strawberry.type(description="An agency, authority, association, council or policy.")
class Organisation(CatalogueEntry):
    """GraphQL view of an organisation; there is nothing to apply for."""

    organisation: strawberry.Private[content.Organisation]
    catalogue: strawberry.Private[CompiledCatalogue]

    @strawberry.field(description="What it is, in a sentence.")
    def summary(self, info: Info) -> str:
        """Resolve ``Organisation.summary``."""
        return info.context.say(self.organisation.summary)

    @strawberry.field(description="Its address, where known.")
    def url(self) -> str | None:
        """Resolve ``Organisation.url``."""
        return self.organisation.url

    @strawberry.field(
        description="How sure the address is: stored_site, the site is among the sources;"
        " general_knowledge, it is from memory and was not opened."
    )
    def url_basis(self) -> str | None:
        """Resolve ``Organisation.urlBasis``."""
        return self.organisation.url_basis

    @strawberry.field(description="The slug of the kind of organisation.")
    def kind(self) -> str:
        """Resolve ``Organisation.kind``."""
        return self.organisation.kind

    @strawberry.field(description="The kind of organisation, in words.")
    def kind_text(self, info: Info) -> str:
        """Resolve ``Organisation.kindText``."""
        words = self.catalogue.definition.words
        return info.context.say(words.offer_kinds[self.organisation.kind])

    @strawberry.field(description="The themes that it has to do with.")
    def themes(self, info: Info) -> list[Theme]:
        """Resolve ``Organisation.themes``."""
        return [theme_named(slug, info.context) for slug in self.organisation.themes]

    @strawberry.field(description="The barriers that it has to do with.")
    def barriers(self) -> list[Barrier]:
        """Resolve ``Organisation.barriers``."""
        known = self.catalogue.definition.barriers_by_slug
        return [Barrier.of(known[slug]) for slug in self.organisation.barriers]

    @strawberry.field(description="The slug of how it stands.")
    def status(self) -> str:
        """Resolve ``Organisation.status``."""
        return self.organisation.status

    @strawberry.field(description="How it stands, in words.")
    def status_text(self, info: Info) -> str:
        """Resolve ``Organisation.statusText``."""
        words = self.catalogue.definition.words
        return info.context.say(words.statuses[self.organisation.status])

    @strawberry.field(description="Since when it stands so: a day, a month or a year.")
    def status_since(self) -> str | None:
        """Resolve ``Organisation.statusSince``."""
        return self.organisation.status_since

    @strawberry.field(description="The day that it began, where known.")
    def valid_from(self) -> dt.date | None:
        """Resolve ``Organisation.validFrom``."""
        return self.organisation.valid_from

    @strawberry.field(description="Its last day, where it has ended and that is known.")
    def valid_to(self) -> dt.date | None:
        """Resolve ``Organisation.validTo``."""
        return self.organisation.valid_to

    @strawberry.field(
        description="What it became, where it has ended, merged or been renamed: organisations or"
        " offers, in the content's order."
    )
    def successors(self) -> list[CatalogueEntry]:
        """Resolve ``Organisation.successors``."""
        return [_successor(slug, self.catalogue) for slug in self.organisation.successors]

    @strawberry.field(description="Other and former names.")
    def aliases(self) -> list[str]:
        """Resolve ``Organisation.aliases``."""
        return list(self.organisation.aliases)

    @strawberry.field(description="How sure the entry is.")
    def confidence(self) -> Confidence:
        """Resolve ``Organisation.confidence``."""
        return self.organisation.confidence

    @strawberry.field(description="When a person last checked it; null while nobody has.")
    def checked_on(self) -> dt.date | None:
        """Resolve ``Organisation.checkedOn``."""
        return self.organisation.checked_on

    @strawberry.field(description="Who checked it then.")
    def checked_by(self) -> str | None:
        """Resolve ``Organisation.checkedBy``."""
        return self.organisation.checked_by

    @strawberry.field(description="What is still to be verified.")
    def to_verify(self, info: Info) -> list[str]:
        """Resolve ``Organisation.toVerify``."""
        return [info.context.say(text) for text in self.organisation.to_verify]

    @strawberry.field(description="Where its facts were read.")
    def sources(self, info: Info) -> list[Source]:
        """Resolve ``Organisation.sources``."""
        definition = self.catalogue.definition
        known = definition.sources_by_slug
        return [
            Source.of(known[slug], definition, info.context) for slug in self.organisation.sources
        ]

    @strawberry.field(description="What to know besides.")
    def notes(self, info: Info) -> str | None:
        """Resolve ``Organisation.notes``."""
        return info.context.say_any(self.organisation.notes)


def organisation_of(entry: content.Organisation, catalogue: CompiledCatalogue) -> Organisation:
    """Return the GraphQL view of an organisation."""
    return Organisation(
        slug=entry.slug, entry_name=entry.name, organisation=entry, catalogue=catalogue
    )


def _successor(slug: str, catalogue: CompiledCatalogue) -> CatalogueEntry:
    """Return the view of what an organisation became, an offer or an organisation."""
    offer = catalogue.definition.offers_by_slug.get(slug)
    if offer is not None:
        return offer_of(offer, catalogue)
    return organisation_of(catalogue.definition.organisations_by_slug[slug], catalogue)
