"""Clusters, incubators and test facilities got criteria from what was delivered about them.

Each is worked out here from the delivered entry and compared with the one in the content. After
them come the hard criteria of the programme that an offer belongs to.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Criterion, Incubator, Offer, TestFacility
from assessments.questionnaire.conditions.nodes import FactLeaf
from tests.content.as_delivered import CATALOGUE, OFFER_SECTIONS

HEALTH: Final = (
    "medtech",
    "digital_health",
    "biotech_pharma",
    "diagnostics",
    "welfare_technology",
    "health_service",
)
OUTSIDE_HEALTH: Final = ("other",)

Expected = tuple[str, bool, str, str, tuple[str, ...]]
"""Slug, whether it is hard, fact, operator and options."""


def _segments(entry: Mapping[str, Any]) -> Iterator[Expected]:
    relevance = entry.get("health_relevance")
    if relevance == "none":
        yield "not-for-health", True, "sectors", "contains_none", HEALTH
    elif relevance is not None:
        yield "segment", True, "sectors", "contains_any", tuple(entry["segments"])
    if relevance == "indirect":
        yield "beyond-health", False, "sectors", "contains_any", OUTSIDE_HEALTH


def _places(section: str, entry: Mapping[str, Any]) -> Iterator[Expected]:
    if entry.get("county_codes"):
        hard = section == "incubators" or entry.get("reach") == "regional"
        yield "county", hard, "county_code", "in", tuple(entry["county_codes"])
    if entry.get("fits_product_kinds"):
        kinds = tuple(entry["fits_product_kinds"])
        yield "product-kind", True, "product_kinds", "contains_any", kinds


ENTRIES: Final = {
    entry["id"]: (section, entry) for section in OFFER_SECTIONS[1:] for entry in CATALOGUE[section]
}


@pytest.mark.parametrize("slug", ENTRIES)
def test_criteria_made_of_the_description(catalogue_definition: Catalogue, slug: str) -> None:
    section, entry = ENTRIES[slug]
    offer = catalogue_definition.offers_by_slug[slug]
    delivered = len(entry.get("eligibility", ()))
    of_programme = _of_programme(catalogue_definition, offer)
    added = offer.criteria[delivered : len(offer.criteria) - len(of_programme)]
    assert [_said(c) for c in added] == [*_segments(entry), *_places(section, entry)]
    assert offer.criteria[delivered + len(added) :] == of_programme
    assert {c.basis for c in added} <= {"description"}
    assert not any(c.actionable for c in added)


def test_nobody_is_let_in_where_the_programme_keeps_them_out(
    catalogue_definition: Catalogue,
) -> None:
    within = {
        offer.slug: [c.slug for c in of_programme]
        for offer in catalogue_definition.offers
        if (of_programme := _of_programme(catalogue_definition, offer))
    }
    assert within == {
        "halti-naeringshage": ["regional-aid-area"],
        "nordkappregionen-naeringshage": ["regional-aid-area"],
        **{slug: ["needs-clinical-study"] for slug in within if slug.startswith("nortrials-")},
    }
    assert len(within) == 8
    for slug in within:
        offer = catalogue_definition.offers_by_slug[slug]
        assert set(_of_programme(catalogue_definition, offer)) <= set(offer.criteria)


@pytest.mark.parametrize("section", OFFER_SECTIONS)
def test_delivered_criteria_keep_their_basis(catalogue_definition: Catalogue, section: str) -> None:
    for entry in CATALOGUE[section]:
        delivered = entry.get("eligibility", ())
        criteria = catalogue_definition.offers_by_slug[entry["id"]].criteria[: len(delivered)]
        assert [c.basis for c in criteria] == [x["basis"] for x in delivered]


def _of_programme(catalogue: Catalogue, offer: Offer) -> tuple[Criterion, ...]:
    """Return the hard criteria of the programme that `offer` belongs to."""
    slug = offer.programme if isinstance(offer, Incubator | TestFacility) else None
    return () if slug is None else _hard(catalogue.offers_by_slug[slug].criteria)


def _hard(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in criteria if criterion.hard)


def _said(criterion: Criterion) -> Expected:
    leaf = criterion.condition
    assert isinstance(leaf, FactLeaf)
    assert isinstance(leaf.value, tuple)
    return criterion.slug, criterion.hard, leaf.fact, str(leaf.op), leaf.value
