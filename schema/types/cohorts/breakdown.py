"""Figures by the values of a dimension."""

import strawberry

from assessments.cohorts.measures import OVERALL
from assessments.company.size import SizeBand
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.cohorts.breaking_down import BrokenDown, Dimension, parts_of
from assessments.services.cohorts.labels import label_of
from schema.context import Context
from schema.enums import describe_enum
from schema.loaders.figures import shown_of
from schema.types.cohorts.distribution import CohortTheme, Distribution, distribution_of, themes_of
from schema.types.cohorts.view import CohortView

describe_enum(
    Dimension,
    "What figures are broken down by.",
    {
        "REGION": "The county, or the part of the country.",
        "SIZE_BAND": "The size by headcount.",
        "SECTOR": "The main sector.",
        "CLUSTER": "The clusters that the caller reads for; a company may be in several.",
        "QUARTER": "The quarter in which companies submitted; each counts in every one in which it"
        " did.",
    },
    name="CohortDimension",
)


@strawberry.type(description="The figures of one value of a dimension, or of values together.")
class BreakdownRow:
    """GraphQL view of a row."""

    row: strawberry.Private[BrokenDown]
    questionnaire: strawberry.Private[CompiledQuestionnaire]
    value: str = strawberry.field(
        description="The value as `CohortFilterInput` takes it: the code of a county or the slug of"
        " a part of the country, a `SizeBand`, the slug of a sector or a cluster, or a quarter. For"
        " several size bands together a slug, such as `under_50`."
    )
    label: str = strawberry.field(description="What it is called.")
    companies: int | None = strawberry.field(
        description="How many companies; null where it is protected."
    )
    suppressed: bool = strawberry.field(description="Whether its figures are protected, and null.")

    @classmethod
    def of(
        cls, row: BrokenDown, by: Dimension, view: CohortView, context: Context
    ) -> "BreakdownRow":
        """Build it in the caller's language."""
        told = row.figures.told
        return cls(
            row=row,
            questionnaire=view.questionnaire,
            value=_given_as(by, row.value),
            label=context.say(label_of(context.library.catalogue.definition, by, row.value)),
            companies=None if told is None else told.companies,
            suppressed=told is None,
        )

    @strawberry.field(description="How the overall scores are spread; null where protected.")
    def overall(self) -> Distribution | None:
        """Resolve ``BreakdownRow.overall``."""
        told = self.row.figures.told
        return None if told is None else distribution_of(told.scores, OVERALL, self.questionnaire)

    @strawberry.field(description="All themes, in the questionnaire's order.")
    def themes(self) -> list[CohortTheme]:
        """Resolve ``BreakdownRow.themes``."""
        told = self.row.figures.told
        return themes_of({} if told is None else told.scores, self.questionnaire)


async def rows_of(view: CohortView, by: Dimension, context: Context) -> list[BreakdownRow]:
    """Return the rows of a breakdown, in the order of the content or of time."""
    parts = await parts_of(view.opened, by)
    rows = parts.told_by(await shown_of(context.figures, parts.keys))
    return [BreakdownRow.of(row, by, view, context) for row in rows]


def _given_as(by: Dimension, value: str) -> str:
    bands = {band.value: band.name for band in SizeBand}
    return bands.get(value, value) if by is Dimension.SIZE_BAND else value
