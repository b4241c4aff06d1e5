"""A company's own data, all of it."""

from typing import Any
from uuid import UUID

from assessments.services.auditing import Action, note
from assessments.services.companies import read_company
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Principal
from assessments.services.walls import seen_by
from assessments.storage.downloading import everything_about


async def download(
    environment: Environment, principal: Principal, company_id: UUID
) -> dict[str, list[Any]]:
    """Return everything that is kept about a company, by table, and note that it was taken.

    Raises:
        NotFoundError: There is no such company, or the caller is not signed in for it.
    """
    await read_company(environment, principal, company_id)
    what = global_id_of("Company", company_id)
    action = Action.DATA_DOWNLOADED
    await note(environment, principal, action, company_id=company_id, what=what)
    return await everything_about(seen_by(principal, environment), company_id)
