"""Erasing for whoever has asked for it: administrators may, who see nothing; programs may not."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.erasures import erasures_since
from assessments.services.principals import (
    Administrator,
    CompanyUser,
    Integration,
    Principal,
    Scope,
)
from assessments.services.retention import Kept, erase_old
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON, environment_on
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, start
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase
from tests.schema.matrix import ABOUT, MISSING, NONE, STRANGERS, Target, owned
from tests.schema.refusals import says_what_to_do
from tests.schema.test_companies import NUMBER, USER, claim, register
from tests.schema.test_erasing import dump, erase, erase_company

ADMINISTRATOR: Final = Administrator(subject="https://id.example#ada", name="Ada")
PROGRAM: Final = Integration(
    subject="i", name="Arkiv", scopes=frozenset({Scope.COMPANY}), organisation=NUMBER
)
YEAR: Final = timedelta(days=365)
FOR_PEOPLE: Final = (
    "shareAssessment",
    "claimAssessment",
    "renewAccessToken",
    "eraseAssessment",
    "eraseCompany",
)


async def lines(database: Database) -> list[tuple[object, ...]]:
    found = await database.rows(
        "SELECT actor_kind, actor, subject, company_id, action, what FROM audit_log"
        " WHERE action LIKE '%_erased' ORDER BY at, id"
    )
    return [tuple(row.values()) for row in found]


async def test_an_administrator_erases_a_company_and_is_shown_nothing(
    fresh_published_dsn: str,
) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=USER) as client:
            mine = await owned(client, database, NUMBER)
        company, assessment = parse_id_of("Company", mine.company), mine.assessment
        async with client_of(environment, principal=ADMINISTRATOR) as client:
            data = await client.data(operation("Refetch"), {"id": mine.company})
            assert data == {"node": None}
            said = await erase_company(client, mine.company, "923 609 016")
            at = "2026-11-22T12:00:00.000Z"
            assert said == {
                "__typename": "EraseCompanySuccess",
                "erasedAt": at,
                "assessments": 1,
            }
            assert (await erase_company(client, mine.company))["__typename"] == "NotFound"
        left = await dump(database)
        assert {table for table, rows in left.items() if rows} == {"audit_log"}
        nobodys = ("administrator", "", ADMINISTRATOR.subject, None)
        assert sorted(await lines(database), key=str) == [
            (*nobodys, "assessment_erased", str(parse_id_of("Assessment", assessment))),
            (*nobodys, "company_erased", str(company)),
        ]
        assert NUMBER not in str(left)
        later = replace(environment, now=lambda: NOON + YEAR + timedelta(days=1))
        await erase_old(later, Kept(drafts=YEAR, anonymous=YEAR, log=YEAR))
        assert ADMINISTRATOR.subject not in str(await dump(database))


async def test_an_administrator_erases_an_assessment_of_a_respondent_and_of_a_company(
    environment: Environment, database: Database, respondent: Respondent
) -> None:
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
        claimed = await start(respondent.client, database)
        await claim(client, claimed, company)
    free = await start(respondent.client, database)
    async with client_of(environment, principal=ADMINISTRATOR) as client:
        for one in (claimed, free):
            before = await lines(database)
            assert await erase(client, one.id) == {
                "__typename": "EraseAssessmentSuccess",
                "erasedAt": "2026-11-22T12:00:00.000Z",
            }
            uuid = str(parse_id_of("Assessment", one.id))
            who = ("administrator", "", ADMINISTRATOR.subject)
            expected: set[tuple[object, ...]] = {(*who, None, "assessment_erased", uuid)}
            if one is claimed:
                of = parse_id_of("Company", company)
                expected.add((*who, of, "assessment_erased", one.id))
            assert set(await lines(database)) - set(before) == expected
            assert uuid not in str({**await dump(database), "audit_log": []})
            assert (await erase(client, one.id))["__typename"] == "NotFound"


LOG: Final = operation("AccessLog")


@pytest.mark.parametrize(
    ("principal", "actor"),
    [
        (ADMINISTRATOR, "En administrator"),
        (USER, "Innlogget for bedriften"),
    ],
)
async def test_a_company_reads_that_its_assessment_was_erased(
    environment: Environment, database: Database, principal: Principal, actor: str
) -> None:
    async with client_of(environment, principal=USER) as client:
        mine = await owned(client, database, NUMBER)
        async with client_of(environment, principal=principal) as eraser:
            said = await erase(eraser, mine.assessment)
            assert said["__typename"] == "EraseAssessmentSuccess"
        log = (await client.data(LOG, {"companyId": mine.company, "first": 200}))["node"]
    about_it = [
        (edge["node"]["actor"], edge["node"]["action"])
        for edge in log["accessLog"]["edges"]
        if edge["node"]["what"] == mine.assessment
    ]
    assert sorted(about_it) == sorted(
        [
            (actor, "Slettet en egenvurdering"),
            ("Innlogget for bedriften", "Delte en egenvurdering med Norway Health Tech"),
        ]
    )
    uuid = parse_id_of("Assessment", mine.assessment)
    exported = [one for one in await erasures_since(environment, None) if one.id == uuid]
    assert len(exported) == 1


async def test_an_administrator_erases_nothing_by_half(
    environment: Environment, database: Database
) -> None:
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
    before = await dump(database)
    async with client_of(environment, principal=ADMINISTRATOR) as client:
        said = [
            await erase_company(client, company, "974760673"),
            await erase_company(client, global_id("Company", MISSING)),
            await erase_company(client, "x"),
            await erase(client, global_id("Assessment", MISSING)),
        ]
    *companies, assessment = said
    assert companies == [companies[0]] * 3
    assert (companies[0]["__typename"], assessment["__typename"]) == ("NotFound", "NotFound")
    assert await dump(database) == before


@pytest.mark.parametrize(
    "principal", [ADMINISTRATOR, USER, replace(USER, organisations=("889640782", NUMBER))]
)
async def test_the_number_alone_is_enough_where_nobody_has_the_id(
    environment: Environment, database: Database, principal: Principal
) -> None:
    async with client_of(environment, principal=USER) as client:
        mine = await owned(client, database, NUMBER)
    async with client_of(environment, principal=principal) as client:
        said = await erase_company(client, None, "923 609 016")
        assert (said["__typename"], said["assessments"] >= 1) == ("EraseCompanySuccess", True)
        assert (await erase_company(client, None))["__typename"] == "NotFound"
    left = await database.rows(
        "SELECT 1 FROM companies WHERE organisation_number = $1 OR id = $2",
        NUMBER,
        parse_id_of("Company", mine.company),
    )
    assert left == []


@pytest.mark.parametrize("stranger", [s for s in STRANGERS if s != "administrator"])
async def test_a_number_alone_tells_strangers_nothing(
    environment: Environment, database: Database, stranger: str
) -> None:
    async with client_of(environment, principal=USER) as client:
        await register(client)
    noted = NotedDatabase(database)
    before = await dump(database)
    said: list[Json] = []
    sent: list[list[str]] = []
    listening = replace(environment, database=noted)
    async with client_of(listening, principal=STRANGERS[stranger]) as client:
        for number in (NUMBER, "974760673"):
            noted.statements.clear()
            said.append(await erase_company(client, None, number))
            sent.append(list(noted.statements))
    assert said[0] == said[1]
    assert said[0]["__typename"] == "NotFound"
    assert sent[0] == sent[1]
    assert await dump(database) == before


async def test_a_program_that_names_the_number_alone_is_told_that_people_erase(
    environment: Environment,
) -> None:
    async with client_of(environment, principal=USER) as client:
        await register(client)
    async with client_of(environment, principal=PROGRAM) as client:
        assert (await erase_company(client, None))["__typename"] == "NotAvailable"
        assert (await erase_company(client, None, "974760673"))["__typename"] == "NotFound"


@pytest.mark.parametrize("principal", [ADMINISTRATOR, USER, None])
async def test_what_is_no_number_erases_nothing_and_is_refused_as_such(
    environment: Environment, database: Database, principal: Principal | None
) -> None:
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
    before = await dump(database)
    async with client_of(environment, principal=principal) as client:
        for company_id in (company, global_id("Company", MISSING), None):
            for number in ("", "923609017", "92360901"):
                said = await erase_company(client, company_id, number)
                assert said["__typename"] == "InvalidOrganisationNumber"
                assert said["code"] == "INVALID_ORGANISATION_NUMBER"
    assert await dump(database) == before


async def refused_in_both(client: GraphQLClient, name: str, target: Target) -> Json:
    said: dict[str, Json] = {}
    for client.language in ("nb", "en"):
        said[client.language] = (await client.send(*ABOUT[name](target))).json()["data"][name]
    says_what_to_do(said["nb"]["message"], said["en"]["message"])
    return said["en"]


@pytest.mark.parametrize("name", FOR_PEOPLE)
async def test_a_program_is_told_that_people_do_that_and_no_more_of_others(
    environment: Environment, database: Database, respondent: Respondent, name: str
) -> None:
    async with client_of(environment, principal=USER) as client:
        mine = await owned(client, database, NUMBER)
    free = await start(respondent.client, database)
    if name == "claimAssessment":
        mine = replace(mine, assessment=free.id, token=free.token)
    before = await dump(database)
    async with client_of(environment, principal=PROGRAM) as client:
        said = await refused_in_both(client, name, mine)
        assert (said["__typename"], said["code"]) == ("NotAvailable", "NOT_AVAILABLE")
        theirs = replace(NONE, assessment=free.id, token=free.token, number=NUMBER)
        for not_mine in (theirs, replace(NONE, number=NUMBER)):
            body = (await client.send(*ABOUT[name](not_mine))).json()
            assert body["data"][name]["__typename"] == "NotFound"
    assert await dump(database) == before


async def test_a_program_may_withdraw_a_consent(
    environment: Environment, database: Database
) -> None:
    async with client_of(environment, principal=USER) as client:
        mine = await owned(client, database, NUMBER)
    async with client_of(environment, principal=PROGRAM) as client:
        body = (await client.send(*ABOUT["withdrawConsent"](mine))).json()
    assert body["data"]["withdrawConsent"]["__typename"] == "WithdrawConsentSuccess"


async def test_who_signs_in_on_the_companys_behalf_erases_as_people_do(
    environment: Environment, database: Database
) -> None:
    accountant = CompanyUser(subject="s", organisations=(NUMBER,), delegate="974760673")
    async with client_of(environment, principal=accountant) as client:
        mine = await owned(client, database, NUMBER)
        assert (await erase(client, mine.assessment))["__typename"] == "EraseAssessmentSuccess"
