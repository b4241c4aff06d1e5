"""``input CohortFilterInput``: whom figures are about, and what it says to the services."""

from typing import Final

import strawberry

from assessments.services.cohorts.checking import checked
from assessments.services.cohorts.reading import AskedCohort
from assessments.services.cohorts.refusals import FilterRejectedError
from schema.context import Context
from schema.refusing import BAD_USER_INPUT, SaidError
from schema.types.size_band import SizeBand

QUARTER: Final = (
    "such as `2026-Q3`. Figures are of one quarter (the same twice), of a calendar year (Q1 to Q4),"
    " or of everything (both left out)."
)


@strawberry.input(
    description="Which companies. A list means any of its values and has at least one; what is"
    " left out means all, also those that did not state it. What is unknown is refused with the"
    " code `BAD_USER_INPUT`, naming the field and what may be given. Figures are made beforehand of"
    " all companies and of each cluster, by at most two of cluster, region, size and sector, over"
    " all time by three: of more at once nothing is told."
)
class CohortFilterInput:
    """A filter; every field that is given must fit."""

    questionnaire: str = strawberry.field(description="The questionnaire's slug.")
    cluster: str | None = strawberry.field(
        default=None,
        description="The slug of a cluster that the caller reads for: of its confirmed members.",
    )
    regions: list[str] | None = strawberry.field(
        default=None,
        description="Codes of counties, such as `46`, or slugs of parts of the country, such as"
        " `vestlandet`, for all counties of it.",
    )
    size_bands: list[SizeBand] | None = strawberry.field(
        default=None, description="Sizes by headcount."
    )
    sectors: list[str] | None = strawberry.field(
        default=None,
        description="Main sectors: slugs of options of the fact `sectors`. A company with several"
        " belongs to the first of them.",
    )
    submitted_from: str | None = strawberry.field(
        default=None, description=f"The first quarter, {QUARTER}"
    )
    submitted_to: str | None = strawberry.field(
        default=None, description=f"The last quarter, {QUARTER}"
    )


def asked_by(given: CohortFilterInput, context: Context) -> AskedCohort:
    """Return what is asked about.

    Raises:
        SaidError: A value does not exist, a list is empty, or a quarter is none.
    """
    asked = AskedCohort(
        questionnaire=given.questionnaire,
        cluster=given.cluster,
        regions=_each(given.regions),
        size_bands=_each(given.size_bands),
        sectors=_each(given.sectors),
        submitted_from=given.submitted_from,
        submitted_to=given.submitted_to,
    )
    try:
        return checked(context.library.catalogue.definition, asked)
    except FilterRejectedError as error:
        raise filter_refused(error) from error


def filter_refused(error: FilterRejectedError) -> SaidError:
    """Return the error of a query whose filter cannot be used."""
    return SaidError(error.message, code=BAD_USER_INPUT)


def _each(values: list[str] | list[SizeBand] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(map(str, values))
