"""``renewAccessToken``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.access import renew_access_token
from assessments.services.tokens import principal_of
from schema.context import Info
from schema.errors import AccessExpired, NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import RESPONDENTS, callers
from schema.types.assessment import Assessment


@strawberry.input(description="Which access to renew.")
class RenewAccessTokenInput:
    """Input of ``renewAccessToken``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")


@strawberry.type(description="A new access token; the old one has ended.")
class RenewAccessTokenSuccess:
    """It was renewed."""

    access_token: str = strawberry.field(description="Shown this once.")
    assessment: Assessment = strawberry.field(description="The assessment, unchanged.")


RenewAccessTokenResult = Annotated[
    RenewAccessTokenSuccess | NotFound | AccessExpired | NotAvailable,
    strawberry.union("RenewAccessTokenResult", description="How renewing went."),
]


@strawberry.type
class RenewAccessToken:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(RESPONDENTS),
        description="Put a new access token in the place of the caller's, which ends at once: for"
        " a link that got into the wrong hands. Needs the present token; not for programs.",
    )
    async def renew_access_token(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            RenewAccessTokenInput, strawberry.argument(description="Which access.")
        ],
    ) -> RenewAccessTokenResult:
        """Resolve ``Mutation.renewAccessToken``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            started = await renew_access_token(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: RenewAccessTokenResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        # What is asked of the assessment is read with the new token; the old one is over.
        context.principal = principal_of(started.access_token)
        return RenewAccessTokenSuccess(
            access_token=started.access_token,
            assessment=Assessment.of(started.assessment, context),
        )
