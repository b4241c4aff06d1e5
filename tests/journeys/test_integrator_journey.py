"""A program that reads the catalogue and matches profiles, without an account."""

from itertools import pairwise
from typing import Any

from assessments.matching.offers import Scheme
from schema.ids import content_id
from tests.contract.operations import operation
from tests.fixtures.engine import content
from tests.fixtures.http import GraphQLClient
from tests.fixtures.startup import Json

PAGE = 25

FACTS = "{ facts { slug kind asked options { slug exclusive } } }"
ALL_NEXT = """
query All($profile: CompanyProfileInput!, $asOf: Date) {
  matchProfile(profile: $profile, asOf: $asOf) {
    nextFacts(first: 200) { fact { slug } decides }
    matches(first: 200) { edges { node { outcome } } }
  }
}
"""
TEXTS = {
    "organisation_number": "923609016",
    "legal_name": "Pustelyd AS",
    "municipality_code": "3201",
    "nace_codes": "62.010",
    "group_organisation_number": "923609016",
}
NUMBERS = {"PERCENT": 10, "MONEY": 1_000_000, "NUMBER": 5}


async def test_nobody_is_nobody(client: GraphQLClient) -> None:
    assert await client.data(operation("Viewer")) == {"viewer": None}


async def pages(client: GraphQLClient, **filter_input: object) -> list[list[Json]]:
    """Return the nodes of all schemes, page by page."""
    after: str | None = None
    found: list[list[Json]] = []
    while True:
        variables = {"first": PAGE, "after": after, "filter": filter_input or None}
        schemes = (await client.data(operation("Catalogue"), variables))["schemes"]
        edges = schemes["edges"]
        found.append([edge["node"] for edge in edges])
        if not schemes["pageInfo"]["hasNextPage"]:
            assert schemes["totalCount"] == sum(len(page) for page in found)
            return found
        after = schemes["pageInfo"]["endCursor"]
        assert after == edges[-1]["cursor"]


async def test_the_catalogue_is_read_page_by_page(client: GraphQLClient) -> None:
    found = await pages(client)
    assert {len(page) for page in found[:-1]} == {PAGE}
    assert [scheme["slug"] for page in found for scheme in page] == sorted(
        offer.slug for offer in content().catalogue.offers if isinstance(offer.offer, Scheme)
    )


async def test_what_was_listed_is_fetched_again(client: GraphQLClient) -> None:
    for page in await pages(client):
        for scheme in page[:3]:
            node = (await client.data(operation("Refetch"), {"id": scheme["id"]}))["node"]
            assert node == {
                "__typename": "Scheme",
                "id": scheme["id"],
                "slug": scheme["slug"],
            }
            assert scheme["id"] == content_id("Scheme", scheme["slug"])


async def test_filters_and_pages_go_together(client: GraphQLClient) -> None:
    every = [scheme for page in await pages(client) for scheme in page]
    wanted = [s for s in every if {"slug": "internationalisation"} in s["themes"]]
    found = [s for page in await pages(client, themes=["internationalisation"]) for s in page]
    assert found == wanted
    grants = [s for page in await pages(client, kinds=["grant"]) for s in page]
    assert grants == [s for s in every if s["kind"] == "grant"]
    assert 0 < len(grants) < len(wanted) < len(every)


async def test_old_names_lead_to_what_there_is(client: GraphQLClient) -> None:
    query = "query($text: String!) { search(text: $text) { entry { slug } became { slug } } }"
    (hit,) = (await client.data(query, {"text": "StartOff"}))["search"]
    assert hit == {"entry": {"slug": "startoff"}, "became": [{"slug": "innovasjonspartnerskap"}]}


def value_of(fact: Json) -> Json:
    """Return some value of a fact."""
    kind, options = fact["kind"], fact["options"]
    if kind in {"SINGLE_CHOICE", "LIKERT"}:
        return {"option": options[0]["slug"]}
    if kind == "MULTIPLE_CHOICE":
        return {"options": [next(o["slug"] for o in options if not o["exclusive"])]}
    if kind == "BOOLEAN":
        return {"boolean": True}
    if kind == "DATE":
        return {"date": "2023-03-01"}
    if kind == "TEXT":
        return {"text": TEXTS[fact["slug"]]}
    return {"number": NUMBERS[kind]}


async def ask(client: GraphQLClient, stated: dict[str, Json]) -> dict[str, Any]:
    """Return what is worth asking next, and how many offers cannot be told."""
    facts = [{"fact": slug, "value": value} for slug, value in stated.items()]
    variables = {"profile": {"facts": facts}, "asOf": "2026-11-22"}
    contract = (await client.data(operation("MatchProfile"), variables))["matchProfile"]
    whole = (await client.data(ALL_NEXT, variables))["matchProfile"]
    assert contract["nextFacts"] == whole["nextFacts"][:5]
    outcomes = [edge["node"]["outcome"] for edge in whole["matches"]["edges"]]
    assert len(outcomes) == len(content().catalogue.offers)
    decides = [fact["decides"] for fact in whole["nextFacts"]]
    assert decides == sorted(decides, reverse=True)
    return {
        "slugs": [fact["fact"]["slug"] for fact in whole["nextFacts"]],
        "decides": decides,
        "cannot_tell": outcomes.count("CANNOT_TELL"),
    }


async def test_asking_the_next_fact_settles_everything(client: GraphQLClient) -> None:
    known = {fact["slug"]: fact for fact in (await client.data(FACTS))["facts"]}
    stated: dict[str, Json] = {}
    steps = [await ask(client, stated)]
    while steps[-1]["slugs"]:
        slug = steps[-1]["slugs"][0]
        assert slug not in stated
        assert known[slug]["asked"]
        stated[slug] = value_of(known[slug])
        steps.append(await ask(client, stated))
    assert len(steps) > 5
    for before, after in pairwise(steps):
        assert sum(after["decides"]) < sum(before["decides"])
        assert max(after["decides"], default=0) <= before["decides"][0]
        assert after["cannot_tell"] <= before["cannot_tell"]
    assert steps[-1]["decides"] == []
    assert steps[-1]["cannot_tell"] < steps[0]["cannot_tell"]


async def test_what_is_not_known_is_not_asked_again(client: GraphQLClient) -> None:
    first = (await ask(client, {}))["slugs"][0]
    after = await ask(client, {first: {"dontKnow": True}})
    assert first not in after["slugs"]
