"""A company finds its assessments, on any device: drafts and results, page by page."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.services.company_assessments import read_assessments
from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Integration, Principal, Scope
from assessments.storage import company_assessments as storage
from assessments.storage.acting import Acting
from assessments.storage.database import Database
from schema.ids import parse_id_of
from schema.keyset import cursor_at
from tests.assessments.services.test_keys_first_wall import OpenDatabase
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase
from tests.schema.matrix import STRANGERS
from tests.schema.test_companies import begin, claim, register

NUMBER: Final = "914778271"
COLLEAGUE: Final = CompanyUser(subject="https://id.example#per", organisations=(NUMBER,))
PROGRAM: Final = Integration(
    subject="i", name="i", scopes=frozenset({Scope.COMPANY}), organisation=NUMBER
)
LIST: Final = """
query ($id: ID!, $first: Int!, $after: String) {
  node(id: $id) {
    ... on Company {
      assessments(first: $first, after: $after) {
        totalCount
        edges { cursor node { id status result { score } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
}
"""
MINUTE: Final = timedelta(minutes=1)


@pytest.fixture
async def company(environment: Environment, database: Database) -> AsyncIterator[GraphQLClient]:
    """A client that is signed in for a company without assessments."""
    user = CompanyUser(subject="https://id.example#kari", organisations=(NUMBER,))
    await database.run("DELETE FROM companies WHERE organisation_number = $1", NUMBER)
    async with client_of(environment, principal=user) as client:
        yield client


async def mine_of(company: GraphQLClient) -> str:
    company_id: str = (await register(company, NUMBER))["company"]["id"]
    return company_id


async def begun(company: GraphQLClient, company_id: str, clock: Clock, times: int) -> list[str]:
    """Begin some, a minute after each other; return their ids, the last one first."""
    found: list[str] = []
    for _ in range(times):
        clock.forward(MINUTE)
        found.insert(0, (await begin(company, companyId=company_id))["assessment"]["id"])
    return found


def asking(environment: Environment, principal: Principal) -> Asker:
    return Asker(environment=environment, principal=principal)


async def page(asker: Asker, company_id: str, first: int = 200, after: str | None = None) -> Json:
    data = await asker.data(LIST, id=company_id, first=first, after=after)
    found: Json = data["node"]["assessments"]
    return found


def ids(found: Json) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.parametrize("principal", [COLLEAGUE, PROGRAM], ids=["colleague", "program"])
async def test_a_colleague_finds_drafts_results_and_what_was_claimed(
    company: GraphQLClient,
    respondent: Respondent,
    environment: Environment,
    clock: Clock,
    principal: Principal,
) -> None:
    company_id = await mine_of(company)
    assert await page(asking(environment, principal), company_id) == {
        "totalCount": 0,
        "edges": [],
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }
    draft, submitted = await begun(company, company_id, clock, 2)
    await claim(company, respondent, company_id)
    done = replace(respondent, client=company, id=submitted)
    await fill_in(done, NUMBER)
    await done.submit()
    found = await page(asking(environment, principal), company_id)
    assert ids(found) == [draft, submitted, respondent.id]
    assert found["totalCount"] == 3
    nodes = [edge["node"] for edge in found["edges"]]
    assert [node["status"] for node in nodes] == ["DRAFT", "SUBMITTED", "DRAFT"]
    score = (await done.read())["result"]["score"]
    assert [node["result"] for node in nodes] == [None, {"score": score}, None]


async def test_pages_meet_also_when_something_is_begun_in_between(
    company: GraphQLClient, environment: Environment, clock: Clock
) -> None:
    company_id = await mine_of(company)
    asker = asking(environment, COLLEAGUE)
    started = await begun(company, company_id, clock, 5)
    first = await page(asker, company_id, 2)
    assert ids(first) == started[:2]
    assert first["pageInfo"]["hasNextPage"] is True
    await begun(company, company_id, clock, 1)
    second = await page(asker, company_id, 2, first["pageInfo"]["endCursor"])
    assert (ids(second), second["totalCount"]) == (started[2:4], 6)
    last = await page(asker, company_id, 2, second["pageInfo"]["endCursor"])
    assert ids(last) == started[4:]
    assert last["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": last["edges"][0]["cursor"],
        "endCursor": last["edges"][0]["cursor"],
    }
    end = await page(asker, company_id, 2, last["pageInfo"]["endCursor"])
    assert (ids(end), end["totalCount"]) == ([], 6)


async def test_a_page_is_one_statement_however_much_is_on_it(
    company: GraphQLClient, environment: Environment, database: Database, clock: Clock
) -> None:
    company_id = await mine_of(company)
    noted = NotedDatabase(database)
    asker = asking(replace(environment, database=noted), COLLEAGUE)
    counts: list[int] = []
    for _ in range(2):
        await begun(company, company_id, clock, 2)
        noted.statements.clear()
        await page(asker, company_id)
        counts.append(len(noted.statements))
    assert counts == [2, 2]  # the company and the page


SHARED: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on Company { assessments(first: 200) { edges { node { id consents { id } } } } }
  }
}
"""


async def test_consents_of_a_whole_page_are_one_statement_and_each_has_its_own(
    company: GraphQLClient, respondent: Respondent, environment: Environment, clock: Clock
) -> None:
    company_id = await mine_of(company)
    noted = NotedDatabase(environment.database)
    asker = asking(replace(environment, database=noted), COLLEAGUE)
    expected: dict[str, list[str]] = {}
    counts: list[int] = []
    for times in (1, 2):
        for one in await begun(company, company_id, clock, times):
            mine = replace(respondent, client=company, id=one)
            await fill_in(mine, NUMBER)
            await mine.submit()
            wish = {"assessmentId": one, "recipient": CLUSTER, "purpose": "ADVICE"}
            data = await company.data(operation("ShareAssessment"), {"input": wish})
            expected[one] = [data["shareAssessment"]["consent"]["id"]]
        noted.statements.clear()
        edges = (await asker.data(SHARED, id=company_id))["node"]["assessments"]["edges"]
        counts.append(len(noted.statements))
        shared = {e["node"]["id"]: [c["id"] for c in e["node"]["consents"]] for e in edges}
        assert shared == expected
    assert counts == [3, 3]  # the company, the page and the consents


async def test_cursors_of_other_lists_are_refused(
    company: GraphQLClient, environment: Environment, clock: Clock
) -> None:
    company_id = await mine_of(company)
    (mine,) = await begun(company, company_id, clock, 1)
    uuid, of = parse_id_of("Assessment", mine), parse_id_of("Company", company_id)
    assert uuid is not None
    assert of is not None
    asker = asking(environment, COLLEAGUE)
    for wrong in (
        cursor_at(f"accessLog:{of.hex}", uuid),
        cursor_at(f"assessments:{of.hex}", UUID(int=7)),
        mine,
        "",
    ):
        code, _ = await asker.refusal(LIST, id=company_id, first=1, after=wrong)
        assert code == "BAD_USER_INPUT"


@pytest.mark.parametrize("first", [0, 201, -1])
async def test_a_page_has_a_limit(
    company: GraphQLClient, environment: Environment, first: int
) -> None:
    company_id = await mine_of(company)
    code, _ = await asking(environment, COLLEAGUE).refusal(LIST, id=company_id, first=first)
    assert code == "BAD_USER_INPUT"


@pytest.mark.parametrize("stranger", [s for s, who in STRANGERS.items() if who is not None])
async def test_either_wall_keeps_them_from_strangers(
    company: GraphQLClient, environment: Environment, clock: Clock, stranger: str
) -> None:
    company_id = await mine_of(company)
    (mine,) = await begun(company, company_id, clock, 1)
    uuid, of = parse_id_of("Assessment", mine), parse_id_of("Company", company_id)
    assert of is not None
    principal = STRANGERS[stranger]
    assert principal is not None
    found = await asking(environment, principal).data(LIST, id=company_id, first=5, after=None)
    assert found == {"node": None}
    unwalled = replace(environment, database=OpenDatabase(environment.database))
    mine_seen = await read_assessments(unwalled, COLLEAGUE, of, first=5)
    assert mine_seen is not None
    assert [one.id for one in mine_seen.assessments] == [uuid]
    for behind in (environment, unwalled):
        theirs = await read_assessments(behind, principal, of, first=5)
        assert theirs is not None
        assert (theirs.assessments, theirs.total, theirs.has_more) == ([], 0, False)
        assert await read_assessments(behind, principal, of, first=5, after=uuid) is None


async def test_the_second_wall_alone_keeps_them_from_others(
    company: GraphQLClient, database: Database, clock: Clock
) -> None:
    company_id = await mine_of(company)
    await begun(company, company_id, clock, 1)
    of = parse_id_of("Company", company_id)
    assert of is not None
    found = await storage.assessments_of(
        database.acting_for(Acting(organisations=("889640782",))), of, [NUMBER], after=None, limit=5
    )
    assert (found.assessments, found.total) == ([], 0)
