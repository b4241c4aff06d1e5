"""What briefs are made of: texts and numbers that are written in the language of whoever reads."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer, SerializationInfo
from pydantic.alias_generators import to_camel

from assessments.texts import Language, Text

SECOND = "%Y-%m-%dT%H:%M:%SZ"


def _into(text: Text, info: SerializationInfo[Language | None]) -> str:
    return text.into(info.context or Language.NB)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(SECOND)


Said = Annotated[Text, PlainSerializer(_into, return_type=str)]
"""A text; written in the language that the brief is written in, bokmål unless it is said."""

Points = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""Points of 100, to one decimal."""

Moment = Annotated[datetime, PlainSerializer(_written, return_type=str)]
"""A moment in UTC, to the second."""


class Part(BaseModel):
    """Base of the parts of a brief: immutable, written with names as the API has them."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        use_attribute_docstrings=True,
    )


class Entry(Part):
    """Something of the content, by its slug, with its name."""

    slug: str
    name: Said


class Share(Part):
    """How many companies of a number; counts carry noise, and are therefore about right."""

    companies: int
    """Companies, about."""
    percent: int
    """Of those counted, rounded to whole per cent; never more than 100."""


class Counted(Part):
    """An entry, and the share of the companies that it is true of."""

    entry: Entry
    share: Share


def share_of(companies: int, base: int) -> Share:
    """Return a share of a number that is not zero, rounded half up."""
    percent = (200 * companies + base) // (2 * base)
    return Share(companies=companies, percent=min(percent, 100))
