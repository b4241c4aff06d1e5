"""Amounts in kroner by the rates that content sets."""

from decimal import Decimal

import pytest

from assessments.company.reference import Currencies
from assessments.texts import both

CURRENCIES = Currencies(kroner_per={"EUR": Decimal("11.7")}, note=both("Satt", "Set"))


@pytest.mark.parametrize(
    ("amount", "currency", "kroner"),
    [
        (1_000, "NOK", 1_000),
        (1_000, None, 1_000),
        (1_000, "EUR", 11_700),
        (7, "EUR", 81),
        (None, "EUR", None),
        (0, "EUR", 0),
    ],
)
def test_an_amount_in_kroner_is_rounded_down(
    amount: int | None, currency: str | None, kroner: int | None
) -> None:
    assert CURRENCIES.in_kroner(amount, currency) == kroner
