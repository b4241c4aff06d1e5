"""``eraseCompany``."""

import datetime as dt
from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.erasing import erase_company
from schema.context import Info
from schema.errors import InvalidOrganisationNumber, NotAvailable, NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import COMPANY_ERASERS, callers


@strawberry.input(description="Which company to erase.")
class EraseCompanyInput:
    """Input of ``eraseCompany``."""

    company_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Which company. Leave it out where only the organisation number is known.",
    )
    organisation_number: str = strawberry.field(
        description="Its organisation number. With `companyId`, both must be of one company."
    )


@strawberry.type(description="The company and everything about it are gone.")
class EraseCompanySuccess:
    """It was erased."""

    erased_at: dt.datetime = strawberry.field(description="When it was erased.")
    assessments: int = strawberry.field(description="How many assessments went with it.")


EraseCompanyResult = Annotated[
    EraseCompanySuccess | NotFound | NotAvailable | InvalidOrganisationNumber,
    strawberry.union("EraseCompanyResult", description="How erasing went."),
]


@strawberry.type
class EraseCompany:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(COMPANY_ERASERS),
        description="Erase a company with its profile, its assessments and their results, for"
        " good. The audit log keeps that something was done and when, not for whom. For whoever is"
        " signed in for it, and for administrators, who read nothing of it; not for programs.",
    )
    async def erase_company(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - the contract's name
            EraseCompanyInput, strawberry.argument(description="Which company.")
        ],
    ) -> EraseCompanyResult:
        """Resolve ``Mutation.eraseCompany``."""
        context = info.context
        named = input.company_id
        uuid = None if named is None else parse_id_of("Company", named)
        try:
            if named is not None and uuid is None:
                raise NotFoundError
            erased = await erase_company(
                context.environment, context.principal, uuid, input.organisation_number
            )
        except AssessmentsError as error:
            failed: EraseCompanyResult = failure(error, context, Sought.COMPANY)
            return failed
        return EraseCompanySuccess(erased_at=erased.at, assessments=erased.assessments)
