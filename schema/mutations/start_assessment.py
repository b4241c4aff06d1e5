"""``startAssessment``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotAvailableError
from assessments.services.assessing import start_assessment
from schema.context import Info
from schema.errors import NotAvailable, NotFound, UnknownQuestionnaire, failure
from schema.types.assessment import Assessment


@strawberry.input(description="What to start.")
class StartAssessmentInput:
    """Input of ``startAssessment``."""

    questionnaire: str = strawberry.field(description="The questionnaire's slug.")
    company_id: strawberry.ID | None = strawberry.field(
        default=None, description="For a company that the caller is signed in for."
    )
    from_: strawberry.ID | None = strawberry.field(
        name="from", default=None, description="An earlier assessment to copy answers from."
    )


@strawberry.type(description="The new assessment.")
class StartAssessmentSuccess:
    """It was started."""

    access_token: str | None = strawberry.field(
        description="Shown this once; send it as `Authorization: Bearer` with everything about the"
        " assessment. Null for callers who are signed in."
    )
    assessment: Assessment = strawberry.field(description="The assessment, without answers.")


StartAssessmentResult = Annotated[
    StartAssessmentSuccess | NotFound | UnknownQuestionnaire | NotAvailable,
    strawberry.union("StartAssessmentResult", description="How starting went."),
]


@strawberry.type
class StartAssessment:
    """Holds the field."""

    @strawberry.mutation(
        description="Start an assessment on the newest version of a questionnaire. Open to"
        " everybody."
    )
    async def start_assessment(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            StartAssessmentInput, strawberry.argument(description="What to start.")
        ],
    ) -> StartAssessmentResult:
        """Resolve ``Mutation.startAssessment``."""
        context = info.context
        try:
            if input.company_id is not None or input.from_ is not None:
                raise NotAvailableError(
                    "Innlogging for bedrifter og kopiering av tidligere svar er ikke tatt i bruk"
                    " her. Start uten `companyId` og `from`.",
                    "Signing in for companies and copying earlier answers are not in use here."
                    " Start without `companyId` and `from`.",
                )
            started = await start_assessment(context.environment, questionnaire=input.questionnaire)
        except AssessmentsError as error:
            return failure(error, context)  # type: ignore[no-any-return]
        return StartAssessmentSuccess(
            access_token=started.access_token,
            assessment=Assessment.of(started.assessment, context),
        )
