"""What a search by name finds."""

import datetime as dt

import strawberry

from assessments.company import reference
from assessments.content import catalogue as content
from assessments.content.search import Entry, Hit
from schema.context import Context
from schema.types.entries import CatalogueEntry
from schema.types.offers import offer_of
from schema.types.organisations import organisation_of
from schema.types.rules import ProcurementRule, Requirement


@strawberry.type(description="A county, as an entry that can be found by its names and code.")
class RegionEntry(CatalogueEntry):
    """GraphQL view of a region among other entries; `slug` is its code."""

    region: strawberry.Private[reference.Region]

    @strawberry.field(description="The day it ceased to be, for a former one.")
    def valid_to(self) -> dt.date | None:
        """Resolve ``RegionEntry.validTo``."""
        return self.region.valid_to


@strawberry.type(description="An entry that was found by a name.")
class SearchHit:
    """GraphQL view of a hit."""

    matched_name: str = strawberry.field(
        description="The name, old or new, that was found; the entry's name where it was its slug."
    )
    entry: CatalogueEntry = strawberry.field(description="The entry.")
    became: list[CatalogueEntry] = strawberry.field(
        description="What it became, where it has ended, merged, been renamed or split."
    )

    @classmethod
    def of(cls, hit: Hit, context: Context) -> "SearchHit":
        """Build it."""
        return cls(
            matched_name=context.say(hit.name),
            entry=entry_of(hit.entry, context),
            became=[entry_of(entry, context) for entry in hit.became],
        )


def entry_of(entry: Entry, context: Context) -> CatalogueEntry:
    """Return the GraphQL view of any entry."""
    catalogue = context.library.catalogue
    if isinstance(entry, content.Requirement):
        return Requirement.of(entry, catalogue, context)
    if isinstance(entry, content.ProcurementRule):
        return ProcurementRule.of(entry, catalogue.definition, context)
    if isinstance(entry, reference.Region):
        return RegionEntry(slug=entry.code, entry_name=entry.name, region=entry)
    if isinstance(entry, content.Organisation):
        return organisation_of(entry, catalogue)
    return offer_of(catalogue.definition.offers_by_slug[entry.slug], catalogue)
