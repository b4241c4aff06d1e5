"""Old names find what there was, and point to what it became."""

import pytest

from tests.fixtures.http import GraphQLClient

SEARCH = """
query Search($text: String!, $first: Int! = 10) {
  search(text: $text, first: $first) {
    matchedName
    entry { __typename slug name ... on RegionEntry { validTo } }
    became { __typename slug name }
  }
}
"""

Hit = tuple[str, str, str, list[tuple[str, str]]]


async def hits(api: GraphQLClient, text: str) -> list[Hit]:
    """Return matched name, type and slug of the entry, and types and slugs of what it became."""
    found = (await api.data(SEARCH, {"text": text}))["search"]
    return [
        (
            hit["matchedName"],
            hit["entry"]["__typename"],
            hit["entry"]["slug"],
            [(b["__typename"], b["slug"]) for b in hit["became"]],
        )
        for hit in found
    ]


VIKEN: Hit = (
    "Viken",
    "RegionEntry",
    "30",
    [("RegionEntry", "31"), ("RegionEntry", "32"), ("RegionEntry", "33")],
)


async def test_viken_is_found_by_name_and_points_to_its_three_counties(api: GraphQLClient) -> None:
    assert VIKEN in await hits(api, "Viken")


async def test_the_county_as_an_authority_points_to_the_same_three(api: GraphQLClient) -> None:
    found = {(kind, slug): became for _, kind, slug, became in await hits(api, "viken")}
    assert found["Organisation", "viken"] == found["RegionEntry", "30"] == VIKEN[3]
    [exact] = await hits(api, "Viken fylkeskommune")
    assert exact == ("Viken fylkeskommune", "Organisation", "viken", VIKEN[3])


@pytest.mark.parametrize("language", ["nb", "en"])
async def test_viken_is_found_first_by_code_alone(api: GraphQLClient, language: str) -> None:
    api.language = language
    found = (await api.data(SEARCH, {"text": "30"}))["search"]
    assert found[:1] == [
        {
            "matchedName": "30",
            "entry": {
                "__typename": "RegionEntry",
                "slug": "30",
                "name": "Viken",
                "validTo": "2023-12-31",
            },
            "became": [
                {"__typename": "RegionEntry", "slug": "31", "name": "Østfold"},
                {"__typename": "RegionEntry", "slug": "32", "name": "Akershus"},
                {"__typename": "RegionEntry", "slug": "33", "name": "Buskerud"},
            ],
        }
    ]


@pytest.mark.parametrize("text", ["Viken (30)", "viken 30", "Viken, 30"])
async def test_viken_is_found_by_name_and_code_together(api: GraphQLClient, text: str) -> None:
    [(matched, kind, slug, _)] = await hits(api, text)
    assert (matched, kind, slug) == ("Viken 30", "RegionEntry", "30")


async def test_viken_is_found_by_its_code_before_its_name(api: GraphQLClient) -> None:
    assert await hits(api, "30 viken") == [("30 Viken", *VIKEN[1:])]


@pytest.mark.parametrize("text", ["30", "3", "0", "20"])
async def test_a_code_of_a_region_is_looked_for_as_a_whole(api: GraphQLClient, text: str) -> None:
    found = [(kind, slug) for _, kind, slug, _ in await hits(api, text)]
    regions = [slug for kind, slug in found if kind == "RegionEntry"]
    assert regions == [text] * (text in {"30", "20"})
    assert found[: len(regions)] == [("RegionEntry", slug) for slug in regions]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("2020", "nfr-kommersialisering"),
        ("270", "iso-27001"),
        ("21", "helseomsorg21-radet"),
        ("13485", "kvalitetssystem"),
    ],
)
async def test_a_part_of_a_name_is_found_by_its_digits(
    api: GraphQLClient, text: str, slug: str
) -> None:
    assert slug in [found for _, _, found, _ in await hits(api, text)]


OLD_NAMES: dict[str, Hit] = {
    "Oslo Medtech": ("Oslo Medtech", "Cluster", "norway-health-tech", []),
    "Norwegian Smart Care Cluster": (
        "Norwegian Smart Care Cluster",
        "Cluster",
        "norwegian-smart-care-cluster",
        [("Cluster", "norway-health-tech")],
    ),
    "NSCC": (
        "NSCC",
        "Cluster",
        "norwegian-smart-care-cluster",
        [("Cluster", "norway-health-tech")],
    ),
    "Drømmeløftet": (
        "Drømmeløftet",
        "Organisation",
        "drommeloftet",
        [("Organisation", "innovasjon-norge")],
    ),
}


@pytest.mark.parametrize("text", OLD_NAMES)
async def test_an_old_name_comes_first_and_points_on(api: GraphQLClient, text: str) -> None:
    expected = OLD_NAMES[text]
    assert (await hits(api, text))[0] == expected
    assert (await hits(api, text.upper()))[0] == expected
    assert (await hits(api, f"  {text.lower()}\t"))[0] == expected


async def test_letters_of_norway_may_be_left_out(api: GraphQLClient) -> None:
    assert (await hits(api, "drommeloftet"))[0] == (await hits(api, "Drømmeløftet"))[0]


@pytest.mark.parametrize("text", ["", " ", "%", "%%", "_", "qwertyuiop", "'; --", "x" * 5_000])
async def test_nothing_is_found_where_there_is_nothing(api: GraphQLClient, text: str) -> None:
    assert await hits(api, text) == []


async def test_no_more_are_given_than_asked_for(api: GraphQLClient) -> None:
    few = (await api.data(SEARCH, {"text": "norsk", "first": 2}))["search"]
    many = (await api.data(SEARCH, {"text": "norsk", "first": 200}))["search"]
    assert len(few) == 2
    assert few == many[:2]


@pytest.mark.parametrize("first", [0, -1, 201, 10_000, 2**31 - 1])
async def test_how_many_has_bounds(api: GraphQLClient, first: int) -> None:
    response = await api.send(SEARCH, {"text": "norsk", "first": first})
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["search"]


@pytest.mark.parametrize(
    ("text", "typename", "slug"),
    [
        ("Legemiddelverket", "Organisation", "dmp"),
        ("MDR", "Requirement", "mdr"),
        ("Klima- og miljøhensyn", "Requirement", "klima-30"),
        ("Innslagspunkt", "ProcurementRule", "innslagspunkt"),
        ("Fylkesmannen", "Organisation", "statsforvalteren"),
        ("Difi", "Organisation", "dfo"),
    ],
)
async def test_rules_and_well_known_names_are_found(
    api: GraphQLClient, text: str, typename: str, slug: str
) -> None:
    found = (await api.data(SEARCH, {"text": text}))["search"]
    entries = [(hit["entry"]["__typename"], hit["entry"]["slug"]) for hit in found]
    assert (typename, slug) in entries[:3]
    assert all(hit["became"] == [] for hit in found if hit["entry"]["__typename"] == typename)


TYPED = {
    "MDR": [("MDR", "mdr")],
    "ivdr": [("IVDR", "ivdr")],
    "GDPR": [("GDPR", "gdpr-dpia")],
    "CE-merking": [("CE-merking", slug) for slug in ("ivdr", "kontrollorgan", "mdr")],
    "CE marking": [("CE marking", slug) for slug in ("ivdr", "kontrollorgan", "mdr")],
    "ISO 13485": [("ISO 13485", "kvalitetssystem")],
}


@pytest.mark.parametrize("text", TYPED)
async def test_requirements_are_found_by_what_people_type(api: GraphQLClient, text: str) -> None:
    found = [(name, slug) for name, _, slug, _ in await hits(api, text)]
    assert found[: len(TYPED[text])] == TYPED[text]


@pytest.mark.parametrize(
    ("language", "name"),
    [("nb", "Registrering i Storbritannia"), ("en", "Registration in the UK")],
)
async def test_what_is_found_by_its_slug_is_shown_by_its_name(
    api: GraphQLClient, language: str, name: str
) -> None:
    api.language = language
    assert await hits(api, "uk-mhra") == [(name, "Requirement", "uk-mhra", [])]


async def test_no_name_that_is_shown_is_a_slug(api: GraphQLClient) -> None:
    sought = ("in-", "nfr-", "eksfin-", "klinisk-")
    shown = [hit for text in sought for hit in await hits(api, text)]
    assert len(shown) == 26
    assert [slug for name, _, slug, _ in shown if name == slug] == []
