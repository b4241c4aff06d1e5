"""Schemes in pages, by cursor and by filter."""

from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Scheme
from tests.fixtures.http import GraphQLClient

PAGE = """
query Page($first: Int!, $after: String, $filter: SchemeFilterInput) {
  schemes(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { slug kind status themes { slug } barriers { slug } } }
  }
}
"""

Page = dict[str, Any]


async def page(api: GraphQLClient, first: int = 200, **variables: object) -> Page:
    data = await api.data(PAGE, {"first": first, **variables})
    found: Page = data["schemes"]
    return found


def nodes(found: Page) -> list[dict[str, Any]]:
    return [edge["node"] for edge in found["edges"]]


@pytest.fixture
def slugs(catalogue_definition: Catalogue) -> list[str]:
    """The slugs of the schemes that there are, sorted."""
    return sorted(o.slug for o in catalogue_definition.offers if isinstance(o, Scheme))


async def test_all_come_by_slug(api: GraphQLClient, slugs: list[str]) -> None:
    found = await page(api)
    assert [node["slug"] for node in nodes(found)] == slugs
    assert found["totalCount"] == len(slugs)
    assert found["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": found["edges"][0]["cursor"],
        "endCursor": found["edges"][-1]["cursor"],
    }


@pytest.mark.parametrize("left", [81, 41, 1, 0, -1])
async def test_the_end_is_told(api: GraphQLClient, slugs: list[str], left: int) -> None:
    found = await page(api, len(slugs) - left)
    assert len(found["edges"]) == len(slugs) - max(left, 0)
    assert found["pageInfo"]["hasNextPage"] is (left > 0)


async def test_after_the_last_there_is_nothing(api: GraphQLClient, slugs: list[str]) -> None:
    last = (await page(api))["pageInfo"]["endCursor"]
    found = await page(api, 5, after=last)
    assert found["edges"] == []
    assert found["totalCount"] == len(slugs)
    assert found["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


async def test_filters_must_all_fit_and_a_list_means_any(api: GraphQLClient) -> None:
    every = nodes(await page(api))
    by_theme = await page(api, filter={"themes": ["regulatory_testing", "public_procurement"]})
    wanted = {"regulatory_testing", "public_procurement"}
    expected = [n for n in every if wanted & {t["slug"] for t in n["themes"]}]
    assert nodes(by_theme) == expected
    assert by_theme["totalCount"] == len(expected) > 0
    both = await page(api, filter={"themes": list(wanted), "statuses": ["ended"]})
    assert nodes(both) == [n for n in expected if n["status"] == "ended"]


@pytest.mark.parametrize(
    ("field", "of_node"),
    [("kinds", "kind"), ("statuses", "status")],
)
async def test_a_filter_by_a_slug(api: GraphQLClient, field: str, of_node: str) -> None:
    every = nodes(await page(api))
    for slug in {node[of_node] for node in every}:
        found = nodes(await page(api, filter={field: [slug]}))
        assert found == [node for node in every if node[of_node] == slug]


async def test_a_filter_by_barriers(api: GraphQLClient) -> None:
    every = nodes(await page(api))
    found = nodes(await page(api, filter={"barriers": ["ip_protection"]}))
    assert found == [n for n in every if {"slug": "ip_protection"} in n["barriers"]]
    assert "patentstyret" in {node["slug"] for node in found}


@pytest.mark.parametrize(
    "filter_input",
    [
        {"themes": []},
        {"search": "qwertyuiop"},
        {"search": "!?"},
        {"search": " - "},
        {"search": "%"},
        {"search": "日本"},
    ],
)
async def test_what_nothing_fits_gives_an_empty_page(
    api: GraphQLClient, filter_input: dict[str, object]
) -> None:
    found = await page(api, filter=filter_input)
    assert (found["totalCount"], found["edges"]) == (0, [])


@pytest.mark.parametrize(
    ("name", "slug", "known"),
    [
        ("themes", "skalering", "scaling"),
        ("kinds", "nothing", "grant"),
        ("statuses", "ACTIVE", "active"),
        ("barriers", "", "capital_access"),
    ],
)
async def test_a_slug_that_nothing_has_is_refused(
    api: GraphQLClient, name: str, slug: str, known: str
) -> None:
    query = (
        "query($filter: SchemeFilterInput) { schemes(first: 1, filter: $filter) { totalCount } }"
    )
    body = (await api.send(query, {"filter": {name: [known, slug, known, slug]}})).json()
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert f"`{name}`" in error["message"]
    assert "2, 4" in error["message"]
    assert known in error["message"]


async def test_every_list_with_an_unknown_slug_is_named_at_once(api: GraphQLClient) -> None:
    wanted = {"statuses": ["opn"], "kinds": ["grant"], "themes": ["scaling", "x"], "barriers": [""]}
    (error,) = (await api.send(PAGE, {"first": 1, "filter": wanted})).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    named = {name: f"`{name}`" in error["message"] for name in wanted}
    assert named == {"statuses": True, "kinds": False, "themes": True, "barriers": True}
    assert error["message"].count("Velg blant") == 3


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
async def test_a_blank_search_is_no_wish(api: GraphQLClient, blank: str) -> None:
    assert await page(api, filter={"search": blank}) == await page(api)


async def test_signs_beside_words_do_not_matter(api: GraphQLClient) -> None:
    plain = await page(api, filter={"search": "helse pilot"})
    assert plain["totalCount"] == 2
    assert await page(api, filter={"search": "«helse» - pilot!"}) == plain


async def test_search_finds_old_names_and_every_word(api: GraphQLClient) -> None:
    found = nodes(await page(api, filter={"search": "FORNY2020"}))
    assert [node["slug"] for node in found] == ["nfr-kommersialisering"]
    both_words = nodes(await page(api, filter={"search": "  Helse PILOT "}))
    assert [node["slug"] for node in both_words] == [
        "nfr-pilot-helse",
        "nfr-pilot-helse-forprosjekt",
    ]


@pytest.mark.parametrize("first", [0, -1, 201, 10_000, -(2**31), 2**31 - 1])
async def test_how_many_has_bounds(api: GraphQLClient, first: int) -> None:
    response = await api.send(PAGE, {"first": first})
    body = response.json()
    (error,) = body["errors"]
    assert body["data"] is None
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "1 til 200" in error["message"]


async def test_a_cursor_of_the_filtered_list_belongs_to_it(api: GraphQLClient) -> None:
    cursors = {n["node"]["slug"]: n["cursor"] for n in (await page(api))["edges"]}
    response = await api.send(
        PAGE, {"first": 5, "after": cursors["skattefunn"], "filter": {"statuses": ["ended"]}}
    )
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "forged",
    ["", "0", "MA", "skattefunn", "c2thdHRlZnVubg", "c2thdHRlZnVubg==", "\u00e6", "A" * 100_000],
)
async def test_a_forged_cursor_is_refused(api: GraphQLClient, forged: str) -> None:
    response = await api.send(PAGE, {"first": 5, "after": forged})
    body = response.json()
    (error,) = body["errors"]
    assert response.status_code == 200
    assert body["data"] is None
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "`after`" in error["message"]
