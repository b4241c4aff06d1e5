"""Every field that shows a program an assessment of its company, or changes it, leaves a line."""

from collections.abc import Mapping
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Principal
from assessments.storage.database import Database
from tests.contract.operations import operation
from tests.fixtures.asker import Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.startup import Json
from tests.schema.matrix import ABOUT, NODES, PRINCIPALS, Request, Target, owned
from tests.schema.test_companies import NUMBER, begin, register

_, PROGRAM = PRINCIPALS["integration of the company"]
_, USER = PRINCIPALS["company user"]
ACCOUNTANT: Final = CompanyUser(subject="a", organisations=(NUMBER,), delegate="974760673")
OPENED: Final = "assessment_opened"
LIST: Final = """
query ($id: ID!) {
  node(id: $id) { ... on Company { assessments(first: 5) { edges { node { id } } } } }
}
"""
LOG: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on Company { accessLog(first: 9) { edges { node { actor action what } } } }
  }
}
"""
SUBMITTED: Final = """
mutation ($input: SaveAnswersInput!) {
  saveAnswers(input: $input) { ... on AlreadySubmitted { assessment { id } } }
}
"""
ASKED: Final[Mapping[str, tuple[Request, list[str]]]] = {
    "assessment": (ABOUT["assessment"], [OPENED]),
    "simulate": (ABOUT["simulate"], [OPENED]),
    "node Assessment": (NODES["Assessment"], [OPENED]),
    "node Result": (NODES["Result"], [OPENED]),
    "Company.assessments": (lambda t: (LIST, {"id": t.company}), [OPENED]),
    "AlreadySubmitted.assessment": (
        lambda t: (SUBMITTED, {"input": {"assessmentId": t.assessment, "answers": []}}),
        [OPENED],
    ),
    "startAssessment": (
        lambda t: (
            operation("StartAssessment"),
            {"input": {"questionnaire": "health-export", "companyId": t.company}},
        ),
        ["assessment_started"],
    ),
    "startAssessment from": (
        lambda t: (
            operation("StartAssessment"),
            {
                "input": {
                    "questionnaire": "health-export",
                    "companyId": t.company,
                    "from": t.assessment,
                }
            },
        ),
        [OPENED, "assessment_started"],
    ),
    "startAssessment from, refused": (
        lambda t: (
            operation("StartAssessment"),
            {
                "input": {
                    "questionnaire": "health-export",
                    "companyId": t.company,
                    "from": t.assessment,
                    "invitation": "x",
                }
            },
        ),
        [],
    ),
    "node Company": (NODES["Company"], []),
    "viewer": (lambda _: (operation("Viewer"), {}), []),
    "company user's": (ABOUT["updateCompany"], ["company_updated"]),
}
"""A request, and what it leaves in the log of the company."""


async def log_of(database: Database) -> list[str]:
    rows = await database.rows("SELECT action FROM audit_log ORDER BY action")
    return [row["action"] for row in rows]


@pytest.fixture
async def mine(environment: Environment, database: Database) -> Target:
    """A company with one submitted assessment, and an empty log."""
    await database.run("DELETE FROM companies WHERE organisation_number = $1", NUMBER)
    async with client_of(environment, principal=USER) as client:
        of = await owned(client, database)
    await database.run("DELETE FROM audit_log")
    return of


@pytest.mark.part(3)
@pytest.mark.parametrize("worker", [PROGRAM, ACCOUNTANT], ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("asked", ASKED)
async def test_what_works_for_the_company_leaves_a_line(
    environment: Environment, database: Database, mine: Target, worker: Principal, asked: str
) -> None:
    request, expected = ASKED[asked]
    query, given = request(mine)
    await Asker(environment=environment, principal=worker).data(query, **given)
    assert await log_of(database) == expected


@pytest.mark.parametrize("asked", ASKED)
async def test_who_is_signed_in_for_it_leaves_none_by_working_on_assessments(
    environment: Environment, database: Database, mine: Target, asked: str
) -> None:
    request, expected = ASKED[asked]
    query, given = request(mine)
    assert USER is not None
    await Asker(environment=environment, principal=USER).data(query, **given)
    assert await log_of(database) == [done for done in expected if done == "company_updated"]


async def test_a_key_that_an_accountant_made_tells_of_both(
    environment: Environment, database: Database
) -> None:
    made = {"name": "Lønn", "scopes": ["COMPANY"]}
    async with client_of(environment, principal=ACCOUNTANT) as client:
        company = (await register(client))["company"]["id"]
        given: Json = {"input": {**made, "companyId": company}}
        secret = (await client.data(operation("CreateApiKey"), given))["createApiKey"]["secret"]
    await database.run("DELETE FROM audit_log")
    async with client_of(environment) as client:
        client.token = secret
        begun = (await begin(client, companyId=company))["assessment"]["id"]
    assert USER is not None
    log = await Asker(environment=environment, principal=USER).data(LOG, id=company)
    (edge,) = log["node"]["accessLog"]["edges"]
    assert edge["node"] == {
        "actor": "The program “Lønn”",
        "action": "Started an assessment",
        "what": begun,
    }
    (row,) = await database.rows("SELECT delegate, organisation FROM audit_log")
    assert tuple(row.values()) == (ACCOUNTANT.delegate, NUMBER)
