"""``shareAssessment``."""

from typing import Annotated

import strawberry

from assessments.assessment import ConsentPurpose, ConsentScope
from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.consenting import Wish, share_assessment
from schema.context import Info
from schema.errors import (
    AccessExpired,
    InvalidContact,
    NotAvailable,
    NotFound,
    NotSubmitted,
    RecipientEnded,
    TooManyConsents,
    UnknownRecipient,
    failure,
)
from schema.ids import parse_id_of
from schema.permissions import PEOPLE_WITH_ACCESS, callers
from schema.types.consent import Consent


@strawberry.input(description="What is shared, with whom and what for.")
class ShareAssessmentInput:
    """Input of ``shareAssessment``."""

    assessment_id: strawberry.ID = strawberry.field(
        description="Which assessment; it is submitted."
    )
    recipient: str = strawberry.field(
        description="The slug of a cluster or an organisation in the catalogue."
    )
    purpose: ConsentPurpose = strawberry.field(description="What for.")
    scope: ConsentScope = strawberry.field(
        default=ConsentScope.SUMMARY, description="How much of it."
    )
    contact: str | None = strawberry.field(
        default=None,
        description="Whom the recipient may get in touch with, 1 to 200 characters; it is deleted"
        " when the consent is withdrawn.",
    )


@strawberry.type(description="It is shared.")
class ShareAssessmentSuccess:
    """It was shared."""

    consent: Consent = strawberry.field(description="The consent that stands.")


ShareAssessmentResult = Annotated[
    ShareAssessmentSuccess
    | NotFound
    | AccessExpired
    | NotAvailable
    | NotSubmitted
    | UnknownRecipient
    | RecipientEnded
    | InvalidContact
    | TooManyConsents,
    strawberry.union("ShareAssessmentResult", description="How sharing went."),
]


@strawberry.type
class ShareAssessment:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(PEOPLE_WITH_ACCESS),
        description="Let a cluster or an organisation see a submitted assessment, until the consent"
        " is withdrawn. A recipient has one consent for a purpose: the same once more changes"
        " nothing, and another scope or contact withdraws the earlier one. At most 100 consents of"
        " an assessment are given in a day. Not for programs.",
    )
    async def share_assessment(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            ShareAssessmentInput, strawberry.argument(description="What to share.")
        ],
    ) -> ShareAssessmentResult:
        """Resolve ``Mutation.shareAssessment``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        wish = Wish(
            recipient=input.recipient,
            purpose=input.purpose,
            scope=input.scope,
            contact=input.contact,
        )
        try:
            if uuid is None:
                raise NotFoundError
            given = await share_assessment(context.environment, context.principal, uuid, wish)
        except AssessmentsError as error:
            failed: ShareAssessmentResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return ShareAssessmentSuccess(consent=Consent.of(given, context))
