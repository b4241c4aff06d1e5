"""Lines: numbers and days in their order, so that one can look halfway between two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessments.questionnaire.critical import SMALLEST_STEP
from assessments.questionnaire.kinds.base import AnswerKind
from assessments.questionnaire.kinds.dates import DateAnswer
from assessments.questionnaire.kinds.number import Numeric
from assessments.questionnaire.values import Number, Value


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers or days that can be given, each with a whole number for its place."""

    kind: Numeric | DateAnswer
    step: Fraction

    @classmethod
    def of(cls, kind: AnswerKind) -> "Line | None":
        """Return the line of `kind`; None where values have no order."""
        if isinstance(kind, Numeric):
            return cls(kind, Fraction(1) if kind.integer else SMALLEST_STEP)
        return cls(kind, Fraction(1)) if isinstance(kind, DateAnswer) else None

    def has(self, value: Value | None) -> bool:
        """Tell whether `value` has a place."""
        return isinstance(value, date | Number) and not isinstance(value, bool)

    def place(self, value: Value | None) -> int:
        """Return the place of a value that has one."""
        if isinstance(value, date):
            return value.toordinal()
        return int(value / self.step) if isinstance(value, Number) else 0

    def value(self, place: int) -> Value:
        """Return the value at `place`."""
        if isinstance(self.kind, DateAnswer):
            return date.fromordinal(place)
        number = place * self.step
        return number.numerator if number.denominator == 1 else number

    def marks(self) -> Iterator[int]:
        """Yield places to look from: numbers twice as large each time, both ways from 0.

        Between them the program may turn twice without its being seen.
        """
        if isinstance(self.kind, Numeric):
            low, high = (
                int(Fraction(b) / self.step) for b in (self.kind.minimum, self.kind.maximum)
            )
            powers = [2**n for n in range(max(abs(low), abs(high)).bit_length())]
            for mark in (0, *powers, *(-power for power in powers)):
                if low <= mark <= high:
                    yield mark
