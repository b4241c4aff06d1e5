"""``type Company``: its profile, its access log and its assessments."""

from uuid import UUID

import strawberry

from assessments.assessment import StoredCompany
from schema.context import Context, Info
from schema.ids import global_id
from schema.paging import After, First
from schema.permissions import COMPANIES, reached_by
from schema.types.access_log import AccessLogConnection, access_log_of
from schema.types.company_assessments import AssessmentConnection, assessments_of
from schema.types.node import Node
from schema.types.profile import Profile, StatedProfile


@reached_by(COMPANIES)
@strawberry.type(description="A company that has proven its organisation number.")
class Company(Node, Profile):
    """GraphQL view of a company."""

    company_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, stored: StoredCompany, context: Context) -> "Company":
        """Build it."""
        return cls(
            id=global_id("Company", stored.id),
            stated=StatedProfile(stored.known, context.library.catalogue),
            company_id=stored.id,
        )

    @strawberry.field(
        description="Who has read, granted, withdrawn, erased or administered something of the"
        " company's, the newest first; at most 200 a page."
    )
    async def access_log(
        self, info: Info, first: First, after: After = None
    ) -> AccessLogConnection:
        """Resolve ``Company.accessLog``."""
        return await access_log_of(self.company_id, info.context, first, after)

    @strawberry.field(
        description="The company's assessments, drafts too, the last started first; at most 200 a"
        " page. Those that were claimed stand where they were started."
    )
    async def assessments(
        self, info: Info, first: First, after: After = None
    ) -> AssessmentConnection:
        """Resolve ``Company.assessments``."""
        return await assessments_of(self.company_id, info.context, first, after)
