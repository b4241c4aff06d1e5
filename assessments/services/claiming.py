"""Claiming: somebody signed in for a company brings an assessment that was begun without."""

from uuid import UUID

from assessments.assessment import Json, StoredAssessment, StoredCompany
from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, note
from assessments.services.companies import read_company
from assessments.services.copied_facts import copied_facts, filled
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.people import refuse_programs
from assessments.services.principals import Principal, Respondent
from assessments.services.proven import NUMBER
from assessments.services.tokens import principal_of
from assessments.services.walls import seen_by_both
from assessments.storage.audit import adopt_audit_lines
from assessments.storage.companies import (
    change_company,
    claim_assessment,
    lock_assessment,
    lock_company,
)
from assessments.storage.database import Database


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
        NotAvailableError: The assessment states another organisation number, or a program asks.
    """
    await read_company(environment, principal, company_id)
    refuse_programs(principal)
    holder = principal_of(access_token)
    if not isinstance(holder, Respondent):
        raise NotFoundError
    await read_assessment(environment, holder, assessment_id)
    both = seen_by_both(principal, holder, environment, assessment_id)
    async with both.joined() as database:
        locked = await lock_company(database, company_id)
        found = await lock_assessment(database, assessment_id)
        if locked is None or found is None:
            raise NotFoundError
        _refuse_another_number(locked, found)
        held, now = holder.secret_hash, environment.now()
        if not await claim_assessment(database, assessment_id, company_id, held, now):
            raise NotFoundError
        await _note(environment, principal, company_id, assessment_id, database)
        facts = _carried_over(environment, locked, found)
        if facts != locked.facts:
            await change_company(database, locked, facts, now)
    return await read_assessment(environment, principal, assessment_id)


def _refuse_another_number(company: StoredCompany, facts: Json) -> None:
    stated = facts.get(NUMBER, {}).get("text", company.organisation_number)
    if stated != company.organisation_number:
        raise NotAvailableError(
            "Egenvurderingen oppgir et annet organisasjonsnummer. Rett det med `saveProfile`, eller"
            " knytt den til bedriften med det nummeret.",
            "The assessment states another organisation number. Correct it with `saveProfile`, or"
            " claim it for the company of that number.",
        )


async def _note(
    environment: Environment,
    principal: Principal,
    company_id: UUID,
    assessment_id: UUID,
    database: Database,
) -> None:
    """Note the claim, and give the company the lines that were about the assessment before."""
    what = global_id_of("Assessment", assessment_id)
    await adopt_audit_lines(database, assessment_id, company_id)
    action = Action.ASSESSMENT_CLAIMED
    await note(environment, principal, action, (company_id, what), database)


def _carried_over(environment: Environment, company: StoredCompany, facts: Json) -> Json:
    catalogue, today = environment.library.catalogue, environment.today()
    kept, _ = copied_facts(catalogue, facts, today)
    return filled(catalogue, company.facts, kept, today)
