"""Every root field that a schema has, whatever its roots are; and a schema with one more root."""

from collections.abc import AsyncGenerator, Iterator, Mapping
from typing import Any

import strawberry
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField

from schema.masking import Schema
from schema.permissions import NO_SCOPE, OPEN, callers
from schema.roots import roots_of
from tests.fixtures.endpoint import served_schema


def fields_of_roots(schema: Schema | None = None) -> Iterator[tuple[str, StrawberryField]]:
    """Yield each root field by its name, of the schema that is served unless one is given."""
    asked = schema or served_schema()
    for root in roots_of(asked.core).values():
        definition = asked.get_type_by_name(root.name)
        assert isinstance(definition, StrawberryObjectDefinition)
        for field in definition.fields:
            yield asked.config.name_converter.from_field(field), field


async def _echo(note: str) -> AsyncGenerator[str]:
    yield note


def with_subscription(metadata: Mapping[str, Any]) -> Schema:
    """Return a schema whose subscription declares no more than `metadata`."""

    @strawberry.type
    class Query:
        one: int = strawberry.field(resolver=lambda: 1, metadata=callers(OPEN, scopes=NO_SCOPE))

    @strawberry.type
    class Subscription:
        changes: AsyncGenerator[str] = strawberry.subscription(resolver=_echo, metadata=metadata)

    return Schema(query=Query, subscription=Subscription)
