"""Dates, floors and members of offers: what the content has of them, and null where it has none."""

from typing import Any

import pytest

from assessments.matching.offers import Cluster, Scheme
from tests.fixtures.engine import content
from tests.fixtures.http import GraphQLClient

DETAILS = """
  __typename slug opensOn closesOn
  ... on Cluster { members { count asOf basis } }
  ... on Scheme { minimumAmountNok maximumAmountNok }
"""
ALL = (
    """
query All {
  clusters { ...Details }
  incubators { ...Details }
  testFacilities { ...Details }
  schemes(first: 200) { edges { node { ...Details } } }
}
fragment Details on Offer { DETAILS }
"""
).replace("DETAILS", DETAILS)


async def offers(api: GraphQLClient, language: str = "en") -> dict[str, dict[str, Any]]:
    api.language = language
    data = await api.data(ALL)
    nodes = [edge["node"] for edge in data.pop("schemes")["edges"]]
    return {o["slug"]: o for o in [*nodes, *(o for found in data.values() for o in found)]}


async def test_every_offer_has_its_dates(api: GraphQLClient) -> None:
    found = await offers(api)
    authored = {offer.slug: offer.offer for offer in content().catalogue.offers}
    assert {slug: (o["opensOn"], o["closesOn"]) for slug, o in found.items()} == {
        slug: tuple(None if day is None else day.isoformat() for day in (o.valid_from, o.valid_to))
        for slug, o in authored.items()
    }
    gone = found["norwegian-smart-care-cluster"]
    assert gone["__typename"] == "Cluster"
    assert (gone["opensOn"], gone["closesOn"]) == ("2014-06-01", "2024-12-31")


@pytest.mark.parametrize(
    ("slug", "least", "most"),
    [
        ("nfr-ipn", 2_000_000, 16_000_000),
        ("in-miljoteknologi", 1_000_000, None),
        ("in-vekstgaranti", 250_000, 8_000_000),
        ("skattefunn", None, 4_750_000),
    ],
)
async def test_a_scheme_says_the_least_that_it_gives(
    api: GraphQLClient, slug: str, least: int | None, most: int | None
) -> None:
    found = (await offers(api))[slug]
    assert (found["minimumAmountNok"], found["maximumAmountNok"]) == (least, most)


async def test_every_floor_of_the_content_is_shown(api: GraphQLClient) -> None:
    found = await offers(api)
    floors = {
        compiled.slug
        for compiled in content().catalogue.offers
        if isinstance(compiled.offer, Scheme) and compiled.offer.support.minimum_amount is not None
    }
    assert {slug for slug, o in found.items() if o.get("minimumAmountNok") is not None} == floors


async def test_a_cluster_says_how_many_members_it_has_had(api: GraphQLClient) -> None:
    nb, en = await offers(api, "nb"), await offers(api, "en")
    counted = {
        compiled.slug
        for compiled in content().catalogue.offers
        if isinstance(compiled.offer, Cluster) and compiled.offer.members is not None
    }
    assert {slug for slug, o in en.items() if o.get("members") is not None} == counted
    name = "norway-health-tech"
    assert en[name]["members"] == {
        "count": 370,
        "asOf": "2025-01-01",
        "basis": "the merged cluster",
    }
    assert nb[name]["members"]["basis"] == "den sammenslåtte klyngen"
    assert en["the-life-science-cluster"]["members"] == {
        "count": 84,
        "asOf": "2019-2023",
        "basis": None,
    }
