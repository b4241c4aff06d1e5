"""Keeps bugs private: clients see a code and a request id, operators see the traceback."""

import logging
import secrets
import traceback
from functools import cached_property

import strawberry
from graphql import GraphQLError, GraphQLSchema

from assessments.errors import AssessmentsError
from assessments.texts import Language, both
from schema.execution.documents import GoodDocuments

logger = logging.getLogger(__name__)

INTERNAL = "INTERNAL"
HEAD = "Traceback (most recent call last):\n"


class Schema(strawberry.Schema):
    """A schema whose errors are made presentable by whoever executes it."""

    @property
    def core(self) -> GraphQLSchema:
        """The schema as graphql-core knows it."""
        return self._schema

    @cached_property
    def good_documents(self) -> GoodDocuments:
        """The documents that were valid, of those asked for last."""
        return GoodDocuments()


def is_bug(error: GraphQLError) -> bool:
    """Tell a bug from a refusal and from a client's own mistake.

    Of the errors that graphql-core itself raises, those about variables have no path, and those
    about arguments point at the document. What is left is about a value that a resolver should not
    have returned.
    """
    cause = error.original_error
    if cause is None or isinstance(cause, AssessmentsError) or "code" in (error.extensions or {}):
        return False
    if not isinstance(cause, GraphQLError):
        return True
    return error.path is not None and not cause.nodes


def masked(error: GraphQLError, language: Language) -> GraphQLError:
    """Log `error` under a new id and return what the client may see of it, in `language`."""
    request_id = secrets.token_hex(8)
    cause = error.original_error or error
    logger.error("Internal error %s: %s\n%s", request_id, type(cause).__name__, places_of(cause))
    words = both(
        f"Noe gikk galt hos oss. Oppgi id-en {request_id} til oss hvis det fortsetter.",
        f"Something went wrong on our side. Tell us the id {request_id} if it goes on.",
    )
    return GraphQLError(
        words.into(language),
        nodes=error.nodes,
        path=error.path,
        extensions={"code": INTERNAL, "requestId": request_id},
    )


def places_of(error: BaseException) -> str:
    """Return the traceback of `error` without its text, which may hold what a client sent."""
    return HEAD + "".join(traceback.format_tb(error.__traceback__))
