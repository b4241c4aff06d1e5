"""``withdrawConsent``."""

from typing import Annotated

import strawberry

from assessments.assessment import ConsentPurpose, StoredConsent
from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.consenting import Wish, withdraw_consent, withdraw_given
from schema.context import Context, Info
from schema.errors import NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers
from schema.types.consent import Consent


@strawberry.input(description="A consent by what was shared, with whom and what for.")
class GivenConsentInput:
    """What names a consent to whoever has given it."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment is shared.")
    recipient: str = strawberry.field(description="The slug of the cluster or organisation.")
    purpose: ConsentPurpose = strawberry.field(description="What for.")


@strawberry.input(one_of=True, description="Which consent to withdraw: exactly one of the fields.")
class WithdrawConsentInput:
    """Input of ``withdrawConsent``."""

    consent_id: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="The id of the consent."
    )
    given: strawberry.Maybe[GivenConsentInput] = strawberry.field(
        description="What was given to `shareAssessment` and stands, where the id is not known:"
        " whoever's access has expired cannot read it."
    )


@strawberry.type(description="It is withdrawn, and the recipient sees nothing any more.")
class WithdrawConsentSuccess:
    """It was withdrawn."""

    consent: Consent | None = strawberry.field(
        description="The consent, with its contact deleted; null to whoever names what was `given`"
        " and whose access has expired or been revoked, whether a consent stood or not: nothing is"
        " shared with that recipient for that purpose now."
    )


WithdrawConsentResult = Annotated[
    WithdrawConsentSuccess | NotFound,
    strawberry.union("WithdrawConsentResult", description="How withdrawing went."),
]


async def _withdrawn(context: Context, wanted: WithdrawConsentInput) -> StoredConsent | None:
    """Withdraw what is named, by its id or by what was given; None where nothing is to be shown.

    Raises:
        NotFoundError: There is no such consent, or it is not the caller's to withdraw.
    """
    if wanted.given is not None:
        given = wanted.given.value
        assessment = parse_id_of("Assessment", given.assessment_id)
        if assessment is None:
            raise NotFoundError
        wish = Wish(recipient=given.recipient, purpose=given.purpose)
        return await withdraw_given(context.environment, context.principal, assessment, wish)
    named = None if wanted.consent_id is None else wanted.consent_id.value
    uuid = None if named is None else parse_id_of("Consent", named)
    if uuid is None:
        raise NotFoundError
    return await withdraw_consent(context.environment, context.principal, uuid)


@strawberry.type
class WithdrawConsent:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Withdraw a consent, which ends at once. Whoever may read the assessment may,"
        " also when the access to it has expired. By its id, once more changes nothing.",
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
        try:
            done = await _withdrawn(context, input)
        except AssessmentsError as error:
            failed: WithdrawConsentResult = failure(error, context, Sought.CONSENT)
            return failed
        shown = None if done is None else Consent.of(done, context)
        return WithdrawConsentSuccess(consent=shown)
