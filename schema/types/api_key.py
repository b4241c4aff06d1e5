"""Keys of programs, as those who manage them see them."""

import datetime as dt

import strawberry

from assessments.services.api_keys import StoredKey, count_api_keys
from assessments.services.principals import is_made_by
from assessments.services.tokens import beginning_of_key
from schema.context import Info
from schema.ids import global_id
from schema.permissions import KEEPERS, reached_by
from schema.types.node import Node, PageInfo
from schema.types.scope import Scope


@reached_by(KEEPERS)
@strawberry.type(
    description="The key of a program. Its secret is shown once, when the key is created or"
    " rotated, and never again."
)
class ApiKey(Node):
    """GraphQL view of a key."""

    name: str = strawberry.field(description="What people call it.")
    prefix: str = strawberry.field(
        description="How the key begins, by which it can be recognised; no secret."
    )
    scopes: list[Scope] = strawberry.field(description="What the program may do.")
    recipients: list[str] = strawberry.field(
        description="Whose key it is, where an advisor made it: slugs of clusters or organisations,"
        " as they were given. With SHARED_ASSESSMENTS the program reads what is shared with them."
    )
    organisation_number: str | None = strawberry.field(
        description="The organisation that the program acts for; null where for none."
    )
    delegate: str | None = strawberry.field(
        description="The number of the organisation that made it on the other's behalf; null where"
        " nobody did."
    )
    is_delegated: bool = strawberry.field(
        description="Whether another organisation made it on the organisation's behalf; where it"
        " did and `delegate` is null, its number is erased."
    )
    created_at: dt.datetime = strawberry.field(description="When it was created.")
    expires_at: dt.datetime = strawberry.field(description="When it ends.")
    last_used_at: dt.datetime | None = strawberry.field(
        description="When it was last used, to about a minute; null where it never was."
    )
    revoked_at: dt.datetime | None = strawberry.field(
        description="When it was revoked; null where it was not."
    )
    earlier_secret_until: dt.datetime | None = strawberry.field(
        description="When the secret before the last rotation ends or ended; null where none was"
        " to work on."
    )
    made_by: strawberry.Private[str]

    @strawberry.field(
        description="Whether the caller made it. Others may manage it as well: when whoever made a"
        " key leaves, it works until it ends, or somebody revokes it."
    )
    def is_made_by_caller(self, info: Info) -> bool:
        """Resolve ``ApiKey.isMadeByCaller``."""
        return is_made_by(info.context.principal, self.made_by)

    @classmethod
    def of(cls, key: StoredKey) -> "ApiKey":
        """Build it from a stored key."""
        return cls(
            id=global_id("ApiKey", key.id),
            name=key.name,
            prefix=beginning_of_key(key.id),
            scopes=[Scope(scope) for scope in key.scopes],
            recipients=list(key.recipients),
            organisation_number=key.organisation_number,
            delegate=key.delegate_number,
            is_delegated=key.delegate is not None,
            created_at=key.created_at,
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
            revoked_at=key.revoked_at,
            earlier_secret_until=key.earlier_until,
            made_by=key.created_by,
        )


@strawberry.type(description="A key and its place in the list.")
class ApiKeyEdge:
    """An edge."""

    cursor: str = strawberry.field(description="Its cursor.")
    node: ApiKey = strawberry.field(description="The key.")


@strawberry.type(description="A page of keys, newest first.")
class ApiKeyConnection:
    """A connection."""

    page_info: PageInfo = strawberry.field(description="Where this page lies.")
    edges: list[ApiKeyEdge] = strawberry.field(description="The keys.")

    @strawberry.field(description="How many there are on all pages.")
    async def total_count(self, info: Info) -> int:
        """Resolve ``ApiKeyConnection.totalCount``."""
        return await count_api_keys(info.context.environment, info.context.principal)
