"""Erasing for good. Lines of the audit log are left, which say nothing of whom.

Whose it is may, and an administrator or an operator for whoever has asked for it and cannot. They
need not be able to read it, and are shown nothing of it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from assessments.assessment import StoredCompany
from assessments.errors import AccessExpiredError, NotFoundError
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, Done, note, note_by_operator, note_erasure
from assessments.services.cells.settling import Erasing, begun_anew
from assessments.services.companies import read_company
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.people import refuse_programs
from assessments.services.principals import Administrator, Principal
from assessments.services.proven import accepted_number
from assessments.services.walls import seen_by, seen_by_operator
from assessments.storage import erasing as storage
from assessments.storage.acting import Acting
from assessments.storage.companies import add_company, adopt_keys
from assessments.storage.database import Database
from assessments.storage.groups import lock_groups


@dataclass(frozen=True, slots=True)
class Erased:
    """When it was done, and how many assessments went."""

    at: datetime
    assessments: int


async def erase_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> Erased:
    """Erase an assessment, its history and its result for good.

    Access that has expired is enough: otherwise nobody could, whose it is.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access to it was revoked.
        NotAvailableError: The caller is a program.
    """
    if not isinstance(principal, Administrator):
        await _find_own(environment, principal, assessment_id)
        refuse_programs(principal)
    erase = partial(_erase_assessment, environment, principal, assessment_id)
    if not await begun_anew(seen_by(principal, environment, assessment_id), erase):
        raise NotFoundError
    return Erased(environment.now(), 1)


async def _find_own(environment: Environment, principal: Principal, assessment_id: UUID) -> None:
    """Return where an assessment is the caller's, also by access that has expired.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access to it was revoked.
    """
    try:
        await read_assessment(environment, principal, assessment_id)
    except AccessExpiredError as error:
        if error.is_revoked:
            raise


async def erase_company(
    environment: Environment, principal: Principal, company_id: UUID | None, number: str
) -> Erased:
    """Erase a company and everything about it for good.

    Its `number` is enough, such as where somebody has asked for it by letter; with its id, the
    number is there to be sure.

    Raises:
        InvalidOrganisationNumberError: It is no organisation number.
        NotFoundError: There is no such company, the caller is not signed in for it, or it has
            another number.
        NotAvailableError: The caller is a program.
    """
    digits = accepted_number(number)
    if company_id is None:
        company_id = await storage.company_numbered(seen_by(principal, environment), digits)
    if company_id is None:
        raise NotFoundError
    if not isinstance(principal, Administrator):
        company = await read_company(environment, principal, company_id)
        if company.organisation_number != digits:
            raise NotFoundError
        refuse_programs(principal)
    erase = partial(_erase_company, environment, principal, (company_id, digits))
    gone = await begun_anew(seen_by(principal, environment), erase)
    return Erased(environment.now(), len(gone))


async def erase_assessment_as_operator(environment: Environment, assessment_id: UUID) -> bool:
    """Erase an assessment, for operators; return whether it was there."""
    erase = partial(_erase_assessment, environment, None, assessment_id)
    return await begun_anew(seen_by_operator(environment), erase)


async def erase_company_as_operator(environment: Environment, company_id: UUID) -> int | None:
    """Erase a company, for operators; return how many assessments it had, None without one."""
    seen = seen_by_operator(environment)
    number = await storage.number_of_company(seen, company_id)
    if number is None:
        return None
    erase = partial(_erase_company, environment, None, (company_id, number))
    with suppress(NotFoundError):
        return len(await begun_anew(seen, erase))
    return None


async def erase_mentions_as_operator(environment: Environment, number: str) -> bool:
    """Erase what others have said of an organisation that is not registered, for operators.

    These are lists, groups, invitations, keys and lines of logs that name it. It is registered for
    as long as the transaction lasts, so that the very same goes that goes with a company.

    Returns:
        Whether it was done: nothing is where the organisation is registered.

    Raises:
        InvalidOrganisationNumberError: It is no organisation number.
    """
    digits, now = accepted_number(number), environment.now()
    blank = StoredCompany(
        id=environment.new_id(),
        organisation_number=digits,
        facts={},
        revision=0,
        created_at=now,
        updated_at=now,
    )

    async def erase(database: Database) -> bool:
        company, is_new = await add_company(database, blank)
        if is_new:
            await adopt_keys(database, company.id)
            await _erase_company(environment, None, (company.id, digits), database)
        return is_new

    acting = Acting(administrator=True, organisations=(digits,))
    return await begun_anew(environment.database.acting_for(acting), erase)


async def company_numbered(environment: Environment, number: str) -> UUID | None:
    """Return the id of the company of an organisation number, for operators.

    Raises:
        InvalidOrganisationNumberError: It is no organisation number.
    """
    return await storage.company_numbered(environment.database, accepted_number(number))


async def _erase_assessment(
    environment: Environment, principal: Principal | None, assessment_id: UUID, database: Database
) -> bool:
    """Erase an assessment, and note it: for the list of erasures, and for the company it was of."""
    counted, action = Erasing(database), Action.ASSESSMENT_ERASED
    await counted.begin_with_assessment(assessment_id)
    gone = await storage.erase_assessment(database, assessment_id)
    if gone is None:
        return False
    await counted.end()
    await note_erasure(environment, principal, {action: [assessment_id]}, database)
    if gone.company_id is not None:
        about = (gone.company_id, global_id_of("Assessment", assessment_id))
        if principal is None:
            await note_by_operator(environment, Done(action=action, about=[about]), database)
        else:
            await note(environment, principal, action, about, database)
    return True


async def _erase_company(
    environment: Environment,
    principal: Principal | None,
    company: tuple[UUID, str],
    database: Database,
) -> Sequence[UUID]:
    """Erase a company by id and number; return the ids of its assessments.

    They are noted one by one: after a restore one of them may be nobody's again. Nobody changes
    groups meanwhile, who would else name it again as the parent of others.

    Raises:
        NotFoundError: There is no such company of that number; nothing may be kept of this.
    """
    await lock_groups(database)
    counted = Erasing(database)
    await counted.begin_with_company(company[1])
    gone = await storage.erase_company(database, *company, environment.now())
    if gone is None:
        raise NotFoundError
    await counted.end()
    erased = {Action.COMPANY_ERASED: [company[0]], Action.ASSESSMENT_ERASED: gone}
    await note_erasure(environment, principal, erased, database)
    return gone
