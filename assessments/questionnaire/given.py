"""What a client gave as an answer, before anybody has looked whether it fits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assessments.questionnaire.refusals import Rejected


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that its field cannot hold, and why; whoever takes the field says so in its words."""

    text: str
    why: Rejected


Payload = str | tuple[str, ...] | Decimal | bool | date | Unread


class Shape(StrEnum):
    """Which field of the answer was used; the value is its name in the API."""

    OPTION = "option"
    OPTIONS = "options"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    DATE = "date"
    NEVER = "never"
    NOT_APPLICABLE = "notApplicable"
    DONT_KNOW = "dontKnow"
    CLEAR = "clear"


ONLY_TRUE = frozenset({Shape.NEVER, Shape.NOT_APPLICABLE, Shape.DONT_KNOW, Shape.CLEAR})
"""Fields that say something only where they are true."""


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it came in: its shape and what stands in it."""

    shape: Shape
    payload: Payload = True
