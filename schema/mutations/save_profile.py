"""``saveProfile``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.requests import Precondition
from assessments.services.saving import save_profile
from schema.context import Info
from schema.errors import (
    AccessExpired,
    AlreadySubmitted,
    Busy,
    NotFound,
    ProfileRejected,
    RevisionConflict,
    failure,
)
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers
from schema.types.assessment import Assessment
from schema.types.inputs import CompanyProfileInput, given_facts


@strawberry.input(description="Facts to save.")
class SaveProfileInput:
    """Input of ``saveProfile``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")
    profile: CompanyProfileInput = strawberry.field(description="What the company states.")
    expected_revision: int | None = strawberry.field(
        default=None, description="Save only if the assessment is at this revision."
    )


@strawberry.type(description="The assessment with the facts saved.")
class SaveProfileSuccess:
    """They were saved."""

    assessment: Assessment = strawberry.field(
        description="The assessment; its `overriddenFacts` are those without effect at present."
    )


SaveProfileResult = Annotated[
    SaveProfileSuccess
    | ProfileRejected
    | RevisionConflict
    | AlreadySubmitted
    | NotFound
    | AccessExpired
    | Busy,
    strawberry.union("SaveProfileResult", description="How saving went."),
]


@strawberry.type
class SaveProfile:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Save what is stated about the company in an assessment, all or none. For"
        " whoever holds its access token or is signed in for its company.",
    )
    async def save_profile(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            SaveProfileInput, strawberry.argument(description="Which facts.")
        ],
    ) -> SaveProfileResult:
        """Resolve ``Mutation.saveProfile``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            stored = await save_profile(
                context.environment,
                context.principal,
                uuid,
                given_facts(input.profile),
                Precondition(expected_revision=input.expected_revision),
            )
        except AssessmentsError as error:
            failed: SaveProfileResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return SaveProfileSuccess(assessment=Assessment.of(stored, context))
