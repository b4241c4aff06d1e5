"""Root mutation fields, one module each."""

import strawberry

from schema.mutations.renew_access_token import RenewAccessToken
from schema.mutations.save_answers import SaveAnswers
from schema.mutations.save_profile import SaveProfile
from schema.mutations.share_assessment import ShareAssessment
from schema.mutations.start_assessment import StartAssessment
from schema.mutations.submit_assessment import SubmitAssessment
from schema.mutations.withdraw_consent import WithdrawConsent


@strawberry.type(description="Everything that changes something, one after another.")
class Mutation(
    StartAssessment,
    SaveAnswers,
    SaveProfile,
    SubmitAssessment,
    RenewAccessToken,
    ShareAssessment,
    WithdrawConsent,
):
    """Fields that change something; each answers with its success or one of its failures."""
