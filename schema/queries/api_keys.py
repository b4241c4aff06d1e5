"""Root fields about API keys."""

from typing import Final
from uuid import UUID

import strawberry

from assessments.errors import NotFoundError
from assessments.services.api_keys import list_api_keys, read_api_key
from schema.context import Context, Info
from schema.keyset import cursor_at, no_such_cursor, page_info, position_of
from schema.paging import After, First, capped
from schema.permissions import KEEPERS, callers
from schema.types.api_key import ApiKey, ApiKeyConnection, ApiKeyEdge

_LIST: Final = "apiKeys"


async def find_api_key(context: Context, key_id: UUID) -> ApiKey | None:
    """Return a key, if the caller may manage it."""
    try:
        return ApiKey.of(await read_api_key(context.environment, context.principal, key_id))
    except NotFoundError:
        return None


@strawberry.type
class ApiKeyQueries:
    """Queries about API keys."""

    @strawberry.field(
        metadata=callers(KEEPERS),
        description="The API keys that act for the caller's companies, for an advisor those of any"
        " recipient that the advisor reads for, for an administrator all; newest first, ended ones"
        " too. Null for whoever manages none.",
    )
    async def api_keys(
        self, info: Info, first: First, after: After = None
    ) -> ApiKeyConnection | None:
        """Resolve ``Query.apiKeys``."""
        limit, before = capped(first), position_of(_LIST, after)
        context = info.context
        try:
            found = await list_api_keys(
                context.environment, context.principal, before=before, limit=limit + 1
            )
        except NotFoundError:
            return None
        if found is None:
            raise no_such_cursor()
        edges = [
            ApiKeyEdge(cursor=cursor_at(_LIST, key.id), node=ApiKey.of(key))
            for key in found[:limit]
        ]
        cursors = [edge.cursor for edge in edges]
        return ApiKeyConnection(
            page_info=page_info(cursors, after, has_more=len(found) > limit), edges=edges
        )
