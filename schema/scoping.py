"""Keeps programs to their scopes where everybody else may go: at every open root field."""

from collections.abc import Callable
from typing import Any, Final

from graphql import GraphQLObjectType, OperationType
from strawberry.types.base import StrawberryObjectDefinition

from assessments.services.principals import Principal
from assessments.services.scopes import lacking_scope
from schema.masking import Schema
from schema.permissions import OPEN, Scopes, declared, declared_scopes
from schema.refusing import SaidError
from schema.roots import roots_of

INSUFFICIENT_SCOPE: Final = "INSUFFICIENT_SCOPE"

Resolver = Callable[..., Any]


class UndeclaredScopeError(Exception):
    """An open root field does not say which scopes open it to programs."""


def require_scope(principal: Principal, scopes: Scopes) -> None:
    """Return when `principal` may use what any of `scopes` opens.

    Raises:
        SaidError: It is a program that has none of them.
    """
    lacking = lacking_scope(principal, scopes)
    if lacking is not None:
        raise SaidError(lacking, code=INSUFFICIENT_SCOPE)


def guard(schema: Schema) -> None:
    """Make every open root field ask for its scopes before anything of it is executed.

    Raises:
        UndeclaredScopeError: One declares none, and does not say that none is needed.
    """
    for operation, root in roots_of(schema.core).items():
        _guard_fields(schema, operation, root)


def _guard_fields(schema: Schema, operation: OperationType, root: GraphQLObjectType) -> None:
    """Guard what each field calls first: a resolver, or a subscription's source of events."""
    definition = schema.get_type_by_name(root.name)
    fields = definition.fields if isinstance(definition, StrawberryObjectDefinition) else []
    for field in fields:
        if declared(field.metadata) != OPEN:
            continue
        name = schema.config.name_converter.from_field(field)
        scopes = declared_scopes(field.metadata)
        guarded = root.fields[name]
        is_subscription = operation is OperationType.SUBSCRIPTION
        first = guarded.subscribe if is_subscription else guarded.resolve
        if scopes is None or first is None:
            raise UndeclaredScopeError(f"{root.name}.{name}")
        if is_subscription:
            guarded.subscribe = _guarded(first, scopes)
        else:
            guarded.resolve = _guarded(first, scopes)


def _guarded(resolve: Resolver, scopes: Scopes) -> Resolver:
    def guarded(source: object, info: Any, **arguments: object) -> object:
        require_scope(info.context.principal, scopes)
        return resolve(source, info, **arguments)

    return guarded
