"""Claiming: somebody signed in for a company brings an assessment that was begun without."""

from uuid import UUID

from assessments.assessment import StoredAssessment, StoredCompany
from assessments.errors import BusyError, NotAvailableError, NotFoundError
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, note
from assessments.services.companies import MAX_TRIES, NUMBER, read_company
from assessments.services.copied_facts import copied_facts, filled
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Principal, Respondent
from assessments.services.tokens import principal_of
from assessments.services.walls import seen_by, seen_by_both
from assessments.storage.companies import change_company, claim_assessment


async def claim(
    environment: Environment,
    principal: Principal,
    assessment_id: UUID,
    access_token: str,
    company_id: UUID,
) -> StoredAssessment:
    """Give an assessment to a company that the caller is signed in for, and end its access token.

    Facts that the company has not stated yet are carried over to its profile.

    Raises:
        NotFoundError: There is no such company or assessment, or the caller does not hold both; an
            assessment that a company has claimed is no longer anybody's by token.
        AccessExpiredError: The access token has ended.
        NotAvailableError: The assessment states another organisation number.
        BusyError: Many are saving to the company's profile at once.
    """
    company = await read_company(environment, principal, company_id)
    holder = principal_of(access_token)
    if not isinstance(holder, Respondent):
        raise NotFoundError
    found = await read_assessment(environment, holder, assessment_id)
    stated = found.facts.get(NUMBER, {}).get("text", company.organisation_number)
    if stated != company.organisation_number:
        raise NotAvailableError(
            f"Egenvurderingen oppgir et annet organisasjonsnummer, {stated}. Rett det med"
            " `saveProfile`, eller overfør den til bedriften med det nummeret.",
            f"The assessment states another organisation number, {stated}. Correct it with"
            " `saveProfile`, or claim it for the company of that number.",
        )
    both = seen_by_both(principal, holder, environment, assessment_id)
    if not await claim_assessment(both, found.id, company.id, holder.secret_hash):
        raise NotFoundError
    await note(
        environment,
        principal,
        Action.ASSESSMENT_CLAIMED,
        company_id=company.id,
        what=global_id_of("Assessment", found.id),
    )
    await _carry_over(environment, principal, company, found)
    return await read_assessment(environment, principal, assessment_id)


async def _carry_over(
    environment: Environment,
    principal: Principal,
    company: StoredCompany,
    assessment: StoredAssessment,
) -> None:
    catalogue, today = environment.library.catalogue, environment.today()
    kept, _ = copied_facts(catalogue, assessment.facts, today)
    for _ in range(MAX_TRIES):
        current = await read_company(environment, principal, company.id)
        facts = filled(catalogue, current.facts, kept, today)
        if facts == current.facts:
            return
        database = seen_by(principal, environment)
        if await change_company(database, current, facts, environment.now()):
            return
    raise BusyError
