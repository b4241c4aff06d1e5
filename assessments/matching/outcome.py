"""What a company can make of an offer."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from assessments.matching.compiled import CompiledOffer
from assessments.matching.offers import GONE, Applicant, BaseOffer, Scheme, Status
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE

NOT_OPEN = "not_open"


class Verdict(StrEnum):
    """What a criterion says of a company; what is not known is never read as a failure."""

    MET = "MET"
    UNMET = "UNMET"
    UNKNOWN = "UNKNOWN"

    @classmethod
    def of(cls, outcome: int) -> "Verdict":
        """Return the verdict for a set of outcomes."""
        return _VERDICTS.get(outcome, cls.UNKNOWN)


_VERDICTS = {TRUE: Verdict.MET, FALSE: Verdict.UNMET}


class Outcome(StrEnum):
    """What a company can make of an offer, in the order in which matches are listed."""

    ELIGIBLE = "ELIGIBLE"
    CANNOT_TELL = "CANNOT_TELL"
    NEAR_MISS = "NEAR_MISS"
    REACHED_THROUGH = "REACHED_THROUGH"
    NOT_YET_OPEN = "NOT_YET_OPEN"
    CLOSED = "CLOSED"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"


def decide(offer: CompiledOffer, verdicts: Sequence[Verdict], as_of: date) -> Outcome:
    """Return the outcome for `verdicts` on the hard criteria, in their order, on `as_of`."""
    closed = outcome_by_date(offer.offer, as_of)
    if closed is not None:
        return closed
    unmet = [i for i, verdict in enumerate(verdicts) if verdict is Verdict.UNMET]
    if unmet:
        return _near_miss_or_not(offer, verdicts, unmet)
    if not offer.is_for_companies:
        return Outcome.REACHED_THROUGH
    if Verdict.UNKNOWN in verdicts or not offer.can_be_checked:
        return Outcome.CANNOT_TELL
    return Outcome.ELIGIBLE


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


def _near_miss_or_not(
    offer: CompiledOffer, verdicts: Sequence[Verdict], unmet: Sequence[int]
) -> Outcome:
    near = (
        offer.is_for_companies
        and len(unmet) == 1
        and Verdict.UNKNOWN not in verdicts
        and offer.hard[unmet[0]].criterion.actionable
    )
    return Outcome.NEAR_MISS if near else Outcome.NOT_ELIGIBLE
