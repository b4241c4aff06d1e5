"""``withdrawConsent``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError
from assessments.services.consenting import withdraw_consent
from schema.context import Info
from schema.errors import NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers
from schema.types.consent import Consent


@strawberry.input(description="Which consent to withdraw.")
class WithdrawConsentInput:
    """Input of ``withdrawConsent``."""

    consent_id: strawberry.ID = strawberry.field(description="Which consent.")


@strawberry.type(description="It is withdrawn, and the recipient sees nothing any more.")
class WithdrawConsentSuccess:
    """It was withdrawn."""

    consent: Consent = strawberry.field(description="The consent, with its contact deleted.")


WithdrawConsentResult = Annotated[
    WithdrawConsentSuccess | NotFound,
    strawberry.union("WithdrawConsentResult", description="How withdrawing went."),
]


@strawberry.type
class WithdrawConsent:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Withdraw a consent, which ends at once. Whoever may read the assessment may,"
        " also when the access to it has expired; once more changes nothing.",
    )
    async def withdraw_consent(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            WithdrawConsentInput, strawberry.argument(description="Which consent.")
        ],
    ) -> WithdrawConsentResult:
        """Resolve ``Mutation.withdrawConsent``."""
        context = info.context
        uuid = parse_id_of("Consent", input.consent_id)
        try:
            if uuid is None:
                raise NotFoundError
            done = await withdraw_consent(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: WithdrawConsentResult = failure(error, context)
            return failed
        return WithdrawConsentSuccess(consent=Consent.of(done, context))
