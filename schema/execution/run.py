"""Runs one operation: parse, choose, validate, execute, and make errors presentable."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

import graphql
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    validate,
)

from assessments.errors import AssessmentsError
from assessments.texts import Language
from schema.context import Context
from schema.execution.bounding import out_of_bounds
from schema.masking import Schema, is_bug, masked
from schema.refusing import BAD_USER_INPUT, said_in

MAX_TOKENS = 6_000
MAX_ERRORS = 5

_execute: Callable[..., object] = getattr(graphql, "execute")  # noqa: B009 - its type has unknown parts

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What comes back: data, where the operation ran, and errors as clients see them."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    ran: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a client asks for."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


async def run(schema: Schema, asked: Asked, *, context: Context, suggests: bool = False) -> Outcome:
    """Run the operation that is `asked` for.

    `suggests` lets errors name what the client may have meant, which tells strangers the schema.
    """
    language = context.language
    known = schema.good_documents.find(asked.query)
    try:
        document = known or parse(
            asked.query, max_tokens=MAX_TOKENS, allow_empty_selection_sets=False
        )
    except GraphQLSyntaxError as error:
        return _refused([error], PARSE_FAILED, language)
    except RecursionError:
        return _refused(
            [GraphQLError("The document is nested too deeply.")], PARSE_FAILED, language
        )
    unnamed = _choice(document, asked.operation_name)
    if unnamed is not None:
        return _refused([unnamed], BAD_USER_INPUT, language)
    invalid = [] if known is not None else _invalid(schema, document, suggests=suggests)
    if invalid:
        return _refused(invalid, VALIDATION_FAILED, language)
    schema.good_documents.keep(asked.query, document)
    result = _execute(
        schema.core,
        document,
        context_value=context,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        hide_suggestions=not suggests,
    )
    if isinstance(result, Awaitable):
        result = await cast("Awaitable[object]", result)
    return _outcome(result, language)


def _invalid(schema: Schema, document: DocumentNode, *, suggests: bool) -> list[GraphQLError]:
    try:
        found = validate(
            schema.core,
            document,
            max_errors=MAX_ERRORS,
            hide_suggestions=not suggests,
        )
        unbounded = None if found else out_of_bounds(document)
    except RecursionError:
        return [GraphQLError("The document is nested too deeply.")]
    return found if unbounded is None else [unbounded]


def _choice(document: DocumentNode, operation_name: str | None) -> GraphQLError | None:
    """Return why it is not settled which operation to run; None where it is."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if not operations:
        return GraphQLError("The document has no operation.")
    if operation_name is None:
        if len(operations) == 1:
            return None
        return GraphQLError("The document has several operations. Name one in `operationName`.")
    names = {o.name.value for o in operations if o.name is not None}
    if operation_name in names:
        return None
    return GraphQLError("The document has no operation of that name.")


def _refused(errors: list[GraphQLError], code: str, language: Language) -> Outcome:
    shown = [_formatted(error, code, language) for error in errors[:MAX_ERRORS]]
    return Outcome(data=None, errors=shown, ran=False)


def _outcome(result: object, language: Language) -> Outcome:
    if not isinstance(result, ExecutionResult):
        message = "Incremental delivery is not in use."
        return Outcome(data=None, errors=[{"message": message}], ran=False)
    errors = result.errors or []
    ran = result.data is not None or any(error.path is not None for error in errors)
    seen = [masked(e, language) if is_bug(e) else e for e in errors]
    shown = [_formatted(error, BAD_USER_INPUT, language) for error in seen]
    return Outcome(data=result.data, errors=shown if ran else shown[:MAX_ERRORS], ran=ran)


def _formatted(error: GraphQLError, code: str, language: Language) -> dict[str, Any]:
    formatted: dict[str, Any] = dict(error.formatted)
    extensions = {"code": code, **(error.extensions or {})}
    cause = error.original_error
    if isinstance(cause, AssessmentsError):
        extensions["code"] = cause.code
    return {**formatted, "message": said_in(error, language), "extensions": extensions}
