"""``eraseAssessment``."""

import datetime as dt
from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.erasing import erase_assessment
from schema.context import Info
from schema.errors import AccessExpired, NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import ASSESSMENT_ERASERS, callers


@strawberry.input(description="Which assessment to erase.")
class EraseAssessmentInput:
    """Input of ``eraseAssessment``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")


@strawberry.type(description="The assessment is gone.")
class EraseAssessmentSuccess:
    """It was erased."""

    erased_at: dt.datetime = strawberry.field(description="When it was erased.")


EraseAssessmentResult = Annotated[
    EraseAssessmentSuccess | NotFound | AccessExpired | NotAvailable,
    strawberry.union("EraseAssessmentResult", description="How erasing went."),
]


@strawberry.type
class EraseAssessment:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(ASSESSMENT_ERASERS),
        description="Erase an assessment with its answers, history and result, for good. For who"
        " holds its access token, also when that has expired, or is signed in for its company, and"
        " for administrators, who read nothing of it; not for programs.",
    )
    async def erase_assessment(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            EraseAssessmentInput, strawberry.argument(description="Which assessment.")
        ],
    ) -> EraseAssessmentResult:
        """Resolve ``Mutation.eraseAssessment``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            erased = await erase_assessment(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: EraseAssessmentResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return EraseAssessmentSuccess(erased_at=erased.at)
