"""``rotateApiKey``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.api_keys import rotate_api_key
from schema.api_key_errors import ApiKeyEnded, ApiKeyInRotation, ApiKeyRejected
from schema.context import Info
from schema.errors import NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import KEEPERS, callers
from schema.types.api_key import ApiKey


@strawberry.input(description="Which key to rotate.")
class RotateApiKeyInput:
    """Input of ``rotateApiKey``."""

    api_key_id: strawberry.ID = strawberry.field(description="Which key.")
    overlap_hours: int = strawberry.field(
        default=24,
        description="For how many hours the secret before still works, 0 to 168; with 0 all"
        " earlier ones end at once.",
    )


@strawberry.type(description="The key has a new secret.")
class RotateApiKeySuccess:
    """It was rotated."""

    api_key: ApiKey = strawberry.field(description="The key.")
    secret: str = strawberry.field(
        description="What the program sends as `Authorization: Bearer`; shown this once."
    )


RotateApiKeyResult = Annotated[
    RotateApiKeySuccess | ApiKeyRejected | ApiKeyEnded | ApiKeyInRotation | NotFound | NotAvailable,
    strawberry.union("RotateApiKeyResult", description="How rotating went."),
]


@strawberry.type
class RotateApiKey:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(KEEPERS),
        description="Give a key a new secret. The one before works on for a while, so that the"
        " program can change over without a stop; when the key ends stays the same.",
    )
    async def rotate_api_key(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            RotateApiKeyInput, strawberry.argument(description="Which key.")
        ],
    ) -> RotateApiKeyResult:
        """Resolve ``Mutation.rotateApiKey``."""
        context = info.context
        uuid = parse_id_of("ApiKey", input.api_key_id)
        try:
            if uuid is None:
                raise NotFoundError
            rotated = await rotate_api_key(
                context.environment, context.principal, uuid, input.overlap_hours
            )
        except AssessmentsError as error:
            failed: RotateApiKeyResult = failure(error, context, Sought.API_KEY)
            return failed
        return RotateApiKeySuccess(api_key=ApiKey.of(rotated.key), secret=rotated.secret)
