"""Root fields about invitations."""

from typing import Annotated

import strawberry

from assessments.errors import Sought
from assessments.services.invitations import read_invitations
from assessments.services.invited import say_who_invites
from schema.context import Info
from schema.keyset import cursor_at, page_info, page_read, position_of
from schema.paging import After, First, capped
from schema.permissions import ADVISORS, COMPANY, OPEN, callers
from schema.queries.members import SLUG
from schema.types.invitation import (
    Invitation,
    InvitationConnection,
    InvitationEdge,
    InvitationGreeting,
)


@strawberry.type
class InvitationQueries:
    """Queries about invitations: of advisors, and of whoever follows a link."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=COMPANY),
        description="Who invites by a code. Open to everybody; null where there is no such"
        " invitation, or it has expired or been revoked. Give the code to `startAssessment`.",
    )
    async def invitation(
        self,
        info: Info,
        code: Annotated[str, strawberry.argument(description="What the link ends in.")],
    ) -> InvitationGreeting | None:
        """Resolve ``Query.invitation``."""
        context = info.context
        said = await say_who_invites(context.environment, context.principal, code)
        return None if said is None else InvitationGreeting(text=context.say(said))

    @strawberry.field(
        metadata=callers(ADVISORS),
        description="The invitations of a cluster, ended ones too, the last made first; at most 200"
        " a page. For advisors of it; for anybody else there is no such cluster, an error with the"
        " code `NOT_FOUND`.",
    )
    async def invitations(
        self,
        info: Info,
        cluster: Annotated[str, strawberry.argument(description=SLUG)],
        first: First,
        after: After = None,
    ) -> InvitationConnection:
        """Resolve ``Query.invitations``."""
        context, named = info.context, f"invitations:{cluster}"
        reading = read_invitations(
            context.environment,
            context.principal,
            cluster,
            first=capped(first),
            after=position_of(named, after),
        )
        page = await page_read(reading, Sought.CLUSTER.value)
        edges = [
            InvitationEdge(cursor=cursor_at(named, one.id), node=Invitation.of(one))
            for one in page.invitations
        ]
        return InvitationConnection(
            cluster=cluster,
            page_info=page_info([e.cursor for e in edges], after, has_more=page.has_more),
            edges=edges,
        )
