"""Access tokens of respondents: a new one in the place of the old, and revocation."""

from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.assessing import Started, read_assessment
from assessments.services.environment import Environment
from assessments.services.people import refuse_programs
from assessments.services.principals import Principal, Respondent, hash_secret
from assessments.services.tokens import SECRET_BITS, make_token
from assessments.services.walls import seen_by
from assessments.storage.assessments import replace_token, revoke_token


async def renew_access_token(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> Started:
    """Put a new access token in the place of the caller's, which ends at once.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        NotAvailableError: The caller is a program.
    """
    assessment = await read_assessment(environment, principal, assessment_id)
    refuse_programs(principal)
    token = make_token(assessment.id, environment.random_bits(SECRET_BITS))
    held = principal.secret_hash if isinstance(principal, Respondent) else b""
    until = environment.now() + environment.token_lifetime
    becoming = hash_secret(token)
    database = seen_by(principal, environment, assessment.id, becoming=becoming)
    if not await replace_token(database, assessment.id, held, becoming, until):
        raise NotFoundError
    return Started(assessment=assessment, token=token)


async def revoke_access(environment: Environment, assessment_id: UUID) -> bool:
    """Revoke the access token of an assessment, for operators; return whether there is one."""
    return await revoke_token(environment.database, assessment_id, environment.now())
