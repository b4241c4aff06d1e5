"""Erasing what is one's own. A line of the audit log is left, which says nothing of whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.assessing import read_assessment
from assessments.services.auditing import Action, note_erasure
from assessments.services.companies import read_company
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.services.walls import seen_by
from assessments.storage import erasing as storage


@dataclass(frozen=True, slots=True)
class Erased:
    """When it was done, and how many assessments went."""

    at: datetime
    assessments: int


async def erase_assessment(
    environment: Environment, principal: Principal, assessment_id: UUID
) -> Erased:
    """Erase an assessment, its history and its result for good.

    Raises:
        NotFoundError: There is no such assessment, or it is not the caller's.
        AccessExpiredError: The caller's access to it has ended.
    """
    await read_assessment(environment, principal, assessment_id)
    async with seen_by(principal, environment, assessment_id).joined() as database:
        if not await storage.erase_assessment(database, assessment_id):
            raise NotFoundError
        action = Action.ASSESSMENT_ERASED
        await note_erasure(environment, principal, action, assessment_id, database)
    return Erased(environment.now(), 1)


async def erase_company(
    environment: Environment, principal: Principal, company_id: UUID, number: str
) -> Erased:
    """Erase a company and everything about it for good; its `number` once more, to be sure.

    Raises:
        NotFoundError: There is no such company, the caller is not signed in for it, or it has
            another number.
    """
    company = await read_company(environment, principal, company_id)
    if company.organisation_number != "".join(number.split()):
        raise NotFoundError
    async with seen_by(principal, environment).joined() as database:
        count = await storage.erase_company(database, company_id)
        if count is None:
            raise NotFoundError
        await note_erasure(environment, principal, Action.COMPANY_ERASED, company_id, database)
    return Erased(environment.now(), count)
