"""The numbers and options with which conditions and derivations compare each fact."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from tests.reference.conditions import Condition, Leaf, leaves
from tests.reference.money import nok
from tests.reference.offers import OFFERS
from tests.reference.questionnaire import QUESTIONS
from tests.reference.sizes import CEILINGS, MIDCAP_EMPLOYEES, OWNER_LIMIT
from tests.reference.values import number, slugs


def _conditions() -> Iterator[Condition]:
    for question in QUESTIONS:
        yield from (cap.when for cap in question.caps)
        yield from filter(None, (question.visible_when, question.may_not_apply_when))
    for offer in OFFERS:
        yield from (criterion.condition for criterion in offer.criteria)


LEAVES: Final[tuple[Leaf, ...]] = tuple(
    leaf for condition in _conditions() for leaf in leaves(condition) if leaf.fact is not None
)
"""Every comparison of a fact."""


def _of_sizes() -> Iterator[tuple[str, int | Fraction]]:
    for ceilings in CEILINGS.values():
        yield "employees", ceilings["employees_lt"]
        yield "revenue_nok", nok(ceilings["turnover_eur_lte"], "EUR")
        yield "balance_nok", nok(ceilings["balance_eur_lte"], "EUR")
    yield "employees", MIDCAP_EMPLOYEES
    yield "largest_corporate_owner_pct", OWNER_LIMIT


def _of_leaves() -> Iterator[tuple[str, int | Fraction]]:
    for leaf in LEAVES:
        if leaf.op in {"lt", "lte", "gt", "gte"}:
            yield str(leaf.fact), number(leaf.operand)


def _collected() -> dict[str, tuple[int | Fraction, ...]]:
    found: dict[str, set[int | Fraction]] = {}
    for field, threshold in (*_of_sizes(), *_of_leaves()):
        found.setdefault(field, set()).add(threshold)
    return {field: tuple(sorted(numbers)) for field, numbers in found.items()}


def _asked() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for leaf in LEAVES:
        if leaf.op in {"eq", "in", "contains_any"}:
            asked = {leaf.operand} if isinstance(leaf.operand, str) else slugs(leaf.operand)
            found.setdefault(str(leaf.fact), set()).update(asked)
    return {field: tuple(sorted(options)) for field, options in found.items()}


THRESHOLDS: Final = _collected()
"""By fact, in rising order."""
ASKED: Final = _asked()
"""The options of each fact that some condition asks for."""
