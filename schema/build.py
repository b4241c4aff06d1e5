"""Puts the schema together."""

from strawberry.schema.config import StrawberryConfig

from schema.masking import Schema
from schema.mutations import Mutation
from schema.queries import Query
from schema.scalars import SCALARS
from schema.types.offers import Cluster, Incubator, Scheme, TestFacility
from schema.types.organisations import Organisation
from schema.types.profile import Company, ProfileSnapshot
from schema.types.result import Result
from schema.types.search import RegionEntry


def build_schema() -> Schema:
    """Return the executable schema."""
    return Schema(
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
        config=StrawberryConfig(
            scalar_map=SCALARS, disable_field_suggestions=True, sort_schema=True
        ),
    )
