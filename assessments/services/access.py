"""Access tokens of respondents: a new one in the place of the old, and revocation."""

from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.assessing import Started, read_assessment
from assessments.services.auditing import Action, Done, note, note_by_operator
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.people import refuse_programs
from assessments.services.principals import Principal, Respondent, hash_secret
from assessments.services.tokens import SECRET_BITS, make_token
from assessments.services.walls import seen_by
from assessments.storage.assessments import has_token, replace_token, revoke_token


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
    acting = seen_by(principal, environment, assessment.id, becoming=becoming)
    async with acting.joined() as database:
        if not await replace_token(database, assessment.id, held, becoming, until):
            raise NotFoundError
        await note(environment, principal, Action.TOKEN_RENEWED, _about(assessment.id), database)
    return Started(assessment=assessment, token=token)


async def revoke_access(environment: Environment, assessment_id: UUID) -> bool:
    """Revoke the access token of an assessment, for operators; return whether there is one.

    One that is revoked stays as it is.
    """
    async with environment.database.joined() as database:
        if await revoke_token(database, assessment_id, environment.now()):
            done = Done(action=Action.TOKEN_REVOKED, about=[_about(assessment_id)])
            await note_by_operator(environment, done, database)
            return True
        return await has_token(database, assessment_id)


def _about(assessment_id: UUID) -> tuple[UUID | None, str]:
    """Return what a line is about; what has an access token is no company's."""
    return None, global_id_of("Assessment", assessment_id)
