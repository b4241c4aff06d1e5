"""Root fields about questionnaires."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.permissions import FILLING_IN, OPEN, callers
from schema.types.questionnaire import Questionnaire


@strawberry.type
class QuestionnaireQueries:
    """Queries about questionnaires."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=FILLING_IN),
        description="A published questionnaire, the newest version unless one is named; null where"
        " there is none. Open to everybody.",
    )
    def questionnaire(
        self,
        info: Info,
        slug: Annotated[str, strawberry.argument(description="Which questionnaire.")],
        version: Annotated[int | None, strawberry.argument(description="Which version.")] = None,
    ) -> Questionnaire | None:
        """Resolve ``Query.questionnaire``."""
        compiled = info.context.library.questionnaire(slug, version)
        return None if compiled is None else Questionnaire.of(compiled)
