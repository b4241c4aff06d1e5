"""Everything in the catalogue can be read, in both languages, with its doubts."""

from collections import Counter
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from tests.fixtures.http import GraphQLClient

OFFER = """
  id slug name summary url provider { name url } themes { slug title } barriers { slug name }
  criteria { slug text hard actionable basis note condition } status statusText kind kindText
  confidence checkedOn checkedBy toVerify sources { title url publishedOn dated note } notes aliases
  statusSince urlBasis
  alsoRequires successor { slug }
"""
LISTS = (
    """
query Lists {
  clusters { OFFER joining programmeLevels { level since until } }
  incubators { OFFER joining }
  testFacilities { OFFER services access }
  organisations {
    slug name summary url status confidence checkedOn toVerify sources { title } notes
  }
  requirements {
    slug name requirement appliesWhen { condition hard basis } barriers { slug } validFrom
    dates { on what } confidence
    checkedOn toVerify sources { title } notes
  }
  procurementRules {
    slug name amountNok buyers contracts effect validFrom validTo proposedAmountNok proposedBy
    underEea overEea confidence checkedOn toVerify sources { title } notes
  }
  barriers { slug name theme { slug title } }
  facts { slug name text help unit asked sensitive kind options { slug text level exclusive } }
}
"""
).replace("OFFER", OFFER)
SCHEME = f"""
query Scheme($slug: String!) {{
  offer(slug: $slug) {{
    __typename
    {OFFER}
    ... on Scheme {{
      opensOn closesOn maximumAmountNok supportRatePercent supportBasis supportForm supportNote
      application
    }}
  }}
}}
"""


async def lists(api: GraphQLClient, language: str) -> dict[str, list[dict[str, Any]]]:
    api.language = language
    return await api.data(LISTS)


async def scheme(api: GraphQLClient, slug: str, language: str = "en") -> dict[str, Any]:
    api.language = language
    data = await api.data(SCHEME, {"slug": slug})
    found: dict[str, Any] = data["offer"]
    return found


async def test_everything_in_the_content_is_there(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    found = await lists(api, "en")
    kinds = Counter(offer.type for offer in catalogue_definition.offers)
    assert {name: len(entries) for name, entries in found.items()} == {
        "clusters": kinds["cluster"],
        "incubators": kinds["incubator"],
        "testFacilities": kinds["test_facility"],
        "organisations": len(catalogue_definition.organisations),
        "requirements": len(catalogue_definition.requirements),
        "procurementRules": len(catalogue_definition.procurement_rules),
        "barriers": 33,
        "facts": 74,
    }


async def test_lists_are_in_the_order_that_the_schema_states(api: GraphQLClient) -> None:
    found = await lists(api, "nb")
    for name in set(found) - {"barriers", "facts"}:
        slugs = [entry["slug"] for entry in found[name]]
        assert slugs == sorted(slugs), name
    assert found["barriers"][0]["slug"] == "capital_access"
    assert found["facts"][0]["slug"] == "applicant_type"


async def test_every_text_is_there_in_both_languages(api: GraphQLClient) -> None:
    in_nb, in_en = await lists(api, "nb"), await lists(api, "en")
    for name, field in [
        ("clusters", "summary"),
        ("incubators", "summary"),
        ("testFacilities", "summary"),
        ("organisations", "summary"),
        ("requirements", "requirement"),
        ("procurementRules", "name"),
        ("barriers", "name"),
        ("facts", "text"),
    ]:
        for nb, en in zip(in_nb[name], in_en[name], strict=True):
            assert nb["slug"] == en["slug"]
            assert nb[field].strip()
            assert en[field].strip()
            assert nb[field] != en[field], nb["slug"]


async def test_a_procurement_rule_has_its_amount_and_its_period(api: GraphQLClient) -> None:
    rules = {rule["slug"]: rule for rule in (await lists(api, "en"))["procurementRules"]}
    rule = rules["eos-andre"]
    assert rule["amountNok"] == 2_300_000
    assert (rule["validFrom"], rule["validTo"]) == ("2024-03-14", "2026-03-31")
    assert rule["buyers"] == "Buyers other than the state"
    proposed = [slug for slug, r in rules.items() if r["proposedAmountNok"] is not None]
    assert proposed == ["innslagspunkt"]
    rule = rules["innslagspunkt"]
    assert (rule["amountNok"], rule["proposedAmountNok"]) == (100_000, 300_000)
    assert rule["proposedBy"] == "Prop. 147 L (2024–2025), presented on 15 May 2025"
    assert all(rules["prosedyrer"]["underEea"] + rules["prosedyrer"]["overEea"])


async def test_a_requirement_says_when_it_applies(api: GraphQLClient) -> None:
    found = {r["slug"]: r for r in (await lists(api, "en"))["requirements"]}
    (applies,) = found["apenhetsloven"]["appliesWhen"]
    assert applies["condition"] == {
        "id": "sells_to_public-eq",
        "fact": "sells_to_public",
        "op": "eq",
        "value": True,
    }
    assert {a["hard"] for r in found.values() for a in r["appliesWhen"]} == {True, False}
    assert [d["on"] for d in found["mdr-overgang"]["dates"]] == sorted(
        d["on"] for d in found["mdr-overgang"]["dates"]
    )
    assert found["mdr-overgang"]["dates"]


@pytest.mark.parametrize(("language", "mature"), [("nb", "Moden klynge"), ("en", "Mature cluster")])
async def test_a_cluster_says_what_it_has_been_in_the_cluster_programme(
    api: GraphQLClient, language: str, mature: str
) -> None:
    found = {c["slug"]: c["programmeLevels"] for c in (await lists(api, language))["clusters"]}
    assert found["norway-health-tech"] == [
        {
            "level": "Norwegian Centre of Expertise (NCE)",
            "since": "2015-06-12",
            "until": None,
        },
        {"level": mature, "since": "2021", "until": None},
    ]
    assert found["gce-ocean-technology"][1]["until"] == "2025"
    assert found["biotech-north"] == []
    assert sum(len(levels) for levels in found.values()) == 17


async def test_an_amount_in_euro_is_converted(api: GraphQLClient) -> None:
    found = await scheme(api, "eic-accelerator")
    assert found["__typename"] == "Scheme"
    # 2.5 million euro at 11.70
    assert found["maximumAmountNok"] == 29_250_000
    assert found["supportRatePercent"] == 70
    assert found["supportForm"] == "grant and equity"
    assert (await scheme(api, "eic-accelerator", "nb"))["supportForm"] == "tilskudd og egenkapital"


async def test_an_amount_that_nobody_knows_is_null(api: GraphQLClient) -> None:
    found = await scheme(api, "in-oppstartstilskudd-1")
    assert found["maximumAmountNok"] is None
    assert found["supportRatePercent"] is None
    assert found["application"].startswith("Apply at any time. ")


async def test_doubts_are_visible(api: GraphQLClient) -> None:
    found = await scheme(api, "skattefunn")
    assert found["confidence"] == "SOURCED"
    assert (found["checkedOn"], found["checkedBy"]) == (None, None)
    assert (found["urlBasis"], found["supportBasis"]) == ("general_knowledge", "sourced")
    assert found["toVerify"] == ["Cap on the hourly rate", "Any change in the 2026/27 budget"]
    assert {s["publishedOn"] for s in found["sources"]} == {None}


NOTES = "{ schemes(first: 200) { edges { node { sources { url dated note } } } } }"


async def notes(api: GraphQLClient, language: str) -> dict[str, tuple[str | None, str | None]]:
    api.language = language
    nodes = [edge["node"] for edge in (await api.data(NOTES))["schemes"]["edges"]]
    return {s["url"]: (s["dated"], s["note"]) for node in nodes for s in node["sources"]}


async def test_sources_are_described_in_the_callers_language(
    api: GraphQLClient, catalogue_definition: Catalogue
) -> None:
    nb, en = await notes(api, "nb"), await notes(api, "en")
    consultancy = "https://innovayt.eu/funding/innovasjonskontrakter/"
    assert nb[consultancy] == (None, "Siden er fra et konsulentselskap.")
    assert en[consultancy] == (None, "The page is a consultancy's.")
    older = "https://www.sparebank1.no/nb/sorost/bedrift/lan-finansiering/vekstgaranti.html"
    assert (nb[older][0], en[older][0]) == ("før 2024", "before 2024")
    with_words = {s.url for s in catalogue_definition.sources if s.phrases}
    assert len(with_words) == 14
    for url in with_words & nb.keys():
        assert nb[url] != en[url], url
    for url in nb.keys() - with_words:
        assert nb[url] == en[url], url


async def test_status_and_kind_are_said_in_words(api: GraphQLClient) -> None:
    nb = await scheme(api, "norwegian-smart-care-cluster", "nb")
    en = await scheme(api, "norwegian-smart-care-cluster")
    assert nb["__typename"] == "Cluster"
    assert (nb["status"], nb["kind"]) == (en["status"], en["kind"]) == ("merged", "cluster")
    assert (nb["kindText"], en["kindText"]) == ("Klynge", "Cluster")
    assert nb["statusText"] != en["statusText"]
    assert en["successor"] == {"slug": "norway-health-tech"}
    assert en["aliases"] == ["NSCC"]


@pytest.mark.parametrize("slug", ["", "nothing", "SKATTEFUNN", "skattefunn ", "x" * 10_000])
async def test_an_offer_that_does_not_exist_is_null(api: GraphQLClient, slug: str) -> None:
    assert await api.data(SCHEME, {"slug": slug}) == {"offer": None}
