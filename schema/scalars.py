"""Scalars that differ from Strawberry's own."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NewType

import strawberry
from graphql import FloatValueNode, IntValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from assessments.questionnaire.given import Unread
from assessments.questionnaire.refusals import Refusal, Rejected
from assessments.texts import both
from schema.refusing import SaidError

MAX_DIGITS = 30

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

BigInt = NewType("BigInt", int)
"""A whole number that may be larger than GraphQL's Int."""

GivenNumber = NewType("GivenNumber", object)
GivenWhole = NewType("GivenWhole", object)
GivenDate = NewType("GivenDate", object)
"""What came in as a Decimal, a BigInt or a Date: the value, or ``Unread`` where it can be none.

A number with too many digits and a date that does not exist have the right type all the same, so
whoever takes the field refuses them, among everything else that is wrong with it.
"""


_NO_NUMBER = (
    "Oppgi et tall, skrevet med sifre og uten anførselstegn.",
    "Give a number, written in digits and without quotation marks.",
)


def number_from(value: object) -> Decimal | Unread:
    """Return a JSON number, exactly as it was written.

    Raises:
        SaidError: `value` is no number, or not finite.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _refused(*_NO_NUMBER)
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        return _too_long("an integer")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise _refused("Oppgi et endelig tall.", "Expected a finite number.")
    # As a whole number, 1e9999999 would take ten million digits.
    return _too_long(str(number)) if abs(number.adjusted()) >= MAX_DIGITS else number


def _refused(nb: str, en: str, node: ValueNode | None = None) -> SaidError:
    return SaidError(both(nb, en), node=node)


def _too_long(text: str) -> Unread:
    return _unread(
        text,
        Refusal.INVALID_NUMBER,
        f"Oppgi et tall med høyst {MAX_DIGITS} sifre.",
        f"Give a number of at most {MAX_DIGITS} digits.",
    )


def _unread(text: str, code: Refusal, nb: str, en: str) -> Unread:
    return Unread(text, Rejected(code=code, message=both(nb, en)))


def _literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Decimal | Unread:
    del variables
    if not isinstance(node, IntValueNode | FloatValueNode):
        raise _refused(*_NO_NUMBER, node)
    if len(node.value) > MAX_DIGITS:
        return _too_long(node.value)
    try:
        return number_from(Decimal(node.value))
    except InvalidOperation:  # Not even Decimal holds such an exponent.
        return _too_long(node.value)


def _whole(value: object) -> int | Unread:
    number = value if isinstance(value, Unread) else number_from(value)
    if isinstance(number, Unread):
        return number
    if number != number.to_integral_value():
        return _unread(
            str(number),
            Refusal.NOT_WHOLE,
            "Oppgi et helt tall, uten desimaler.",
            "Give a whole number, without decimals.",
        )
    return int(number)


def _whole_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> int | Unread:
    return _whole(_literal(node, variables))


def _plain_number(value: object) -> int | float:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    whole = number == number.to_integral_value()
    return int(number) if whole else float(number)


def _day(value: object) -> date | Unread:
    if not isinstance(value, str):
        raise _refused("Skriv datoen som ÅÅÅÅ-MM-DD.", "Expected a date, written as YYYY-MM-DD.")
    if not _DATE.fullmatch(value):
        return _unread(
            value,
            Refusal.INVALID_DATE,
            "Skriv datoen som ÅÅÅÅ-MM-DD.",
            "Write the date as YYYY-MM-DD.",
        )
    try:
        return date.fromisoformat(value)
    except ValueError:
        return _unread(
            value,
            Refusal.INVALID_DATE,
            "Denne datoen finnes ikke. Sjekk dag og måned.",
            "There is no such date. Check day and month.",
        )


def _moment_from(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _refused(
            "Skriv tidspunktet med tidssone, som i 2027-01-31T12:00:00Z.",
            "Write the time with its zone, as in 2027-01-31T12:00:00Z.",
        )
    return moment


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise _refused("Oppgi et tidspunkt.", "Expected a time.")
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
DATE: ScalarDefinition = strawberry.scalar(
    name="Date",
    description="A date, written as YYYY-MM-DD.",
    serialize=date.isoformat,
    parse_value=_day,
)
DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="A time in UTC, as RFC 3339 writes it.",
    serialize=_moment,
    parse_value=_moment_from,
)

SCALARS: dict[object, ScalarDefinition] = {
    Decimal: DECIMAL,
    BigInt: BIG_INT,
    date: DATE,
    datetime: DATE_TIME,
    GivenNumber: DECIMAL,
    GivenWhole: BIG_INT,
    GivenDate: DATE,
}
"""What each Python type is as a scalar."""
