"""A company's own data, all of it."""

from typing import Any
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.auditing import Action, note
from assessments.services.companies import read_company
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import Principal
from assessments.services.walls import seen_by
from assessments.storage.companies import lock_company
from assessments.storage.downloading import everything_about


async def download(
    environment: Environment, principal: Principal, company_id: UUID
) -> dict[str, list[Any]]:
    """Return everything that is kept about a company, by table, and note that it was taken.

    Raises:
        NotFoundError: There is no such company, or the caller is not signed in for it.
    """
    await read_company(environment, principal, company_id)
    async with seen_by(principal, environment).joined() as database:
        if await lock_company(database, company_id) is None:
            raise NotFoundError
        about = (company_id, global_id_of("Company", company_id))
        await note(environment, principal, Action.DATA_DOWNLOADED, about, database)
        return await everything_about(database, company_id)
