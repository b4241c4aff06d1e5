"""How much an offer has to do with what a company lacks."""

from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import lru_cache

GAPS_WORTH = 80
SOFT_WORTH = 20


FINE = 10**12
"""Whole numbers sort faster than fractions; two relevances differ by far more than this."""


def relevance(gaps: AbstractSet[str], barriers: AbstractSet[str], met: int, soft: int) -> Fraction:
    """Return 0 to 100: how well `barriers` fit `gaps`, and the share of soft criteria met.

    The fit is the Dice coefficient of the company's gaps and the barriers that the offer claims to
    relieve, so that neither broad nor narrow offers rise by themselves (Dice, 1945).
    """
    return relevance_of(len(gaps & barriers), len(gaps) + len(barriers), met, soft)[0]


@lru_cache(maxsize=4096)
def relevance_of(shared: int, both: int, met: int, soft: int) -> tuple[Fraction, int]:
    """Return the relevance from counts, and as a whole number to sort by.

    There are few counts: the same ones come up for every company.
    """
    fit = Fraction(2 * shared, both) if both else Fraction(0)
    share = Fraction(met, soft) if soft else Fraction(0)
    found = GAPS_WORTH * fit + SOFT_WORTH * share
    return found, found.numerator * FINE // found.denominator
