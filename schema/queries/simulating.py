"""``simulate``."""

from typing import Annotated

import strawberry

from assessments.errors import AnswersRejectedError, ProfileRejectedError
from assessments.services.simulating import simulate
from schema.asking import unusable
from schema.context import Info
from schema.permissions import HOLDERS, callers
from schema.queries.assessments import find_assessment
from schema.types.inputs import AnswerInput, CompanyProfileInput, given_answers, given_facts
from schema.types.simulation import Simulation


@strawberry.type
class SimulatingQueries:
    """Queries that try something out."""

    @strawberry.field(
        metadata=callers(HOLDERS),
        description="What changed answers and facts would make of an assessment, a draft or a"
        " submitted one; nothing is saved. Facts count first, then answers, each judged as if it"
        " were saved; what is not mentioned stays as it is, and `clear` takes an answer away. Null"
        " where there is no such assessment or it is not the caller's: for whoever"
        " holds its access token or is signed in for its company.",
    )
    async def simulate(
        self,
        info: Info,
        assessment_id: Annotated[
            strawberry.ID, strawberry.argument(description="Which assessment.")
        ],
        answers: Annotated[
            list[AnswerInput],
            strawberry.argument(description="Answers to put in, at most 1,000."),
        ],
        profile: Annotated[
            CompanyProfileInput | None, strawberry.argument(description="Facts to put in.")
        ] = None,
    ) -> Simulation | None:
        """Resolve ``Query.simulate``."""
        context = info.context
        found = await find_assessment(context, assessment_id)
        if found is None:
            return None
        facts = [] if profile is None else given_facts(profile)
        try:
            simulated = simulate(
                context.environment,
                context.library,
                found.view.stored,
                facts,
                given_answers(answers),
            )
        except (ProfileRejectedError, AnswersRejectedError) as error:
            raise unusable(error, context) from error
        return Simulation(simulated=simulated)
