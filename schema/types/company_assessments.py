"""A company's assessments. ``assessments_of`` is what its field on the company resolves to."""

from uuid import UUID

import strawberry

from assessments.services.opening import open_assessments
from schema.context import Context
from schema.keyset import cursor_at, no_such_cursor, page_info, position_of
from schema.paging import capped
from schema.types.assessment import Assessment
from schema.types.node import PageInfo


@strawberry.type(description="An assessment in a connection.")
class AssessmentEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Where it stands, for `after`.")
    node: Assessment = strawberry.field(description="The assessment.")


@strawberry.type(description="A page of a company's assessments, the last started first.")
class AssessmentConnection:
    """A connection."""

    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[AssessmentEdge] = strawberry.field(description="The assessments.")
    total_count: int = strawberry.field(description="How many there are on all pages.")


async def assessments_of(
    company_id: UUID, context: Context, first: int, after: str | None = None
) -> AssessmentConnection:
    """Return a page of the assessments of a company, as far as the caller may read them.

    Raises:
        SaidError: `first` is out of range, or `after` is no cursor of this list.
    """
    named = f"assessments:{company_id.hex}"
    page = await open_assessments(
        context.environment,
        context.principal,
        company_id,
        first=capped(first),
        after=position_of(named, after),
    )
    if page is None:
        raise no_such_cursor()
    edges = [
        AssessmentEdge(cursor=cursor_at(named, stored.id), node=Assessment.of(stored, context))
        for stored in page.assessments
    ]
    info = page_info([e.cursor for e in edges], after, has_more=page.has_more)
    return AssessmentConnection(page_info=info, edges=edges, total_count=page.total)
