"""The roots of a schema, whichever it has: what asks something of every root field begins here."""

from collections.abc import Mapping

from graphql import GraphQLObjectType, GraphQLSchema, OperationType


def roots_of(schema: GraphQLSchema) -> Mapping[OperationType, GraphQLObjectType]:
    """Return the type that each kind of operation begins with, of those that `schema` has."""
    found = {operation: schema.get_root_type(operation) for operation in OperationType}
    return {operation: root for operation, root in found.items() if root is not None}
