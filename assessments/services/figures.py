"""Being counted in figures about many: left as easily as agreed to, and joined again.

A result never changes by it. What was counted in a figure that is published already stays in that.
"""

from uuid import UUID

from assessments.assessment import StoredAssessment
from assessments.errors import AccessExpiredError, NotSubmittedError
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, Done, note_each
from assessments.services.companies import read_company
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.opening import open_assessment
from assessments.services.people import refuse_programs
from assessments.services.principals import Principal
from assessments.services.walls import seen_by
from assessments.storage.database import Database
from assessments.storage.figures import Changed, count_assessment, count_company


async def leave_figures(environment: Environment, principal: Principal, assessment_id: UUID) -> int:
    """Let the result of an assessment be counted no more; return 1, or 0 where it was not.

    Access that has expired or been revoked is enough: leaving must stay as easy as agreeing. It
    shows nothing, so it is 0 then whether the result was counted or not.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
    """
    is_over = False
    try:
        await read_assessment(environment, principal, assessment_id)
    except AccessExpiredError:  # Only the holder of the right token learns that.
        is_over = True
    async with seen_by(principal, environment, assessment_id).joined() as database:
        changed = await count_assessment(database, assessment_id, counted=False)
        await _note(environment, principal, Action.FIGURES_LEFT, changed, database)
    return 0 if is_over else len(changed)


async def leave_figures_of_company(
    environment: Environment, principal: Principal, company_id: UUID
) -> int:
    """Let no result of a company be counted any more; return how many were.

    What it submits later is counted if it then agrees.

    Raises:
        NotFoundError: There is no such company, or the caller is not signed in for it.
    """
    await read_company(environment, principal, company_id)
    async with seen_by(principal, environment).joined() as database:
        changed = await count_company(database, company_id, counted=False)
        await _note(environment, principal, Action.FIGURES_LEFT, changed, database)
    return len(changed)


async def join_figures(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> StoredAssessment:
    """Let the result of an assessment be counted again, and return the assessment.

    As everywhere, it is counted while it is a company's; a draft is asked when it is submitted.
    Once somebody has said no, then or by leaving, a person has to agree.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access has ended.
        NotAvailableError: The caller is a program.
        NotSubmittedError: It is a draft.
    """
    assessment = await read_assessment(environment, principal, assessment_id)
    refuse_programs(principal)
    if assessment.result is None:
        raise NotSubmittedError
    async with seen_by(principal, environment, assessment_id).joined() as database:
        changed = await count_assessment(database, assessment_id, counted=True)
        await _note(environment, principal, Action.FIGURES_JOINED, changed, database)
    return await open_assessment(environment, principal, assessment_id)


async def _note(
    environment: Environment,
    principal: Principal,
    action: Action,
    changed: Changed,
    database: Database,
) -> None:
    """Note what was changed; nothing where nothing was."""
    about = [(company, global_id_of("Assessment", one)) for one, company in changed]
    async with database.writing() as connection:
        await note_each(environment, principal, Done(action=action, about=about), connection)
