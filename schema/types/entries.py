"""What every entry of the catalogue has in common: names, sources, how sure it is."""

import datetime as dt

import strawberry

from assessments.content import catalogue as content
from assessments.matching.offers import Confidence
from assessments.texts import Text
from schema.context import Context, Info
from schema.enums import describe_enum

describe_enum(
    Confidence,
    "How sure an entry is.",
    {
        "SOURCED": "Its main facts stand in a stored page.",
        "PARTLY_SOURCED": "Some figures or criteria are general knowledge.",
        "GENERAL_KNOWLEDGE": "It is from memory and to be verified.",
    },
)


@strawberry.type(description="Who offers something.")
class Provider:
    """GraphQL view of a provider."""

    name: str = strawberry.field(description="What it is called.")
    url: str | None = strawberry.field(description="Its own address, where known.")


@strawberry.type(description="Where a fact was read.")
class Source:
    """GraphQL view of a source."""

    title: str = strawberry.field(description="Made from the address.")
    url: str | None = strawberry.field(description="Where it was read.")
    published_on: dt.date | None = strawberry.field(
        description="The date of its content, where the day is known."
    )
    dated: str | None = strawberry.field(
        description="The time that its content speaks of, as exactly as it is known; null where"
        " nobody knows."
    )
    note: str | None = strawberry.field(description="What to bear in mind about it.")

    @classmethod
    def of(cls, source: content.Source, catalogue: content.Catalogue, context: Context) -> "Source":
        """Build it in the caller's language; a phrase that has no words stays as it is written."""
        known = catalogue.source_phrases
        said = {
            field: context.say(known[written]) if written in known else written
            for field, written in source.phrases.items()
        }
        return cls(
            title=source.title,
            url=source.url,
            published_on=source.published_on,
            dated=said.get("dated", source.dated),
            note=said.get("note", source.note),
        )


@strawberry.interface(description="An entry of the catalogue that can be found by its names.")
class CatalogueEntry:
    """The fields that everything in the catalogue has."""

    entry_name: strawberry.Private[Text]
    slug: str = strawberry.field(description="The entry's slug, or a region's code.")

    @strawberry.field(description="What it is called.")
    def name(self, info: Info) -> str:
        """Resolve ``CatalogueEntry.name``."""
        return info.context.say(self.entry_name)
