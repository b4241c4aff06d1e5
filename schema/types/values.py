"""Values of answers and facts, as clients read them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from assessments.questionnaire.encoding import DETAILS, said
from assessments.questionnaire.given import Shape
from assessments.questionnaire.kinds.base import Choice
from schema.context import Context
from schema.types.option import Option


@strawberry.type(description="One chosen option.")
class OptionValue:
    """A single choice or a step of a Likert scale."""

    option: Option = strawberry.field(description="The option.")


@strawberry.type(description="Chosen options; none where the list says that there is none.")
class OptionsValue:
    """A multiple choice."""

    options: list[Option] = strawberry.field(description="The options, in the question's order.")


@strawberry.type(description="A number.")
class NumberValue:
    """A number, a percentage or an amount."""

    number: Decimal = strawberry.field(description="The number.")


@strawberry.type(description="Yes or no.")
class BooleanValue:
    """Yes or no."""

    boolean: bool = strawberry.field(description="True for yes.")


@strawberry.type(description="A text.")
class TextValue:
    """A text."""

    text: str = strawberry.field(description="The text.")


@strawberry.type(description="A date, or never.")
class DateValue:
    """A date."""

    date: dt.date | None = strawberry.field(description="The date; null for never.")
    never: bool = strawberry.field(description="Whether the answer is never.")


@strawberry.type(description="That it does not apply.")
class NotApplicableValue:
    """No value: it does not apply."""

    not_applicable: bool = strawberry.field(description="Always true.")


@strawberry.type(description="That it is not known.")
class DontKnowValue:
    """No value: it is not known."""

    dont_know: bool = strawberry.field(description="Always true.")


AnswerValue = Annotated[
    OptionValue
    | OptionsValue
    | NumberValue
    | BooleanValue
    | TextValue
    | DateValue
    | NotApplicableValue
    | DontKnowValue,
    strawberry.union("AnswerValue", description="The value of an answer or a fact."),
]


def value_of(
    encoded: Mapping[str, Any], choices: Sequence[Choice], context: Context
) -> AnswerValue:
    """Return a stored value as clients read it; `choices` are the question's or fact's."""
    shape, payload = said(encoded)
    if shape == Shape.OPTION:
        return OptionValue(option=_option(payload, choices, context))
    if shape == Shape.OPTIONS:
        chosen = frozenset(payload)
        found = [Option.of(c, context) for c in choices if c.slug in chosen]
        return OptionsValue(options=found)
    if shape in {Shape.DATE, Shape.NEVER}:
        on = None if shape == Shape.NEVER else dt.date.fromisoformat(payload)
        return DateValue(date=on, never=on is None)
    return _plain(shape, payload)


@strawberry.type(description="What a company said of an option that it chose, in its own words.")
class OptionDetail:
    """A chosen option that asks for a detail, and the detail."""

    option: Option = strawberry.field(description="The option.")
    text: str = strawberry.field(description="What was said.")


def details_of(
    encoded: Mapping[str, Any], choices: Sequence[Choice], context: Context
) -> list[OptionDetail]:
    """Return the details beside a stored answer, in the order of the options."""
    found = encoded.get(DETAILS, {})
    return [
        OptionDetail(option=Option.of(choice, context), text=found[choice.slug]["text"])
        for choice in choices
        if choice.slug in found
    ]


def _plain(shape: str, payload: Any) -> AnswerValue:
    if shape == Shape.NUMBER:
        return NumberValue(number=Decimal(str(payload)))
    if shape == Shape.BOOLEAN:
        return BooleanValue(boolean=payload)
    if shape == Shape.TEXT:
        return TextValue(text=payload)
    if shape == Shape.NOT_APPLICABLE:
        return NotApplicableValue(not_applicable=True)
    return DontKnowValue(dont_know=True)


def _option(slug: str, choices: Sequence[Choice], context: Context) -> Option:
    found = next((choice for choice in choices if choice.slug == slug), None)
    if found is not None:
        return Option.of(found, context)
    # An option that a later catalogue has dropped: still what the company said.
    return Option(slug=slug, text=slug, level=None)
