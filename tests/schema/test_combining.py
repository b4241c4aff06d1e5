"""How schemes go together, for everybody and for one company."""

from typing import Any

import pytest

from assessments.content.aid_words import CEILINGS_TO_CONFIRM, TO_CONFIRM
from assessments.texts import Language
from tests.content.as_delivered import OFFERS
from tests.fixtures.engine import content
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

SCHEMES = """
query Schemes {
  schemes(first: 200) {
    edges {
      node {
        slug
        stateAid {
          kind text article basis note
          sources { url }
          ceilings { activity activityText size percent percentInCollaboration confidence }
        }
        combinesWith { scheme { slug } how note basis sources { title } }
        needsFirst { anyOf { slug } required criterion had text note }
        mustPrecede { slug }
      }
    }
  }
}
"""
COMBINING = """
fragment Together on Match {
  offer { slug __typename }
  outcome
  combining {
    known text
    stateAid { kind }
    combinesWith { scheme { slug } how note }
    excludes { scheme { slug } }
    notKnownWith { slug }
    needsFirst { anyOf { slug } required had text }
    mustPrecede { slug }
    ceilings { activity size percent percentInCollaboration }
    deMinimis {
      ceilingEur periodYears legalAct receivedEur roomEur roomNok fits text
      confidence sources { url }
    }
  }
}
"""
PROFILE = (
    """
query Alone($profile: CompanyProfileInput!) {
  matchProfile(profile: $profile) { matches(first: 200) { edges { node { ...Together } } } }
}
"""
    + COMBINING
)
RESULT = (
    """
query Result($id: ID!) {
  assessment(id: $id) {
    result { matches(first: 200) { edges { node { ...Together } } } }
    matchesNow { matches(first: 200) { edges { node { ...Together } } } }
  }
}
"""
    + COMBINING
)

YES, NONE = {"boolean": True}, {"options": list[str]()}
RESEARCH = (
    ("taxable_in_norway", YES),
    ("rd_content", {"option": "substantial"}),
    ("in_financial_difficulty", {"boolean": False}),
    ("registered_in_norway", YES),
    ("legal_form", {"option": "AS"}),
    ("co_financing_pct", {"number": 50}),
    ("project_started", {"boolean": False}),
    ("seeks_equity", YES),
)
"""Makes a company eligible for SkatteFUNN, IPN and Investinor."""


async def schemes(api: GraphQLClient, language: str) -> dict[str, Json]:
    api.language = language
    edges = (await api.data(SCHEMES))["schemes"]["edges"]
    return {edge["node"]["slug"]: edge["node"] for edge in edges}


async def matched(api: GraphQLClient, *facts: tuple[str, Json], **profile: Any) -> dict[str, Json]:
    stated = [{"fact": slug, "value": value} for slug, value in facts]
    data = await api.data(PROFILE, {"profile": {"facts": stated, **profile}})
    nodes = [edge["node"] for edge in data["matchProfile"]["matches"]["edges"]]
    return {node["offer"]["slug"]: node for node in nodes}


async def test_what_support_is_stands_with_sources_and_ceilings(api: GraphQLClient) -> None:
    found = await schemes(api, "en")
    kinds = {slug: s["stateAid"]["kind"] for slug, s in found.items() if s["stateAid"]}
    assert kinds.keys() == content().catalogue.combining.aid.keys()
    assert {slug: kind for slug, kind in kinds.items() if slug in OFFERS} == {
        "edih-nemonoor": "DE_MINIMIS",
        "eic-accelerator": "UNION_FUNDS",
        "eic-transition": "UNION_FUNDS",
        "horisont-europa-helse": "UNION_FUNDS",
        "investinor-direkte": "NO_AID",
        "nfr-ipn": "BLOCK_EXEMPTION",
        "nfr-kommersialisering": "BLOCK_EXEMPTION",
        "nopef": "DE_MINIMIS",
        "skattefunn": "BLOCK_EXEMPTION",
    }
    assert all(found[slug]["stateAid"]["sources"] for slug in kinds)
    ceilings = found["skattefunn"]["stateAid"]["ceilings"]
    assert len(ceilings) == 6
    assert ceilings[3] == {
        "activity": "industrial_research",
        "activityText": "Industrial research",
        "size": "small",
        "percent": 70,
        "percentInCollaboration": 80,
        "confidence": "GENERAL_KNOWLEDGE",
    }
    assert found["nfr-kommersialisering"]["stateAid"]["ceilings"] == []


async def test_combinations_hold_both_ways_and_are_said_in_both_languages(
    api: GraphQLClient,
) -> None:
    nb, en = await schemes(api, "nb"), await schemes(api, "en")
    pairs = 0
    for slug, scheme in en.items():
        others = [c["scheme"]["slug"] for c in scheme["combinesWith"]]
        assert others == sorted(set(others) - {slug})
        for here, there in zip(scheme["combinesWith"], nb[slug]["combinesWith"], strict=True):
            back = {c["scheme"]["slug"]: c for c in en[here["scheme"]["slug"]]["combinesWith"]}
            assert back[slug] == {**here, "scheme": {"slug": slug}} | {
                "sources": back[slug]["sources"]
            }
            assert here["note"] != there["note"]
            assert here["basis"] in {"sourced", "general_knowledge"}
            pairs += {slug, here["scheme"]["slug"]} <= OFFERS
    assert {c["how"] for s in en.values() for c in s["combinesWith"]} >= {
        "FREELY",
        "WITHIN_CEILING",
    }
    assert pairs == 2 * (36 - 3 + 11 - 2)


async def test_what_comes_first_is_told_from_both_ends(api: GraphQLClient) -> None:
    found = await schemes(api, "nb")
    assert found["nfr-pilot-helse"]["needsFirst"] == [
        {
            "anyOf": [{"slug": "nfr-pilot-helse-forprosjekt"}],
            "required": True,
            "criterion": "received-support",
            "had": None,
            "text": "Først må dere ha fått støtte fra Forprosjekt til Pilot Helse.",
            "note": "I runden 2024/25 kom et forprosjekt finansiert av Forskningsrådet først.",
        }
    ]
    assert found["nfr-pilot-helse-forprosjekt"]["mustPrecede"] == [{"slug": "nfr-pilot-helse"}]
    [soft] = found["in-oppstartstilskudd-3"]["needsFirst"]
    assert (len(soft["anyOf"]), soft["required"]) == (7, False)
    later = {slug: {s["slug"] for s in scheme["mustPrecede"]} for slug, scheme in found.items()}
    assert {slug for slug, those in later.items() if those & OFFERS} == {
        "nfr-pilot-helse-forprosjekt"
    }
    assert {slug for slug, s in found.items() if s["needsFirst"]} & OFFERS == {
        "nfr-pilot-helse",
        "in-oppstartstilskudd-3",
    }


async def test_a_match_says_how_it_goes_with_what_else_is_in_reach(api: GraphQLClient) -> None:
    api.language = "en"
    found = await matched(api, *RESEARCH)
    within = {s for s, n in found.items() if n["outcome"] in {"ELIGIBLE", "NEAR_MISS"}}
    within &= {s for s, n in found.items() if n["offer"]["__typename"] == "Scheme"}
    assert {"skattefunn", "nfr-ipn", "investinor-direkte"} <= within
    mine = found["skattefunn"]["combining"]
    known = {c["scheme"]["slug"]: c["how"] for c in mine["combinesWith"]}
    assert {slug: how for slug, how in known.items() if slug in OFFERS} == {
        "nfr-ipn": "WITHIN_CEILING",
        "investinor-direkte": "FREELY",
    }
    unknown = [s["slug"] for s in mine["notKnownWith"]]
    assert unknown == ["in-innovasjonslan", "investinor-presakorn"]
    assert set(unknown) < within - {"skattefunn", *known}
    assert {"een", "patentstyret"} < within
    assert (mine["known"], mine["excludes"], mine["ceilings"]) == (True, [], [])
    assert mine["text"] == (
        "The support is state aid under the block exemption (GBER), article 25. How much of the"
        " same costs public support may cover depends on 'SME size', which we do not know. Shares a"
        " ceiling with: Innovation Project for the Industrial Sector. Can be combined freely with:"
        " Investinor direct investment. We do not know whether it can be combined with: Innovation"
        " loan; Pre-seed matching."
    )


NO_MONEY = {
    "nb": "Tilbudet gir ikke penger. Vi vet ikke om verdien av hjelpen regnes som statsstøtte; spør"
    " tilbyderen hvis dere også søker om penger.",
    "en": "The offer gives no money. We do not know whether the value of the help counts as state"
    " aid; ask the provider if you also apply for money.",
}


@pytest.mark.parametrize("language", NO_MONEY)
async def test_an_offer_without_money_says_so(api: GraphQLClient, language: str) -> None:
    api.language = language
    found = await matched(api, *RESEARCH)
    assert found["een"]["combining"]["text"] == NO_MONEY[language]
    room = "Bagatellmessig støtte siste tre år" if language == "nb" else "De minimis aid, last"
    assert room in found["edih-nemonoor"]["combining"]["text"]


async def test_support_received_counts_as_in_reach(api: GraphQLClient) -> None:
    received = ("received_support", {"options": ["nopef"]})
    found = await matched(api, received)
    others = found["skattefunn"]["combining"]["combinesWith"]
    assert {"scheme": {"slug": "nopef"}, "how": "WITHIN_CEILING"} in [
        {"scheme": c["scheme"], "how": c["how"]} for c in others
    ]


async def test_what_is_not_known_is_said_not_to_be(api: GraphQLClient) -> None:
    api.language = "nb"
    found = await matched(api, *RESEARCH)
    mine = found["eksfin-kontraktsgaranti"]["combining"]
    assert (mine["known"], mine["stateAid"], mine["combinesWith"]) == (False, None, [])
    assert mine["text"] == (
        "Vi vet ikke om dette kan kombineres med annen støtte. Spør tilbyderen."
    )
    assert found["norway-health-tech"]["combining"] is None


@pytest.mark.parametrize(
    ("stated", "had"),
    [
        ([], "UNKNOWN"),
        ([("received_support", {"dontKnow": True})], "UNKNOWN"),
        ([("received_support", NONE)], "UNMET"),
        ([("received_support", {"options": ["nfr-pilot-helse-forprosjekt"]})], "MET"),
    ],
)
async def test_a_match_says_whether_what_comes_first_has(
    api: GraphQLClient, stated: list[tuple[str, Json]], had: str
) -> None:
    found = await matched(api, *stated)
    [first] = found["nfr-pilot-helse"]["combining"]["needsFirst"]
    assert (first["had"], first["required"]) == (had, True)


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (None, (None, None, None, "UNKNOWN")),
        ({"dontKnow": True}, (None, None, None, "UNKNOWN")),
        ({"number": 0}, (0, 300_000, 3_510_000, "MET")),
        ({"number": 250_000}, (250_000, 50_000, 585_000, "MET")),
        ({"number": 250_001}, (250_001, 49_999, 584_988, "UNMET")),
        ({"number": 900_000}, (900_000, 0, 0, "UNMET")),
    ],
)
async def test_room_for_de_minimis_aid(
    api: GraphQLClient, value: Json | None, left: tuple[object, ...]
) -> None:
    facts = [] if value is None else [("de_minimis_3y_eur", value)]
    found = await matched(api, *facts)
    room = found["nopef"]["combining"]["deMinimis"]
    assert (room["ceilingEur"], room["periodYears"]) == (300_000, 3)
    assert (room["receivedEur"], room["roomEur"], room["roomNok"], room["fits"]) == left
    assert found["edih-nemonoor"]["combining"]["deMinimis"]["fits"] == "UNKNOWN"
    assert found["skattefunn"]["combining"]["deMinimis"] is None


@pytest.mark.parametrize("value", [{"dontKnow": True}, {"number": 250_000}])
async def test_the_ceiling_says_how_sure_it_is(api: GraphQLClient, value: Json) -> None:
    for language, words in ((Language.NB, "nb"), (Language.EN, "en")):
        api.language = words
        combining = (await matched(api, ("de_minimis_3y_eur", value)))["nopef"]["combining"]
        room = combining["deMinimis"]
        assert room["confidence"] == "GENERAL_KNOWLEDGE"
        assert room["text"].endswith(f" {TO_CONFIRM.into(language)}")
        assert TO_CONFIRM.into(language) in combining["text"]
        assert [source["url"] for source in room["sources"]] == [
            "http://data.europa.eu/eli/reg/2023/2831/oj",
            "http://data.europa.eu/eli/reg/2014/651/oj",
        ]


async def test_rates_of_research_say_how_sure_they_are(api: GraphQLClient) -> None:
    found = await matched(api, ("sme_size", {"option": "medium"}))
    assert CEILINGS_TO_CONFIRM.nb in found["nfr-ipn"]["combining"]["text"]
    schemes_of = await schemes(api, "en")
    ceilings = schemes_of["skattefunn"]["stateAid"]["ceilings"]
    assert {ceiling["confidence"] for ceiling in ceilings} == {"GENERAL_KNOWLEDGE"}


async def test_ceilings_are_those_of_the_company_s_size(api: GraphQLClient) -> None:
    found = await matched(api, ("sme_size", {"option": "medium"}))
    assert found["nfr-ipn"]["combining"]["ceilings"] == [
        {
            "activity": "experimental_development",
            "size": "medium",
            "percent": 35,
            "percentInCollaboration": 50,
        },
        {
            "activity": "industrial_research",
            "size": "medium",
            "percent": 60,
            "percentInCollaboration": 75,
        },
    ]
    assert found["nopef"]["combining"]["ceilings"] == []


async def test_a_result_says_the_same_as_its_matches_now(submitted: Respondent) -> None:
    data = await submitted.client.data(RESULT, {"id": submitted.id})
    result, now = data["assessment"]["result"], data["assessment"]["matchesNow"]
    assert result["matches"] == now["matches"]
    assert len(result["matches"]["edges"]) == len(content().catalogue.offers)
