"""Numbers: a count or measure, a percentage, an amount of kroner."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from assessments.questionnaire.given import Given, Shape
from assessments.questionnaire.kinds.base import AnswerKind, YesNo
from assessments.questionnaire.refusals import NotAccepted, Refusal
from assessments.questionnaire.values import Plain, exact
from assessments.texts import MAX_DECIMALS, Language, Text, say_number

LARGEST = Decimal(10) ** 11
"""Together at most 15 digits, which a JSON number carries exactly."""

Bound = Annotated[Decimal, Field(ge=-LARGEST, le=LARGEST)]


class Numeric(AnswerKind):
    """A number between `minimum` and `maximum`, both allowed."""

    shape: ClassVar[Shape] = Shape.NUMBER

    unit: Text | None = None
    unit_one: Text | None = None
    """The unit after 1, where it has a form of its own then: 1 bid, 2 bids."""
    minimum: Bound = -LARGEST
    maximum: Bound = LARGEST
    integer: YesNo = False

    def _accept(self, given: Given, today: date) -> Plain:
        del today
        number = given.payload
        if not isinstance(number, Decimal) or not number.is_finite():
            raise NotAccepted(
                Refusal.INVALID_NUMBER,
                "Dette er ikke et tall. Skriv tallet med sifre.",
                "This is not a number. Write it in digits.",
            )
        self._refuse_out_of_range(number)
        if number != number.to_integral_value():
            self._refuse_decimals(number)
        return exact(number)

    def _refuse_out_of_range(self, number: Decimal) -> None:
        if self.minimum <= number <= self.maximum:
            return
        least, most = exact(self.minimum), exact(self.maximum)
        nb, en = Language.NB, Language.EN
        raise NotAccepted(
            Refusal.OUT_OF_RANGE,
            f"Tallet må være fra {say_number(least, nb)} til {say_number(most, nb)}.",
            f"The number must be from {say_number(least, en)} to {say_number(most, en)}.",
        )

    def _refuse_decimals(self, number: Decimal) -> None:
        if self.integer:
            raise NotAccepted(
                Refusal.NOT_WHOLE,
                "Svaret må være et helt tall.",
                "The answer must be a whole number.",
            )
        if number != round(number, MAX_DECIMALS):
            raise NotAccepted(
                Refusal.TOO_PRECISE,
                f"Bruk høyst {MAX_DECIMALS} desimaler.",
                f"Use at most {MAX_DECIMALS} decimals.",
            )


def plainly(number: Decimal) -> str:
    """Return `number` in digits, without an exponent."""
    return f"{number.normalize():f}"


class NumberAnswer(Numeric):
    """A count or a measure."""

    kind: Literal["number"]


class PercentAnswer(Numeric):
    """A percentage, from 0 to 100."""

    kind: Literal["percent"]
    minimum: Bound = Decimal(0)
    maximum: Bound = Decimal(100)


class MoneyAnswer(Numeric):
    """Whole kroner."""

    kind: Literal["money"]
    integer: YesNo = True
