"""Facts that are accepted, and what is kept of them."""

from typing import Final

import pytest

from assessments.questionnaire.given import Given
from assessments.questionnaire.values import Marker, Value
from assessments.services.assessing import evaluate
from assessments.services.given import GivenFact
from tests.assessments.services.caller import (
    CLEAR,
    DONT_KNOW,
    NOT_APPLICABLE,
    Caller,
    boolean,
    day,
    number,
    option,
    options,
    text,
)

SEVERAL: Final = {"uses_ai": boolean(True), "employees": number("2.5"), "legal_name": text("Nord")}


async def _known(caller: Caller, slug: str) -> Value | None:
    return evaluate(caller.environment, await caller.read()).state.facts.get(slug)


async def test_every_kind_of_fact_is_kept_as_it_is(caller: Caller) -> None:
    saved = await caller.state(
        {
            "legal_name": text("  Nord & Sønn AS "),
            "legal_form": option("AS"),
            "founded_on": day("2026-11-22"),
            "employees": number("2.5"),
            "equity_nok": number(-500_000),
            "largest_corporate_owner_pct": number(0),
            "target_markets": options("US", "SE"),
            "cluster_memberships": options(),
            "trl": NOT_APPLICABLE,
            "uses_ai": DONT_KNOW,
            "regulatory_status": option("unknown"),
        }
    )
    assert saved.facts == {
        "legal_name": {"text": "Nord & Sønn AS"},
        "legal_form": {"option": "AS"},
        "founded_on": {"date": "2026-11-22"},
        "employees": {"number": 2.5},
        "equity_nok": {"number": -500_000},
        "largest_corporate_owner_pct": {"number": 0},
        "target_markets": {"options": ["SE", "US"]},
        "cluster_memberships": {"options": []},
        "trl": {"notApplicable": True},
        "uses_ai": {"dontKnow": True},
        "regulatory_status": {"option": "unknown"},
    }
    assert await caller.read() == saved
    (row,) = (await caller.rows())["assessment_changes"]
    assert (row["revision"], row["kind"]) == (1, "profile")


async def test_the_option_that_says_unknown_is_a_dont_know(caller: Caller) -> None:
    await caller.state({"regulatory_status": option("unknown")})
    assert await _known(caller, "regulatory_status") is Marker.DONT_KNOW


async def test_fields_and_the_list_are_saved_together(caller: Caller) -> None:
    saved = await caller.state_listed(
        [
            GivenFact("employees", "employees", number(3)),
            GivenFact("regionCode", "county_code", option("46")),
            GivenFact("facts.0", "uses_ai", boolean(False)),
            GivenFact("facts.1", "trl", number(4)),
            GivenFact("name", "legal_name", None),
        ]
    )
    assert set(saved.facts) == {"employees", "county_code", "uses_ai", "trl"}
    assert saved.revision == 1


@pytest.mark.parametrize("given", [None, CLEAR])
async def test_a_fact_is_taken_back(caller: Caller, given: Given | None) -> None:
    await caller.state(SEVERAL)
    saved = await caller.state({"employees": given})
    assert set(saved.facts) == {"uses_ai", "legal_name"}
    changes = (await caller.rows())["assessment_changes"]
    assert changes[1]["changes"] == '{"employees": null}'


async def test_what_is_not_mentioned_stays(caller: Caller) -> None:
    await caller.state(SEVERAL)
    saved = await caller.state({"uses_ai": boolean(False)})
    assert saved.facts == {
        "uses_ai": {"boolean": False},
        "employees": {"number": 2.5},
        "legal_name": {"text": "Nord"},
    }


async def test_saving_facts_leaves_the_answers(caller: Caller) -> None:
    answered = await caller.save({"S04": option("lt3")})
    saved = await caller.state(SEVERAL)
    assert saved.answers == answered.answers
    assert saved.revision == 2


@pytest.mark.parametrize("fact", ["organisation_number", "group_organisation_number"])
@pytest.mark.parametrize("given", ["923609016", "923 609 016", " 923609016 "])
async def test_an_organisation_number_is_kept_in_digits(
    caller: Caller, fact: str, given: str
) -> None:
    saved = await caller.state({fact: text(given)})
    assert saved.facts == {fact: {"text": "923609016"}}


async def test_whoever_has_an_organisation_number_is_registered_in_norway(caller: Caller) -> None:
    await caller.state({"organisation_number": text("923609016")})
    assert await _known(caller, "registered_in_norway") is True
    await caller.state({"organisation_number": DONT_KNOW})
    assert await _known(caller, "registered_in_norway") is None


@pytest.mark.parametrize(
    ("municipality", "county"),
    [("3201", "32"), ("0301", "03"), ("2100", "21"), ("3024", "32"), ("3801", "39")],
)
async def test_a_municipality_settles_the_county(
    caller: Caller, municipality: str, county: str
) -> None:
    await caller.state({"municipality_code": text(municipality)})
    assert await _known(caller, "county_code") == county


@pytest.mark.parametrize("code", ["62", "62.0", "62.01", "62.010", "32.500"])
async def test_an_industry_code_has_two_digits_or_more(caller: Caller, code: str) -> None:
    assert (await caller.state({"nace_codes": text(code)})).facts == {"nace_codes": {"text": code}}


@pytest.mark.parametrize(
    ("old", "today"), [("12", "46"), ("02", "32"), ("30", None), ("54", None), ("46", "46")]
)
async def test_an_old_county_is_accepted_and_settled_where_it_became_one(
    caller: Caller, old: str, today: str | None
) -> None:
    saved = await caller.state({"county_code": option(old)})
    assert saved.facts == {"county_code": {"option": old}}
    assert await _known(caller, "county_code") == today


async def test_an_old_county_is_settled_by_the_municipality(caller: Caller) -> None:
    await caller.state({"county_code": option("30"), "municipality_code": text("3005")})
    assert await _known(caller, "county_code") == "33"


async def test_an_answer_wins_over_the_fact_that_it_gives(caller: Caller) -> None:
    await caller.state({"stage": option("idea")})
    await caller.save({"S01": option("repeat")})
    assert await _known(caller, "stage") == "growth"
    assert await _known(caller, "commercialised_products") is True
    await caller.save({"S01": CLEAR})
    assert await _known(caller, "stage") == "idea"
