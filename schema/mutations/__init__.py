"""Root mutation fields, one module each."""

import strawberry

from schema.mutations.claim_assessment import ClaimAssessment
from schema.mutations.create_api_key import CreateApiKey
from schema.mutations.create_invitation import CreateInvitation
from schema.mutations.dissolve_group import DissolveGroup
from schema.mutations.erase_assessment import EraseAssessment
from schema.mutations.erase_company import EraseCompany
from schema.mutations.join_figures import JoinFigures
from schema.mutations.leave_figures import LeaveFigures
from schema.mutations.register_company import RegisterCompany
from schema.mutations.renew_access_token import RenewAccessToken
from schema.mutations.review_answers import ReviewAnswers
from schema.mutations.revoke_api_key import RevokeApiKey
from schema.mutations.revoke_invitation import RevokeInvitation
from schema.mutations.rotate_api_key import RotateApiKey
from schema.mutations.save_answers import SaveAnswers
from schema.mutations.save_profile import SaveProfile
from schema.mutations.share_assessment import ShareAssessment
from schema.mutations.start_assessment import StartAssessment
from schema.mutations.submit_assessment import SubmitAssessment
from schema.mutations.update_company import UpdateCompany
from schema.mutations.update_members import UpdateMembers
from schema.mutations.verify_group import VerifyGroup
from schema.mutations.withdraw_consent import WithdrawConsent


@strawberry.type(description="Everything that changes something, one after another.")
class Mutation(
    StartAssessment,
    SaveAnswers,
    SaveProfile,
    SubmitAssessment,
    RenewAccessToken,
    RegisterCompany,
    UpdateCompany,
    ClaimAssessment,
    EraseAssessment,
    EraseCompany,
    CreateApiKey,
    RotateApiKey,
    RevokeApiKey,
    ShareAssessment,
    WithdrawConsent,
    ReviewAnswers,
    LeaveFigures,
    JoinFigures,
    UpdateMembers,
    VerifyGroup,
    DissolveGroup,
    CreateInvitation,
    RevokeInvitation,
):
    """Fields that change something; each answers with its success or one of its failures."""
