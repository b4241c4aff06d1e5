"""Companies: registered by whoever is signed in for them, with a profile of their own.

A new assessment begins with the company's profile; from then on each has its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from assessments.assessment import StoredCompany
from assessments.errors import BusyError, NotFoundError
from assessments.questionnaire.encoding import Encoded
from assessments.services.auditing import Action, note
from assessments.services.environment import Environment
from assessments.services.given import GivenFact
from assessments.services.global_ids import global_id_of
from assessments.services.principals import (
    CompanyUser,
    Integration,
    Principal,
    organisations_of,
)
from assessments.services.proven import NUMBER, accept_facts_beside, accepted_number
from assessments.services.walls import seen_by
from assessments.storage.api_keys import act_for_another
from assessments.storage.companies import (
    add_company,
    adopt_keys,
    all_companies,
    change_company,
    find_company,
)
from assessments.storage.database import Database

MAX_TRIES = 20


async def register_company(
    environment: Environment, principal: Principal, number: str, given: Sequence[GivenFact]
) -> StoredCompany:
    """Register a company by its organisation number, or return it if it is there.

    What is `given` is saved to its profile in either case. Keys that were made for its number
    before are its own from then on, with what the audit log says of them.

    Raises:
        InvalidOrganisationNumberError: It is no organisation number.
        NotFoundError: The caller is not signed in for an organisation of that number.
        ProfileRejectedError: At least one fact is not accepted; nothing was registered.
    """
    digits = accepted_number(number)
    if digits not in organisations_of(principal):
        raise NotFoundError
    now = environment.now()
    blank = StoredCompany(
        id=environment.new_id(),
        organisation_number=digits,
        facts={NUMBER: {"text": digits}},
        revision=0,
        created_at=now,
        updated_at=now,
    )
    blank = replace(blank, facts=_accepted(environment, blank, given))
    async with seen_by(principal, environment).joined() as database:
        await act_for_another(database, _delegate_of(principal))
        company, is_new = await add_company(database, blank)
        if is_new:
            await adopt_keys(database, company.id)
            await _note(environment, principal, Action.COMPANY_REGISTERED, company.id, database)
    return company if is_new else await update_company(environment, principal, company.id, given)


def _delegate_of(principal: Principal) -> str | None:
    return principal.delegate if isinstance(principal, CompanyUser | Integration) else None


async def update_company(
    environment: Environment, principal: Principal, company_id: UUID, given: Sequence[GivenFact]
) -> StoredCompany:
    """Save facts to the profile of a company, all or none.

    Raises:
        NotFoundError: There is no such company, or the caller is not signed in for it.
        ProfileRejectedError: At least one fact is not accepted.
        BusyError: Many are saving to it at once.
    """
    for _ in range(MAX_TRIES):
        current = await read_company(environment, principal, company_id)
        facts = _accepted(environment, current, given)
        if facts == current.facts:
            return current
        now = environment.now()
        async with seen_by(principal, environment).joined() as database:
            changed = await change_company(database, current, facts, now)
            if changed:
                await _note(environment, principal, Action.COMPANY_UPDATED, company_id, database)
        if changed:
            revision = current.revision + 1
            return replace(current, facts=facts, revision=revision, updated_at=now)
    raise BusyError


async def read_company(
    environment: Environment, principal: Principal, company_id: UUID
) -> StoredCompany:
    """Return a company that the caller is signed in for.

    Raises:
        NotFoundError: There is no such company, or the caller is not signed in for it.
    """
    found = await find_company(seen_by(principal, environment), company_id)
    if found is None or found.organisation_number not in organisations_of(principal):
        raise NotFoundError
    return found


async def is_registered(environment: Environment, principal: Principal, company_id: UUID) -> bool:
    """Return whether there is such a company that the caller is signed in for."""
    return await find_company(seen_by(principal, environment), company_id) is not None


async def companies_of(environment: Environment, principal: Principal) -> list[StoredCompany]:
    """Return the registered companies that the caller is signed in for."""
    mine = organisations_of(principal)
    if not mine:
        return []
    found = await all_companies(seen_by(principal, environment))
    return [company for company in found if company.organisation_number in mine]


async def _note(
    environment: Environment,
    principal: Principal,
    action: Action,
    company_id: UUID,
    database: Database,
) -> None:
    about = (company_id, global_id_of("Company", company_id))
    await note(environment, principal, action, about, database)


def _accepted(
    environment: Environment, current: StoredCompany, given: Sequence[GivenFact]
) -> dict[str, Encoded]:
    changed = accept_facts_beside(
        current.organisation_number,
        environment.library.catalogue,
        facts=current.facts,
        given=given,
        today=environment.today(),
    )
    return changed.document
