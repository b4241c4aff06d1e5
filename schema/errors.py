"""How failures look to clients.

A failure that the caller can act on is data: a member of the mutation's result union that
implements ``UserError``. To add one: a class in ``assessments/errors.py``, its GraphQL view and a
line in ``FAILURES`` here, its code in ``error_codes.py``, and its name in the unions of the
mutations that can fail so; the tests of the schema fail until all are there.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import strawberry
from graphql import GraphQLError

from assessments import errors
from assessments.services.opening import open_assessment
from schema.api_key_errors import API_KEY_FAILURES
from schema.context import Context, Info
from schema.error_codes import ErrorCode
from schema.member_errors import MEMBER_FAILURES
from schema.types.assessment import Assessment
from schema.types.fact import Fact
from schema.types.question import Question
from schema.types.standing_check import StandingCheck, standing_checks
from schema.user_error import UserError

DOMAIN_ERRORS: tuple[type[errors.AssessmentsError], ...] = (
    errors.NotFoundError,
    errors.AccessExpiredError,
    errors.UnknownQuestionnaireError,
    errors.NotAvailableError,
    errors.AnswersRejectedError,
    errors.ProfileRejectedError,
    errors.RevisionConflictError,
    errors.AlreadySubmittedError,
    errors.AssessmentIncompleteError,
    errors.ChecksFailedError,
    errors.IdempotencyKeyReusedError,
    errors.InvalidKeyError,
    errors.BusyError,
    *API_KEY_FAILURES,
    errors.NotSubmittedError,
    errors.TooManyConsentsError,
    errors.InvalidOrganisationNumberError,
    errors.UnknownRecipientError,
    errors.RecipientEndedError,
    errors.InvalidContactError,
    errors.ReviewsRejectedError,
    *MEMBER_FAILURES,
)
"""Every failure that a mutation may answer with."""


@strawberry.type(description="It does not exist, or is not the caller's; nobody learns which.")
class NotFound(UserError):
    """View of ``NotFoundError``."""


@strawberry.type(description="The access token is right but has expired or been revoked.")
class AccessExpired(UserError):
    """View of ``AccessExpiredError``."""


@strawberry.type(description="There is no such questionnaire.")
class UnknownQuestionnaire(UserError):
    """View of ``UnknownQuestionnaireError``."""


@strawberry.type(description="This installation does not offer that to this caller.")
class NotAvailable(UserError):
    """View of ``NotAvailableError``."""


@strawberry.type(description="The idempotency key was used before, for something else.")
class IdempotencyKeyReused(UserError):
    """View of ``IdempotencyKeyReusedError``."""


@strawberry.type(description="The idempotency key has not the right form.")
class InvalidIdempotencyKey(UserError):
    """View of ``InvalidKeyError``."""


@strawberry.type(description="Too many were saving to the same assessment at once; try again.")
class Busy(UserError):
    """View of ``BusyError``."""


@strawberry.type(
    description="The assessment is a draft; only what is submitted is shared or counted."
)
class NotSubmitted(UserError):
    """View of ``NotSubmittedError``."""


@strawberry.type(description="The assessment was shared too often in a day; nothing was shared.")
class TooManyConsents(UserError):
    """View of ``TooManyConsentsError``."""

    retry_at: dt.datetime = strawberry.field(description="When it may be shared again.")


@strawberry.type(
    description="It is no organisation number: nine digits, the last of which checks the others."
)
class InvalidOrganisationNumber(UserError):
    """View of ``InvalidOrganisationNumberError``."""


@strawberry.type(description="The catalogue has no cluster or organisation of that slug.")
class UnknownRecipient(UserError):
    """View of ``UnknownRecipientError``."""

    suggestions: list[str] = strawberry.field(
        description="The slugs of those that may have been meant, the most like first; at most 3."
    )


@strawberry.type(description="The cluster or organisation has ended or merged.")
class RecipientEnded(UserError):
    """View of ``RecipientEndedError``."""

    successors: list[str] = strawberry.field(
        description="The slugs of what is in its place; empty where nothing is."
    )


@strawberry.type(description="The contact is blank, too long, or has invisible characters.")
class InvalidContact(UserError):
    """View of ``InvalidContactError``."""


@strawberry.type(description="Why one answer was not accepted.")
class AnswerRejection:
    """A rejected answer."""

    question: str = strawberry.field(description="The question as the client named it.")
    code: ErrorCode = strawberry.field(description="Machine-readable reason.")
    message: str = strawberry.field(description="What was wrong and what to do.")


@strawberry.type(description="At least one answer was not accepted, so none was saved.")
class AnswersRejected(UserError):
    """View of ``AnswersRejectedError``."""

    rejections: list[AnswerRejection] = strawberry.field(
        description="Every answer that was not accepted."
    )


@strawberry.type(description="Why the review of one answer was not accepted.")
class ReviewRejection:
    """A rejected review."""

    question: str = strawberry.field(description="The question as the client named it.")
    code: ErrorCode = strawberry.field(description="Machine-readable reason.")
    message: str = strawberry.field(description="What was wrong and what to do.")


@strawberry.type(description="At least one review was not accepted, so none was saved.")
class ReviewsRejected(UserError):
    """View of ``ReviewsRejectedError``."""

    rejections: list[ReviewRejection] = strawberry.field(
        description="Every review that was not accepted."
    )


@strawberry.type(description="Why one field of a profile was not accepted.")
class ProfileRejection:
    """A rejected field."""

    path: str = strawberry.field(description="The field as the client gave it.")
    code: ErrorCode = strawberry.field(description="Machine-readable reason.")
    message: str = strawberry.field(description="What was wrong and what to do.")


@strawberry.type(description="At least one field of the profile was not accepted; none was saved.")
class ProfileRejected(UserError):
    """View of ``ProfileRejectedError``."""

    rejections: list[ProfileRejection] = strawberry.field(
        description="Every field that was not accepted."
    )


@strawberry.type(description="The assessment is at another revision than the client expects.")
class RevisionConflict(UserError):
    """View of ``RevisionConflictError``."""

    current_revision: int = strawberry.field(description="The revision that it is at.")
    changed_questions: list[Question] = strawberry.field(
        description="The questions whose answers changed after the expected revision."
    )


@strawberry.type(description="The assessment is submitted and does not change any more.")
class AlreadySubmitted(UserError):
    """View of ``AlreadySubmittedError``."""

    failed: strawberry.Private[errors.AlreadySubmittedError]

    @strawberry.field(description="The submitted assessment.")
    async def assessment(self, info: Info) -> Assessment:
        """Resolve ``AlreadySubmitted.assessment``."""
        context = info.context
        stored = await open_assessment(
            context.environment, context.principal, self.failed.assessment_id
        )
        return Assessment.of(stored, context)


@strawberry.type(description="Questions or facts are missing, so nothing was submitted.")
class AssessmentIncomplete(UserError):
    """View of ``AssessmentIncompleteError``."""

    missing: list[Question] = strawberry.field(
        description="The required questions that are shown and not answered, in order."
    )
    missing_facts: list[Fact] = strawberry.field(
        description="The facts that submitting needs and nobody has stated, in order."
    )


@strawberry.type(description="Answers or facts contradict each other; nothing was submitted.")
class ChecksFailed(UserError):
    """View of ``ChecksFailedError``."""

    checks: list[StandingCheck] = strawberry.field(
        description="The checks of severity ERROR that stand, in the questionnaire's order."
    )


def _plain(view: Any) -> Callable[[Any, Context], Any]:
    return lambda error, context: view(**_common(error, context))


def _common(error: errors.AssessmentsError, context: Context) -> dict[str, Any]:
    return {"code": ErrorCode(error.code), "message": context.say(error.message)}


def _answers_rejected(error: errors.AnswersRejectedError, context: Context) -> AnswersRejected:
    rejections = [
        AnswerRejection(question=r.question, code=ErrorCode(r.code), message=context.say(r.message))
        for r in error.rejections
    ]
    return AnswersRejected(**_common(error, context), rejections=rejections)


def _reviews_rejected(error: errors.ReviewsRejectedError, context: Context) -> ReviewsRejected:
    rejections = [
        ReviewRejection(question=r.question, code=ErrorCode(r.code), message=context.say(r.message))
        for r in error.rejections
    ]
    return ReviewsRejected(**_common(error, context), rejections=rejections)


def _profile_rejected(error: errors.ProfileRejectedError, context: Context) -> ProfileRejected:
    rejections = [
        ProfileRejection(path=r.path, code=ErrorCode(r.code), message=context.say(r.message))
        for r in error.rejections
    ]
    return ProfileRejected(**_common(error, context), rejections=rejections)


def _revision_conflict(error: errors.RevisionConflictError, context: Context) -> RevisionConflict:
    questionnaire = context.environment.shelf.questionnaire(*error.questionnaire)
    return RevisionConflict(
        **_common(error, context),
        current_revision=error.current_revision,
        changed_questions=[Question.of(questionnaire, slug) for slug in error.changed_questions],
    )


def _incomplete(error: errors.AssessmentIncompleteError, context: Context) -> AssessmentIncomplete:
    questionnaire = context.environment.shelf.questionnaire(*error.questionnaire)
    facts = questionnaire.definition.facts_by_slug
    return AssessmentIncomplete(
        **_common(error, context),
        missing=[Question.of(questionnaire, slug) for slug in error.missing],
        missing_facts=[Fact.of(facts[slug]) for slug in error.missing_facts],
    )


def _checks_failed(error: errors.ChecksFailedError, context: Context) -> ChecksFailed:
    questionnaire = context.environment.shelf.questionnaire(*error.questionnaire)
    checks = standing_checks(questionnaire, error.checks, context)
    message = " ".join([context.say(error.message), *(check.message for check in checks)])
    return ChecksFailed(code=ErrorCode(error.code), message=message, checks=checks)


def _unknown_recipient(error: errors.UnknownRecipientError, context: Context) -> UnknownRecipient:
    return UnknownRecipient(**_common(error, context), suggestions=list(error.suggestions))


def _too_many_consents(error: errors.TooManyConsentsError, context: Context) -> TooManyConsents:
    return TooManyConsents(**_common(error, context), retry_at=error.retry_at)


def _recipient_ended(error: errors.RecipientEndedError, context: Context) -> RecipientEnded:
    return RecipientEnded(**_common(error, context), successors=list(error.successors))


FAILURES: Mapping[type[errors.AssessmentsError], Callable[[Any, Context], Any]] = {
    errors.NotFoundError: _plain(NotFound),
    errors.AccessExpiredError: _plain(AccessExpired),
    errors.UnknownQuestionnaireError: _plain(UnknownQuestionnaire),
    errors.NotAvailableError: _plain(NotAvailable),
    errors.AnswersRejectedError: _answers_rejected,
    errors.ProfileRejectedError: _profile_rejected,
    errors.RevisionConflictError: _revision_conflict,
    errors.AlreadySubmittedError: lambda error, context: AlreadySubmitted(
        **_common(error, context), failed=error
    ),
    errors.AssessmentIncompleteError: _incomplete,
    errors.ChecksFailedError: _checks_failed,
    errors.IdempotencyKeyReusedError: _plain(IdempotencyKeyReused),
    errors.InvalidKeyError: _plain(InvalidIdempotencyKey),
    errors.BusyError: _plain(Busy),
    **API_KEY_FAILURES,
    errors.NotSubmittedError: _plain(NotSubmitted),
    errors.TooManyConsentsError: _too_many_consents,
    errors.InvalidOrganisationNumberError: _plain(InvalidOrganisationNumber),
    errors.UnknownRecipientError: _unknown_recipient,
    errors.RecipientEndedError: _recipient_ended,
    errors.InvalidContactError: _plain(InvalidContact),
    errors.ReviewsRejectedError: _reviews_rejected,
    **MEMBER_FAILURES,
}
"""How each domain error looks."""


def failure(
    error: errors.AssessmentsError,
    context: Context,
    sought: errors.Sought = errors.Sought.SOMETHING,
) -> Any:
    """Return the union member for an expected failure.

    Args:
        error: What failed.
        context: Of the request.
        sought: What the request is about, by its arguments, for what is not found: where it was
            raised would tell how far the request came.
    """
    said = errors.NotFoundError(sought) if isinstance(error, errors.NotFoundError) else error
    return FAILURES[type(said)](said, context)


def top_level(error: errors.AssessmentsError, context: Context) -> GraphQLError:
    """Return the top-level error for a failure in a place that has no union."""
    code = "UNAUTHENTICATED" if isinstance(error, errors.AccessExpiredError) else error.code
    return GraphQLError(context.say(error.message), extensions={"code": code})
