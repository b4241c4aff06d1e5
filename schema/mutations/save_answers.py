"""``saveAnswers``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers
from schema.context import Info
from schema.errors import (
    AccessExpired,
    AlreadySubmitted,
    AnswersRejected,
    Busy,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
    NotFound,
    RevisionConflict,
    failure,
)
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers
from schema.types.assessment import Assessment
from schema.types.inputs import AnswerInput, given_answers


@strawberry.input(description="Answers to save.")
class SaveAnswersInput:
    """Input of ``saveAnswers``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")
    answers: list[AnswerInput] = strawberry.field(
        description="The answers, each question once; at most 1 000."
    )
    expected_revision: int | None = strawberry.field(
        default=None, description="Save only if the assessment is at this revision."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Chosen by the client, at most 200 visible characters, spaces only between"
        " them: a repetition within a day answers as the first did and saves nothing.",
    )


@strawberry.type(description="The assessment with the answers saved.")
class SaveAnswersSuccess:
    """They were saved."""

    assessment: Assessment = strawberry.field(description="The assessment.")


SaveAnswersResult = Annotated[
    SaveAnswersSuccess
    | AnswersRejected
    | RevisionConflict
    | AlreadySubmitted
    | NotFound
    | AccessExpired
    | IdempotencyKeyReused
    | InvalidIdempotencyKey
    | Busy,
    strawberry.union("SaveAnswersResult", description="How saving went."),
]


@strawberry.type
class SaveAnswers:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Save one answer or many, all or none. For whoever holds the assessment's"
        " access token or is signed in for its company.",
    )
    async def save_answers(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            SaveAnswersInput, strawberry.argument(description="Which answers.")
        ],
    ) -> SaveAnswersResult:
        """Resolve ``Mutation.saveAnswers``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            stored = await save_answers(
                context.environment,
                context.principal,
                uuid,
                given_answers(input.answers),
                Precondition(
                    expected_revision=input.expected_revision,
                    idempotency_key=input.idempotency_key,
                ),
            )
        except AssessmentsError as error:
            failed: SaveAnswersResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return SaveAnswersSuccess(assessment=Assessment.of(stored, context))
