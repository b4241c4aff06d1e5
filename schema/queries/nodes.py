"""``node``: fetch anything again by its id."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated
from uuid import UUID

import strawberry

from assessments.content.library import Library
from assessments.errors import AccessExpiredError, NotFoundError
from assessments.services.companies import read_company
from assessments.services.opening import open_of_result
from schema.context import Context, Info
from schema.errors import top_level
from schema.ids import content_id, parse_id
from schema.permissions import NO_SCOPE, NODE_SCOPES, OPEN, callers
from schema.queries.api_keys import find_api_key
from schema.queries.assessments import find_assessment
from schema.queries.sharing import find_shared
from schema.scoping import require_scope
from schema.types.company import Company
from schema.types.node import Node
from schema.types.offers import offer_of
from schema.types.question import Question
from schema.types.questionnaire import Questionnaire
from schema.types.result import result_of


@strawberry.type
class NodeQueries:
    """Fetching by id."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=NO_SCOPE),
        description="Anything with an id; null where there is none or it is not the caller's. To"
        " a program, CATALOGUE opens what everybody may see, and COMPANY questionnaires and"
        " questions.",
    )
    async def node(
        self,
        info: Info,
        id: Annotated[  # noqa: A002 - the contract's name
            strawberry.ID, strawberry.argument(description="Which node.")
        ],
    ) -> Node | None:
        """Resolve ``Query.node``."""
        parsed = parse_id(id)
        if parsed is None:
            return None
        type_name, uuid = parsed
        require_scope(info.context.principal, NODE_SCOPES.get(type_name, NO_SCOPE))
        if type_name == "Assessment":
            return await find_assessment(info.context, id)
        if type_name in _FINDERS:
            return await _FINDERS[type_name](info.context, uuid)
        return _content(info.context.library, id)


async def _company(context: Context, company_id: UUID) -> Node | None:
    try:
        stored = await read_company(context.environment, context.principal, company_id)
    except NotFoundError:
        return None
    return Company.of(stored, context)


async def _result(context: Context, result_id: UUID) -> Node | None:
    """Return a result of an assessment of the caller's."""
    try:
        stored = await open_of_result(context.environment, context.principal, result_id)
    except NotFoundError:
        return None
    except AccessExpiredError as error:
        raise top_level(error, context) from error
    return await result_of(stored, context)


def _content(library: Library, node_id: str) -> Node | None:
    for compiled in library.catalogue.offers:
        view = offer_of(compiled.offer, library.catalogue)
        if view.id == node_id:
            return view
    for questionnaire in library.questionnaires.values():
        slug, version = questionnaire.key
        if content_id("Questionnaire", slug, str(version)) == node_id:
            return Questionnaire.of(questionnaire)
        for question in questionnaire.questions:
            if content_id("Question", slug, str(version), question.slug) == node_id:
                return Question.of(questionnaire, question.slug)
    return None


_FINDERS: Mapping[str, Callable[[Context, UUID], Awaitable[Node | None]]] = {
    "ApiKey": find_api_key,
    "Company": _company,
    "Result": _result,
    "SharedAssessment": find_shared,
}
