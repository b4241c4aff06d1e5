"""``type Disclosure``: how figures are protected, and how exact they are."""

import datetime as dt
from decimal import Decimal

import strawberry

from assessments.services.cohorts.method import count_margin, mean_margin, method_of
from assessments.services.cohorts.reading import CohortFigures
from schema.context import Context


@strawberry.type(description="How figures are protected, and how exact they are.")
class Disclosure:
    """GraphQL view of the protection."""

    minimum_contributors: int = strawberry.field(
        description="The fewest companies that a figure is about."
    )
    method: str = strawberry.field(
        description="How the figures are protected and how exact they are, in sentences that may be"
        " quoted beside them."
    )
    released_at: dt.datetime | None = strawberry.field(
        description="As of when the figures are: they change in steps. The oldest where several"
        " cohorts were added up; null where nothing is told."
    )
    is_exact: bool | None = strawberry.field(
        description="Whether the number of companies and the overall mean are without noise, and so"
        " the means of themes in which every company has a score. Null where nothing is told."
    )
    margin_of_mean: Decimal | None = strawberry.field(
        description="How far the overall mean is from the true one in nineteen of twenty cases, at"
        " most, in points with one decimal; 0 where it is exact, null where nothing is told."
    )
    margin_of_counts: int | None = strawberry.field(
        description="How far a number of companies with a certain answer, level or outcome is from"
        " the true one in nineteen of twenty cases, at most. Such numbers always carry noise. Null"
        " where nothing is told."
    )

    @classmethod
    def of(cls, figures: CohortFigures, context: Context) -> "Disclosure":
        """Build it in the caller's language."""
        return cls(
            minimum_contributors=figures.minimum,
            method=context.say(method_of(figures)),
            released_at=figures.released_at,
            is_exact=None if figures.told is None else figures.is_exact,
            margin_of_mean=mean_margin(figures),
            margin_of_counts=count_margin(figures),
        )
