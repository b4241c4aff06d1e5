"""How failures around members, groups and invitations look; ``errors`` has them among all."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from assessments.errors import AssessmentsError
from assessments.services.member_errors import (
    InvitationRejectedError,
    NumbersRejectedError,
    TooManyInvitationsError,
    UnknownInvitationError,
)
from schema.context import Context
from schema.error_codes import ErrorCode
from schema.user_error import UserError


@strawberry.type(description="Why something in a list of organisation numbers was not accepted.")
class NumberRejection:
    """A rejected entry, or a rejected field."""

    path: str = strawberry.field(description="The field of the input.")
    place: int | None = strawberry.field(
        description="The line of the file, or the entry of the list, counted from 1; null where it"
        " is about the whole field."
    )
    message: str = strawberry.field(description="What was wrong and what to do.")


@strawberry.type(description="At least one number was not accepted, so nothing has changed.")
class NumbersRejected(UserError):
    """View of ``NumbersRejectedError``."""

    rejections: list[NumberRejection] = strawberry.field(
        description="What was not accepted, in the order of the request; at most 20."
    )
    more: int = strawberry.field(description="How many further ones there are.")


@strawberry.type(description="A field was not accepted, so no invitation was made.")
class InvitationRejected(UserError):
    """View of ``InvitationRejectedError``."""

    path: str = strawberry.field(description="The field of the input.")


@strawberry.type(description="The cluster made 50 invitations in a day; this one was not made.")
class TooManyInvitations(UserError):
    """View of ``TooManyInvitationsError``."""

    retry_at: dt.datetime = strawberry.field(description="When the next one may be made.")


@strawberry.type(description="There is no such invitation, or it has expired or been revoked.")
class UnknownInvitation(UserError):
    """View of ``UnknownInvitationError``."""


def _numbers_rejected(error: NumbersRejectedError, context: Context) -> NumbersRejected:
    rejections = [
        NumberRejection(path=one.path, place=one.place, message=context.say(one.message))
        for one in error.rejections
    ]
    return NumbersRejected(**_common(error, context), rejections=rejections, more=error.more)


def _invitation_rejected(error: InvitationRejectedError, context: Context) -> InvitationRejected:
    return InvitationRejected(**_common(error, context), path=error.path)


def _too_many(error: TooManyInvitationsError, context: Context) -> TooManyInvitations:
    return TooManyInvitations(**_common(error, context), retry_at=error.retry_at)


def _unknown(error: UnknownInvitationError, context: Context) -> UnknownInvitation:
    return UnknownInvitation(**_common(error, context))


def _common(error: AssessmentsError, context: Context) -> dict[str, Any]:
    return {"code": ErrorCode(error.code), "message": context.say(error.message)}


MEMBER_FAILURES: Mapping[type[AssessmentsError], Callable[[Any, Context], Any]] = {
    NumbersRejectedError: _numbers_rejected,
    InvitationRejectedError: _invitation_rejected,
    TooManyInvitationsError: _too_many,
    UnknownInvitationError: _unknown,
}
"""How each of them looks."""
