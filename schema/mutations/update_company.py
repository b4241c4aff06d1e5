"""``updateCompany``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.companies import update_company
from schema.context import Info
from schema.errors import Busy, NotFound, ProfileRejected, failure
from schema.ids import parse_id_of
from schema.permissions import COMPANIES, callers
from schema.types.company import Company
from schema.types.inputs import CompanyProfileInput, given_facts


@strawberry.input(description="What to change about a company.")
class UpdateCompanyInput:
    """Input of ``updateCompany``."""

    company_id: strawberry.ID = strawberry.field(description="Which company.")
    profile: CompanyProfileInput = strawberry.field(
        description="What the company states; null takes a fact away, what is absent stays."
    )


@strawberry.type(description="The company with the facts saved.")
class UpdateCompanySuccess:
    """They were saved."""

    company: Company = strawberry.field(description="The company.")


UpdateCompanyResult = Annotated[
    UpdateCompanySuccess | ProfileRejected | NotFound | Busy,
    strawberry.union("UpdateCompanyResult", description="How saving went."),
]


@strawberry.type
class UpdateCompany:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(COMPANIES),
        description="Save facts to the profile of a company, all or none. New assessments begin"
        " with it; drafts and results keep what they have. For whoever is signed in for it.",
    )
    async def update_company(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            UpdateCompanyInput, strawberry.argument(description="Which facts.")
        ],
    ) -> UpdateCompanyResult:
        """Resolve ``Mutation.updateCompany``."""
        context = info.context
        uuid = parse_id_of("Company", input.company_id)
        try:
            if uuid is None:
                raise NotFoundError
            stored = await update_company(
                context.environment, context.principal, uuid, given_facts(input.profile)
            )
        except AssessmentsError as error:
            failed: UpdateCompanyResult = failure(error, context, Sought.COMPANY)
            return failed
        return UpdateCompanySuccess(company=Company.of(stored, context))
