"""``/graphql``: GraphQL over HTTP."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.graphql_requests import (
    MAX_NESTING,
    UnusableRequestError,
    nesting,
    read_request,
)
from api.identity.header import authorization_of
from api.identity.principals import Identity
from api.identity.refusals import RefusedCredentialsError
from api.languages import choose_language, quality_of
from assessments.services.environment import Environment
from assessments.texts import both
from schema.context import Context
from schema.execution.run import Asked, Outcome, run
from schema.masking import Schema

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


class GraphQLEndpoint:
    """Answers GraphQL requests by POST."""

    def __init__(
        self,
        schema: Schema,
        environment: Environment,
        *,
        identity: Identity,
        max_bytes: int,
        suggests: bool,
    ) -> None:
        self._schema = schema
        self._identity = identity
        self._environment = environment
        self._max_bytes = max_bytes
        self._suggests = suggests

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        media_type = _media_type(request.headers.get("accept"))
        language = choose_language(request.headers.get("accept-language"))
        headers = {"content-language": language.value, "vary": "Accept, Accept-Language"}
        headers["cache-control"] = "no-store"
        try:
            asked = await read_request(request, self._max_bytes)
            _refuse_deep(asked)
            principal = await self._identity.identify(authorization_of(request))
        except ClientDisconnect:
            return Response(status_code=400)  # Nobody is there to read it.
        except (UnusableRequestError, RefusedCredentialsError) as error:
            message = error.text.into(language)
            body = {"errors": [{"message": message, "extensions": {"code": error.code}}]}
            return _response(error.status, body, media_type, {**headers, **error.headers})
        context = Context(
            environment=self._environment,
            library=self._environment.library,
            principal=principal,
            language=language,
        )
        outcome = await run(self._schema, asked, context=context, suggests=self._suggests)
        return _response(_status(outcome, media_type), _body(outcome), media_type, headers)


def _refuse_deep(asked: Asked) -> None:
    if nesting(asked.query) > MAX_NESTING:
        raise UnusableRequestError(
            400,
            both(
                f"Dokumentet har mer enn {MAX_NESTING} nivåer inni hverandre.",
                f"The document nests deeper than {MAX_NESTING} levels.",
            ),
        )


def _media_type(accept: str | None) -> str:
    """Return the media type to answer in; what a client does not ask for is plain JSON."""
    best, best_quality = JSON, 0.0
    for part in (accept or "").split(","):
        name, _, parameter = part.strip().partition(";")
        quality = quality_of(parameter)
        if name.strip().lower() in {JSON, GRAPHQL} and quality > best_quality:
            best, best_quality = name.strip().lower(), quality
    return best


def _status(outcome: Outcome, media_type: str) -> int:
    return 200 if outcome.ran or media_type == JSON else 400


def _body(outcome: Outcome) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if outcome.errors:
        body["errors"] = outcome.errors
    if outcome.ran:
        body["data"] = outcome.data
    return body


def _response(
    status: int, body: Mapping[str, Any], media_type: str, headers: Mapping[str, str]
) -> Response:
    return Response(
        orjson.dumps(body),
        status_code=status,
        headers={**headers, "content-type": f"{media_type}; charset=utf-8"},
    )
