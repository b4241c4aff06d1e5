"""Root fields about what companies share."""

from typing import Annotated
from uuid import UUID

import strawberry

from assessments.errors import NotFoundError
from assessments.services.sharing import read_shared, read_shared_page
from assessments.texts import both
from schema.context import Context, Info
from schema.keyset import cursor_at, no_such_cursor, page_info, position_of
from schema.paging import After, First, capped
from schema.permissions import ADVISORS, callers
from schema.refusing import SaidError
from schema.types.shared_assessment import (
    SharedAssessment,
    SharedAssessmentConnection,
    SharedAssessmentEdge,
)

NOT_YOURS = both(
    "Det finnes ingen slik klynge blant dem dere er rådgivere for. Sjekk `cluster`, og at dere er"
    " logget inn som rådgiver.",
    "There is no such cluster among those that you are an advisor of. Check `cluster`, and that"
    " you are signed in as an advisor.",
)


@strawberry.type
class SharingQueries:
    """Queries of advisors."""

    @strawberry.field(
        metadata=callers(ADVISORS),
        description="What companies share with a cluster, the last shared first; at most 200 a"
        " page. Needs an advisor of the cluster; for anybody else there is no such cluster, an"
        " error with the code `NOT_FOUND`. Companies can see that it was read.",
    )
    async def shared_assessments(
        self,
        info: Info,
        cluster: Annotated[str, strawberry.argument(description="The slug of the cluster.")],
        first: First,
        after: After = None,
    ) -> SharedAssessmentConnection:
        """Resolve ``Query.sharedAssessments``."""
        context, named = info.context, f"sharedAssessments:{cluster}"
        try:
            page = await read_shared_page(
                context.environment,
                context.principal,
                cluster,
                first=capped(first),
                after=position_of(named, after),
            )
        except NotFoundError as error:
            raise SaidError(NOT_YOURS, code=error.code) from error
        if page is None:
            raise no_such_cursor()
        edges = [
            SharedAssessmentEdge(
                cursor=cursor_at(named, shared.consent.id),
                node=await SharedAssessment.of(shared, context),
            )
            for shared in page.shared
        ]
        return SharedAssessmentConnection(
            page_info=page_info([e.cursor for e in edges], after, has_more=page.has_more),
            edges=edges,
        )


async def find_shared(context: Context, consent_id: UUID) -> SharedAssessment | None:
    """Return what a consent shares with the caller; None where it shares nothing."""
    try:
        found = await read_shared(context.environment, context.principal, consent_id)
    except NotFoundError:
        return None
    return await SharedAssessment.of(found, context)
