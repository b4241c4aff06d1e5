"""``dissolveGroup``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, Sought
from assessments.services.groups import dissolve_group
from schema.context import Info
from schema.errors import InvalidOrganisationNumber, NotFound, failure
from schema.permissions import ADMINISTRATORS, callers


@strawberry.input(description="Which group to dissolve.")
class DissolveGroupInput:
    """Input of ``dissolveGroup``."""

    group_organisation_number: str = strawberry.field(
        description="The number of the parent company."
    )


@strawberry.type(description="The group is dissolved, and each counts for itself.")
class DissolveGroupSuccess:
    """It was dissolved."""

    organisation_numbers: list[str] = strawberry.field(
        description="The numbers of those that were in it, in order."
    )


DissolveGroupResult = Annotated[
    DissolveGroupSuccess | InvalidOrganisationNumber | NotFound,
    strawberry.union("DissolveGroupResult", description="How dissolving went."),
]


@strawberry.type
class DissolveGroup:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADMINISTRATORS),
        description="Say that organisations are a group no more. For administrators.",
    )
    async def dissolve_group(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            DissolveGroupInput, strawberry.argument(description="Which group.")
        ],
    ) -> DissolveGroupResult:
        """Resolve ``Mutation.dissolveGroup``."""
        context = info.context
        try:
            gone = await dissolve_group(
                context.environment, context.principal, input.group_organisation_number
            )
        except AssessmentsError as error:
            failed: DissolveGroupResult = failure(error, context, Sought.GROUP)
            return failed
        return DissolveGroupSuccess(organisation_numbers=list(gone))
