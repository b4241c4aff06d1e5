"""What an answer or a fact can be.

A value is plain Python: an option's slug, a set of slugs, a whole or decimal number, a truth value,
a date or a text. What is not a value is a ``Marker``. Unanswered is the absence of an entry.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Marker(Enum):
    """Stands where a value could be; the number is its place in lookup tables."""

    NOT_APPLICABLE = 0
    """The company says that it does not apply."""
    DONT_KNOW = 1
    """The company says that it does not know."""
    ABSENT = 2
    """There is no answer and never will be, since the question is not shown."""
    HIDDEN_BY_DONT_KNOW = 3
    """What would show the question is not known, so it might have been answered anyhow."""
    UNDECIDED = 4
    """Whether the question is shown hangs on something that is not answered yet."""


class Never(Enum):
    """The answer "never" to a question that asks when."""

    NEVER = "never"


NEVER = Never.NEVER

Number = int | Fraction
Plain = str | frozenset[str] | Number | bool | date | Never
Value = Plain | Marker

Values = Mapping[str, Value]
"""Values by the slug of the question or fact; what is absent has not been answered."""


def exact(number: Decimal | Number) -> Number:
    """Return `number` as a whole number where it is one, else as a fraction; never a float."""
    fraction = Fraction(number)
    return fraction.numerator if fraction.denominator == 1 else fraction


def is_known(value: Value | None) -> bool:
    """Tell whether `value` says something, rather than nothing or that it says nothing."""
    return value is not None and not isinstance(value, Marker)
