"""Stated facts read back: null is not stated, and an old code is read as what it became."""

from typing import Any

import pytest

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

PROFILE = """
query Profile($id: ID!) {
  assessment(id: $id) {
    profile {
      __typename
      organisationNumber name region { code name } municipalityCode industryCode employees sizeBand
      annualRevenueNok exportRevenueNok foundedOn productKinds deviceClass
      targetMarkets { code name } clusters { __typename slug name }
      facts { fact { slug } value { ...Value } }
    }
  }
}
fragment Value on AnswerValue {
  __typename
  ... on OptionValue { option { slug text } }
  ... on OptionsValue { options { slug text } }
  ... on NumberValue { number }
  ... on BooleanValue { boolean }
  ... on TextValue { text }
  ... on DateValue { date never }
  ... on NotApplicableValue { notApplicable }
  ... on DontKnowValue { dontKnow }
}
"""


TOLD = """
query Told($id: ID!) {
  assessment(id: $id) {
    result { profile { facts { fact { slug } value { ... on BooleanValue { boolean } } } } }
  }
}
"""


async def profile_of(respondent: Respondent) -> dict[str, Any]:
    data = await respondent.client.data(PROFILE, {"id": respondent.id})
    found: dict[str, Any] = data["assessment"]["profile"]
    return found


async def after(respondent: Respondent, profile: Json) -> dict[str, Any]:
    said = await respondent.state(profile)
    assert said["__typename"] == "SaveProfileSuccess", said
    return await profile_of(respondent)


async def test_nothing_stated_is_null_never_zero(respondent: Respondent) -> None:
    found = await profile_of(respondent)
    assert found.pop("__typename") == "ProfileSnapshot"
    assert found.pop("facts") == []
    assert set(found.values()) == {None}


async def test_what_was_stated_is_read_back(draft: Respondent) -> None:
    draft.client.language = "en"
    found = await profile_of(draft)
    facts = {f["fact"]["slug"]: f["value"] for f in found.pop("facts")}
    assert found == {
        "__typename": "ProfileSnapshot",
        "organisationNumber": "923609016",
        "name": "Pustelyd AS",
        "region": {"code": "32", "name": "Akershus"},
        "municipalityCode": "3201",
        "industryCode": "62.010",
        "employees": 6,
        "sizeBand": "MICRO",
        "annualRevenueNok": 1_200_000,
        "exportRevenueNok": 0,
        "foundedOn": "2023-03-01",
        "productKinds": ["device_software"],
        "deviceClass": "IIa",
        "targetMarkets": [{"code": "DE", "name": "Germany"}, {"code": "SE", "name": "Sweden"}],
        "clusters": [
            {"__typename": "Cluster", "slug": "norway-health-tech", "name": "Norway Health Tech"}
        ],
    }
    assert list(facts)[:3] == ["organisation_number", "legal_name", "founded_on"]
    assert facts["employees"] == {"__typename": "NumberValue", "number": 6}
    assert facts["uses_ai"] == {"__typename": "BooleanValue", "boolean": True}
    assert facts["founded_on"] == {"__typename": "DateValue", "date": "2023-03-01", "never": False}
    assert facts["in_financial_difficulty"] == {"__typename": "DontKnowValue", "dontKnow": True}
    assert facts["regulatory_status"] == {
        "__typename": "OptionValue",
        "option": {"slug": "medical_device", "text": "Medical device"},
    }
    assert facts["product_kinds"] == {
        "__typename": "OptionsValue",
        "options": [{"slug": "device_software", "text": "Software that is a medical device"}],
    }


async def test_null_clears_and_absent_leaves_as_it_is(respondent: Respondent) -> None:
    await after(respondent, {"name": "Pustelyd AS", "employees": 6, "targetMarkets": ["SE"]})
    found = await after(respondent, {"employees": None, "facts": None})
    assert (found["name"], found["employees"], found["sizeBand"]) == ("Pustelyd AS", None, None)
    assert found["targetMarkets"] == [{"code": "SE", "name": "Sverige"}]
    cleared = {"facts": [{"fact": "legal_name", "value": {"clear": True}}]}
    assert (await after(respondent, cleared))["name"] is None


async def test_an_empty_list_of_markets_says_none(respondent: Respondent) -> None:
    assert (await after(respondent, {"targetMarkets": []}))["targetMarkets"] == []


async def test_a_dont_know_is_kept_and_shows_no_value(respondent: Respondent) -> None:
    unknown = [
        {"fact": slug, "value": {"dontKnow": True}}
        for slug in ("employees", "county_code", "target_markets", "cluster_memberships")
    ]
    found = await after(respondent, {"facts": unknown})
    assert {f["value"]["__typename"] for f in found["facts"]} == {"DontKnowValue"}
    assert (found["employees"], found["region"], found["clusters"]) == (None, None, None)
    assert found["targetMarkets"] is None


async def test_does_not_apply_is_read_back(respondent: Respondent) -> None:
    given = {"facts": [{"fact": "device_class", "value": {"notApplicable": True}}]}
    (stated,) = (await after(respondent, given))["facts"]
    assert stated["value"] == {"__typename": "NotApplicableValue", "notApplicable": True}


@pytest.mark.parametrize(
    ("profile", "region"),
    [
        ({"regionCode": "02"}, "32"),
        ({"regionCode": "30"}, None),
        ({"regionCode": "30", "municipalityCode": "3024"}, "32"),
        ({"regionCode": "03"}, "03"),
        ({"municipalityCode": "3201"}, "32"),
    ],
)
async def test_an_old_county_is_read_as_what_it_became(
    respondent: Respondent, profile: Json, region: str | None
) -> None:
    found = (await after(respondent, profile))["region"]
    assert (None if found is None else found["code"]) == region


@pytest.mark.parametrize(
    ("employees", "band"),
    [
        (0, "MICRO"),
        (9.9, "MICRO"),
        (10, "SMALL"),
        (49.5, "SMALL"),
        (50, "MEDIUM"),
        (249, "MEDIUM"),
        (250, "LARGE"),
    ],
)
async def test_size_is_by_headcount(respondent: Respondent, employees: float, band: str) -> None:
    found = await after(respondent, {"employees": employees})
    assert (found["employees"], found["sizeBand"]) == (employees, band)


async def test_an_option_that_is_no_more_is_still_what_was_said(respondent: Respondent) -> None:
    await respondent.database.row(
        "UPDATE assessments SET facts = $2 WHERE id = $1 RETURNING id",
        (await respondent.stored()).id,
        '{"regulatory_status": {"option": "gone"}}',
    )
    (stated,) = (await profile_of(respondent))["facts"]
    assert stated["value"] == {
        "__typename": "OptionValue",
        "option": {"slug": "gone", "text": "gone"},
    }


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"P04": {"option": "direct"}}, {"boolean": True}),
        ({"P04": {"notApplicable": True}}, {"boolean": False}),
        ({"P04": {"option": "pilot"}, "P09": {"boolean": True}}, None),
    ],
)
async def test_a_result_shows_as_stated_what_an_answer_tells_and_not_what_follows(
    startup: Respondent, answers: dict[str, Json], told: Json | None
) -> None:
    assert (await startup.save(answers))["__typename"] == "SaveAnswersSuccess"
    assert (await startup.submit())["__typename"] == "SubmitAssessmentSuccess"
    data = await startup.client.data(TOLD, {"id": startup.id})
    facts = data["assessment"]["result"]["profile"]["facts"]
    assert {f["fact"]["slug"]: f["value"] for f in facts}.get("sells_to_public") == told
