"""``joinFigures``."""

from typing import Annotated

import strawberry

from assessments.errors import AssessmentsError, NotFoundError, Sought
from assessments.services.figures import join_figures
from schema.context import Info
from schema.errors import AccessExpired, NotAvailable, NotFound, NotSubmitted, failure
from schema.ids import parse_id_of
from schema.permissions import PEOPLE_WITH_ACCESS, callers
from schema.types.assessment import Assessment


@strawberry.input(description="What is to be counted.")
class JoinFiguresInput:
    """Input of ``joinFigures``."""

    assessment_id: strawberry.ID = strawberry.field(description="Which assessment.")


@strawberry.type(description="The result is counted while a company has the assessment.")
class JoinFiguresSuccess:
    """It has joined."""

    assessment: Assessment = strawberry.field(description="The assessment.")


JoinFiguresResult = Annotated[
    JoinFiguresSuccess | NotSubmitted | NotFound | AccessExpired | NotAvailable,
    strawberry.union("JoinFiguresResult", description="How joining went."),
]


@strawberry.type
class JoinFigures:
    """Holds the field."""

    @strawberry.mutation(
        metadata=callers(PEOPLE_WITH_ACCESS),
        description="Agree that the result of a submitted assessment is counted in protected"
        " figures about many; once more changes nothing. For whoever holds its access token or is"
        " signed in for its company; not for programs, which may only leave.",
    )
    async def join_figures(
        self,
        info: Info,
        input: Annotated[  # noqa: A002 - as in every mutation
            JoinFiguresInput, strawberry.argument(description="What joins.")
        ],
    ) -> JoinFiguresResult:
        """Resolve ``Mutation.joinFigures``."""
        context = info.context
        uuid = parse_id_of("Assessment", input.assessment_id)
        try:
            if uuid is None:
                raise NotFoundError
            joined = await join_figures(context.environment, context.principal, uuid)
        except AssessmentsError as error:
            failed: JoinFiguresResult = failure(error, context, Sought.ASSESSMENT)
            return failed
        return JoinFiguresSuccess(assessment=Assessment.of(joined, context))
