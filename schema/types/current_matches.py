"""What a company can make of every offer by today's catalogue."""

import datetime as dt
from typing import ClassVar

import strawberry

from assessments.assessment import StoredAssessment
from assessments.services.evaluating import Evaluation
from assessments.services.turned import turned_since
from schema.context import Info
from schema.types.match_change import MatchChange
from schema.types.matched import WorkedOutMatches
from schema.types.theme_result import DocumentView


@strawberry.type(
    description="What the company can make of every offer, by the catalogue in use and what the"
    " assessment says, on a day."
)
class CurrentMatches(WorkedOutMatches[Evaluation]):
    """Matches of an assessment, worked out when asked for."""

    LIST: ClassVar[str] = "matchesNow"

    stored: strawberry.Private[StoredAssessment]
    as_of: dt.date = strawberry.field(description="The day from which ages and dates are counted.")

    @strawberry.field(
        description="The offers with another outcome than in the result, and why: those that are"
        " open to the company now first, those that have closed or gone last. Empty for a draft."
    )
    async def since_result(self, info: Info) -> list[MatchChange]:
        """Resolve ``CurrentMatches.sinceResult``."""
        result = self.stored.result
        if result is None:
            return []
        catalogue = await info.context.environment.shelf.catalogue(result.catalogue_version)
        document = DocumentView(result, self.evaluation.questionnaire).document
        turned = turned_since(result, document, catalogue, self.evaluation)
        return [MatchChange.of(one, info.context) for one in turned]
