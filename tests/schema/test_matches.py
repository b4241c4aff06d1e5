"""What the start-up can make of every offer, and the reasons, in both languages."""

from math import ceil

import pytest

from tests.content.as_delivered import OFFERS
from tests.contract.operations import operation
from tests.fixtures.engine import content
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import PROFILE, Json

MATCHES = """
query Matches($id: ID!, $first: Int!, $after: String) {
  assessment(id: $id) {
    result {
      matches(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges {
          cursor
          node {
            outcome relevance stale
            reachedThrough { name url }
            offer {
              __typename slug confidence checkedOn toVerify status
              successor { slug }
              sources { title url dated note }
              ... on Scheme { opensOn closesOn }
            }
            relieves { slug }
            verdicts {
              criterion text verdict hard actual
              unmetBecause { clause text actual } turnedBy
            }
            alsoRequires
            missingFacts { slug }
          }
        }
      }
    }
  }
}
"""


async def page_of(respondent: Respondent, first: int, after: str | None = None) -> Json:
    variables = {"id": respondent.id, "first": first, "after": after}
    data = await respondent.client.data(MATCHES, variables)
    page: Json = data["assessment"]["result"]["matches"]
    return page


async def matches_of(respondent: Respondent, language: str = "en") -> dict[str, Json]:
    """Return all matches by the slug of the offer."""
    respondent.client.language = language
    page = await page_of(respondent, 200)
    assert page["pageInfo"]["hasNextPage"] is False
    assert page["totalCount"] == len(page["edges"]) == len(content().catalogue.offers)
    return {e["node"]["offer"]["slug"]: e["node"] for e in page["edges"]}


async def test_every_verdict_has_a_text_in_both_languages(submitted: Respondent) -> None:
    in_nb, in_en = await matches_of(submitted, "nb"), await matches_of(submitted, "en")
    assert list(in_nb) == list(in_en)
    for slug, match in in_nb.items():
        for nb, en in zip(match["verdicts"], in_en[slug]["verdicts"], strict=True):
            where = f"{slug}.{nb['criterion']}"
            assert nb["text"].strip(), where
            assert en["text"].strip(), where
            assert nb["text"] != en["text"], where
            assert (nb["criterion"], nb["verdict"]) == (en["criterion"], en["verdict"]), where


async def test_the_full_result_says_the_same_verdicts(submitted: Respondent) -> None:
    for language in ("nb", "en"):
        whole = await matches_of(submitted, language)
        edges = (await submitted.read())["result"]["matches"]["edges"]
        assert len(edges) == 50
        for edge in edges:
            node = edge["node"]
            expected = whole[node["offer"]["slug"]]["verdicts"]
            assert [
                {key: verdict[key] for key in ("criterion", "text", "verdict", "hard", "actual")}
                for verdict in expected
            ] == node["verdicts"]


async def test_a_verdict_says_what_it_rests_on(submitted: Respondent) -> None:
    match = (await matches_of(submitted))["skattefunn"]
    verdicts = {v["criterion"]: v for v in match["verdicts"]}
    assert verdicts["rd-content"] == {
        "criterion": "rd-content",
        "text": "The company's project has some or substantial R&D content. Cannot tell yet"
        " (missing: R&D content).",
        "verdict": "UNKNOWN",
        "hard": True,
        "actual": None,
        "unmetBecause": [],
        "turnedBy": [],
    }
    assert match["outcome"] == "CANNOT_TELL"
    missing = [fact["slug"] for fact in match["missingFacts"]]
    assert missing[:2] == ["taxable_in_norway", "rd_content"]


KNOWN_SO_FAR = """
query($profile: CompanyProfileInput!) {
  matchProfile(profile: $profile) {
    matches(first: 200) {
      edges { node { outcome reason offer { slug } verdicts { criterion text } } }
    }
  }
}
"""


@pytest.mark.parametrize(
    ("language", "reason", "text"),
    [
        (
            "nb",
            "Dette avhenger av noe dere har svart",
            "Kan ikke avgjøres (FoU-innhold: vet ikke).",
        ),
        (
            "en",
            "This depends on something to which you answered",
            "Cannot tell (R&D content: not known).",
        ),
    ],
)
async def test_what_the_company_does_not_know_is_not_called_missing(
    api: GraphQLClient, language: str, reason: str, text: str
) -> None:
    api.language = language
    stated = {
        "taxable_in_norway": {"boolean": True},
        "in_financial_difficulty": {"boolean": False},
        "rd_content": {"dontKnow": True},
    }
    facts = [{"fact": fact, "value": value} for fact, value in stated.items()]
    response = await api.send(KNOWN_SO_FAR, {"profile": {"facts": facts}})
    edges = response.json()["data"]["matchProfile"]["matches"]["edges"]
    (match,) = [e["node"] for e in edges if e["node"]["offer"]["slug"] == "skattefunn"]
    assert match["outcome"] == "CANNOT_TELL"
    assert match["reason"].startswith(reason)
    (said,) = [v["text"] for v in match["verdicts"] if v["criterion"] == "rd-content"]
    assert said.endswith(text)


async def test_what_is_reached_through_others_names_them(submitted: Respondent) -> None:
    in_nb, in_en = await matches_of(submitted, "nb"), await matches_of(submitted, "en")
    akershus = in_en["akershus-naeringsutvikling"]
    assert akershus["outcome"] == "REACHED_THROUGH"
    assert akershus["reachedThrough"] == [
        {"name": "Norway Health Tech", "url": "https://www.norwayhealthtech.com"}
    ]
    buyers = "helseteknologiordningen"
    assert in_nb[buyers]["outcome"] == "REACHED_THROUGH"
    assert in_nb[buyers]["reachedThrough"] == [
        {"name": "en kommune, et sykehus eller en annen offentlig virksomhet", "url": None}
    ]
    assert in_en[buyers]["reachedThrough"] == [
        {"name": "a municipality, hospital or other public body", "url": None}
    ]


async def test_only_what_others_apply_for_is_reached_through_somebody(
    submitted: Respondent,
) -> None:
    for slug, match in (await matches_of(submitted)).items():
        if match["outcome"] == "REACHED_THROUGH":
            assert match["reachedThrough"], slug
        if match["outcome"] == "ELIGIBLE":
            assert match["reachedThrough"] == [], slug


async def test_what_has_closed_names_its_successor(submitted: Respondent) -> None:
    matches = await matches_of(submitted)
    became = {
        "startoff": "innovasjonspartnerskap",
        "rip-oslo-akershus": "oslo-innovasjonsprogram",
        "nfr-pilot-t": "nfr-ipn",
        "norwegian-smart-care-cluster": "norway-health-tech",
    }
    for slug, successor in became.items():
        assert matches[slug]["outcome"] == "CLOSED"
        assert matches[slug]["offer"]["successor"] == {"slug": successor}
    assert matches["startoff"]["offer"]["closesOn"] == "2024-12-31"
    assert matches["rff"]["outcome"] == "CLOSED"
    assert matches["rff"]["offer"]["successor"] is None


async def test_between_calls_is_closed_without_a_date(submitted: Respondent) -> None:
    match = (await matches_of(submitted))["nfr-pilot-helse"]
    assert match["offer"]["status"] == "calls_between"
    assert match["outcome"] == "CLOSED"
    assert match["offer"]["closesOn"] is None


async def test_what_nobody_has_checked_is_stale(submitted: Respondent) -> None:
    checked_on = {offer.slug: offer.offer.checked_on for offer in content().catalogue.offers}
    for slug, match in (await matches_of(submitted)).items():
        day = checked_on[slug]
        assert match["offer"]["checkedOn"] == (None if day is None else day.isoformat()), slug
        assert match["stale"] is True or day is not None, slug


async def test_doubts_and_sources_are_shown(submitted: Respondent) -> None:
    offer = (await matches_of(submitted))["skattefunn"]["offer"]
    assert offer["confidence"] == "SOURCED"
    assert offer["toVerify"] == ["Cap on the hourly rate", "Any change in the 2026/27 budget"]
    assert [s["dated"] for s in offer["sources"]] == ["2023", "2021"]
    assert all(s["url"].startswith("https://") for s in offer["sources"])
    nb = (await matches_of(submitted, "nb"))["skattefunn"]["offer"]
    assert len(nb["toVerify"]) == 2
    assert nb["toVerify"] != offer["toVerify"]


async def test_relieves_names_only_the_companys_gaps(submitted: Respondent) -> None:
    gaps = {g["barrier"]["slug"] for g in (await submitted.read())["result"]["gaps"]}
    relieved = {b["slug"] for m in (await matches_of(submitted)).values() for b in m["relieves"]}
    assert "conformity_capacity" in relieved
    assert relieved <= gaps


async def test_matches_come_in_pages_that_are_whole_together(submitted: Respondent) -> None:
    whole = list(await matches_of(submitted))
    after, found, pages = None, list[str](), 0
    while True:
        page = await page_of(submitted, 60, after)
        found += [e["node"]["offer"]["slug"] for e in page["edges"]]
        info = page["pageInfo"]
        assert info["hasPreviousPage"] is (pages > 0)
        assert info["startCursor"] == page["edges"][0]["cursor"]
        assert info["endCursor"] == page["edges"][-1]["cursor"]
        pages, after = pages + 1, info["endCursor"]
        if not info["hasNextPage"]:
            break
    assert (pages, found) == (ceil(len(whole) / 60), whole)


async def test_a_profile_alone_is_matched_as_well(api: GraphQLClient) -> None:
    data = await api.data(
        operation("MatchProfile"), {"profile": PROFILE, "asOf": "2026-11-22"}, "MatchProfile"
    )
    found = {
        e["node"]["offer"]["slug"]: e["node"]["outcome"]
        for e in data["matchProfile"]["matches"]["edges"]
    }
    assert len(found) == 100
    assert found["akershus-naeringsutvikling"] == "REACHED_THROUGH"


async def test_a_profile_is_matched_as_of_a_day(api: GraphQLClient) -> None:
    query = """
    query($asOf: Date) {
      matchProfile(profile: {}, asOf: $asOf) {
        matches(first: 200) { edges { node { outcome offer { slug } } } }
      }
    }
    """

    async def outcome_on(day: str | None) -> str:
        data = await api.data(query, {"asOf": day})
        edges = data["matchProfile"]["matches"]["edges"]
        (found,) = [e["node"] for e in edges if e["node"]["offer"]["slug"] == "startoff"]
        return str(found["outcome"])

    assert await outcome_on(None) == await outcome_on("2026-11-22") == "CLOSED"


async def test_a_company_is_of_no_age_before_it_is_founded(api: GraphQLClient) -> None:
    query = """
    query($asOf: Date) {
      matchProfile(profile: {foundedOn: "2026-11-02"}, asOf: $asOf) {
        matches(first: 200) {
          edges { node { offer { slug } verdicts { criterion verdict actual text } } }
        }
      }
    }
    """

    async def age_on(day: str) -> Json:
        data = await api.data(query, {"asOf": day})
        edges = data["matchProfile"]["matches"]["edges"]
        (found,) = [e["node"] for e in edges if e["node"]["offer"]["slug"] == "in-oppstartslan"]
        (verdict,) = [v for v in found["verdicts"] if v["criterion"] == "company-age-years"]
        return dict(verdict)

    api.language = "en"
    before, founded = await age_on("2026-11-01"), await age_on("2026-11-02")
    assert (founded["verdict"], founded["actual"]) == ("MET", "0 years")
    said = "cannot be worked out for that day"
    assert (before["verdict"], before["actual"]) == ("UNKNOWN", said)
    assert before["text"].endswith(f"Cannot tell (Age of the company: {said}).")


async def test_an_unmet_verdict_names_the_clauses_that_make_it_so(submitted: Respondent) -> None:
    seen = 0
    for slug, match in (await matches_of(submitted)).items():
        for verdict in match["verdicts"]:
            where = f"{slug}.{verdict['criterion']}"
            named = {clause["clause"] for clause in verdict["unmetBecause"]}
            turning = {clause for way in verdict["turnedBy"] for clause in way}
            assert (verdict["verdict"] == "UNMET") == bool(named), where
            assert named == turning, where
            assert all(clause["text"] and clause["actual"] for clause in verdict["unmetBecause"])
            seen += bool(named) and slug in OFFERS
    assert seen == 84


INTEGRATOR = """
query ($profile: CompanyProfileInput!) {
  matchProfile(profile: $profile) {
    matches(first: 200) {
      edges {
        node {
          offer { slug }
          verdicts { criterion text verdict unmetBecause { clause text actual } turnedBy }
        }
      }
    }
  }
}
"""


async def test_either_of_two_clauses_would_turn_the_verdict(client: GraphQLClient) -> None:
    shares = [
        {"fact": "export_share_pct", "value": {"number": 5}},
        {"fact": "expected_export_share_pct", "value": {"number": 10}},
    ]
    client.language = "en"
    data = await client.data(INTEGRATOR, {"profile": {"name": "X", "facts": shares}})
    (found,) = [
        verdict
        for edge in data["matchProfile"]["matches"]["edges"]
        if edge["node"]["offer"]["slug"] == "eksfin-arbeidskapital"
        for verdict in edge["node"]["verdicts"]
        if verdict["criterion"] == "export-share-pct"
    ]
    assert found == {
        "criterion": "export-share-pct",
        "text": "The company has, or expects to have, an export share of at least 20% of revenue."
        " Not met (5%; 10%).",
        "verdict": "UNMET",
        "unmetBecause": [
            {
                "clause": "export_share_pct-gte",
                "text": "Export share of revenue: at least 20%",
                "actual": "5%",
            },
            {
                "clause": "expected_export_share_pct-gte",
                "text": "Expected export share: at least 20%",
                "actual": "10%",
            },
        ],
        "turnedBy": [["export_share_pct-gte"], ["expected_export_share_pct-gte"]],
    }
