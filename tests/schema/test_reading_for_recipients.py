"""Programs, and recipients that are no clusters, read what they were granted, and are noted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Principal
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, Asker, advisor_of, reads_for
from tests.fixtures.endpoint import client_of
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import client_as
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json
from tests.schema.test_companies import NUMBER, begin, register
from tests.schema.test_sharing import ALL, ONE, given_by, read_all

pytestmark = pytest.mark.usefixtures("nothing_shared")

AGENCY: Final = "eksfin"
OWNER: Final = CompanyUser(subject="https://id.example#kari", organisations=(NUMBER,))
LOG: Final = """
query($id: ID!) {
  node(id: $id) {
    ... on Company { accessLog(first: 50) { edges { node { actor } } } }
  }
}
"""
VIEWER: Final = """
{ viewer { ... on Advisor { clusters { slug } recipients } ... on Integration { recipients } } }
"""
READERS: Final[dict[str, Principal]] = {
    "program of a cluster": reads_for(OTHER_CLUSTER, CLUSTER),
    "program of an agency": reads_for(AGENCY),
    "advisor of an agency": advisor_of(AGENCY),
}


@pytest.fixture
async def owner(environment: Environment) -> AsyncIterator[GraphQLClient]:
    """A client that is signed in for the start-up."""
    async with client_of(environment, principal=OWNER) as client:
        yield client


@pytest.mark.parametrize("reader", READERS)
async def test_who_reads_for_the_recipient_reads_what_is_shared_with_it(
    giver: Asker, submitted: Respondent, reader: str
) -> None:
    recipient = CLUSTER if reader == "program of a cluster" else AGENCY
    consent = await given_by(giver, submitted, recipient=recipient)
    asker = replace(giver, principal=READERS[reader])
    (edge,) = (await read_all(asker, cluster=recipient))["edges"]
    assert edge["node"]["consent"]["id"] == consent["id"]
    assert (await asker.data(ONE, id=edge["node"]["id"]))["node"] == edge["node"]
    withdraw = {"input": {"consentId": consent["id"]}}
    await giver.data(operation("WithdrawConsent"), **withdraw)
    assert (await asker.data(ONE, id=edge["node"]["id"]))["node"] is None
    assert (await read_all(asker, cluster=recipient))["edges"] == []


async def test_a_program_reads_for_no_other_recipient(giver: Asker, submitted: Respondent) -> None:
    consent = await given_by(giver, submitted, recipient=AGENCY)
    asker = replace(giver, principal=reads_for(CLUSTER))
    assert (await read_all(asker))["edges"] == []
    refused = await asker.refusal(ALL, cluster=AGENCY, first=1)
    assert refused == await asker.refusal(ALL, cluster="no-such-recipient", first=1)
    uuid = parse_id_of("Consent", consent["id"])
    assert uuid is not None
    shared = global_id("SharedAssessment", uuid)
    assert (await asker.data(ONE, id=shared))["node"] is None


async def test_who_is_asking_is_told_for_whom_it_reads(giver: Asker) -> None:
    advisor = replace(giver, principal=advisor_of(AGENCY, CLUSTER))
    assert (await advisor.data(VIEWER))["viewer"] == {
        "clusters": [{"slug": CLUSTER}],
        "recipients": [AGENCY, CLUSTER],
    }
    program = replace(giver, principal=reads_for(AGENCY))
    assert (await program.data(VIEWER))["viewer"] == {"recipients": [AGENCY]}


async def shared_by_the_company(owner: GraphQLClient, database: Database, **wish: object) -> str:
    """Share a submitted assessment of the start-up's, and return the company's id."""
    company = (await register(owner))["company"]["id"]
    begun = (await begin(owner, companyId=company))["assessment"]["id"]
    mine = Respondent(owner, database, begun, "")
    await fill_in(mine)
    await mine.submit()
    given = {"assessmentId": begun, "recipient": AGENCY, "purpose": "ADVICE", **wish}
    said = (await owner.data(operation("ShareAssessment"), {"input": given}))["shareAssessment"]
    assert said["__typename"] == "ShareAssessmentSuccess", said
    return str(company)


async def test_the_company_sees_that_a_program_with_a_key_has_read(
    environment: Environment, database: Database, owner: GraphQLClient
) -> None:
    wanted = {"name": "Saksarkiv", "scopes": ["SHARED_ASSESSMENTS"], "recipients": [AGENCY]}
    async with client_as(advisor_of(AGENCY), environment) as advisor:
        query = """
        mutation($input: CreateApiKeyInput!) {
          createApiKey(input: $input) {
            ... on CreateApiKeySuccess { secret apiKey { recipients organisationNumber } }
          }
        }
        """
        made = (await advisor.data(query, {"input": wanted}))["createApiKey"]
    assert made["apiKey"] == {"recipients": [AGENCY], "organisationNumber": None}
    company = await shared_by_the_company(owner, database)
    async with client_of(environment) as program:
        program.token = made["secret"]
        found = await program.data(operation("SharedAssessments"), {"cluster": AGENCY, "first": 5})
    (edge,) = found["sharedAssessments"]["edges"]
    assert edge["node"]["profile"]["name"] == "Pustelyd AS"
    log = (await owner.data(LOG, {"id": company}))["node"]["accessLog"]["edges"]
    actors = {edge["node"]["actor"] for edge in log}
    assert "Programmet «Saksarkiv», for Eksfin – Eksportfinansiering Norge" in actors


@pytest.mark.parametrize("scope", ["SUMMARY", "ANSWERS"])
async def test_the_number_of_a_company_is_the_one_that_it_has_proven(
    giver: Asker, database: Database, owner: GraphQLClient, scope: str
) -> None:
    company = await shared_by_the_company(owner, database, scope=scope)
    await database.run(
        "UPDATE results SET document = replace(document::text, $2, '889640782')::json"
        " WHERE company_id = $1",
        parse_id_of("Company", company),
        NUMBER,
    )
    asker = replace(giver, principal=advisor_of(AGENCY))
    query = """
    query($cluster: String!) {
      sharedAssessments(cluster: $cluster, first: 5) {
        edges { node { profile {
          organisationNumber isOrganisationNumberProven
          facts { fact { slug } value { ... on TextValue { text } } }
        } } }
      }
    }
    """
    (edge,) = (await asker.data(query, cluster=AGENCY))["sharedAssessments"]["edges"]
    profile: Json = edge["node"]["profile"]
    assert profile["organisationNumber"] == NUMBER
    assert profile["isOrganisationNumberProven"] is True
    facts: list[Json] = profile["facts"] or []
    shown = [f["value"]["text"] for f in facts if f["fact"]["slug"] == "organisation_number"]
    assert shown == ([NUMBER] if scope == "ANSWERS" else [])
