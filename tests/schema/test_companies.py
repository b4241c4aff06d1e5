"""Companies: registered, changed, started for and claimed by whoever is signed in for them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Integration, Principal, Scope
from assessments.storage.database import Database
from tests.assessments.services.caller import Rows
from tests.contract.operations import operation
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock, environment_on
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.fixtures.startup import PROFILE, Json
from tests.schema.refusals import says_what_to_do

NUMBER: Final = "923609016"
OTHER: Final = "889640782"
NOBODYS: Final = "123456785"
USER: Final = CompanyUser(subject="https://id.example#kari", organisations=(NUMBER,))
OTHERS: Final = CompanyUser(subject="https://id.example#ola", organisations=(OTHER,))


@pytest.fixture
async def company(environment: Environment) -> AsyncIterator[GraphQLClient]:
    """A client that is signed in for one company."""
    async with client_of(environment, principal=USER) as client:
        yield client


@pytest.fixture
async def another(environment: Environment) -> AsyncIterator[GraphQLClient]:
    """A client that is signed in for another company."""
    async with client_of(environment, principal=OTHERS) as client:
        yield client


async def register(
    client: GraphQLClient, number: str = NUMBER, profile: Json | None = None
) -> Json:
    given = {"input": {"organisationNumber": number, "profile": profile}}
    said: Json = (await client.data(operation("RegisterCompany"), given))["registerCompany"]
    return said


async def update(client: GraphQLClient, company_id: str, profile: Json) -> Json:
    given = {"input": {"companyId": company_id, "profile": profile}}
    said: Json = (await client.data(operation("UpdateCompany"), given))["updateCompany"]
    return said


async def begin(client: GraphQLClient, **given: object) -> Json:
    variables = {"input": {"questionnaire": "health-export", **given}}
    said: Json = (await client.data(operation("StartAssessment"), variables))["startAssessment"]
    return said


async def claim(client: GraphQLClient, respondent: Respondent, company_id: str) -> Json:
    given = {
        "assessmentId": respondent.id,
        "accessToken": respondent.token,
        "companyId": company_id,
    }
    data = await client.data(operation("ClaimAssessment"), {"input": given})
    said: Json = data["claimAssessment"]
    return said


async def lines(database: Database, company_number: str) -> list[tuple[str, str]]:
    rows = await database.rows(
        """
        SELECT l.actor_kind, l.action FROM audit_log l JOIN companies c ON c.id = l.company_id
        WHERE c.organisation_number = $1 ORDER BY l.at, l.id
        """,
        company_number,
    )
    return [(row["actor_kind"], row["action"]) for row in rows]


async def everything(database: Database) -> Rows:
    tables = ("companies", "assessments", "assessment_changes", "results", "audit_log")
    return {
        table: [dict(r) for r in await database.rows(f"SELECT * FROM {table} ORDER BY 1, 2")]  # noqa: S608 - names of tables
        for table in tables
    }


async def test_registering_gives_a_profile_and_again_the_same_one(company: GraphQLClient) -> None:
    first = await register(company, "923 609 016", {"name": "Helse AS", "employees": 12})
    assert first["__typename"] == "RegisterCompanySuccess"
    profile = first["company"]
    assert (profile["organisationNumber"], profile["name"]) == (NUMBER, "Helse AS")
    assert profile["sizeBand"] == "SMALL"
    again = await register(company, NUMBER, {"employees": 300})
    assert again["company"]["id"] == profile["id"]
    assert (again["company"]["name"], again["company"]["sizeBand"]) == ("Helse AS", "LARGE")
    assert (await register(company))["company"] == again["company"]


async def test_only_who_is_signed_in_for_a_number_registers_it(
    company: GraphQLClient, api: GraphQLClient, respondent: Respondent, database: Database
) -> None:
    before = await everything(database)
    for client, number in (
        (company, NOBODYS),
        (api, NUMBER),
        (respondent.client, NUMBER),
    ):
        said = await register(client, number)
        assert (said["__typename"], said["code"]) == ("NotFound", "NOT_FOUND")
    assert await everything(database) == before


@pytest.mark.parametrize("number", ["", "92360901", "9236090160", "923609017", "92360901x", "٩"])
async def test_what_is_no_number_is_refused_as_such_whoever_asks(
    company: GraphQLClient, api: GraphQLClient, database: Database, number: str
) -> None:
    before = await everything(database)
    for client in (company, api):
        client.language = "nb"
        nb = await register(client, number)
        client.language = "en"
        en = await register(client, number)
        kind = ("InvalidOrganisationNumber", "INVALID_ORGANISATION_NUMBER")
        assert (nb["__typename"], nb["code"]) == (en["__typename"], en["code"]) == kind
        says_what_to_do(nb["message"], en["message"])
    assert await everything(database) == before


async def test_a_profile_with_what_is_no_number_is_refused_as_such(company: GraphQLClient) -> None:
    company_id = (await register(company))["company"]["id"]
    said = await update(
        company, company_id, {"facts": [{"fact": "organisation_number", "value": {"text": "1"}}]}
    )
    assert said["__typename"] == "ProfileRejected"
    assert [r["path"] for r in said["rejections"]] == ["facts.0"]


async def test_a_profile_is_saved_all_or_none(company: GraphQLClient) -> None:
    company_id = (await register(company))["company"]["id"]
    refused = await update(company, company_id, {"employees": 5, "regionCode": "99"})
    assert refused["__typename"] == "ProfileRejected"
    assert [r["path"] for r in refused["rejections"]] == ["regionCode"]
    saved = await update(company, company_id, {"regionCode": "32", "employees": None})
    assert (saved["company"]["region"]["code"], saved["company"]["employees"]) == ("32", None)


async def test_somebody_elses_company_is_as_none(
    company: GraphQLClient, another: GraphQLClient, api: GraphQLClient, database: Database
) -> None:
    mine = (await register(company))["company"]["id"]
    missing = "Q29tcGFueTowMTkyMDAwMDAwMDA3MDAwODAwMDAwMDAwMDAwMDAwMA"
    before = await everything(database)
    for client in (another, api):
        said = [
            await update(client, company_id, {"employees": 1}) for company_id in (mine, missing)
        ]
        assert said[0] == said[1]
        assert said[0]["__typename"] == "NotFound"
        started = [await begin(client, companyId=one) for one in (mine, missing)]
        assert started[0] == started[1]
        assert started[0]["__typename"] == "NotFound"
        found = await client.data(operation("Refetch"), {"id": mine})
        assert found == {"node": None}
    assert await everything(database) == before
    found = await company.data(operation("Refetch"), {"id": mine})
    assert found["node"] == {"__typename": "Company", "id": mine, "organisationNumber": NUMBER}


async def test_the_viewer_has_the_registered_companies(
    company: GraphQLClient, environment: Environment
) -> None:
    company_id = (await register(company))["company"]["id"]
    both = CompanyUser(subject="s", organisations=(NUMBER, NOBODYS))
    async with client_of(environment, principal=both) as client:
        viewer = (await client.data(operation("Viewer")))["viewer"]
    assert viewer == {
        "__typename": "CompanyUser",
        "companies": [{"id": company_id, "organisationNumber": NUMBER}],
    }


COVERED: Final = """
{
  viewer {
    ... on CompanyUser { organisationNumbers companies { organisationNumber } }
    ... on Integration { organisationNumbers }
  }
}
"""


async def test_the_viewer_is_told_for_which_numbers_it_may_register(
    company: GraphQLClient, environment: Environment
) -> None:
    await register(company)
    both = CompanyUser(subject="s", organisations=(NUMBER, NOBODYS))
    scopes = frozenset({Scope.COMPANY})
    program = Integration(subject="i", name="i", scopes=scopes, organisation=NUMBER)
    cases: list[tuple[Principal, Json]] = [
        (
            both,
            {
                "organisationNumbers": [NOBODYS, NUMBER],
                "companies": [{"organisationNumber": NUMBER}],
            },
        ),
        (CompanyUser(subject="s", organisations=()), {"organisationNumbers": [], "companies": []}),
        (program, {"organisationNumbers": [NUMBER]}),
        (replace(program, scopes=frozenset({Scope.CATALOGUE})), {"organisationNumbers": []}),
    ]
    for principal, expected in cases:
        async with client_of(environment, principal=principal) as client:
            assert await client.data(COVERED) == {"viewer": expected}


async def test_an_assessment_of_a_company_needs_no_token_and_begins_with_its_profile(
    company: GraphQLClient, another: GraphQLClient, api: GraphQLClient, database: Database
) -> None:
    registered = await register(company, NUMBER, {"name": "Helse AS", "regionCode": "32"})
    company_id = registered["company"]["id"]
    started = await begin(company, companyId=company_id)
    assert started["accessToken"] is None
    mine = Respondent(company, database, started["assessment"]["id"], "")
    profile = (await mine.read())["profile"]
    assert (profile["organisationNumber"], profile["region"]["code"]) == (NUMBER, "32")
    await fill_in(mine)
    done = await mine.submit()
    assert done["__typename"] == "SubmitAssessmentSuccess", done
    stored = await mine.stored()
    assert stored.organisation_number == NUMBER
    rows = await database.rows(
        "SELECT DISTINCT company_id FROM assessment_changes WHERE assessment_id = $1", stored.id
    )
    assert [row["company_id"] for row in rows] == [stored.company_id]
    for client in (another, api):
        theirs = Respondent(client, database, mine.id, "")
        data = await client.data(operation("Assessment"), {"id": mine.id})
        assert data == {"assessment": None}
        assert (await theirs.submit())["__typename"] == "NotFound"


async def test_a_claimed_assessment_is_the_companys_and_nobody_elses(
    company: GraphQLClient, respondent: Respondent, database: Database
) -> None:
    company_id = (await register(company, NUMBER, {"name": "Helse AS"}))["company"]["id"]
    await fill_in(respondent)
    await respondent.submit()
    before = await respondent.read()
    said = await claim(company, respondent, company_id)
    assert said == {
        "__typename": "ClaimAssessmentSuccess",
        "assessment": {"id": respondent.id},
    }
    gone = await respondent.client.data(operation("Assessment"), {"id": respondent.id})
    assert gone == {"assessment": None}
    mine = Respondent(company, database, respondent.id, "")
    assert (await mine.read())["result"] == before["result"]
    carried = (await company.data(operation("Viewer")))["viewer"]
    assert carried["companies"][0]["id"] == company_id
    profile = (await update(company, company_id, {}))["company"]
    assert (profile["name"], profile["region"]["code"]) == ("Helse AS", PROFILE["regionCode"])
    tables = {
        "assessment_changes": "assessment_id",
        "results": "assessment_id",
    }
    stored = await mine.stored()
    for table, column in tables.items():
        query = f"SELECT DISTINCT company_id FROM {table} WHERE {column} = $1"  # noqa: S608 - names of tables
        assert [r["company_id"] for r in await database.rows(query, stored.id)] == [
            stored.company_id
        ]
    assert ("company_user", "assessment_claimed") in await lines(database, NUMBER)
    again = await claim(company, respondent, company_id)
    assert again["__typename"] == "NotFound"


async def test_claiming_needs_both(
    company: GraphQLClient,
    another: GraphQLClient,
    respondent: Respondent,
    database: Database,
    clock: Clock,
) -> None:
    mine = (await register(company))["company"]["id"]
    before = await everything(database)
    last = "B" if respondent.token.endswith("A") else "A"
    wrong = Respondent(respondent.client, database, respondent.id, respondent.token[:-1] + last)
    none = Respondent(respondent.client, database, respondent.id, "")
    for client, holder in (
        (another, respondent),
        (respondent.client, respondent),
        (company, none),
        (company, wrong),
    ):
        assert (await claim(client, holder, mine))["__typename"] == "NotFound"
    clock.forward(timedelta(days=366))
    assert (await claim(company, respondent, mine))["__typename"] == "AccessExpired"
    assert await everything(database) == before


async def test_an_assessment_of_another_number_is_not_claimed(
    company: GraphQLClient, respondent: Respondent
) -> None:
    mine = (await register(company))["company"]["id"]
    number = {"fact": "organisation_number", "value": {"text": OTHER}}
    await respondent.state({"facts": [number]})
    said = await claim(company, respondent, mine)
    assert (said["__typename"], said["code"]) == ("NotAvailable", "NOT_AVAILABLE")
    assert OTHER not in said["message"]  # A message may end up in a log.
    assert (await respondent.read())["id"] == respondent.id


async def test_the_company_reads_who_did_what_with_what_is_its_own(
    environment: Environment, another: GraphQLClient
) -> None:
    alone = CompanyUser(subject="s", organisations=("987654325",))
    async with client_of(environment, principal=alone) as company:
        mine = (await register(company, "987654325"))["company"]["id"]
        await update(company, mine, {"employees": 5})
        wanted = {"companyId": mine, "first": 200}
        found = (await company.data(operation("AccessLog"), wanted))["node"]["accessLog"]["edges"]
    done = [e["node"] for e in found if e["node"]["what"] == mine]
    assert {one["action"] for one in done} == {"Registrerte bedriften", "Endret bedriftens profil"}
    assert {one["actor"] for one in done} == {"Innlogget for bedriften"}
    assert await another.data(operation("AccessLog"), wanted) == {"node": None}


async def test_who_copied_does_not_learn_what_is_submitted_later(
    company: GraphQLClient, api: GraphQLClient, database: Database, clock: Clock
) -> None:
    mine = (await register(company))["company"]["id"]
    first = await start(api, database)
    api.token = first.token
    clock.forward(timedelta(minutes=1))
    copied = await begin(api, **{"from": first.id})
    assert (await claim(company, first, mine))["__typename"] == "ClaimAssessmentSuccess"
    clock.forward(timedelta(minutes=1))
    theirs = Respondent(company, database, first.id, "")
    await fill_in(theirs)
    assert (await theirs.submit())["__typename"] == "SubmitAssessmentSuccess"
    api.token = copied["accessToken"]
    history = "query ($id: ID!) { assessment(id: $id) { history { assessmentId } } }"
    found = await api.data(history, {"id": copied["assessment"]["id"]})
    assert found == {"assessment": {"history": []}}


async def test_erasing_and_beginning_at_once_leave_nothing_behind(
    fresh_published_dsn: str,
) -> None:
    async with connected(fresh_published_dsn, size=8) as own:
        environment = await environment_on(own)
        async with client_of(environment, principal=USER) as client:
            for _ in range(5):
                mine = (await register(client))["company"]["id"]
                erased = {"input": {"companyId": mine, "organisationNumber": NUMBER}}
                said, *begun = await asyncio.gather(
                    client.data(operation("EraseCompany"), erased),
                    *(begin(client, companyId=mine) for _ in range(4)),
                )
                assert said["eraseCompany"]["__typename"] == "EraseCompanySuccess"
                assert {one["__typename"] for one in begun} <= {
                    "StartAssessmentSuccess",
                    "NotFound",
                }
        assert await own.rows("SELECT id FROM assessments") == []
        assert await own.rows("SELECT id FROM companies") == []
