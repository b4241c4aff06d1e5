"""``verifyGroup``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, Sought
from assessments.services.groups import verify_group
from schema.context import Info
from schema.errors import InvalidOrganisationNumber, NotFound, failure
from schema.member_errors import NumbersRejected
from schema.permissions import ADMINISTRATORS, callers


@strawberry.input(description="Which organisations belong together.")
class VerifyGroupInput:
    """Input of ``verifyGroup``."""

    group_organisation_number: str = strawberry.field(
        description="The number of the parent company, which belongs to the group as well."
    )
    organisation_numbers: list[str] = strawberry.field(
        description="The numbers of all others in the group, at most 5,000."
    )


@strawberry.type(description="The group as it is now.")
class VerifyGroupSuccess:
    """It was verified."""

    organisation_numbers: list[str] = strawberry.field(
        description="The numbers of all in the group, the parent company too, in order."
    )


VerifyGroupResult = Annotated[
    VerifyGroupSuccess | NumbersRejected | InvalidOrganisationNumber | NotFound,
    strawberry.union("VerifyGroupResult", description="How verifying went."),
]


@strawberry.type
class VerifyGroup:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADMINISTRATORS),
        description="Say that organisations are one group, which counts as one in figures about"
        " many. The group is then exactly these: others leave it, and these leave other groups. For"
        " administrators, who check it in the register.",
    )
    async def verify_group(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            VerifyGroupInput, strawberry.argument(description="Which group.")
        ],
    ) -> VerifyGroupResult:
        """Resolve ``Mutation.verifyGroup``."""
        context = info.context
        try:
            members = await verify_group(
                context.environment,
                context.principal,
                input.group_organisation_number,
                input.organisation_numbers,
            )
        except AssessmentsError as error:
            failed: VerifyGroupResult = failure(error, context, Sought.GROUP)
            return failed
        return VerifyGroupSuccess(organisation_numbers=list(members))
