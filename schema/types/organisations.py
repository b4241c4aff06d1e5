"""Organisations, authorities and policies."""

import datetime as dt

import strawberry

from assessments.content import catalogue as content
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Confidence
from schema.context import Info
from schema.types.entries import CatalogueEntry, Source


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

    @strawberry.field(description="The slug of how it stands.")
    def status(self) -> str:
        """Resolve ``Organisation.status``."""
        return self.organisation.status

    @strawberry.field(description="How sure the entry is.")
    def confidence(self) -> Confidence:
        """Resolve ``Organisation.confidence``."""
        return self.organisation.confidence

    @strawberry.field(description="When a person last checked it; null while nobody has.")
    def checked_on(self) -> dt.date | None:
        """Resolve ``Organisation.checkedOn``."""
        return self.organisation.checked_on

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
