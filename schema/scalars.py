"""Scalars that differ from Strawberry's own."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NewType

import strawberry
from graphql import FloatValueNode, GraphQLError, IntValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

MAX_DIGITS = 30

BigInt = NewType("BigInt", int)
"""A whole number that may be larger than GraphQL's Int."""


def number_from(value: object) -> Decimal:
    """Return a JSON number, exactly as it was written.

    Raises:
        GraphQLError: `value` is no number, not finite, or absurdly long.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise GraphQLError("Expected a number.")
    if isinstance(value, float) and not math.isfinite(value):
        raise GraphQLError("Expected a finite number.")
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        raise GraphQLError(f"Expected a number of at most {MAX_DIGITS} digits.")
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Decimal:
    del variables
    if not isinstance(node, IntValueNode | FloatValueNode) or len(node.value) > MAX_DIGITS:
        raise GraphQLError(f"Expected a number of at most {MAX_DIGITS} digits.", nodes=node)
    return Decimal(node.value)


def _whole(value: object) -> int:
    number = number_from(value)
    if number != number.to_integral_value():
        raise GraphQLError("Expected a whole number.")
    return int(number)


def _whole_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> int:
    return _whole(_literal(node, variables))


def _plain_number(value: object) -> int | float:
    number = number_from(value)
    whole = number == number.to_integral_value()
    return int(number) if whole else float(number)


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise GraphQLError("Expected a time.")
    utc = value.astimezone(UTC).isoformat(timespec="milliseconds")
    return utc.replace("+00:00", "Z")


DECIMAL: ScalarDefinition = strawberry.scalar(
    name="Decimal",
    description="An exact decimal number, as a JSON number.",
    serialize=_plain_number,
    parse_value=number_from,
    parse_literal=_literal,
)
BIG_INT: ScalarDefinition = strawberry.scalar(
    name="BigInt",
    description="A whole number that may be larger than Int holds, as a JSON number.",
    serialize=int,
    parse_value=_whole,
    parse_literal=_whole_literal,
)
DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A time in UTC, as RFC 3339 writes it.",
    serialize=_moment,
    parse_value=lambda value: datetime.fromisoformat(str(value)),
)

SCALARS: dict[object, ScalarDefinition] = {
    Decimal: DECIMAL,
    BigInt: BIG_INT,
    datetime: DATE_TIME,
}
"""What each Python type is as a scalar."""
