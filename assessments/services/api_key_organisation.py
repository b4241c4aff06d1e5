"""Whom a new API key acts for."""

from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.api_key_errors import ApiKeyRejectedError
from assessments.services.api_key_terms import Manager, WantedKey, accepted_organisation
from assessments.services.companies import is_registered
from assessments.services.environment import Environment
from assessments.services.principals import Administrator, Advisor, CompanyUser
from assessments.services.walls import seen_by
from assessments.storage import api_keys as storage
from assessments.storage.api_keys import StoredKey


def refuse_company(manager: Manager, wanted: WantedKey) -> None:
    """Return when `manager` may name the company that is wanted: only its users see any.

    Raises:
        NotFoundError: It is not for the caller to name.
    """
    if wanted.company_id is not None and not isinstance(manager, CompanyUser):
        raise NotFoundError


async def acts_for(
    environment: Environment, manager: Manager, wanted: WantedKey
) -> tuple[UUID | None, str | None]:
    """Return the company and the number of the organisation that a new key acts for, if any.

    An administrator sees no companies: which one has the number, the database adds. An advisor's
    keys act for none.

    Raises:
        NotFoundError: The company is not the caller's, or has not been registered.
        ApiKeyRejectedError: Several could be meant, the number is none, or an advisor names one.
    """
    if isinstance(manager, Administrator):
        return None, accepted_organisation(wanted)
    if isinstance(manager, Advisor):
        _refuse_organisation(wanted)
        return None, None
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


async def is_there(environment: Environment, manager: Manager, key: StoredKey) -> bool:
    """Return whether what `key` is made for is there; only a company user names a company."""
    if key.company_id is None:
        return True
    return await is_registered(environment, manager, key.company_id)


def _refuse_organisation(wanted: WantedKey) -> None:
    if wanted.organisation_number is not None:
        raise ApiKeyRejectedError(
            "organisationNumber",
            "Utelat organisasjonsnummeret. En nøkkel du lager som rådgiver, gjelder for mottakerne"
            " i `recipients`.",
            "Leave the organisation number out. A key that you make as an advisor is for those in"
            " `recipients`.",
        )
