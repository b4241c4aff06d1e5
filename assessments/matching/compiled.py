"""Offers made ready to match: built once per catalogue version."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from assessments.matching.freshness import DAYS_A_YEAR
from assessments.matching.offers import Confidence, Criterion, Offer, Scheme, Status
from assessments.questionnaire.conditions.evaluate import (
    Constants,
    Evaluator,
    Reading,
    State,
    compile_condition,
)
from assessments.questionnaire.conditions.nodes import Condition, FactLeaf, leaves, without_ids
from assessments.questionnaire.conditions.remedies import Remedies, compile_remedies

REGISTERED = "registered_in_norway"

Behind = Callable[[str], Sequence[str]]
"""From a fact to the facts that a company is asked for in order to know it."""


Picker = Callable[[Any], tuple[Any, ...]]
"""From something for each condition of a catalogue to what belongs to some criteria, in order."""

_STATUSES = tuple(Status)
_CONFIDENCES = tuple(Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCriterion:
    """A criterion with its condition as a function.

    `place` is that of its condition among those of the catalogue. `reads` pairs each fact that the
    condition reads with the facts to ask for; `instead` has those to ask for where these are known
    and still do not settle it. `remedies` tells which clauses make it unmet.
    """

    criterion: Criterion
    place: int
    evaluate: Evaluator
    remedies: Callable[[State], Remedies]
    reads: tuple[tuple[str, tuple[str, ...]], ...]
    instead: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledOffer:
    """An offer with what matching needs of it; equal to itself alone.

    `position` is its place in the catalogue, `rank` its place by status, confidence and slug.
    `conditions` are those of all criteria in the catalogue, each once; the pickers take what
    belongs to this offer's criteria, to its hard and to its soft ones.
    """

    offer: Offer
    position: int
    rank: int
    hard: tuple[CompiledCriterion, ...]
    soft: tuple[CompiledCriterion, ...]
    criteria: tuple[CompiledCriterion, ...]
    conditions: tuple[Evaluator, ...]
    of_criteria: Picker
    of_hard: Picker
    of_soft: Picker
    barriers: frozenset[str]
    fresh_for_days: int
    """For how long after a person checked it the entry counts as fresh."""
    can_be_checked: bool
    """Whether meeting every hard criterion says something: there is one beside registration, or
    the offer is open to all."""
    is_for_companies: bool
    """Whether a company itself applies or joins."""

    @property
    def slug(self) -> str:
        """The offer's slug."""
        return self.offer.slug


class _Conditions:
    """The conditions of a catalogue's criteria, numbered; equal ones have the same number."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        self._places: dict[str, int] = {}
        self.evaluators: list[Evaluator] = []

    def place_of(self, condition: Condition) -> int:
        """Return the number of `condition`, compiled when it is met for the first time."""
        said = without_ids(condition).model_dump_json(by_alias=True)  # Else "all" is "any".
        if said not in self._places:
            self._places[said] = len(self.evaluators)
            compiled = compile_condition(condition, self.constants, Reading.MATCHING)
            self.evaluators.append(compiled)
        return self._places[said]


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
    conditions = _Conditions(constants)
    compiled = [_compile(offer, conditions, behind, instead) for offer in offers]
    evaluators = tuple(conditions.evaluators)
    ranks = {made.slug: rank for rank, made in enumerate(sorted(compiled, key=_certainty))}
    return tuple(
        replace(
            made,
            position=position,
            rank=ranks[made.slug],
            conditions=evaluators,
            fresh_for_days=fresh_for_days,
        )
        for position, made in enumerate(compiled)
    )


def _certainty(made: CompiledOffer) -> tuple[int, int, str]:
    offer = made.offer
    return _STATUSES.index(offer.status), _CONFIDENCES.index(offer.confidence), offer.slug


def _compile(
    offer: Offer, conditions: _Conditions, behind: Behind, instead: Behind
) -> CompiledOffer:
    criteria = tuple(_criterion(c, conditions, behind, instead) for c in offer.criteria)
    hard = tuple(c for c in criteria if c.criterion.hard)
    soft = tuple(c for c in criteria if not c.criterion.hard)
    return CompiledOffer(
        offer=offer,
        position=0,
        rank=0,
        fresh_for_days=DAYS_A_YEAR,
        hard=hard,
        soft=soft,
        criteria=criteria,
        conditions=(),
        of_criteria=_picker(criteria),
        of_hard=_picker(hard),
        of_soft=_picker(soft),
        barriers=frozenset(offer.barriers),
        can_be_checked=offer.open_to_all or asks_something(hard),
        is_for_companies=not isinstance(offer, Scheme) or offer.applicant == "company",
    )


def asks_something(criteria: Iterable[CompiledCriterion]) -> bool:
    """Tell whether one of `criteria` asks for more than that the company is registered."""
    return any({fact for fact, _ in c.reads} != {REGISTERED} for c in criteria)


def _criterion(
    criterion: Criterion, conditions: _Conditions, behind: Behind, instead: Behind
) -> CompiledCriterion:
    facts = [leaf.fact for leaf in leaves(criterion.condition) if isinstance(leaf, FactLeaf)]
    place = conditions.place_of(criterion.condition)
    return CompiledCriterion(
        criterion=criterion,
        place=place,
        evaluate=conditions.evaluators[place],
        remedies=compile_remedies(criterion.condition, conditions.constants, Reading.MATCHING),
        reads=tuple((fact, tuple(behind(fact))) for fact in facts),
        instead=tuple(tuple(instead(fact)) for fact in facts),
    )


def _picker(criteria: Sequence[CompiledCriterion]) -> Picker:
    places = [criterion.place for criterion in criteria]
    if len(places) == 1:
        only = places[0]
        return lambda of: (of[only],)
    return itemgetter(*places) if places else lambda _: ()
