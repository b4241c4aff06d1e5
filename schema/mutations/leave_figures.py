"""``leaveFigures``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.figures import leave_figures, leave_figures_of_company
from schema.context import Context, Info
from schema.errors import NotFound, failure
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, callers


@strawberry.input(one_of=True, description="What leaves the figures: exactly one of the fields.")
class LeaveFiguresInput:
    """Input of ``leaveFigures``."""

    assessment_id: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="The result of an assessment."
    )
    company_id: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="All results of a company that it has now."
    )


@strawberry.type(description="The results are counted no more.")
class LeaveFiguresSuccess:
    """They have left."""

    results: int = strawberry.field(
        description="How many results were agreed to be counted until now; 0 where none was, and"
        " always with access that has ended, which tells nothing of what was."
    )


LeaveFiguresResult = Annotated[
    LeaveFiguresSuccess | NotFound,
    strawberry.union("LeaveFiguresResult", description="How leaving went."),
]


async def _left(context: Context, wanted: LeaveFiguresInput) -> int:
    """Leave with what is named, and return how many results did.

    Raises:
        NotFoundError: There is no such thing, or it is not the caller's.
    """
    environment, principal = context.environment, context.principal
    if wanted.assessment_id is not None:
        assessment = parse_id_of("Assessment", wanted.assessment_id.value)
        if assessment is None:
            raise NotFoundError
        return await leave_figures(environment, principal, assessment)
    named = None if wanted.company_id is None else wanted.company_id.value
    company = None if named is None else parse_id_of("Company", named)
    if company is None:
        raise NotFoundError
    return await leave_figures_of_company(environment, principal, company)


@strawberry.type
class LeaveFigures:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(HOLDERS),
        description="Withdraw the agreement to be counted in figures about many. Whoever may read"
        " the assessment may, also when the access to it has expired; once more changes nothing."
        " Figures that are published already stay until they are replaced.",
    )
    async def leave_figures(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            LeaveFiguresInput, strawberry.argument(description="What leaves.")
        ],
    ) -> LeaveFiguresResult:
        """Resolve ``Mutation.leaveFigures``."""
        context = info.context
        try:
            left = await _left(context, input)
        except AssessmentsError as error:
            sought = Sought.ASSESSMENT if input.company_id is None else Sought.COMPANY
            failed: LeaveFiguresResult = failure(error, context, sought)
            return failed
        return LeaveFiguresSuccess(results=left)
