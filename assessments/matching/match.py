"""Matches one company to every offer of a catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from assessments.matching.compiled import CompiledOffer
from assessments.matching.freshness import fresh_until
from assessments.matching.offers import Status
from assessments.matching.outcome import (
    PLACES,
    VERDICTS,
    Outcome,
    Verdict,
    outcome_by_date,
    outcome_by_verdicts,
)
from assessments.matching.relevance import relevance_of
from assessments.questionnaire.conditions.evaluate import Evaluator, State
from assessments.questionnaire.conditions.outcomes import TRUE


class Match(NamedTuple):
    """What one company can make of one offer; `verdicts` are in the order of its criteria.

    A tuple, since there is one per offer and company, and tuples are made fastest.
    """

    offer: CompiledOffer
    outcome: Outcome
    relevance: Fraction
    stale: bool
    verdicts: tuple[Verdict, ...]


class _Entry(NamedTuple):
    """What an offer's entry says for every company: nothing of it hangs on the day but `is_dated`.

    `closed` is the outcome that it has for all; `is_dated` says that there are days to look at;
    `fresh_until` is the last day, as an ordinal, on which it is not stale.
    """

    closed: Outcome | None
    is_dated: bool
    fresh_until: int
    doubt: int


Place = tuple[int, int, int, int]
"""Where a match is listed: by outcome, doubt, relevance and rank."""


def match_offers(
    offers: Iterable[CompiledOffer], state: State, gaps: AbstractSet[str], as_of: date
) -> tuple[Match, ...]:
    """Return a match per offer of one catalogue, in listing order.

    The order is by outcome, then certain before uncertain and stale ones, then by relevance,
    status, confidence and slug.
    """
    judged: Sequence[Verdict] = ()
    conditions: tuple[Evaluator, ...] = ()
    found: list[tuple[Place, Match]] = []
    for offer in offers:
        if offer.conditions is not conditions:
            conditions = offer.conditions
            judged = [VERDICTS[evaluate(state)] for evaluate in conditions]
        found.append(_match(offer, judged, gaps, as_of))
    found.sort()
    return tuple([match for _, match in found])


def match_offer(offer: CompiledOffer, state: State, gaps: AbstractSet[str], as_of: date) -> Match:
    """Return what a company in `state` with these `gaps` can make of `offer` on `as_of`."""
    judged = {c.place: VERDICTS[c.evaluate(state)] for c in offer.criteria}
    return _match(offer, judged, gaps, as_of)[1]


def is_eligible(offer: CompiledOffer, state: State, as_of: date) -> bool:
    """Tell whether the outcome of `offer` is eligible, without working out the rest."""
    if not (offer.is_for_companies and offer.can_be_checked):
        return False
    if outcome_by_date(offer.offer, as_of) is not None:
        return False
    return all(criterion.evaluate(state) == TRUE for criterion in offer.hard)


def _match(
    offer: CompiledOffer,
    judged: Sequence[Verdict] | Mapping[int, Verdict],
    gaps: AbstractSet[str],
    as_of: date,
) -> tuple[Place, Match]:
    """Return the match of `offer`, whose conditions were `judged`, and where it is listed."""
    entry = _entry(offer)
    closed = outcome_by_date(offer.offer, as_of) if entry.is_dated else entry.closed
    outcome = closed or outcome_by_verdicts(offer, offer.of_hard(judged))
    stale = as_of.toordinal() > entry.fresh_until
    barriers, soft = offer.barriers, offer.of_soft(judged)
    relevance, fine = relevance_of(
        len(gaps & barriers), len(gaps) + len(barriers), soft.count(Verdict.MET), len(soft)
    )
    place = (PLACES[outcome], entry.doubt + stale, -fine, offer.rank)
    return place, Match(offer, outcome, relevance, stale, offer.of_criteria(judged))


@lru_cache(maxsize=4096)
def _entry(offer: CompiledOffer) -> _Entry:
    entry = offer.offer
    return _Entry(
        closed=outcome_by_date(entry, date.min),
        is_dated=entry.valid_from is not None or entry.valid_to is not None,
        fresh_until=fresh_until(entry, offer.fresh_for_days),
        doubt=2 * (entry.status is Status.UNCERTAIN),
    )
