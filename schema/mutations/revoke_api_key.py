"""``revokeApiKey``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.api_keys import revoke_api_key
from schema.context import Info
from schema.errors import NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import KEEPERS, callers
from schema.types.api_key import ApiKey


@strawberry.input(description="Which key to revoke.")
class RevokeApiKeyInput:
    """Input of ``revokeApiKey``."""

    api_key_id: strawberry.ID = strawberry.field(description="Which key.")


@strawberry.type(description="The key has ended, with every secret of it.")
class RevokeApiKeySuccess:
    """It was revoked, now or earlier."""

    api_key: ApiKey = strawberry.field(description="The key.")


RevokeApiKeyResult = Annotated[
    RevokeApiKeySuccess | NotFound,
    strawberry.union("RevokeApiKeyResult", description="How revoking went."),
]


@strawberry.type
class RevokeApiKey:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(KEEPERS),
        description="End a key at once, for good. A key that is revoked already stays as it is.",
    )
    async def revoke_api_key(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            RevokeApiKeyInput, strawberry.argument(description="Which key.")
        ],
    ) -> RevokeApiKeyResult:
        """Resolve ``Mutation.revokeApiKey``."""
        context = info.context
        uuid = parse_id_of("ApiKey", input.api_key_id)
        try:
            if uuid is None:
                raise NotFoundError
            revoked = await revoke_api_key(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: RevokeApiKeyResult = failure(error, context, Sought.API_KEY)
            return failed
        return RevokeApiKeySuccess(api_key=ApiKey.of(revoked))
