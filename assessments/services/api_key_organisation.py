"""Whom a new API key acts for."""

from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.api_key_errors import ApiKeyRejectedError
from assessments.services.api_key_terms import Manager, WantedKey, accepted_organisation
from assessments.services.environment import Environment
from assessments.services.principals import Administrator
from assessments.services.walls import seen_by
from assessments.storage import api_keys as storage


async def acts_for(
    environment: Environment, manager: Manager, wanted: WantedKey
) -> tuple[UUID | None, str | None]:
    """Return the company and the number of the organisation that a new key acts for, if any.

    An administrator sees no companies: which one has the number, the database adds.

    Raises:
        NotFoundError: The company is not the caller's, or has not been registered.
        ApiKeyRejectedError: Several could be meant, or the number is none.
    """
    if isinstance(manager, Administrator):
        return None, _administrators_choice(wanted)
    number = wanted.organisation_number
    named = [n for n in manager.organisations if number in {None, n}]
    found = await storage.companies_among(seen_by(manager, environment), named, wanted.company_id)
    if not found:
        raise NotFoundError
    if len(found) > 1:
        raise ApiKeyRejectedError(
            "companyId",
            "Oppgi hvilken av bedriftene nøkkelen skal gjelde for.",
            "Say which of your companies the key is for.",
        )
    return found[0]


def _administrators_choice(wanted: WantedKey) -> str | None:
    if wanted.company_id is not None:
        raise NotFoundError
    return accepted_organisation(wanted)
