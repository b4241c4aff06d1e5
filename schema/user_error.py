"""``interface UserError``: what every failure that is data has in common."""

import strawberry

from schema.error_codes import ErrorCode


@strawberry.interface(description="A failure that the person or program calling can act on.")
class UserError:
    """Fields of every expected failure."""

    code: ErrorCode = strawberry.field(description="Machine-readable reason.")
    message: str = strawberry.field(
        description="For people: what was wrong and what to do, in their language."
    )
