"""The 140 offers of the catalogue, each with its criteria in the order in which they count.

Schemes carry their criteria. To clusters, incubators and test facilities are added, after those
delivered: health relevance with the segments, counties, the kinds of product, and the hard criteria
of the programme that the offer belongs to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.reference.catalogue_shapes import OfferEntry
from tests.reference.conditions import Condition, Leaf, condition_from
from tests.reference.delivered import CATALOGUE

HEALTH_SECTORS: Final = frozenset(
    {
        "medtech",
        "digital_health",
        "biotech_pharma",
        "diagnostics",
        "welfare_technology",
        "health_service",
    }
)
OTHER_SECTOR: Final = frozenset({"other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A condition of an offer: a hard one excludes, a soft one ranks."""

    condition: Condition
    is_hard: bool
    is_actionable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A scheme, cluster, incubator or test facility."""

    id: str
    status: str
    applicant: str
    is_not_open: bool
    is_open_to_all: bool
    valid_from: date | None
    valid_to: date | None
    barriers: frozenset[str]
    criteria: tuple[Criterion, ...]


def _delivered(entry: OfferEntry) -> Iterator[Criterion]:
    for criterion in entry.get("eligibility", []):
        yield Criterion(
            condition=condition_from(criterion),
            is_hard=criterion["hard"],
            is_actionable=criterion.get("actionable", False),
        )


def _on(field: str, op: str, slugs: frozenset[str], *, is_hard: bool) -> Criterion:
    return Criterion(condition=Leaf(fact=field, op=op, operand=slugs), is_hard=is_hard)


def _of_relevance(entry: OfferEntry) -> Iterator[Criterion]:
    relevance = entry.get("health_relevance")
    segments = frozenset(entry.get("segments", []))
    if relevance in {"direct", "indirect"}:
        yield _on("sectors", "contains_any", segments, is_hard=True)
    if relevance == "none":
        yield _on("sectors", "contains_none", HEALTH_SECTORS, is_hard=True)
    if relevance == "indirect":
        yield _on("sectors", "contains_any", OTHER_SECTOR, is_hard=False)


def _of_programme(entry: OfferEntry) -> Iterator[Criterion]:
    for scheme in CATALOGUE["schemes"]:
        if scheme["id"] == entry.get("programme"):
            yield from (criterion for criterion in _delivered(scheme) if criterion.is_hard)


def _offer(entry: OfferEntry, *, is_county_hard: bool) -> Offer:
    criteria = [*_delivered(entry), *_of_relevance(entry)]
    counties = frozenset(entry.get("county_codes", []))
    kinds = frozenset(entry.get("fits_product_kinds", []))
    if counties:
        criteria.append(_on("county_code", "in", counties, is_hard=is_county_hard))
    if kinds:
        criteria.append(_on("product_kinds", "contains_any", kinds, is_hard=True))
    criteria.extend(_of_programme(entry))
    return Offer(
        id=entry["id"],
        status=entry["status"],
        applicant=entry.get("applicant", "company"),
        is_not_open="application" in entry and entry["application"]["mode"] == "not_open",
        is_open_to_all=entry.get("open_to_all", False),
        valid_from=_day(entry["valid_from"]),
        valid_to=_day(entry["valid_to"]),
        barriers=frozenset(entry["barriers"]),
        criteria=tuple(criteria),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


OFFERS: Final = (
    *(_offer(entry, is_county_hard=False) for entry in CATALOGUE["schemes"]),
    *(
        _offer(entry, is_county_hard=entry.get("reach") == "regional")
        for entry in CATALOGUE["clusters"]
    ),
    *(_offer(entry, is_county_hard=True) for entry in CATALOGUE["incubators"]),
    *(_offer(entry, is_county_hard=False) for entry in CATALOGUE["test_facilities"]),
)
