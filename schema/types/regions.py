"""Places: counties and countries."""

import strawberry

from assessments.company import reference
from schema.context import Context


@strawberry.type(description="A county of Norway, or Svalbard or Jan Mayen.")
class Region:
    """GraphQL view of a region."""

    code: str = strawberry.field(description="Two digits.")
    name: str = strawberry.field(description="What it is called.")

    @classmethod
    def of(cls, region: reference.Region, context: Context) -> "Region":
        """Build it."""
        return cls(code=region.code, name=context.say(region.name))


@strawberry.type(description="A country.")
class Country:
    """GraphQL view of a country."""

    code: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    name: str = strawberry.field(description="What it is called.")
