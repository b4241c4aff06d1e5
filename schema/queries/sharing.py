"""Root fields about what companies share."""

from typing import Annotated
from uuid import UUID

import strawberry

from assessments.errors import NotFoundError
from assessments.services.sharing import read_shared, read_shared_page
from assessments.texts import both
from schema.context import Context, Info
from schema.keyset import cursor_at, page_info, page_read, position_of
from schema.paging import After, First, capped
from schema.permissions import RECIPIENTS, callers
from schema.types.shared_assessment import (
    SharedAssessment,
    SharedAssessmentConnection,
    SharedAssessmentEdge,
)

NOT_YOURS = both(
    "Det finnes ingen slik mottaker blant dem dere leser for. Sjekk `cluster`, og at dere er logget"
    " inn som rådgiver, eller at programmet har tilgangen SHARED_ASSESSMENTS for mottakeren.",
    "There is no such recipient among those that you read for. Check `cluster`, and that you are"
    " signed in as an advisor, or that the program has the scope SHARED_ASSESSMENTS for it.",
)
SLUG = "The slug of the cluster; of another organisation just as well."


@strawberry.type
class SharingQueries:
    """Queries of advisors, and of programs that read for recipients."""

    @strawberry.field(
        metadata=callers(RECIPIENTS),
        description="What companies share with a cluster or an organisation, the last shared"
        " first; at most 200 a page. Needs an advisor of it, or a program with the scope"
        " SHARED_ASSESSMENTS for it; for anybody else there is no such recipient, an error with the"
        " code `NOT_FOUND`. Companies can see that it was read.",
    )
    async def shared_assessments(
        self,
        info: Info,
        cluster: Annotated[str, strawberry.argument(description=SLUG)],
        first: First,
        after: After = None,
    ) -> SharedAssessmentConnection:
        """Resolve ``Query.sharedAssessments``."""
        context, named = info.context, f"sharedAssessments:{cluster}"
        reading = read_shared_page(
            context.environment,
            context.principal,
            cluster,
            first=capped(first),
            after=position_of(named, after),
        )
        page = await page_read(reading, NOT_YOURS)
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
