"""``claimAssessment``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.claiming import claim
from schema.context import Info
from schema.errors import AccessExpired, Busy, NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import COMPANY_USERS, callers
from schema.types.assessment import Assessment


@strawberry.input(description="Which assessment to claim, and for which company.")
class ClaimAssessmentInput:
    """Input of ``claimAssessment``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")
    access_token: str = strawberry.field(description="Its access token, which ends by this.")
    company_id: strawberry.ID = strawberry.field(
        description="A company that the caller is signed in for."
    )


@strawberry.type(description="The assessment, which is the company's now.")
class ClaimAssessmentSuccess:
    """It was claimed."""

    assessment: Assessment = strawberry.field(description="The assessment.")


ClaimAssessmentResult = Annotated[
    ClaimAssessmentSuccess | NotFound | AccessExpired | NotAvailable | Busy,
    strawberry.union("ClaimAssessmentResult", description="How claiming went."),
]


@strawberry.type
class ClaimAssessment:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(COMPANY_USERS),
        description="Give an assessment that was begun without signing in to a company, once."
        " Facts that the company lacks are carried over to its profile. For whoever is signed in"
        " for the company and holds the access token; not for programs.",
    )
    async def claim_assessment(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            ClaimAssessmentInput, strawberry.argument(description="Which assessment.")
        ],
    ) -> ClaimAssessmentResult:
        """Resolve ``Mutation.claimAssessment``."""
        context = info.context
        assessment_id = parse_id_of("Assessment", input.assessment_id)
        company_id = parse_id_of("Company", input.company_id)
        try:
            if assessment_id is None or company_id is None:
                raise NotFoundError
            stored = await claim(
                context.environment,
                context.principal,
                assessment_id,
                input.access_token,
                company_id,
            )
        except AssessmentsError as error:
            failed: ClaimAssessmentResult = failure(error, context, Sought.ASSESSMENT_AND_COMPANY)
            return failed
        return ClaimAssessmentSuccess(assessment=Assessment.of(stored, context))
