"""Root fields about assessments."""

from typing import Annotated

import strawberry

from assessments.errors import AccessExpiredError, NotFoundError
from assessments.services.opening import open_assessment
from schema.context import Context, Info
from schema.errors import top_level
from schema.ids import parse_id_of
from schema.permissions import HOLDERS, NO_SCOPE, OPEN, callers
from schema.types.assessment import Assessment
from schema.types.viewer import Viewer
from schema.viewing import viewer_of


async def find_assessment(context: Context, assessment_id: str) -> Assessment | None:
    """Return the assessment with a global id, if it is the caller's.

    Raises:
        GraphQLError: The caller's access to it has ended.
    """
    uuid = parse_id_of("Assessment", assessment_id)
    if uuid is None:
        return None
    try:
        stored = await open_assessment(context.environment, context.principal, uuid)
    except NotFoundError:
        return None
    except AccessExpiredError as error:
        raise top_level(error, context) from error
    return Assessment.of(stored, context)


@strawberry.type
class AssessmentQueries:
    """Queries about assessments."""

    @strawberry.field(
        metadata=callers(HOLDERS),
        description="An assessment; null where there is none or it is not the caller's: for"
        " whoever holds its access token, sent as `Authorization: Bearer`, or is signed in for its"
        " company.",
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

    @strawberry.field(
        metadata=callers(OPEN, scopes=NO_SCOPE),
        description="Who is asking; null for somebody who proves nothing.",
    )
    async def viewer(self, info: Info) -> Viewer | None:
        """Resolve ``Query.viewer``."""
        return await viewer_of(info.context)
