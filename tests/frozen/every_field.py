"""Asks for every field that can be reached from a type without arguments."""

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
)

COMPOSITE = (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType)


def _is_free(field: GraphQLField) -> bool:
    arguments: list[GraphQLArgument] = list(field.args.values())
    return not any(is_required_argument(argument) for argument in arguments)


def type_of(schema: GraphQLSchema, field: GraphQLField) -> GraphQLNamedType:
    """Return what a field gives, or gives a list of."""
    written = str(getattr(field, "type"))  # noqa: B009 - typed by halves in graphql-core
    return schema.type_map[written.replace("[", "").rstrip("]!")]


def selection(
    schema: GraphQLSchema, of: GraphQLNamedType, depth: int, above: tuple[str, ...] = ()
) -> str:
    """Return all fields of `of`, `depth` levels deep, as a selection set; "" where there is none.

    A type is not gone into again below itself.
    """
    if not isinstance(of, COMPOSITE):
        return ""
    if of.name in above or depth == 0:
        return "{ __typename }"
    if not isinstance(of, GraphQLObjectType):
        members = sorted(schema.get_possible_types(of), key=lambda member: member.name)
        inner = (f"... on {m.name} {selection(schema, m, depth, above)}" for m in members)
        return "{ __typename " + " ".join(inner) + " }"
    fields = (
        f"{of.name}_{name}: {name} "
        + selection(schema, type_of(schema, field), depth - 1, (*above, of.name))
        for name, field in of.fields.items()
        if _is_free(field)
    )
    return "{ __typename " + " ".join(fields) + " }"
