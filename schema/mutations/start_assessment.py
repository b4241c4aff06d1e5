"""``startAssessment``."""

from typing import Annotated
from uuid import UUID

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.assessing import start_assessment
from assessments.services.belonging import hint_without_company
from schema.context import Info
from schema.errors import AccessExpired, NotFound, UnknownQuestionnaire, failure
from schema.ids import parse_id_of
from schema.member_errors import UnknownInvitation
from schema.permissions import COMPANY, OPEN, callers
from schema.types.assessment import Assessment


@strawberry.input(description="What to start.")
class StartAssessmentInput:
    """Input of ``startAssessment``."""

    questionnaire: str = strawberry.field(description="The questionnaire's slug.")
    company_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="For a company that the caller is signed in for. Left out, the assessment"
        " belongs to no company, also where the caller is signed in for only one:"
        " `claimAssessment` attaches it later, with its access token.",
    )
    from_: strawberry.ID | None = strawberry.field(
        name="from",
        default=None,
        description="An earlier assessment, whose answers and facts are copied as far as they fit;"
        " `carriedOver` says what was left. For whoever holds its access token, sent as"
        " `Authorization: Bearer`, or is signed in for its company.",
    )
    version: int | None = strawberry.field(
        default=None, description="The version of the questionnaire; the newest if left out."
    )
    invitation: str | None = strawberry.field(
        default=None,
        description="The code of a cluster's invitation, which the assessment remembers. The"
        " cluster is shown neither who followed it nor who began by it.",
    )


@strawberry.type(description="The new assessment.")
class StartAssessmentSuccess:
    """It was started."""

    access_token: str | None = strawberry.field(
        description="Shown this once; send it as `Authorization: Bearer` with everything about the"
        " assessment. Null where it is for a company, whose users sign in."
    )
    assessment: Assessment = strawberry.field(
        description="The assessment, with the answers that were copied, if any."
    )
    hint: str | None = strawberry.field(
        description="What to do if it was to be a company's, for callers who are signed in for"
        " companies and left out `companyId`; null for all others. Made to be read by people."
    )


StartAssessmentResult = Annotated[
    StartAssessmentSuccess | NotFound | AccessExpired | UnknownQuestionnaire | UnknownInvitation,
    strawberry.union("StartAssessmentResult", description="How starting went."),
]


def _parsed(type_name: str, given: str | None) -> UUID | None:
    """Return the company to start for, or the assessment to copy from.

    Raises:
        NotFoundError: It is no id of one.
    """
    if given is None:
        return None
    uuid = parse_id_of(type_name, given)
    if uuid is None:
        raise NotFoundError
    return uuid


def _sought(given: StartAssessmentInput) -> Sought:
    if given.company_id is None:
        return Sought.ASSESSMENT
    return Sought.COMPANY if given.from_ is None else Sought.ASSESSMENT_AND_COMPANY


@strawberry.type
class StartAssessment:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(OPEN, scopes=COMPANY),
        description="Start an assessment on a questionnaire, empty or with what fits of an earlier"
        " one. Open to everybody; copying needs access to the earlier one.",
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
            company_id = _parsed("Company", input.company_id)
            started = await start_assessment(
                context.environment,
                questionnaire=input.questionnaire,
                version=input.version,
                principal=context.principal,
                company_id=company_id,
                copy_from=_parsed("Assessment", input.from_),
                invitation=input.invitation,
            )
        except AssessmentsError as error:
            failed: StartAssessmentResult = failure(error, context, _sought(input))
            return failed
        hint = hint_without_company(context.principal, company_id)
        return StartAssessmentSuccess(
            access_token=started.token,
            assessment=Assessment.of(started.assessment, context),
            hint=None if hint is None else context.say(hint),
        )
