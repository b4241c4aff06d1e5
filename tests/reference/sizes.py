"""The EU size class from a company's own figures, in Kleene's logic over absent figures."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from tests.reference.catalogue_shapes import SizeEntry
from tests.reference.delivered import REFERENCE
from tests.reference.money import nok
from tests.reference.values import Special, Value, number

_SIZES: Final = REFERENCE["sme_definition"]
CEILINGS: Final[dict[str, SizeEntry]] = {
    "micro": _SIZES["micro"],
    "small": _SIZES["small"],
    "medium": _SIZES["medium"],
}
"""The classes of an SME, the smallest first."""
MIDCAP_EMPLOYEES: Final = _SIZES["small_midcap"]["employees_lt"]
OWNER_LIMIT: Final = 25


def figure(facts: Mapping[str, Value], field: str) -> int | Fraction | None:
    """Return a figure, or ``None`` when it is absent, not known or does not apply."""
    value = facts.get(field)
    return None if value is None or isinstance(value, Special) else number(value)


def both(*parts: bool | None) -> bool | None:
    """Return Kleene's conjunction, with ``None`` as the unknown."""
    if False in parts:
        return False
    return None if None in parts else True


def either(*parts: bool | None) -> bool | None:
    """Return Kleene's disjunction, with ``None`` as the unknown."""
    if True in parts:
        return True
    return None if None in parts else False


def _within(amount: int | Fraction | None, ceiling_eur: int) -> bool | None:
    return None if amount is None else amount <= nok(ceiling_eur, "EUR")


def _fewer(employees: int | Fraction | None, ceiling: int) -> bool | None:
    return None if employees is None else employees < ceiling


def fits(facts: Mapping[str, Value], size: str) -> bool | None:
    """Return whether the figures are under the ceilings of a class."""
    ceilings = CEILINGS[size]
    return both(
        _fewer(figure(facts, "employees"), ceilings["employees_lt"]),
        either(
            _within(figure(facts, "revenue_nok"), ceilings["turnover_eur_lte"]),
            _within(figure(facts, "balance_nok"), ceilings["balance_eur_lte"]),
        ),
    )


def _owned_little(facts: Mapping[str, Value]) -> bool | None:
    return _fewer(figure(facts, "largest_corporate_owner_pct"), OWNER_LIMIT)


def _class_of_figures(facts: Mapping[str, Value]) -> str | None:
    for size in CEILINGS:
        fitting = fits(facts, size)
        if fitting is not False:
            return size if fitting else None
    is_midcap = _fewer(figure(facts, "employees"), MIDCAP_EMPLOYEES)
    if is_midcap is None:
        return None
    return "small_midcap" if is_midcap else "large"


def size_of(facts: Mapping[str, Value]) -> Value | None:
    """Return the stated class, else the one that the figures give; ``None`` is unknown."""
    stated = facts.get("sme_size")
    if isinstance(stated, str):
        return stated
    size = _class_of_figures(facts)
    return size if size == "large" or _owned_little(facts) else stated


def is_sme(facts: Mapping[str, Value]) -> bool | None:
    """Return whether the company is an SME; ``None`` is unknown."""
    stated = facts.get("sme_size")
    if isinstance(stated, str):
        return stated in CEILINGS
    fitting = fits(facts, "medium")
    if fitting is False:
        return False
    return True if fitting and _owned_little(facts) else None
