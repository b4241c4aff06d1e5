"""``submitAssessment``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.questionnaire.kinds.base import MAX_SLUG
from assessments.services.requests import Precondition
from assessments.services.submitting import Declared, submit
from schema.context import Info
from schema.errors import (
    AccessExpired,
    AlreadySubmitted,
    AssessmentIncomplete,
    Busy,
    ChecksFailed,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
    NotFound,
    RevisionConflict,
    failure,
)
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers
from schema.refusing import bad_input
from schema.types.assessment import Assessment

MAX_CONFIRMED = 200


@strawberry.input(description="What to submit.")
class SubmitAssessmentInput:
    """Input of ``submitAssessment``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")
    include_in_aggregates: bool = strawberry.field(
        default=False,
        description="Whether the company agrees to be counted in protected figures about many.",
    )
    confirmed_warnings: list[str] | None = strawberry.field(
        default=None,
        description="The slugs of the warnings that the company has seen and stands by, at most"
        " 200. Warnings never block: one that stands and is not named here is kept as not"
        " confirmed, one that does not stand is passed over.",
    )
    expected_revision: int | None = strawberry.field(
        default=None, description="Submit only if the assessment is at this revision."
    )
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Chosen by the client, at most 200 visible characters, spaces only between"
        " them: a repetition within a day answers as the first did.",
    )


@strawberry.type(description="The submitted assessment with its result.")
class SubmitAssessmentSuccess:
    """It was submitted."""

    assessment: Assessment = strawberry.field(description="The assessment.")


SubmitAssessmentResult = Annotated[
    SubmitAssessmentSuccess
    | AssessmentIncomplete
    | ChecksFailed
    | AlreadySubmitted
    | RevisionConflict
    | NotFound
    | AccessExpired
    | IdempotencyKeyReused
    | InvalidIdempotencyKey
    | Busy,
    strawberry.union("SubmitAssessmentResult", description="How submitting went."),
]


def _declared(given: SubmitAssessmentInput) -> Declared:
    """Return what the company says.

    Raises:
        SaidError: It confirms absurdly many warnings, or one by what is too long for a slug.
    """
    confirmed = given.confirmed_warnings or ()
    if len(confirmed) > MAX_CONFIRMED:
        raise bad_input(
            f"Bekreft høyst {MAX_CONFIRMED} advarsler.",
            f"Confirm at most {MAX_CONFIRMED} warnings.",
        )
    if any(len(slug) > MAX_SLUG for slug in confirmed):
        raise bad_input(
            f"Noe i `confirmedWarnings` har mer enn {MAX_SLUG} tegn, så ingen advarsel heter det."
            " Bruk `check` fra `Assessment.warnings`.",
            f"Something in `confirmedWarnings` has more than {MAX_SLUG} characters, so no warning"
            " is called that. Use `check` of `Assessment.warnings`.",
        )
    return Declared(
        include_in_aggregates=given.include_in_aggregates, confirmed=frozenset(confirmed)
    )


@strawberry.type
class SubmitAssessment:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Submit an assessment. Its result never changes. For whoever holds its access"
        " token or is signed in for its company.",
    )
    async def submit_assessment(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            SubmitAssessmentInput, strawberry.argument(description="Which assessment.")
        ],
    ) -> SubmitAssessmentResult:
        """Resolve ``Mutation.submitAssessment``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            stored = await submit(
                context.environment,
                context.principal,
                uuid,
                declared=_declared(input),
                precondition=Precondition(
                    expected_revision=input.expected_revision,
                    idempotency_key=input.idempotency_key,
                ),
            )
        except AssessmentsError as error:
            failed: SubmitAssessmentResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return SubmitAssessmentSuccess(assessment=Assessment.of(stored, context))
