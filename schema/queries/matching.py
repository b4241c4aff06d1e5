"""Matching a profile without an assessment."""

from typing import Annotated, ClassVar

import strawberry

from assessments.errors import ProfileRejectedError
from assessments.questionnaire.encoding import decode_all
from assessments.services.accepting import accept_facts
from assessments.services.evaluating import ProfileEvaluation
from schema.asking import AS_OF, day_asked, unusable
from schema.context import Info
from schema.permissions import MATCHING, OPEN, callers
from schema.scalars import GivenDate
from schema.types.inputs import CompanyProfileInput, given_facts
from schema.types.matched import WorkedOutMatches


@strawberry.type(description="What a company with a profile can make of every offer.")
class ProfileMatching(WorkedOutMatches[ProfileEvaluation]):
    """Matches of a profile."""

    LIST: ClassVar[str] = "matchProfile"


@strawberry.type
class MatchingQueries:
    """Queries that match."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=MATCHING),
        description="Match a profile to every offer, without an assessment and without saving"
        " anything. Open to everybody.",
    )
    def match_profile(
        self,
        info: Info,
        profile: Annotated[
            CompanyProfileInput, strawberry.argument(description="What the company states.")
        ],
        as_of: Annotated[GivenDate | None, strawberry.argument(description=AS_OF)] = None,
    ) -> ProfileMatching:
        """Resolve ``Query.matchProfile``."""
        context = info.context
        today = context.environment.today()
        day = day_asked(as_of, today)
        catalogue = context.library.catalogue
        try:
            accepted = accept_facts(
                catalogue, facts={}, given=given_facts(profile), today=max(day, today)
            )
        except ProfileRejectedError as error:
            raise unusable(error, context) from error
        stated = decode_all(accepted.document)
        return ProfileMatching(evaluation=ProfileEvaluation(catalogue, stated, day))
