"""The organisation number of a company: proven by signing in, and never stated otherwise."""

from collections.abc import AsyncIterator
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.fixtures.endpoint import client_of
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json
from tests.schema.refusals import rejections, state
from tests.schema.test_companies import NUMBER, OTHER, USER, begin, claim, register, update

STATED: Final = """
query($id: ID!) {
  assessment(id: $id) { profile { organisationNumber } }
}
"""


def number(value: Json) -> Json:
    """Return a profile that states the organisation number."""
    return {"facts": [{"fact": "organisation_number", "value": value}]}


SAME: Final = number({"text": "923 609 016"})
OTHERWISE: Final = {
    "another": number({"text": OTHER}),
    "not known": number({"dontKnow": True}),
    "none": number({"clear": True}),
}


@pytest.fixture
async def company(environment: Environment) -> AsyncIterator[GraphQLClient]:
    """A client that is signed in for the start-up."""
    async with client_of(environment, principal=USER) as client:
        yield client


async def begun(company: GraphQLClient, database: Database) -> Respondent:
    """Return a new assessment of the company's."""
    company_id = (await register(company))["company"]["id"]
    started = await begin(company, companyId=company_id)
    return Respondent(company, database, started["assessment"]["id"], "")


@pytest.mark.parametrize("profile", OTHERWISE.values(), ids=OTHERWISE)
async def test_an_assessment_of_a_company_cannot_state_it_otherwise(
    company: GraphQLClient, database: Database, profile: Json
) -> None:
    mine = await begun(company, database)
    found = await rejections(mine, lambda: state(mine, profile), "path")
    assert found == [("facts.0", "PROVEN")]


@pytest.mark.parametrize("profile", OTHERWISE.values(), ids=OTHERWISE)
async def test_nor_can_the_profile_of_the_company(company: GraphQLClient, profile: Json) -> None:
    registered = (await register(company))["company"]
    for said in (
        await update(company, registered["id"], {**profile, "employees": 8}),
        await register(company, profile={**profile, "employees": 8}),
    ):
        assert said["__typename"] == "ProfileRejected"
        assert [r["path"] for r in said["rejections"]] == ["facts.0"]
    assert (await register(company))["company"] == registered


async def test_a_company_that_is_not_there_yet_is_not_registered_with_another_number(
    company: GraphQLClient, database: Database
) -> None:
    found = "SELECT 1 FROM companies WHERE organisation_number = $1"
    await database.run("DELETE FROM companies WHERE organisation_number = $1", NUMBER)
    said = await register(company, profile=OTHERWISE["another"])
    assert said["__typename"] == "ProfileRejected"
    assert await database.rows(found, NUMBER) == []


async def test_the_same_number_is_fine(company: GraphQLClient, database: Database) -> None:
    mine = await begun(company, database)
    company_id = (await register(company))["company"]["id"]
    assert (await mine.state(SAME))["__typename"] == "SaveProfileSuccess"
    assert (await update(company, company_id, SAME))["__typename"] == "UpdateCompanySuccess"
    assert (await register(company, profile=SAME))["__typename"] == "RegisterCompanySuccess"


async def test_what_is_no_number_is_refused_for_that_and_everything_is_named(
    company: GraphQLClient, database: Database
) -> None:
    mine = await begun(company, database)
    wrong = number({"text": "12345"})
    assert await rejections(mine, lambda: state(mine, wrong), "path") == [
        ("facts.0", "INVALID_TEXT")
    ]
    both = {**OTHERWISE["another"], "regionCode": "99"}
    found = await rejections(mine, lambda: state(mine, both), "path")
    assert sorted(path for path, _ in found) == ["facts.0", "regionCode"]


async def test_trying_out_another_number_is_refused_as_well(
    company: GraphQLClient, database: Database
) -> None:
    mine = await begun(company, database)
    query = """
    query($id: ID!, $profile: CompanyProfileInput!) {
      simulate(assessmentId: $id, answers: [], profile: $profile) { __typename }
    }
    """
    body = (await company.send(query, {"id": mine.id, "profile": OTHERWISE["another"]})).json()
    assert body["errors"] != []


async def test_an_assessment_of_nobodys_states_any_number_until_it_is_claimed(
    company: GraphQLClient, respondent: Respondent
) -> None:
    assert (await respondent.state(OTHERWISE["another"]))["__typename"] == "SaveProfileSuccess"
    assert (await respondent.state(SAME))["__typename"] == "SaveProfileSuccess"
    company_id = (await register(company))["company"]["id"]
    assert (await claim(company, respondent, company_id))["__typename"] != "NotAvailable"
    claimed = Respondent(company, respondent.database, respondent.id, "")
    found = await rejections(claimed, lambda: state(claimed, OTHERWISE["another"]), "path")
    assert found == [("facts.0", "PROVEN")]


async def test_a_copy_for_a_company_has_the_number_of_the_company(
    company: GraphQLClient, database: Database
) -> None:
    company_id = (await register(company))["company"]["id"]
    mine = await begun(company, database)
    await database.run(
        "UPDATE assessments SET facts ="
        " jsonb_set(facts::jsonb, '{organisation_number,text}', to_jsonb($2::text))"
        " WHERE id = $1",
        parse_id_of("Assessment", mine.id),
        OTHER,
    )
    await database.run("UPDATE companies SET facts = '{}' WHERE organisation_number = $1", NUMBER)
    started = await begin(company, companyId=company_id, **{"from": mine.id})
    copied = started["assessment"]["id"]
    found = (await company.data(STATED, {"id": copied}))["assessment"]["profile"]
    assert found == {"organisationNumber": NUMBER}
