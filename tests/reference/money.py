"""Amounts in whole or part NOK; the rates are the delivered settings."""

from fractions import Fraction
from typing import Final

from tests.reference.delivered import REFERENCE

_CURRENCY: Final = REFERENCE["currency"]
NOK_PER: Final = {
    "NOK": Fraction(1),
    "EUR": Fraction(str(_CURRENCY["eur_nok_default"])),
    "USD": Fraction(str(_CURRENCY["usd_nok_default"])),
}


def nok(amount: int, currency: str) -> Fraction:
    """Return the amount in NOK."""
    return amount * NOK_PER[currency]
