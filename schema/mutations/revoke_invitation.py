"""``revokeInvitation``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.invitations import revoke_invitation
from schema.context import Info
from schema.errors import NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import ADVISORS, callers
from schema.types.invitation import Invitation


@strawberry.input(description="Which invitation to revoke.")
class RevokeInvitationInput:
    """Input of ``revokeInvitation``."""

    invitation_id: strawberry.ID = strawberry.field(description="Which invitation.")


@strawberry.type(description="It is revoked, and its links are of no use any more.")
class RevokeInvitationSuccess:
    """It was revoked."""

    invitation: Invitation = strawberry.field(description="The invitation.")


RevokeInvitationResult = Annotated[
    RevokeInvitationSuccess | NotFound,
    strawberry.union("RevokeInvitationResult", description="How revoking went."),
]


@strawberry.type
class RevokeInvitation:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ADVISORS),
        description="Revoke an invitation, which ends at once; once more changes nothing. What was"
        " begun by it stays. For advisors of its cluster.",
    )
    async def revoke_invitation(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            RevokeInvitationInput, strawberry.argument(description="Which invitation.")
        ],
    ) -> RevokeInvitationResult:
        """Resolve ``Mutation.revokeInvitation``."""
        context = info.context
        uuid = parse_id_of("Invitation", input.invitation_id)
        try:
            if uuid is None:
                raise NotFoundError
            done = await revoke_invitation(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: RevokeInvitationResult = failure(error, context, Sought.INVITATION)
            return failed
        return RevokeInvitationSuccess(invitation=Invitation.of(done))
