"""How exact numbers are shown: one decimal, half up, and parts that add up to the whole."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor, lcm

TENTHS = 10


def tenths(number: Fraction) -> int:
    """Return `number` in tenths, rounded half up."""
    return floor(number * TENTHS + Fraction(1, 2))


def one_decimal(number: Fraction) -> Decimal:
    """Return `number` with one decimal, rounded half up."""
    return Decimal(tenths(number)).scaleb(-1)


def shown_parts(parts: Sequence[Fraction], whole: int | None = None) -> tuple[Decimal, ...]:
    """Return `parts` with one decimal each, so that they add up to their sum as shown.

    The largest remainders are rounded up; of equal ones, the first. `whole`, in tenths, is what
    they add up to where that is settled already: their sum, rounded the one way or the other.
    """
    unit = lcm(*(part.denominator for part in parts))
    scaled = [TENTHS * part.numerator * (unit // part.denominator) for part in parts]
    floors = [number // unit for number in scaled]
    if whole is None:
        whole = (2 * sum(scaled) + unit) // (2 * unit)
    missing = whole - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda i: (-(scaled[i] % unit), i))
    raised = frozenset(by_remainder[:missing])
    return tuple(Decimal(low + (i in raised)).scaleb(-1) for i, low in enumerate(floors))
