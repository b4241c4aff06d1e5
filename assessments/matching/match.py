"""Matches one company to every offer of a catalogue."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assessments.matching.compiled import CompiledOffer
from assessments.matching.freshness import is_stale
from assessments.matching.offers import Confidence, Status
from assessments.matching.outcome import Outcome, Verdict, decide
from assessments.matching.relevance import relevance
from assessments.questionnaire.conditions.evaluate import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What one company can make of one offer; `verdicts` are in the order of its criteria."""

    offer: CompiledOffer
    outcome: Outcome
    relevance: Fraction
    stale: bool
    verdicts: tuple[Verdict, ...]


def match_offers(
    offers: Iterable[CompiledOffer], state: State, gaps: AbstractSet[str], as_of: date
) -> tuple[Match, ...]:
    """Return a match per offer, in listing order.

    The order is by outcome, then certain before uncertain and stale ones, then by relevance,
    status, confidence and slug.
    """
    matches = [match_offer(offer, state, gaps, as_of) for offer in offers]
    matches.sort(key=_place)
    return tuple(matches)


def match_offer(offer: CompiledOffer, state: State, gaps: AbstractSet[str], as_of: date) -> Match:
    """Return what a company in `state` with these `gaps` can make of `offer` on `as_of`."""
    verdicts = {c.criterion.slug: Verdict.of(c.evaluate(state)) for c in offer.criteria}
    met = sum(verdicts[c.criterion.slug] is Verdict.MET for c in offer.soft)
    return Match(
        offer=offer,
        outcome=decide(offer, [verdicts[c.criterion.slug] for c in offer.hard], as_of),
        relevance=relevance(gaps, offer.barriers, met, len(offer.soft)),
        stale=is_stale(offer.offer, as_of, offer.fresh_for_days),
        verdicts=tuple(verdicts.values()),
    )


FINE = 10**12
"""Whole numbers sort faster than fractions; two relevances differ by far more than this."""

_OUTCOMES = {outcome: place for place, outcome in enumerate(Outcome)}
_STATUSES = {status: place for place, status in enumerate(Status)}
_CONFIDENCES = {confidence: place for place, confidence in enumerate(Confidence)}


def _place(match: Match) -> tuple[int, bool, bool, int, int, int, str]:
    offer = match.offer.offer
    return (
        _OUTCOMES[match.outcome],
        offer.status is Status.UNCERTAIN,
        match.stale,
        -(match.relevance.numerator * FINE // match.relevance.denominator),
        _STATUSES[offer.status],
        _CONFIDENCES[offer.confidence],
        offer.slug,
    )
