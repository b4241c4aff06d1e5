"""Advisors keep the keys of those they read for, and an administrator comes to no answers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Advisor
from assessments.storage.database import Database
from schema.ids import global_id
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import ADMINISTRATOR, AGENCY, CLUSTER, COMPANIES, LIV, MINE, client_as
from tests.fixtures.startup import Json
from tests.schema.matrix import NODES, PRINCIPALS, Target, key_of, owned
from tests.schema.test_api_keys import SEEN, create, in_both, is_refused, revoke, rotate
from tests.schema.test_sharing import ALL, ONE

SHARED: Final[Json] = {"scopes": ["SHARED_ASSESSMENTS"], "recipients": [CLUSTER]}
RECIPIENTS: Final = "query($id: ID!) { node(id: $id) { ... on ApiKey { recipients } } }"


@pytest.fixture
async def liv(office: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_as(LIV, office) as client:
        yield client


@pytest.mark.parametrize(
    "changes",
    [
        {"scopes": ["COMPANY"]},
        {"organisationNumber": MINE},
        {"recipients": []},
        {"recipients": None},
        {"recipients": [AGENCY, AGENCY]},
        {"recipients": ["oslo-cancer-cluster"]},
        {"recipients": ["no-such-recipient"]},
        {"recipients": ["norwegian-smart-care-cluster"]},
    ],
)
async def test_what_an_advisor_cannot_give_is_said_in_both_languages(
    liv: GraphQLClient, office: Environment, changes: Json
) -> None:
    said = await in_both(liv, lambda: create(liv, **{**SHARED, **changes}))
    assert (said["__typename"], said["code"]) == ("ApiKeyRejected", "API_KEY_REJECTED")
    assert await office.database.rows("SELECT 1 FROM api_keys") == []


async def test_a_company_is_not_an_advisors_to_name(liv: GraphQLClient) -> None:
    company = global_id("Company", COMPANIES[MINE])
    assert (await create(liv, **SHARED, companyId=company))["__typename"] == "NotFound"


@pytest.mark.parametrize("wanted", [SHARED, {"scopes": ["AGGREGATES"], "recipients": [CLUSTER]}])
async def test_an_advisors_key_is_seen_rotated_and_ended_by_the_advisor(
    liv: GraphQLClient, office: Environment, wanted: Json
) -> None:
    made = await create(liv, **wanted)
    key_id = made["apiKey"]["id"]
    assert (await liv.data(SEEN, {"id": key_id}))["node"]["organisationNumber"] is None
    assert (await liv.data(RECIPIENTS, {"id": key_id}))["node"] == {"recipients": [CLUSTER]}
    rotated = await rotate(liv, key_id)
    async with client_of(office) as program:
        for program.token in (made["secret"], rotated["secret"]):
            assert not await is_refused(program)
        await revoke(liv, key_id)
        for program.token in (made["secret"], rotated["secret"]):
            assert await is_refused(program)


ALL_KEYS: Final = """
{ apiKeys(first: 10) { totalCount edges { node { id name recipients isMadeByCaller } } } }
"""
NORA: Final = Advisor(subject="login:nora", recipients=(CLUSTER,))


async def test_when_an_advisor_has_left_another_of_the_recipient_finds_and_ends_the_keys(
    liv: GraphQLClient, office: Environment
) -> None:
    made = [await create(liv, **SHARED, name=f"k{number}") for number in range(2)]
    of_two = await create(liv, **{**SHARED, "recipients": [CLUSTER, AGENCY]})
    async with (
        client_as(NORA, office) as nora,
        client_as(ADMINISTRATOR, office) as ada,
        client_of(office) as program,
    ):
        own = await create(nora, **SHARED, name="own")
        listed = (await nora.data(ALL_KEYS))["apiKeys"]
        shown = [(edge["node"]["name"], edge["node"]["isMadeByCaller"]) for edge in listed["edges"]]
        assert (listed["totalCount"], sorted(shown)) == (
            3,
            [("k0", False), ("k1", False), ("own", True)],
        )
        for key in made:
            program.token = key["secret"]
            assert not await is_refused(program)
            ended = await revoke(nora, key["apiKey"]["id"])
            assert ended["__typename"] == "RevokeApiKeySuccess"
            assert await is_refused(program)
        program.token = of_two["secret"]
        assert (await revoke(nora, of_two["apiKey"]["id"]))["__typename"] == "NotFound"
        assert not await is_refused(program)
        assert (await revoke(ada, of_two["apiKey"]["id"]))["__typename"] == "RevokeApiKeySuccess"
        assert await is_refused(program)
        program.token = own["secret"]
        assert not await is_refused(program)


async def test_too_many_keys_of_a_recipient_are_refused_in_both_languages(
    liv: GraphQLClient,
) -> None:
    for _ in range(20):
        await create(liv, **SHARED)
    for recipients in ([CLUSTER], [AGENCY, CLUSTER]):
        wanted = {**SHARED, "recipients": recipients}
        said = await in_both(liv, partial(create, liv, **wanted))
        assert (said["__typename"], said["code"]) == ("TooManyApiKeys", "TOO_MANY_API_KEYS")


@pytest.fixture
async def target(environment: Environment, database: Database) -> Target:
    """A company that shares its answers with a cluster, which has a key for them."""
    async with (
        client_of(environment, principal=PRINCIPALS["company user"][1]) as owner,
        client_as(LIV, environment) as advisor,
    ):
        of = await owned(owner, database)
        key = await key_of(advisor, CLUSTER)
        shared = (await advisor.data(ONE, {"id": of.shared}))["node"]
        assert shared["answers"] is not None
        return replace(of, key=key)


async def test_an_administrator_comes_to_no_answers_by_keys(
    environment: Environment, target: Target
) -> None:
    async with client_as(ADMINISTRATOR, environment) as ada, client_of(environment) as program:
        for wanted in (
            SHARED,
            {"scopes": ["SHARED_ASSESSMENTS"]},
            {"scopes": ["AGGREGATES"], "recipients": [CLUSTER]},
            {"scopes": ["COMPANY"], "organisationNumber": MINE},
        ):
            said = await in_both(ada, partial(create, ada, **wanted))
            assert said["__typename"] == "ApiKeyRejected"
        for hours in (0, 24):
            said = await in_both(ada, partial(rotate, ada, target.key, hours))
            assert said["code"] == "NOT_AVAILABLE"
        every = ["CATALOGUE", "MATCHING", "AGGREGATES"]
        for number in (None, MINE):
            made = await create(ada, scopes=every, organisationNumber=number)
            program.token = made["secret"]
            for one in (target.shared, target.assessment, target.result, target.company):
                assert (await program.data(operation("Refetch"), {"id": one}))["node"] is None
            body = (await program.send(ALL, {"cluster": CLUSTER, "first": 5})).json()
            assert [one["extensions"]["code"] for one in body["errors"]] == ["NOT_FOUND"]
        revoked = await revoke(ada, target.key)
        assert revoked["__typename"] == "RevokeApiKeySuccess"
        assert (await rotate(ada, target.key))["__typename"] == "NotAvailable"


FROM: Final = (
    "mutation($input: StartAssessmentInput!) { startAssessment(input: $input) { __typename } }"
)
ERASED: Final = "query($of: String!) { __type(name: $of) { fields { name } } }"


async def test_an_administrator_comes_to_no_answers_without_keys(
    environment: Environment, target: Target
) -> None:
    copying = {"input": {"questionnaire": "health-export", "from": target.assessment}}
    async with client_as(ADMINISTRATOR, environment) as ada:
        for name, request in NODES.items():
            found = (await ada.data(*request(target)))["node"]
            assert found == (
                {"__typename": "ApiKey", "id": target.key} if name == "ApiKey" else None
            )
        begun = await ada.data(FROM, copying)
        assert begun == {"startAssessment": {"__typename": "NotFound"}}
        body = (await ada.send(ALL, {"cluster": CLUSTER, "first": 5})).json()
        assert [one["extensions"]["code"] for one in body["errors"]] == ["NOT_FOUND"]
        for of, shown in (("Assessment", ["erasedAt"]), ("Company", ["erasedAt", "assessments"])):
            said = await ada.data(ERASED, {"of": f"Erase{of}Success"})
            assert [field["name"] for field in said["__type"]["fields"]] == shown
