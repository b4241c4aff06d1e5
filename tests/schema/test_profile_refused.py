"""Facts that are not accepted, by typed field and by slug; and what is accepted beside them."""

import pytest

from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json
from tests.schema.refusals import in_both_languages, rejections, state

TYPED: dict[str, tuple[Json, str]] = {
    "name": ({"name": ""}, "INVALID_TEXT"),
    "long-name": ({"name": "x" * 2_001}, "INVALID_TEXT"),
    "name-with-a-line-break": ({"name": "Puls\nelyd"}, "INVALID_TEXT"),
    "name-with-a-tab": ({"name": "Puls\telyd"}, "INVALID_TEXT"),
    "name-with-nothing-visible": ({"name": "\u200b\u202e"}, "INVALID_TEXT"),
    "name-with-a-line-separator": ({"name": "a\u2028b"}, "INVALID_TEXT"),
    "region": ({"regionCode": "99"}, "UNKNOWN_OPTION"),
    "region-by-name": ({"regionCode": "Akershus"}, "UNKNOWN_OPTION"),
    "municipality": ({"municipalityCode": "9999"}, "INVALID_TEXT"),
    "municipality-by-name": ({"municipalityCode": "Bærum"}, "INVALID_TEXT"),
    "industry": ({"industryCode": "software"}, "INVALID_TEXT"),
    "employees": ({"employees": -1}, "OUT_OF_RANGE"),
    "too-many-employees": ({"employees": 1_000_001}, "OUT_OF_RANGE"),
    "revenue": ({"annualRevenueNok": -1}, "OUT_OF_RANGE"),
    "revenue-of-thirty-digits": ({"annualRevenueNok": 10**29}, "OUT_OF_RANGE"),
    "founded-tomorrow": ({"foundedOn": "2026-11-23"}, "OUT_OF_RANGE"),
    "founded-in-the-year-1": ({"foundedOn": "0001-01-01"}, "OUT_OF_RANGE"),
    "product-kinds": ({"productKinds": ["nothing"]}, "UNKNOWN_OPTION"),
    "no-product-kinds": ({"productKinds": []}, "NOTHING_CHOSEN"),
    "device-class": ({"deviceClass": "iia"}, "UNKNOWN_OPTION"),
    "target-markets": ({"targetMarkets": ["se"]}, "UNKNOWN_OPTION"),
    "market-twice": ({"targetMarkets": ["SE", "SE"]}, "TOO_MANY"),
    "clusters": ({"clusters": ["oslo-medtech"]}, "UNKNOWN_OPTION"),
    "group": ({"groupOrganisationNumber": "123456789"}, "INVALID_TEXT"),
}


@pytest.mark.part(3)
@pytest.mark.parametrize("case", TYPED)
async def test_a_typed_field_is_refused(draft: Respondent, case: str) -> None:
    wrong, code = TYPED[case]
    (path,) = wrong
    accepted = {"exportRevenueNok": 5} | wrong
    assert await rejections(draft, lambda: state(draft, accepted), "path") == [(path, code)]


OTHER_COUNTY: dict[str, tuple[Json, list[tuple[str, str]]]] = {
    "both": (
        {"regionCode": "46", "municipalityCode": "3201"},
        [("municipalityCode", "CONTRADICTS")],
    ),
    "the-county-beside-what-is-stated": ({"regionCode": "46"}, [("regionCode", "CONTRADICTS")]),
    "among-facts": (
        {"facts": [{"fact": "county_code", "value": {"option": "46"}}]},
        [("facts.0", "CONTRADICTS")],
    ),
}


@pytest.mark.parametrize("case", OTHER_COUNTY)
async def test_a_municipality_of_another_county_is_refused(
    respondent: Respondent, case: str
) -> None:
    await respondent.state({"municipalityCode": "3201", "regionCode": "30"})
    wrong, refused = OTHER_COUNTY[case]
    found = await rejections(respondent, lambda: state(respondent, wrong), "path")
    assert found == refused
    assert (await respondent.state({"regionCode": "32"}))["__typename"] == "SaveProfileSuccess"


async def test_a_company_with_a_norwegian_number_is_registered_in_norway(
    respondent: Respondent,
) -> None:
    abroad = {"fact": "registered_in_norway", "value": {"boolean": False}}
    number = {"fact": "organisation_number", "value": {"text": "974760673"}}
    both = {"facts": [abroad, number]}
    found = await rejections(respondent, lambda: state(respondent, both), "path")
    assert found == [("facts.0", "CONTRADICTS")]
    assert (await respondent.state({"facts": [abroad]}))["__typename"] == "SaveProfileSuccess"


@pytest.mark.parametrize(
    ("size", "few", "many"), [("micro", 49, 50), ("small", 249, 250), ("medium", 499, 500)]
)
async def test_a_size_that_the_headcount_rules_out_is_refused(
    respondent: Respondent, size: str, few: int, many: int
) -> None:
    facts = [{"fact": "sme_size", "value": {"option": size}}]
    both = {"employees": many, "facts": facts}
    found = await rejections(respondent, lambda: state(respondent, both), "path")
    assert found == [("facts.0", "CONTRADICTS")]
    fewer = {"employees": few, "facts": facts}
    assert (await respondent.state(fewer))["__typename"] == "SaveProfileSuccess"
    more = {"employees": many}
    assert await rejections(respondent, lambda: state(respondent, more), "path") == [
        ("employees", "CONTRADICTS")
    ]


async def test_a_size_that_revenue_and_balance_rule_out_is_refused(respondent: Respondent) -> None:
    facts = [
        {"fact": "sme_size", "value": {"option": "micro"}},
        {"fact": "balance_nok", "value": {"number": 10**9}},
    ]
    assert (await respondent.state({"facts": facts}))["__typename"] == "SaveProfileSuccess"
    more = {"annualRevenueNok": 10**9}
    found = await rejections(respondent, lambda: state(respondent, more), "path")
    assert found == [("annualRevenueNok", "CONTRADICTS")]


LISTED: dict[str, tuple[str, Json, str]] = {
    "no-such-fact": ("shoe_size", {"number": 44}, "UNKNOWN_FACT"),
    "a-question": ("S01", {"option": "concept"}, "UNKNOWN_FACT"),
    "no-name": ("", {"boolean": True}, "UNKNOWN_FACT"),
    "derived": ("company_age_years", {"number": 3}, "NOT_STATED"),
    "derived-size": ("is_sme", {"boolean": True}, "NOT_STATED"),
    "derived-not-known": ("is_sme", {"dontKnow": True}, "NOT_STATED"),
    "yes-as-text": ("uses_ai", {"text": "yes"}, "WRONG_KIND"),
    "number-as-text": ("employees", {"text": "6"}, "WRONG_KIND"),
    "founded-never": ("founded_on", {"never": True}, "NEVER_NOT_ALLOWED"),
    "half-a-krone": ("revenue_nok", {"number": 0.5}, "NOT_WHOLE"),
    "five-decimals": ("employees", {"number": 1.23456}, "TOO_PRECISE"),
    "applies-to-all": ("uses_ai", {"notApplicable": True}, "NOT_APPLICABLE_NOT_ALLOWED"),
    "organisation-number": ("organisation_number", {"text": "923609017"}, "INVALID_TEXT"),
    "organisation-number-of-letters": ("organisation_number", {"text": "NO923609"}, "INVALID_TEXT"),
    "foreign-digits": ("organisation_number", {"text": "٩٢٣٦٠٩٠١٦"}, "INVALID_TEXT"),
}


@pytest.mark.parametrize("case", LISTED)
async def test_a_listed_fact_is_refused(draft: Respondent, case: str) -> None:
    fact, value, code = LISTED[case]
    facts = [{"fact": "own_ip", "value": {"boolean": True}}, {"fact": fact, "value": value}]
    found = await rejections(draft, lambda: state(draft, {"facts": facts}), "path")
    assert found == [("facts.1", code)]


async def test_a_fact_may_stand_only_once_also_under_its_typed_name(draft: Respondent) -> None:
    profile = {
        "name": "Pustelyd AS",
        "facts": [{"fact": "legal_name", "value": {"text": "Another AS"}}],
    }
    found = await rejections(draft, lambda: state(draft, profile), "path")
    assert found == [("facts.0", "GIVEN_TWICE")]


async def test_every_rejection_is_named_at_once(draft: Respondent) -> None:
    profile = {
        "regionCode": "99",
        "employees": -1,
        "facts": [{"fact": "nothing", "value": {"clear": True}}],
    }
    assert await rejections(draft, lambda: state(draft, profile), "path") == [
        ("regionCode", "UNKNOWN_OPTION"),
        ("employees", "OUT_OF_RANGE"),
        ("facts.0", "UNKNOWN_FACT"),
    ]


async def test_a_stale_revision_saves_nothing(draft: Respondent) -> None:
    nb, _ = await in_both_languages(draft, lambda: draft.state({}, expectedRevision=0))
    assert nb["__typename"] == "RevisionConflict"
    assert nb["currentRevision"] == 2
    assert len(nb["changedQuestions"]) == 39


MATCH = """
query Match($profile: CompanyProfileInput!, $asOf: Date) {
  matchProfile(profile: $profile, asOf: $asOf) { nextFacts(first: 1) { decides } }
}
"""


@pytest.mark.parametrize(("language", "words"), [("nb", "Rett"), ("en", "Correct")])
async def test_a_bad_profile_is_not_matched(api: GraphQLClient, language: str, words: str) -> None:
    api.language = language
    profile = {"regionCode": "99", "facts": [{"fact": "uses_ai", "value": {"text": "x"}}]}
    response = await api.send(MATCH, {"profile": profile})
    body = response.json()
    assert response.status_code == 200
    assert body["data"] is None
    (error,) = body["errors"]
    assert error["path"] == ["matchProfile"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    rejected = [(r["path"], r["code"]) for r in error["extensions"]["rejections"]]
    assert rejected == [("regionCode", "UNKNOWN_OPTION"), ("facts.0", "WRONG_KIND")]
    assert words in error["message"]
    assert all(r["message"] in error["message"] for r in error["extensions"]["rejections"])


@pytest.mark.parametrize("first", [0, -1, 201, 10_000])
@pytest.mark.parametrize(
    "field", ["matches(first: $n) { totalCount }", "nextFacts(first: $n) { decides }"]
)
async def test_how_many_has_bounds(api: GraphQLClient, field: str, first: int) -> None:
    query = f"query($n: Int!) {{ matchProfile(profile: {{}}) {{ {field} }} }}"
    body = (await api.send(query, {"n": first})).json()
    assert body["data"] is None
    assert [e["extensions"]["code"] for e in body["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("as_of", ["1900-01-01", "2000-02-29", "2026-11-22", "2200-12-31"])
async def test_any_day_can_be_asked_about(api: GraphQLClient, as_of: str) -> None:
    profile = {"foundedOn": "2023-03-01", "employees": 6}
    data = await api.data(MATCH, {"profile": profile, "asOf": as_of})
    assert len(data["matchProfile"]["nextFacts"]) == 1


@pytest.mark.parametrize("as_of", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
async def test_a_day_out_of_all_reason_is_refused(api: GraphQLClient, as_of: str) -> None:
    body = (await api.send(MATCH, {"profile": {}, "asOf": as_of})).json()
    assert body["data"] is None
    assert [e["extensions"]["code"] for e in body["errors"]] == ["BAD_USER_INPUT"]


async def test_limits_are_said_as_people_write_them(api: GraphQLClient) -> None:
    profile = {"employees": 1_000_001, "foundedOn": "2026-11-23"}
    said: dict[str, list[str]] = {}
    for language in ("nb", "en"):
        api.language = language
        (error,) = (await api.send(MATCH, {"profile": profile})).json()["errors"]
        said[language] = [one["message"] for one in error["extensions"]["rejections"]]
    assert said["nb"] == [
        "Tallet må være fra 0 til 1\u00a0000\u00a0000.",
        "Datoen må være tidligst 1. januar 1800 og senest 22. november 2026.",
    ]
    assert said["en"] == [
        "The number must be from 0 to 1,000,000.",
        "The date must be 1 January 1800 at the earliest and 22 November 2026 at the latest.",
    ]


async def test_a_million_full_time_equivalents_are_accepted(api: GraphQLClient) -> None:
    assert await api.data(MATCH, {"profile": {"employees": 1_000_000}})


async def test_where_a_company_is_has_names_that_a_manager_knows(api: GraphQLClient) -> None:
    names: dict[str, dict[str, str]] = {}
    for language in ("nb", "en"):
        api.language = language
        facts = (await api.data("{ facts { slug name } }"))["facts"]
        names[language] = {fact["slug"]: fact["name"] for fact in facts}
    places = ("county_code", "municipality_code")
    assert [names["nb"][slug] for slug in places] == ["Fylke", "Kommune"]
    assert [names["en"][slug] for slug in places] == ["County", "Municipality"]
