"""``type ProgrammeLevel``."""

import strawberry

from assessments.content.catalogue import Words
from assessments.matching import offers
from schema.context import Context


@strawberry.type(
    description="A period in which a cluster had a level of the national cluster programme."
)
class ProgrammeLevel:
    """GraphQL view of a level and its period."""

    level: str = strawberry.field(description="The level, in words.")
    since: str = strawberry.field(
        description="From when, as a year, a month or a day in ISO 8601, as far as it is known."
    )
    until: str | None = strawberry.field(
        description="Until when, likewise; null while it lasts, and where the end is not known."
    )

    @classmethod
    def of(
        cls, authored: offers.ProgrammeLevel, words: Words, context: Context
    ) -> "ProgrammeLevel":
        """Build it; catalogues published before there were labels say the level as it is."""
        label = words.programme_levels.get(authored.level)
        return cls(
            level=authored.level if label is None else context.say(label),
            since=authored.since,
            until=authored.until,
        )
