"""``createApiKey``."""

import datetime as dt
from typing import Annotated
from uuid import UUID

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key
from assessments.services.principals import CompanyUser, Principal
from schema.api_key_errors import ApiKeyRejected, TooManyApiKeys
from schema.context import Info
from schema.errors import NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import KEEPERS, callers
from schema.types.api_key import ApiKey
from schema.types.scope import Scope


@strawberry.input(description="Which key to create.")
class CreateApiKeyInput:
    """Input of ``createApiKey``."""

    name: str = strawberry.field(description="What people call it; 1 to 100 characters.")
    scopes: list[Scope] = strawberry.field(
        description="What the program may do; at least one, each once. A company gives CATALOGUE,"
        " MATCHING and COMPANY, an advisor CATALOGUE, MATCHING, AGGREGATES and SHARED_ASSESSMENTS,"
        " an administrator CATALOGUE, MATCHING and AGGREGATES."
    )
    recipients: list[str] | None = strawberry.field(
        default=None,
        description="Whose key it is: slugs of clusters or organisations, at most 50. An advisor"
        " names one or more of those the advisor reads for, and with SHARED_ASSESSMENTS the program"
        " reads what is shared with them. Others name none.",
    )
    company_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="One of the caller's companies; may be left out by who has only one."
        " Administrators name the organisation by its number.",
    )
    organisation_number: str | None = strawberry.field(
        default=None,
        description="The organisation that the program acts for, nine digits; one of the caller's,"
        " for an administrator any or none, for an advisor none.",
    )
    expires_at: dt.datetime | None = strawberry.field(
        default=None,
        description="When the key ends, at most two years ahead; in a year where left out. Made on"
        " a company's behalf, it ends in 90 days at most, and where left out.",
    )


@strawberry.type(description="A new key.")
class CreateApiKeySuccess:
    """It was created."""

    api_key: ApiKey = strawberry.field(description="The key.")
    secret: str = strawberry.field(
        description="What the program sends as `Authorization: Bearer`; shown this once."
    )


CreateApiKeyResult = Annotated[
    CreateApiKeySuccess | ApiKeyRejected | TooManyApiKeys | NotFound | NotAvailable,
    strawberry.union("CreateApiKeyResult", description="How creating went."),
]


def _wanted(given: CreateApiKeyInput) -> WantedKey:
    return WantedKey(
        name=given.name,
        scopes=given.scopes,
        recipients=given.recipients or (),
        company_id=_company(given.company_id),
        organisation_number=given.organisation_number,
        expires_at=given.expires_at,
    )


def _company(given: str | None) -> UUID | None:
    if given is None:
        return None
    uuid = parse_id_of("Company", given)
    if uuid is None:
        raise NotFoundError
    return uuid


def _sought(principal: Principal) -> Sought:
    """Return what is not found: of others than users of companies, none is by its id."""
    return Sought.COMPANY if isinstance(principal, CompanyUser) else Sought.COMPANY_OF_KEY


@strawberry.type
class CreateApiKey:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(KEEPERS),
        description="Make a key for a program. For whoever is signed in for a company, for its"
        " own data, for advisors, for what is shared with those they read for, and for"
        " administrators, for what holds nobody's answers. An organisation or a recipient has at"
        " most 20 keys that work, and so has an administrator of those for no organisation.",
    )
    async def create_api_key(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            CreateApiKeyInput, strawberry.argument(description="Which key.")
        ],
    ) -> CreateApiKeyResult:
        """Resolve ``Mutation.createApiKey``."""
        context = info.context
        try:
            created = await create_api_key(context.environment, context.principal, _wanted(input))
        except AssessmentsError as error:
            failed: CreateApiKeyResult = failure(error, context, _sought(context.principal))
            return failed
        return CreateApiKeySuccess(api_key=ApiKey.of(created.key), secret=created.secret)
