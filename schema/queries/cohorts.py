"""The root field for figures about many companies."""

from typing import Annotated

import strawberry

from assessments.services.cohorts.reading import open_cohort
from assessments.services.cohorts.refusals import FilterRejectedError
from schema.context import Info
from schema.permissions import FIGURE_READERS, callers
from schema.types.cohorts.cohort import Cohort
from schema.types.cohorts.filter import CohortFilterInput, asked_by, filter_refused
from schema.types.cohorts.view import CohortView


@strawberry.type
class CohortQueries:
    """Queries about many companies."""

    @strawberry.field(
        metadata=callers(FIGURE_READERS),
        description="Figures about the companies that fit a filter. For advisors, and programs with"
        " the scope AGGREGATES: of all companies, and of clusters that they read for. Null where"
        " there is no such questionnaire or cluster, or it is not theirs, and for anybody else.",
    )
    async def cohort(
        self,
        info: Info,
        given: Annotated[
            CohortFilterInput, strawberry.argument(name="filter", description="Which companies.")
        ],
    ) -> Cohort | None:
        """Resolve ``Query.cohort``."""
        context = info.context
        asked = asked_by(given, context)
        try:
            opened = await open_cohort(context.environment, context.principal, asked)
        except FilterRejectedError as error:
            raise filter_refused(error) from error
        questionnaire = context.library.questionnaire(asked.questionnaire)
        if opened is None or questionnaire is None:
            return None
        view = CohortView(opened=opened, questionnaire=questionnaire, keys=opened.keys)
        return Cohort(view=view)
