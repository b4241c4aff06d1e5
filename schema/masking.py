"""Keeps bugs private: clients see a code and a request id, operators see the traceback."""

import logging
import secrets
from typing import Any

import strawberry
from graphql import GraphQLError

from assessments.errors import AssessmentsError

logger = logging.getLogger(__name__)

INTERNAL = "INTERNAL"


class Schema(strawberry.Schema):
    """A schema that logs bugs with their traceback, and nothing that a client sent."""

    def process_errors(self, errors: list[GraphQLError], *_: Any, **__: Any) -> None:
        """Replace every bug among `errors` by fixed words with a request id, and log it."""
        for place, error in enumerate(errors):
            if is_bug(error):
                errors[place] = masked(error)


def is_bug(error: GraphQLError) -> bool:
    """Tell a bug from a refusal and from a client's own mistake."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError | AssessmentsError):
        return False
    return "code" not in (error.extensions or {})


def masked(error: GraphQLError) -> GraphQLError:
    """Log `error` under a new id and return what the client may see of it."""
    request_id = secrets.token_hex(8)
    logger.error("Internal error %s", request_id, exc_info=error.original_error)
    return GraphQLError(
        f"Something went wrong on our side. Tell us the id {request_id} if it goes on.",
        nodes=error.nodes,
        path=error.path,
        extensions={"code": INTERNAL, "requestId": request_id},
    )
