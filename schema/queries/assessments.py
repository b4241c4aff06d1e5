"""Root fields about assessments."""

from typing import Annotated

import strawberry

from assessments.errors import AccessExpiredError, NotFoundError
from assessments.services import principals
from assessments.services.assessing import read_assessment
from schema.context import Context, Info
from schema.errors import top_level
from schema.ids import parse_id_of
from schema.types.assessment import Assessment
from schema.types.viewer import Administrator, Integration, Respondent, Viewer


async def find_assessment(context: Context, assessment_id: str) -> Assessment | None:
    """Return the assessment with a global id, if it is the caller's.

    Raises:
        GraphQLError: The caller's access to it has ended.
    """
    uuid = parse_id_of("Assessment", assessment_id)
    if uuid is None:
        return None
    try:
        stored = await read_assessment(context.environment, context.principal, uuid)
    except NotFoundError:
        return None
    except AccessExpiredError as error:
        raise top_level(error, context) from error
    return Assessment.of(stored, context)


def _without_assessment(principal: principals.Principal) -> Integration | Administrator | None:
    if isinstance(principal, principals.Integration):
        scopes = [scope for scope in principals.Scope if scope in principal.scopes]
        return Integration(name=principal.name, scopes=scopes)
    if isinstance(principal, principals.Administrator):
        return Administrator(name=principal.name)
    return None


@strawberry.type
class AssessmentQueries:
    """Queries about assessments."""

    @strawberry.field(
        description="An assessment; null where there is none or it is not the caller's. Needs the"
        " assessment's access token as `Authorization: Bearer`."
    )
    async def assessment(
        self,
        info: Info,
        id: Annotated[  # noqa: A002 - the contract's name
            strawberry.ID, strawberry.argument(description="Which assessment.")
        ],
    ) -> Assessment | None:
        """Resolve ``Query.assessment``."""
        return await find_assessment(info.context, id)

    @strawberry.field(description="Who is asking; null for somebody who proves nothing.")
    async def viewer(self, info: Info) -> Viewer | None:
        """Resolve ``Query.viewer``."""
        context = info.context
        if not isinstance(context.principal, principals.Respondent):
            return _without_assessment(context.principal)
        try:
            stored = await read_assessment(
                context.environment, context.principal, context.principal.assessment_id
            )
        except NotFoundError:
            return None
        except AccessExpiredError as error:
            raise top_level(error, context) from error
        return Respondent(assessment=Assessment.of(stored, context))
