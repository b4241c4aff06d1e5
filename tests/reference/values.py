"""What an answer or a fact can hold. A new kind of value is one more member of ``Value``."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, Literal


class Special(Enum):
    """The two inputs that are no value; an input that is not there at all is ``None``."""

    NOT_APPLICABLE = "not applicable"
    DONT_KNOW = "don't know"


class Never(Enum):
    """The answer to a date question that says it has not happened."""

    NEVER = "never"


NEVER: Final[Literal[Never.NEVER]] = Never.NEVER

Value = str | frozenset[str] | int | Fraction | bool | date | Never | Special


def number(value: Value | None) -> int | Fraction:
    """Return the value as a number.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is no number")


def slug(value: Value | None) -> str:
    """Return the value as an option's slug or a code.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is no slug")


def slugs(value: Value | None) -> frozenset[str]:
    """Return the value as a list, which is a set here since order never counts.

    Raises:
        TypeError: It is none.
    """
    if isinstance(value, frozenset):
        return value
    raise TypeError(f"{value!r} is no list")
