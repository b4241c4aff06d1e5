"""Offers made ready to match: built once per catalogue version."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assessments.matching.freshness import DAYS_A_YEAR
from assessments.matching.offers import Criterion, Offer, Scheme
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import FactLeaf, leaves
from assessments.questionnaire.conditions.remedies import Remedies, compile_remedies

REGISTERED = "registered_in_norway"

Behind = Callable[[str], Sequence[str]]
"""From a fact to the facts that a company is asked for in order to know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCriterion:
    """A criterion with its condition as a function.

    `reads` pairs each fact that the condition reads with the facts to ask for; `instead` has those
    to ask for where these are known and still do not settle it. `remedies` tells which clauses
    make it unmet.
    """

    criterion: Criterion
    evaluate: Evaluator
    remedies: Callable[[State], Remedies]
    reads: tuple[tuple[str, tuple[str, ...]], ...]
    instead: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledOffer:
    """An offer with what matching needs of it; `position` is its place in the catalogue."""

    offer: Offer
    position: int
    hard: tuple[CompiledCriterion, ...]
    soft: tuple[CompiledCriterion, ...]
    criteria: tuple[CompiledCriterion, ...]
    barriers: frozenset[str]
    fresh_for_days: int
    """For how long after a person checked it the entry counts as fresh."""
    can_be_checked: bool
    """Whether meeting every hard criterion says something: there is one beside registration, or
    the offer is open to all."""

    @property
    def slug(self) -> str:
        """The offer's slug."""
        return self.offer.slug

    @property
    def is_for_companies(self) -> bool:
        """Whether a company itself applies or joins."""
        return not isinstance(self.offer, Scheme) or self.offer.applicant == "company"


def nothing_instead(fact: str) -> Sequence[str]:
    """Return no facts, for catalogues without facts that can also be stated as a whole."""
    del fact
    return ()


def compile_offers(
    offers: Iterable[Offer],
    constants: Constants,
    behind: Behind,
    instead: Behind = nothing_instead,
    fresh_for_days: int = DAYS_A_YEAR,
) -> tuple[CompiledOffer, ...]:
    """Return `offers` ready to match, in the given order; they have been checked before."""
    return tuple(
        replace(
            _compile(offer, constants, behind, instead),
            position=position,
            fresh_for_days=fresh_for_days,
        )
        for position, offer in enumerate(offers)
    )


def _compile(offer: Offer, constants: Constants, behind: Behind, instead: Behind) -> CompiledOffer:
    criteria = tuple(
        CompiledCriterion(
            criterion=criterion,
            evaluate=compile_condition(criterion.condition, constants, Reading.MATCHING),
            remedies=compile_remedies(criterion.condition, constants, Reading.MATCHING),
            reads=tuple(
                (leaf.fact, tuple(behind(leaf.fact)))
                for leaf in leaves(criterion.condition)
                if isinstance(leaf, FactLeaf)
            ),
            instead=tuple(
                tuple(instead(leaf.fact))
                for leaf in leaves(criterion.condition)
                if isinstance(leaf, FactLeaf)
            ),
        )
        for criterion in offer.criteria
    )
    hard = tuple(c for c in criteria if c.criterion.hard)
    return CompiledOffer(
        offer=offer,
        position=0,
        fresh_for_days=DAYS_A_YEAR,
        hard=hard,
        soft=tuple(c for c in criteria if not c.criterion.hard),
        criteria=criteria,
        barriers=frozenset(offer.barriers),
        can_be_checked=offer.open_to_all
        or any({fact for fact, _ in c.reads} != {REGISTERED} for c in hard),
    )
