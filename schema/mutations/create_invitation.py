"""``createInvitation``."""

import datetime as dt
from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, Sought
from assessments.services.invitations import InvitationWanted, create_invitation
from schema.context import Info
from schema.errors import NotFound, failure
from schema.member_errors import InvitationRejected, NumbersRejected, TooManyInvitations
from schema.permissions import ADVISORS, callers
from schema.types.invitation import Invitation


@strawberry.input(description="Which invitation to make.")
class CreateInvitationInput:
    """Input of ``createInvitation``."""

    cluster: str = strawberry.field(description="The slug of the cluster that invites.")
    organisation_numbers: list[str] | None = strawberry.field(
        default=None,
        description="The numbers of those that it is for, at most 5,000, which are counted as"
        " invited; left out, it is for whoever gets the link, and nobody is counted.",
    )
    note: str | None = strawberry.field(
        default=None,
        description="The advisor's own words, at most 200 characters; only advisors of the cluster"
        " see them.",
    )
    expires_at: dt.datetime | None = strawberry.field(
        default=None,
        description="When it ends, at most 366 days ahead; in 180 days where left out.",
    )


@strawberry.type(description="The new invitation.")
class CreateInvitationSuccess:
    """It was made."""

    invitation: Invitation = strawberry.field(description="The invitation.")


CreateInvitationResult = Annotated[
    CreateInvitationSuccess | InvitationRejected | NumbersRejected | TooManyInvitations | NotFound,
    strawberry.union("CreateInvitationResult", description="How making it went."),
]


@strawberry.type
class CreateInvitation:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADVISORS),
        description="Make a link by which a cluster invites companies; it is sent by the cluster"
        " itself. At most 50 a day for a cluster. For advisors of it.",
    )
    async def create_invitation(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            CreateInvitationInput, strawberry.argument(description="Which invitation.")
        ],
    ) -> CreateInvitationResult:
        """Resolve ``Mutation.createInvitation``."""
        context = info.context
        wanted = InvitationWanted(
            organisations=input.organisation_numbers,
            note=input.note,
            expires_at=input.expires_at,
        )
        try:
            made = await create_invitation(
                context.environment, context.principal, input.cluster, wanted
            )
        except AssessmentsError as error:
            failed: CreateInvitationResult = failure(error, context, Sought.CLUSTER)
            return failed
        return CreateInvitationSuccess(invitation=Invitation.of(made))
