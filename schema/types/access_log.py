"""A company's access log. ``access_log_of`` is what its field on the company resolves to."""

import datetime as dt
from uuid import UUID

import strawberry

from assessments.services.access_log import read_access_log, say_action, say_actor
from schema.context import Context
from schema.keyset import cursor_at, no_such_cursor, page_info, position_of
from schema.paging import capped
from schema.types.node import PageInfo


@strawberry.type(
    description="Who has read, granted, withdrawn, erased or administered something of a company's,"
    " and what programs and others who act for it have done with its assessments. Whoever is"
    " signed in for it directly is not noted for that: the assessments themselves tell it."
)
class AccessLogEntry:
    """GraphQL view of a line of the audit log."""

    at: dt.datetime = strawberry.field(
        description="When; of what a program, or somebody else who acts for the company, did to"
        " the same assessment several times from one whole hour to the next, when it was first"
        " done."
    )
    actor: str = strawberry.field(
        description="Who, in words; people are not named. The name of a program, which is whatever"
        " its maker chose, stands in quotation marks."
    )
    action: str = strawberry.field(description="What was done, in words.")
    what: str = strawberry.field(
        description="The global id of what it was done to, such as the assessment."
    )
    delegate: str | None = strawberry.field(
        description="The number of the organisation that did it on another's behalf; null where"
        " nobody did, or where its number is erased or no longer kept; see `isDelegated`."
    )
    is_delegated: bool = strawberry.field(
        description="Whether an organisation did it on another's behalf; where it did and"
        " `delegate` is null, its number is erased."
    )
    on_behalf_of: str | None = strawberry.field(
        description="The number of that other, for which `delegate` did it; null where nobody did,"
        " or, of a program, where its number is erased or no longer kept; see `isDelegated`. It is"
        " said also where `delegate` is erased; of people it is always the company's own number."
    )


@strawberry.type(description="An entry in a connection.")
class AccessLogEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Where it stands, for `after`.")
    node: AccessLogEntry = strawberry.field(description="The entry.")


@strawberry.type(description="A page of the access log, the newest entry first.")
class AccessLogConnection:
    """A connection."""

    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[AccessLogEdge] = strawberry.field(description="The entries.")


async def access_log_of(
    company_id: UUID, context: Context, first: int, after: str | None = None
) -> AccessLogConnection:
    """Return a page of the access log of a company, as far as the caller may read it.

    Raises:
        SaidError: `first` is out of range, or `after` is no cursor of this log.
    """
    named = f"accessLog:{company_id.hex}"
    page = await read_access_log(
        context.environment,
        context.principal,
        company_id,
        first=capped(first),
        after=position_of(named, after),
    )
    if page is None:
        raise no_such_cursor()
    edges = [
        AccessLogEdge(
            cursor=cursor_at(named, line.id),
            node=AccessLogEntry(
                at=line.at,
                actor=context.say(say_actor(line, context.library.catalogue)),
                action=context.say(say_action(line, context.library.catalogue)),
                what=line.what,
                delegate=line.delegate,
                is_delegated=line.is_delegated,
                on_behalf_of=line.organisation,
            ),
        )
        for line in page.lines
    ]
    info = page_info([e.cursor for e in edges], after, has_more=page.has_more)
    return AccessLogConnection(page_info=info, edges=edges)
