"""Every number in a hard criterion has cases at it and just beyond it.

``one-sided-cases`` of the content check asks for some case on each side; here they must be near, so
that a criterion whose number or operator is a little off fails some case.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Any, Final, cast

import pytest

from assessments.company.derive import TIMED
from assessments.content.cases.models import OfferCases
from assessments.content.cases.reading import Cases, load_cases
from assessments.content.checks.entries import is_beside_registration
from assessments.content.library import CompiledCatalogue
from assessments.matching.offers import Criterion
from assessments.matching.outcome import Verdict
from assessments.questionnaire.conditions.nodes import (
    AllOf,
    AnyOf,
    Condition,
    FactLeaf,
    Money,
    Negation,
    ScoreLeaf,
    leaves,
)
from assessments.questionnaire.conditions.operators import Operator
from tests.content.stated_cases import Stated, stated
from tests.fixtures.content import CONTENT

ORDERED: Final[Mapping[Operator, Callable[[Fraction, Fraction], bool]]] = {
    Operator.GT: gt,
    Operator.GTE: ge,
    Operator.LT: lt,
    Operator.LTE: le,
    Operator.COUNT_GTE: ge,
}
ONE: Final = Fraction(1)
HUNDREDTH: Final = Fraction(1, 100)


def numeric(condition: Condition, *, upright: bool = True) -> Iterator[tuple[FactLeaf, bool]]:
    """Yield the leaves that compare a number, and whether the criterion wants them met."""
    if isinstance(condition, AllOf | AnyOf):
        for child in condition.children:
            yield from numeric(child, upright=upright)
    elif isinstance(condition, Negation):
        yield from numeric(condition.child, upright=not upright)
    elif isinstance(condition, FactLeaf) and condition.op in ORDERED:
        yield condition, upright


def _number(value: object) -> Fraction | None:
    """Return a value as a number, a list as how many it has; None for what is none."""
    if isinstance(value, frozenset):
        return Fraction(len(cast("frozenset[object]", value)))
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    return Fraction(value)


class Near:
    """The cases of one leaf."""

    def __init__(self, catalogue: CompiledCatalogue, leaf: FactLeaf, *, upright: bool) -> None:
        value: Any = leaf.value
        if isinstance(value, Money):
            value = value.amount * catalogue.constants.rates[value.currency]
        kind = catalogue.facts[leaf.fact].kind
        self.constant = Fraction(value)
        self.step = HUNDREDTH * self.constant if kind == "money" or leaf.fact in TIMED else ONE
        self.leaf = leaf
        self.upright = upright

    def _is_met(self, found: Fraction) -> bool:
        return ORDERED[self.leaf.op](found, self.constant)

    def sides(self, criterion: Criterion, cases: list[Stated]) -> set[str]:
        """Return which of both sides some case shows, with the verdict that follows."""
        shown: set[str] = set()
        for one in cases:
            found = _number(one.facts.get(self.leaf.fact))
            if found is None or abs(found - self.constant) > self.step:
                continue
            verdict = Verdict.MET if self._is_met(found) is self.upright else Verdict.UNMET
            if one.case.verdicts.get(criterion.slug) is not verdict:
                continue
            if found == self.constant:
                shown.add("at it")
            elif self._is_met(found) is not self._is_met(self.constant):
                shown.add("just beyond it")
        return shown


def lacking(catalogue: CompiledCatalogue, cases: OfferCases) -> list[tuple[str, str, str]]:
    """Return criterion, leaf and side of every number that no case comes near."""
    offer = catalogue.definition.offers_by_slug[cases.offer]
    companies = list(stated(catalogue, cases))
    return [
        (criterion.slug, f"{leaf.clause} {leaf.value}", side)
        for criterion in offer.criteria
        if is_held(criterion)
        for leaf, upright in numeric(criterion.condition)
        for shown in [Near(catalogue, leaf, upright=upright).sides(criterion, companies)]
        for side in ("at it", "just beyond it")
        if side not in shown
    ]


def is_held(criterion: Criterion) -> bool:
    """Tell whether a criterion is hard, asks for more than registration, and reads no score."""
    by_score = any(isinstance(leaf, ScoreLeaf) for leaf in leaves(criterion.condition))
    return criterion.hard and is_beside_registration(criterion) and not by_score


@pytest.fixture(scope="module")
def cases() -> Mapping[str, OfferCases]:
    found: Cases = load_cases(CONTENT)
    return {slug: placed.item for slug, placed in found.offers.items()}


def test_every_number_has_cases_at_it_and_just_beyond(
    catalogue: CompiledCatalogue, cases: Mapping[str, OfferCases]
) -> None:
    found = {slug: lacking(catalogue, of_offer) for slug, of_offer in cases.items()}
    assert {slug: lacks for slug, lacks in found.items() if lacks} == {}


def test_every_offer_with_a_number_has_cases(
    catalogue: CompiledCatalogue, cases: Mapping[str, OfferCases]
) -> None:
    with_numbers = {
        offer.slug
        for offer in catalogue.definition.offers
        for criterion in filter(is_held, offer.criteria)
        if list(numeric(criterion.condition))
    }
    assert len(with_numbers) >= 20
    assert with_numbers <= set(cases)


@pytest.mark.parametrize(
    ("moved", "lacks"),
    [
        ({50: 50, 49: 49, 51: 51}, []),
        ({50: 100, 49: 1, 51: 99}, ["at it", "just beyond it"]),
        ({49: 1}, ["just beyond it"]),
        ({50: 51}, ["at it"]),
    ],
)
def test_cases_that_are_far_away_are_seen(
    catalogue: CompiledCatalogue,
    cases: Mapping[str, OfferCases],
    moved: Mapping[int, int],
    lacks: list[str],
) -> None:
    whole = cases["in-oppstartstilskudd-2"]
    fact = "co_financing_pct"
    changed: list[Any] = []
    for case in whole.cases:
        said = case.company.get(fact)
        far = {fact: moved[said]} if isinstance(said, int) and said in moved else {}
        changed.append(case.model_copy(update={"company": {**case.company, **far}}))
    found = lacking(catalogue, whole.model_copy(update={"cases": tuple(changed)}))
    assert found == [("co-financing-pct", f"{fact}-gte 50", side) for side in lacks]
