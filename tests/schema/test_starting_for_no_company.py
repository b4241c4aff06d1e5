"""Whoever is signed in for a company and names none starts for nobody, and is told what to do."""

from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Advisor, CompanyUser, Integration, Principal, Scope
from assessments.storage.database import Database
from assessments.texts import Language
from tests.contract.operations import operation
from tests.fixtures.asker import Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json
from tests.schema.test_companies import NUMBER, OTHER, USER, begin, claim, register

START: Final = """
mutation ($company: ID) {
  startAssessment(input: {questionnaire: "health-export", companyId: $company}) {
    ... on StartAssessmentSuccess { accessToken hint assessment { id } }
  }
}
"""
LANGUAGES: Final = (Language.NB, Language.EN)
SEVERAL: Final = CompanyUser(subject="s", organisations=(NUMBER, OTHER))
PROGRAM: Final = Integration(
    subject="i", name="i", scopes=frozenset({Scope.COMPANY}), organisation=NUMBER
)
WITHOUT_COMPANY: Final = Integration(
    subject="i", name="i", scopes=frozenset(Scope) - {Scope.CATALOGUE}
)


async def started(
    environment: Environment,
    principal: Principal,
    company: str | None = None,
    language: Language = Language.EN,
) -> Json:
    asker = Asker(environment=environment, principal=principal, language=language)
    said: Json = (await asker.data(START, company=company))["startAssessment"]
    return said


@pytest.mark.parametrize("principal", [USER, SEVERAL, PROGRAM])
async def test_whoever_is_signed_in_for_companies_is_told_that_it_is_none_of_theirs(
    environment: Environment, principal: Principal
) -> None:
    hints = {
        language: await started(environment, principal, None, language) for language in LANGUAGES
    }
    for said in hints.values():
        assert said["accessToken"] is not None
        assert all(name in said["hint"] for name in ("accessToken", "companyId"))
        assert ("claimAssessment" in said["hint"]) is isinstance(principal, CompanyUser)
    assert len({said["hint"] for said in hints.values()}) == len(LANGUAGES)


@pytest.mark.parametrize(
    "principal",
    [
        CompanyUser(subject="s", organisations=()),
        Advisor(subject="a", recipients=("x",)),
        WITHOUT_COMPANY,
    ],
)
async def test_nobody_else_is_told_anything(environment: Environment, principal: Principal) -> None:
    said = await started(environment, principal)
    assert (said["hint"], said["accessToken"] is None) == (None, False)


async def test_who_names_the_company_gets_no_token_and_no_hint(environment: Environment) -> None:
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
    said = await started(environment, USER, company)
    assert (said["hint"], said["accessToken"]) == (None, None)


async def test_what_the_hint_says_attaches_it(environment: Environment, database: Database) -> None:
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
        begun = await begin(client)
        held = Respondent(
            client=client,
            database=database,
            id=begun["assessment"]["id"],
            token=begun["accessToken"],
        )
        node = {"id": held.id}
        assert (await client.data(operation("Assessment"), node))["assessment"] is None
        assert (await claim(client, held, company))["__typename"] == "ClaimAssessmentSuccess"
        assert (await client.data(operation("Assessment"), node))["assessment"]["id"] == held.id
