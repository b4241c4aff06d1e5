"""Puts the schema together."""

from graphql import GraphQLInputObjectType, lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig

from schema.masking import Schema
from schema.mutations import Mutation
from schema.queries import Query
from schema.scalars import SCALARS
from schema.scoping import guard
from schema.types.company import Company
from schema.types.offers import Cluster, Incubator, Scheme, TestFacility
from schema.types.organisations import Organisation
from schema.types.profile import ProfileSnapshot
from schema.types.result import Result
from schema.types.search import RegionEntry


def build_schema() -> Schema:
    """Return the executable schema."""
    schema = Schema(
        query=Query,
        mutation=Mutation,
        types=[
            Cluster,
            Company,
            Incubator,
            Organisation,
            ProfileSnapshot,
            RegionEntry,
            Result,
            Scheme,
            TestFacility,
        ],
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    _mark_one_of(schema)
    guard(schema)
    return schema


def _mark_one_of(schema: Schema) -> None:
    """Tell graphql-core which inputs take exactly one field; Strawberry keeps that to itself."""
    for graphql_type in schema.core.type_map.values():
        if isinstance(graphql_type, GraphQLInputObjectType):
            definition = graphql_type.extensions.get("strawberry-definition")
            graphql_type.is_one_of = bool(getattr(definition, "is_one_of", False))


def sdl_of(schema: Schema) -> str:
    """Return the schema in the schema definition language, sorted.

    Sorted here and not by Strawberry, whose sorted schema cannot tell the members of unions.
    """
    return print_schema(lexicographic_sort_schema(schema.core)) + "\n"
