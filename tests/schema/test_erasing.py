"""Erasing: nothing is left of an assessment or a company, in any table or column."""

import re
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.services.access import revoke_access
from assessments.services.cells.working import settle_some
from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Integration, Scope
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database
from schema.ids import parse_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock, environment_on
from tests.fixtures.filled import list_somebody, told
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.fixtures.startup import ANSWERS, Json
from tests.schema.reviewing import reviewed, shared_id
from tests.schema.test_companies import NUMBER, OTHER, OTHERS, USER, begin, claim, register, update

TABLES: Final = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""
CONTENT: Final = {"alembic_version", "content_versions", "measures"}
NAMED: Final = {("ApiKey", 7), ("Company", 7), ("CompanyGroup", 7), ("Invitation", 7)}
"""What is named in the log after an erasure, each by an id made of time and chance."""
NAME: Final = "Sletteprøven AS"
RENEW: Final = """
mutation ($input: RenewAccessTokenInput!) { renewAccessToken(input: $input) { __typename } }
"""


async def erase(client: GraphQLClient, assessment_id: str) -> Json:
    given = {"input": {"assessmentId": assessment_id}}
    said: Json = (await client.data(operation("EraseAssessment"), given))["eraseAssessment"]
    return said


async def erase_company(
    client: GraphQLClient, company_id: str | None, number: str = NUMBER
) -> Json:
    named = {} if company_id is None else {"companyId": company_id}
    given = {"input": {**named, "organisationNumber": number}}
    said: Json = (await client.data(operation("EraseCompany"), given))["eraseCompany"]
    return said


async def dump(database: Database) -> dict[str, list[str]]:
    """Return every row of every table that is about somebody, as text."""
    tables = [row["relname"] for row in await database.rows(TABLES)]
    return {
        table: [
            row["line"]
            for row in await database.rows(f"SELECT t::text AS line FROM {table} t ORDER BY 1")  # noqa: S608 - names of tables
        ]
        for table in tables
        if table not in CONTENT
    }


@pytest.mark.usefixtures("nothing_shared")
async def test_a_respondent_erases_its_own_and_nothing_is_left(
    respondent: Respondent, environment: Environment, database: Database
) -> None:
    before = await dump(database)
    mine = await start(respondent.client, database)
    respondent.client.token = mine.token
    await fill_in(mine)
    await mine.save({"S04": ANSWERS["S04"]}, idempotencyKey="k")
    await mine.submit()
    uuid = str(parse_id_of("Assessment", mine.id))
    share = {"assessmentId": mine.id, "recipient": CLUSTER, "scope": "SUMMARY"}
    await mine.client.data(operation("ShareAssessment"), {"input": {**share, "purpose": "ADVICE"}})
    advisor = Asker(environment=environment, principal=advisor_of(CLUSTER))
    await advisor.data(operation("SharedAssessments"), cluster=CLUSTER, first=1)
    noted = set((await dump(database))["audit_log"]) - set(before["audit_log"])
    assert sum(mine.id in line for line in noted) == 2
    assert sum(uuid in line for lines in (await dump(database)).values() for line in lines) == 7
    said = await erase(mine.client, mine.id)
    assert said["__typename"] == "EraseAssessmentSuccess"
    left = await dump(database)
    new = set(left["audit_log"]) - set(before["audit_log"])
    at = r'\(\S+?,,"[^"]+"'
    for written in (
        rf'{at},respondent,"",,,consent_given,"",,\)',
        rf'{at},advisor,"",,,assessment_read,"",,\)',
        rf'{at},respondent,"",,,assessment_erased,{uuid},,\)',
    ):
        assert sum(re.fullmatch(written, line) is not None for line in new) == 1
    assert len(new) == 3
    assert {**left, "audit_log": []} == {**before, "audit_log": []}
    assert (await erase(mine.client, mine.id))["__typename"] == "NotFound"


async def test_only_ones_own_is_erased(
    respondent: Respondent, environment: Environment, database: Database, clock: Clock
) -> None:
    other = await start(respondent.client, database)
    before = await dump(database)
    respondent.client.token = other.token
    assert (await erase(other.client, respondent.id))["__typename"] == "NotFound"
    async with client_of(environment, principal=USER) as client:
        assert (await erase(client, respondent.id))["__typename"] == "NotFound"
    last = "B" if other.token.endswith("A") else "A"
    respondent.client.token = other.token[:-1] + last
    clock.forward(timedelta(days=366))
    assert (await erase(other.client, other.id))["__typename"] == "NotFound"
    assert await dump(database) == before


async def test_who_holds_an_expired_link_erases_and_is_told_that_it_may(
    respondent: Respondent, database: Database, clock: Clock
) -> None:
    mine = await start(respondent.client, database)
    respondent.client.token = mine.token
    clock.forward(timedelta(days=366))
    refused = await mine.submit()
    assert (refused["__typename"], refused["code"]) == ("AccessExpired", "ACCESS_EXPIRED")
    assert "/privacy" in refused["message"]
    assert (await erase(mine.client, mine.id))["__typename"] == "EraseAssessmentSuccess"
    uuid = parse_id_of("Assessment", mine.id)
    assert await database.rows("SELECT 1 FROM assessments WHERE id = $1", uuid) == []
    assert (await erase(mine.client, mine.id))["__typename"] == "NotFound"


@pytest.mark.parametrize("is_late", [True, False])
async def test_a_link_that_was_revoked_renewed_or_spent_erases_nothing(
    respondent: Respondent,
    environment: Environment,
    database: Database,
    clock: Clock,
    *,
    is_late: bool,
) -> None:
    api = respondent.client
    revoked, renewed, claimed = [await start(api, database) for _ in range(3)]
    await revoke_access(environment, (await revoked.stored()).id)
    api.token = renewed.token
    await api.data(RENEW, {"input": {"assessmentId": renewed.id}})
    async with client_of(environment, principal=USER) as client:
        company_id = (await register(client))["company"]["id"]
        await claim(client, claimed, company_id)
    if is_late:
        clock.forward(timedelta(days=366))
    before = await dump(database)
    for one, said in (
        (revoked, "AccessExpired"),
        (renewed, "NotFound"),
        (claimed, "NotFound"),
    ):
        api.token = one.token
        assert (await erase(api, one.id))["__typename"] == said
    assert await dump(database) == before


async def publish_counted(environment: Environment) -> None:
    """Count what is to be, as if it had been published together, and have it to do again."""
    await settle_some(environment)
    await mark(environment.database, [NUMBER, OTHER])
    await environment.database.run("INSERT INTO disclosure_atoms (id) VALUES (1)")
    await environment.database.run("UPDATE contributions SET atom = 1")
    await told(environment.database)


async def test_erasing_a_company_leaves_when_and_what_and_nobody(fresh_published_dsn: str) -> None:
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with (
            client_of(environment) as anybody,
            client_of(environment, principal=USER) as client,
        ):
            company_id = (await register(client, NUMBER, {"name": NAME}))["company"]["id"]
            await update(client, company_id, {"employees": 12})
            started = await begin(client, companyId=company_id)
            await fill_in(Respondent(client, database, started["assessment"]["id"], ""))
            claimed = await start(anybody, database)
            await claim(client, claimed, company_id)
            key = {"name": "k", "scopes": ["COMPANY"], "companyId": company_id}
            await client.data(operation("CreateApiKey"), {"input": key})
            mine = Respondent(client, database, started["assessment"]["id"], "")
            await mine.save({"S04": ANSWERS["S04"]}, idempotencyKey="k")
            await mine.submit(includeInAggregates=True)
            share = {"assessmentId": mine.id, "recipient": CLUSTER, "scope": "ANSWERS"}
            given = {"input": {**share, "purpose": "CONTACT", "contact": "kari@example.org"}}
            shared = await client.data(operation("ShareAssessment"), given)
            consent = shared["shareAssessment"]["consent"]["id"]
            advisor = Asker(environment=environment, principal=advisor_of(CLUSTER))
            assert await reviewed(advisor, shared_id(consent), {"question": "S04", "level": 1})
            await let_act_for_another(environment)
            await list_somebody(environment, NUMBER, OTHER)
            await publish_counted(environment)
            before = await dump(database)
            assert [table for table, lines in before.items() if not lines] == []
            assert sum(NUMBER in line for line in before["audit_log"]) == 3
            said = await erase_company(client, company_id)
            assert (said["__typename"], said["assessments"]) == ("EraseCompanySuccess", 2)
            again = await client.data(operation("Viewer"))
            assert again == {"viewer": {"__typename": "CompanyUser", "companies": []}}
        left = await dump(database)
        named = await named_in_the_log(database)
    assert {line[line.index(",0,0,") :] for line in left.pop("cells")} == {
        ",0,0,{},2)",
        ",0,0,{},0)",
    }
    assert left["disclosure_atoms"] == ["(1,1)"]
    assert {table: len(lines) for table, lines in left.items() if lines} == {
        "api_keys": 1,
        "audit_log": 23,
        "cell_outbox": 2,
        "cohort_figures": 1,
        "cohort_releases": 1,
        "companies": 1,
        "company_groups": 1,
        "disclosure_atoms": 1,
        "invitations": 1,
        "invited_organisations": 1,
        "memberships": 1,
    }
    assert NUMBER not in str(left)
    assert sum(OTHER in line for line in left["companies"]) == 1
    text = "\n".join(left["audit_log"])
    for trace in (NUMBER, NAME, USER.subject):
        assert trace not in text
    # Ids of other versions are worked out of names, and whoever tries all numbers finds which.
    assert {(kind, uuid.version) for kind, uuid in named} == NAMED
    assert text.count(CLUSTER) == 9
    assert text.count(str(parse_id_of("Company", company_id))) == 1


async def named_in_the_log(database: Database) -> list[tuple[str, UUID]]:
    """Return the kind and UUID of what lines of the log are about, by global ids."""
    rows = await database.rows("SELECT what FROM audit_log")
    return [named for row in rows if (named := parse_id(row["what"])) is not None]


async def let_act_for_another(environment: Environment) -> None:
    """Let the company that is erased act for another: as a person, and with a program of its."""
    acting = CompanyUser(subject="accountant", organisations=(OTHER,), delegate=NUMBER)
    async with client_of(environment, principal=acting) as client:
        company_id = (await register(client, OTHER))["company"]["id"]
        key = {"name": "k", "scopes": ["COMPANY"], "companyId": company_id}
        await client.data(operation("CreateApiKey"), {"input": key})
    program = Integration(
        subject=f"issuer#{NUMBER}",
        name=NUMBER,
        scopes=frozenset({Scope.COMPANY}),
        organisation=OTHER,
    )
    async with client_of(environment, principal=program) as client:
        await update(client, company_id, {"employees": 3})


@pytest.mark.parametrize(
    ("principal", "number"),
    [(OTHERS, NUMBER), (USER, "974760673"), (CompanyUser(subject="s", organisations=()), NUMBER)],
)
async def test_a_company_is_erased_by_its_own_and_with_its_number_alone(
    environment: Environment, database: Database, principal: CompanyUser, number: str
) -> None:
    async with client_of(environment, principal=USER) as client:
        company_id = (await register(client))["company"]["id"]
    before = await dump(database)
    async with client_of(environment, principal=principal) as client:
        said = await erase_company(client, company_id, number)
    assert said["__typename"] == "NotFound"
    assert await dump(database) == before
