"""What a company can make of an offer."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from assessments.matching.compiled import CompiledOffer
from assessments.matching.offers import GONE, Applicant, BaseOffer, Scheme, Status
from assessments.questionnaire.conditions.outcomes import FALSE, SETS, TRUE

NOT_OPEN = "not_open"


class Verdict(StrEnum):
    """What a criterion says of a company; what is not known is never read as a failure."""

    MET = "MET"
    UNMET = "UNMET"
    UNKNOWN = "UNKNOWN"


_KNOWN = {TRUE: Verdict.MET, FALSE: Verdict.UNMET}

VERDICTS: tuple[Verdict, ...] = tuple(_KNOWN.get(s, Verdict.UNKNOWN) for s in range(SETS))
"""The verdict for each set of outcomes."""


class Outcome(StrEnum):
    """What a company can make of an offer, in the order in which matches are listed."""

    ELIGIBLE = "ELIGIBLE"
    CANNOT_TELL = "CANNOT_TELL"
    NEAR_MISS = "NEAR_MISS"
    REACHED_THROUGH = "REACHED_THROUGH"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    CLOSED = "CLOSED"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"


PLACES: Mapping[Outcome, int] = {outcome: place for place, outcome in enumerate(Outcome)}
"""Where each outcome stands in that order."""


def decide(offer: CompiledOffer, verdicts: Sequence[Verdict], as_of: date) -> Outcome:
    """Return the outcome for `verdicts` on the hard criteria, in their order, on `as_of`."""
    return outcome_by_date(offer.offer, as_of) or outcome_by_verdicts(offer, verdicts)


def outcome_by_verdicts(offer: CompiledOffer, verdicts: Sequence[Verdict]) -> Outcome:
    """Return the outcome for `verdicts` on the hard criteria, in their order, while it is open."""
    unmet = verdicts.count(Verdict.UNMET)
    if unmet:
        near = unmet == 1 and offer.is_for_companies and _is_near(offer, verdicts)
        return Outcome.NEAR_MISS if near else Outcome.NOT_ELIGIBLE
    if not offer.is_for_companies:
        return Outcome.REACHED_THROUGH
    if Verdict.UNKNOWN in verdicts or not offer.can_be_checked:
        return Outcome.CANNOT_TELL
    return Outcome.ELIGIBLE


def _is_near(offer: CompiledOffer, verdicts: Sequence[Verdict]) -> bool:
    """Tell whether the one criterion that is unmet can be acted on, and all others are met."""
    if Verdict.UNKNOWN in verdicts:
        return False
    return offer.hard[verdicts.index(Verdict.UNMET)].criterion.actionable


def outcome_by_date(offer: BaseOffer, as_of: date) -> Outcome | None:
    """Return the outcome that an entry has for every company on a day; None where it has none."""
    if offer.status in GONE or offer.status is Status.CALLS_BETWEEN:
        return Outcome.CLOSED
    if offer.valid_from is not None and as_of < offer.valid_from:
        return Outcome.NOT_YET_OPEN
    if offer.valid_to is not None and as_of > offer.valid_to:
        return Outcome.CLOSED
    if isinstance(offer, Scheme) and offer.application.mode == NOT_OPEN:
        open_to_others = offer.applicant is not Applicant.COMPANY
        return Outcome.REACHED_THROUGH if open_to_others else Outcome.CLOSED
    return None
