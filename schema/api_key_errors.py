"""How failures around API keys look; ``errors`` has them among all others."""

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from assessments.errors import AssessmentsError
from assessments.services.api_key_errors import (
    ApiKeyEndedError,
    ApiKeyInRotationError,
    ApiKeyRejectedError,
    TooManyApiKeysError,
)
from schema.context import Context
from schema.error_codes import ErrorCode
from schema.user_error import UserError


@strawberry.type(description="A field was not accepted, so nothing has changed.")
class ApiKeyRejected(UserError):
    """View of ``ApiKeyRejectedError``."""

    path: str = strawberry.field(description="The field of the input.")


@strawberry.type(description="The key has expired or been revoked, and does not come back.")
class ApiKeyEnded(UserError):
    """View of ``ApiKeyEndedError``."""


@strawberry.type(
    description="The key has been rotated already, and the secret before still works; nothing has"
    " changed."
)
class ApiKeyInRotation(UserError):
    """View of ``ApiKeyInRotationError``."""


@strawberry.type(
    description="The organisation, recipient or administrator already has 20 keys that work, the"
    " most there may be; none was made."
)
class TooManyApiKeys(UserError):
    """View of ``TooManyApiKeysError``."""


def _rejected(error: ApiKeyRejectedError, context: Context) -> ApiKeyRejected:
    code = ErrorCode(error.code)
    return ApiKeyRejected(code=code, message=context.say(error.message), path=error.path)


def _ended(error: ApiKeyEndedError, context: Context) -> ApiKeyEnded:
    return ApiKeyEnded(code=ErrorCode(error.code), message=context.say(error.message))


def _in_rotation(error: ApiKeyInRotationError, context: Context) -> ApiKeyInRotation:
    return ApiKeyInRotation(code=ErrorCode(error.code), message=context.say(error.message))


def _too_many(error: TooManyApiKeysError, context: Context) -> TooManyApiKeys:
    return TooManyApiKeys(code=ErrorCode(error.code), message=context.say(error.message))


API_KEY_FAILURES: Mapping[type[AssessmentsError], Callable[[Any, Context], Any]] = {
    ApiKeyRejectedError: _rejected,
    ApiKeyEndedError: _ended,
    ApiKeyInRotationError: _in_rotation,
    TooManyApiKeysError: _too_many,
}
"""How each of them looks."""
