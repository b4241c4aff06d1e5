"""``type ClusterMembers``."""

import strawberry

from assessments.matching import offers
from schema.context import Context


@strawberry.type(description="How many members a cluster had, and when.")
class ClusterMembers:
    """GraphQL view of a count of members."""

    count: int = strawberry.field(description="How many members.")
    as_of: str = strawberry.field(
        description="When: a day, a month, a year or a span of years, as far as it is known."
    )
    basis: str | None = strawberry.field(description="What was counted, where that has to be said.")

    @classmethod
    def of(cls, authored: offers.Members, context: Context) -> "ClusterMembers":
        """Build it in the caller's language."""
        return cls(
            count=authored.count,
            as_of=authored.as_of,
            basis=context.say_any(authored.basis),
        )
