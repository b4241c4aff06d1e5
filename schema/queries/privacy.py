"""The root field about privacy; it is open to everybody."""

import strawberry

from schema.context import Info
from schema.permissions import NO_SCOPE, OPEN, callers
from schema.types.privacy import Privacy


@strawberry.type
class PrivacyQueries:
    """Queries about privacy."""

    @strawberry.field(
        metadata=callers(OPEN, scopes=NO_SCOPE),
        description="What this installation does with data about companies and people, in the"
        " language of the request.",
    )
    def privacy(self, info: Info) -> Privacy:
        """Resolve ``Query.privacy``."""
        return Privacy(terms=info.context.environment.privacy)
