"""Root fields about the members of clusters."""

from typing import Annotated, Final

import strawberry

from assessments.errors import Sought
from assessments.services.members import read_members
from schema.context import Info
from schema.keyset import cursor_at, page_info, page_read, position_of
from schema.paging import After, First, capped
from schema.permissions import ADVISORS, callers
from schema.types.member import Member, MemberConnection, MemberEdge

SLUG: Final = "The slug of the cluster."


@strawberry.type
class MemberQueries:
    """Queries of advisors about members."""

    @strawberry.field(
        metadata=callers(ADVISORS),
        description="The members that a cluster has confirmed, in the order of their numbers; at"
        " most 200 a page. For advisors of it; for anybody else there is no such cluster, an error"
        " with the code `NOT_FOUND`. Whether a member has answered is not shown.",
    )
    async def members(
        self,
        info: Info,
        cluster: Annotated[str, strawberry.argument(description=SLUG)],
        first: First,
        after: After = None,
    ) -> MemberConnection:
        """Resolve ``Query.members``."""
        context, named = info.context, f"members:{cluster}"
        reading = read_members(
            context.environment,
            context.principal,
            cluster,
            first=capped(first),
            after=position_of(named, after),
        )
        page = await page_read(reading, Sought.CLUSTER.value)
        edges = [
            MemberEdge(cursor=cursor_at(named, one.id), node=Member.of(one)) for one in page.members
        ]
        return MemberConnection(
            cluster=cluster,
            page_info=page_info([e.cursor for e in edges], after, has_more=page.has_more),
            edges=edges,
        )
