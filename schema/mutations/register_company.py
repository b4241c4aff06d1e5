"""``registerCompany``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, Sought
from assessments.services.companies import register_company
from schema.context import Info
from schema.errors import Busy, InvalidOrganisationNumber, NotFound, ProfileRejected, failure
from schema.permissions import COMPANIES, callers
from schema.types.company import Company
from schema.types.inputs import CompanyProfileInput, given_facts


@strawberry.input(description="Which company to register.")
class RegisterCompanyInput:
    """Input of ``registerCompany``."""

    organisation_number: str = strawberry.field(
        description="Nine digits, of an organisation that the caller is signed in for. That of a"
        " sole proprietorship is also about its owner; all companies are protected as persons."
    )
    profile: CompanyProfileInput | None = strawberry.field(
        default=None, description="What the company states about itself."
    )


@strawberry.type(description="The registered company.")
class RegisterCompanySuccess:
    """It is registered."""

    company: Company = strawberry.field(description="The company.")


RegisterCompanyResult = Annotated[
    RegisterCompanySuccess | ProfileRejected | NotFound | Busy | InvalidOrganisationNumber,
    strawberry.union("RegisterCompanyResult", description="How registering went."),
]


@strawberry.type
class RegisterCompany:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(COMPANIES),
        description="Register a company by its organisation number; one that is registered is"
        " returned, with what was given saved to its profile. For whoever is signed in for it.",
    )
    async def register_company(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            RegisterCompanyInput, strawberry.argument(description="Which company.")
        ],
    ) -> RegisterCompanyResult:
        """Resolve ``Mutation.registerCompany``."""
        context = info.context
        given = () if input.profile is None else given_facts(input.profile)
        try:
            stored = await register_company(
                context.environment, context.principal, input.organisation_number, given
            )
        except AssessmentsError as error:
            failed: RegisterCompanyResult = failure(error, context, Sought.ORGANISATION)
            return failed
        return RegisterCompanySuccess(company=Company.of(stored, context))
