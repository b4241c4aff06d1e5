"""Members of a cluster, as its advisors see them."""

import datetime as dt

import strawberry

from assessments.services.members import StoredMember, count_members
from schema.context import Info
from schema.types.node import PageInfo


@strawberry.type(description="An organisation that a cluster has confirmed as its member.")
class Member:
    """GraphQL view of a membership."""

    organisation_number: str = strawberry.field(description="Its number, nine digits.")
    confirmed_at: dt.datetime = strawberry.field(description="When the cluster confirmed it.")

    @classmethod
    def of(cls, stored: StoredMember) -> "Member":
        """Build it."""
        return cls(organisation_number=stored.organisation_number, confirmed_at=stored.confirmed_at)


@strawberry.type(description="A member and its place in the list.")
class MemberEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Its cursor.")
    node: Member = strawberry.field(description="The member.")


@strawberry.type(description="A page of members, in the order of their numbers.")
class MemberConnection:
    """A connection."""

    cluster: strawberry.Private[str]
    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[MemberEdge] = strawberry.field(description="The members.")

    @strawberry.field(description="How many there are on all pages.")
    async def total_count(self, info: Info) -> int:
        """Resolve ``MemberConnection.totalCount``."""
        context = info.context
        return await count_members(context.environment, context.principal, self.cluster)
