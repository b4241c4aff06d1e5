"""What each offer is to a company: verdict by criterion, outcome and relevance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from tests.reference import conditions
from tests.reference.company import Company
from tests.reference.conditions import Leaf, Outcomes
from tests.reference.offers import OFFERS, Criterion, Offer
from tests.reference.scoring import Evaluation
from tests.reference.values import Value

Verdict = Literal["MET", "UNMET", "UNKNOWN"]
Outcome = Literal[
    "ELIGIBLE",
    "CANNOT_TELL",
    "NEAR_MISS",
    "NOT_ELIGIBLE",
    "REACHED_THROUGH",
    "NOT_YET_OPEN",
    "CLOSED",
]
CLOSED_STATUSES: Final = frozenset({"ended", "merged", "renamed", "calls_between"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMatch:
    """An offer with its verdicts, in the order of its criteria, for one company."""

    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    relevance: Fraction
    """0 to 100, not rounded."""


def match(evaluation: Evaluation, company: Company) -> dict[str, OfferMatch]:
    """Return the match of every offer in the catalogue, by its id."""
    return {offer.id: _match(offer, evaluation, company.as_of) for offer in OFFERS}


def _match(offer: Offer, evaluation: Evaluation, as_of: date) -> OfferMatch:
    verdicts: tuple[Verdict, ...] = tuple(
        _verdict(criterion, evaluation.facts) for criterion in offer.criteria
    )
    return OfferMatch(
        outcome=_closed(offer, as_of) or _outcome(offer, verdicts),
        verdicts=verdicts,
        relevance=_relevance(offer, verdicts, evaluation.gaps),
    )


def _verdict(criterion: Criterion, facts: Mapping[str, Value]) -> Verdict:
    def read(leaf: Leaf) -> Outcomes:
        return leaf.outcomes_on(facts.get(str(leaf.fact)), not_applicable=conditions.ABSENT)

    outcomes = conditions.outcomes(criterion.condition, read)
    if outcomes == conditions.MET:
        return "MET"
    return "UNMET" if outcomes == conditions.UNMET else "UNKNOWN"


def _closed(offer: Offer, as_of: date) -> Outcome | None:
    if offer.status in CLOSED_STATUSES:
        return "CLOSED"
    if offer.valid_from is not None and offer.valid_from > as_of:
        return "NOT_YET_OPEN"
    if offer.valid_to is not None and offer.valid_to < as_of:
        return "CLOSED"
    if offer.is_not_open:
        return "CLOSED" if offer.applicant == "company" else "REACHED_THROUGH"
    return None


def _outcome(offer: Offer, verdicts: tuple[Verdict, ...]) -> Outcome:
    hard: list[tuple[Criterion, Verdict]] = [
        (c, v) for c, v in zip(offer.criteria, verdicts, strict=True) if c.is_hard
    ]
    if any(verdict == "UNMET" for _, verdict in hard):
        return "NEAR_MISS" if _is_near(offer, hard) else "NOT_ELIGIBLE"
    if offer.applicant != "company":
        return "REACHED_THROUGH"
    if any(verdict == "UNKNOWN" for _, verdict in hard):
        return "CANNOT_TELL"
    tells = any(not _is_registration(criterion) for criterion, _ in hard)
    return "ELIGIBLE" if tells or offer.is_open_to_all else "CANNOT_TELL"


def _is_near(offer: Offer, hard: list[tuple[Criterion, Verdict]]) -> bool:
    failing = [(c, v) for c, v in hard if v != "MET"]
    only, verdict = failing[0]
    return (
        offer.applicant == "company"
        and len(failing) == 1
        and verdict == "UNMET"
        and only.is_actionable
    )


def _is_registration(criterion: Criterion) -> bool:
    leaf = criterion.condition
    return isinstance(leaf, Leaf) and leaf.fact == "registered_in_norway"


def _relevance(offer: Offer, verdicts: tuple[Verdict, ...], gaps: frozenset[str]) -> Fraction:
    soft = [v for c, v in zip(offer.criteria, verdicts, strict=True) if not c.is_hard]
    relieved = Fraction()
    if gaps or offer.barriers:
        relieved = Fraction(2 * len(gaps & offer.barriers), len(gaps) + len(offer.barriers))
    ranked = Fraction(soft.count("MET"), len(soft)) if soft else Fraction()
    return 80 * relieved + 20 * ranked
