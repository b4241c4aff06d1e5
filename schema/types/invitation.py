"""Invitations: as advisors of a cluster see them, and as whoever follows a link does."""

import datetime as dt

import strawberry

from assessments.services.invitations import StoredInvitation, count_invited
from schema.context import Info
from schema.ids import global_id
from schema.types.node import PageInfo


@strawberry.type(
    description="A link by which a cluster invites companies. Who followed it, and who began by it,"
    " is shown to nobody."
)
class Invitation:
    """GraphQL view of an invitation."""

    id: strawberry.ID = strawberry.field(description="The id, the same for ever.")
    cluster: str = strawberry.field(description="The slug of the cluster that invites.")
    code: str = strawberry.field(
        description="What links to it end in: 22 letters, digits, _ and -. It opens nothing but who"
        " invites."
    )
    organisations: int | None = strawberry.field(
        description="How many organisations it is for; null where it is for whoever has it."
    )
    note: str | None = strawberry.field(description="What the advisor wrote beside it.")
    created_at: dt.datetime = strawberry.field(description="When it was made.")
    expires_at: dt.datetime = strawberry.field(description="When it ends.")
    revoked_at: dt.datetime | None = strawberry.field(
        description="When it was revoked; null where it was not."
    )

    @classmethod
    def of(cls, stored: StoredInvitation) -> "Invitation":
        """Build it."""
        return cls(
            id=global_id("Invitation", stored.id),
            cluster=stored.cluster,
            code=stored.code,
            organisations=stored.invited or None,
            note=stored.note,
            created_at=stored.created_at,
            expires_at=stored.expires_at,
            revoked_at=stored.revoked_at,
        )


@strawberry.type(description="An invitation and its place in the list.")
class InvitationEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Its cursor.")
    node: Invitation = strawberry.field(description="The invitation.")


@strawberry.type(description="A page of invitations, the last made first.")
class InvitationConnection:
    """A connection."""

    cluster: strawberry.Private[str]
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[InvitationEdge] = strawberry.field(description="The invitations.")

    @strawberry.field(
        description="How many organisations the cluster has invited by their numbers, in all of its"
        " invitations that are kept; each counts once."
    )
    async def organisations_invited(self, info: Info) -> int:
        """Resolve ``InvitationConnection.organisationsInvited``."""
        context = info.context
        return await count_invited(context.environment, context.principal, self.cluster)


@strawberry.type(description="What whoever follows an invitation is told of it.")
class InvitationGreeting:
    """GraphQL view of an invitation that is open to everybody."""

    text: str = strawberry.field(
        description="Which cluster invites, in words, in the language of the request."
    )
