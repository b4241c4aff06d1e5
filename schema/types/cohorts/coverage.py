"""``type Coverage``: who answered, of whom."""

import strawberry

from assessments.services.cohorts.reading import ListCounts, ShownFigure


@strawberry.type(
    description="Who answered of a cluster as a whole, whatever else the filter says: companies"
    " chose to answer, so they need not be like the others."
)
class Coverage:
    """GraphQL view of how many answered."""

    invited: int = strawberry.field(
        description="How many organisations the cluster has invited by their numbers, each once."
    )
    members: int = strawberry.field(description="How many members the cluster has confirmed.")
    answered: int | None = strawberry.field(
        description="How many of its members are counted in figures of this questionnaire, over all"
        " time; a group of companies counts once. Null where that is protected."
    )

    @classmethod
    def of(cls, lists: ListCounts, shown: ShownFigure | None) -> "Coverage":
        """Build it."""
        return cls(
            invited=lists.invited,
            members=lists.members,
            answered=None if shown is None else shown.told.companies,
        )
