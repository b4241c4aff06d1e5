"""API keys as clients manage them, and as programs use them."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser, Integration, Scope
from assessments.services.tokens import beginning_of_key, key_named_by
from schema.ids import global_id, parse_id_of
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import ADMINISTRATOR, BOTH, COMPANIES, KARI, MINE, OLA, client_as
from tests.fixtures.startup import Json
from tests.schema.refusals import Send, says_what_to_do

ROTATE: Final = """
mutation Rotate($id: ID!, $hours: Int! = 24) {
  rotateApiKey(input: { apiKeyId: $id, overlapHours: $hours }) {
    __typename
    ... on RotateApiKeySuccess { apiKey { id earlierSecretUntil expiresAt } secret }
    ... on ApiKeyRejected { path }
    ... on UserError { code message }
  }
}
"""
ROTATE_SHORT: Final = """
mutation Rotate($id: ID!) {
  rotateApiKey(input: { apiKeyId: $id }) {
    ... on RotateApiKeySuccess { apiKey { earlierSecretUntil } }
  }
}
"""
LIST: Final = """
query List($first: Int!, $after: String) {
  apiKeys(first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { name } }
  }
}
"""
SEEN: Final = """
query Seen($id: ID!) {
  node(id: $id) {
    __typename
    ... on ApiKey {
      id name prefix scopes organisationNumber delegate createdAt expiresAt lastUsedAt revokedAt
      earlierSecretUntil
    }
  }
}
"""
WANTED: Final[Json] = {"name": "Regnskap", "scopes": ["COMPANY", "CATALOGUE"]}
OPEN: Final[Json] = {"name": "Portal", "scopes": ["CATALOGUE"]}
FORGED: Final = ("", "cGxlYXNl", global_id("Assessment", COMPANIES[MINE]))


@pytest.fixture
async def kari(office: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_as(KARI, office) as client:
        yield client


@pytest.fixture
async def ola(office: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_as(OLA, office) as client:
        yield client


@pytest.fixture
async def ada(office: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_as(ADMINISTRATOR, office) as client:
        yield client


@pytest.fixture
async def program(office: Environment) -> AsyncIterator[GraphQLClient]:
    """A client that is known by the key that it sends."""
    async with client_of(office) as client:
        yield client


async def create(client: GraphQLClient, **changes: object) -> Json:
    given = {"input": {**WANTED, **changes}}
    said: Json = (await client.data(operation("CreateApiKey"), given))["createApiKey"]
    return said


async def revoke(client: GraphQLClient, key_id: str) -> Json:
    given = {"input": {"apiKeyId": key_id}}
    said: Json = (await client.data(operation("RevokeApiKey"), given))["revokeApiKey"]
    return said


async def rotate(client: GraphQLClient, key_id: str, hours: int = 24) -> Json:
    said: Json = (await client.data(ROTATE, {"id": key_id, "hours": hours}))["rotateApiKey"]
    return said


async def is_refused(program: GraphQLClient) -> bool:
    """Tell whether what the program sends is no key, and nothing of a request is executed."""
    response = await program.send("{ __typename }")
    assert (response.status_code == 401) is ("data" not in response.json())
    return response.status_code == 401


async def viewer(client: GraphQLClient) -> Json | None:
    found: Json | None = (await client.data(operation("Viewer")))["viewer"]
    return found


async def test_a_key_is_created_as_the_contract_has_it(kari: GraphQLClient) -> None:
    said = await create(kari, companyId=global_id("Company", COMPANIES[MINE]))
    secret = said.pop("secret")
    key_id = said["apiKey"].pop("id")
    assert said == {
        "__typename": "CreateApiKeySuccess",
        "apiKey": {
            "name": "Regnskap",
            "scopes": ["CATALOGUE", "COMPANY"],
            "expiresAt": "2027-11-22T12:00:00.000Z",
            "lastUsedAt": None,
        },
    }
    assert parse_id_of("ApiKey", key_id) == key_named_by(secret)


async def test_a_key_is_a_node_for_who_manages_it_and_for_nobody_else(
    kari: GraphQLClient, ola: GraphQLClient, ada: GraphQLClient, program: GraphQLClient
) -> None:
    said = await create(kari, expiresAt="2027-01-31T13:00:00+01:00")
    key_id, program.token = said["apiKey"]["id"], said["secret"]
    uuid = parse_id_of("ApiKey", key_id)
    assert uuid is not None
    expected = {
        "__typename": "ApiKey",
        "id": key_id,
        "name": "Regnskap",
        "prefix": beginning_of_key(uuid),
        "scopes": ["CATALOGUE", "COMPANY"],
        "organisationNumber": MINE,
        "delegate": None,
        "createdAt": "2026-11-22T12:00:00.000Z",
        "expiresAt": "2027-01-31T12:00:00.000Z",
        "lastUsedAt": None,
        "revokedAt": None,
        "earlierSecretUntil": None,
    }
    for client in (kari, ada):
        assert (await client.data(SEEN, {"id": key_id}))["node"] == expected
    for client in (ola, program):
        assert (await client.data(SEEN, {"id": key_id}))["node"] is None


async def test_a_program_is_known_by_its_key_until_it_is_revoked(
    kari: GraphQLClient, program: GraphQLClient
) -> None:
    said = await create(kari)
    program.token = said["secret"]
    expected = {
        "__typename": "Integration",
        "name": "Regnskap",
        "scopes": ["CATALOGUE", "COMPANY"],
    }
    assert await viewer(program) == expected
    revoked = await revoke(kari, said["apiKey"]["id"])
    assert revoked["__typename"] == "RevokeApiKeySuccess"
    assert revoked["apiKey"]["revokedAt"] == "2026-11-22T12:00:00.000Z"
    assert await is_refused(program)
    assert await revoke(kari, said["apiKey"]["id"]) == revoked


async def test_a_program_is_told_that_its_key_has_ended(
    kari: GraphQLClient, program: GraphQLClient, clock: Clock
) -> None:
    program.token = (await create(kari))["secret"]
    assert not await is_refused(program)
    clock.forward(timedelta(days=365))
    assert await is_refused(program)


async def test_use_is_shown(kari: GraphQLClient, office: Environment, clock: Clock) -> None:
    said = await create(kari)
    clock.forward(timedelta(minutes=5))
    async with client_of(office) as program:
        program.token = said["secret"]
        assert await viewer(program) is not None
    seen = (await kari.data(SEEN, {"id": said["apiKey"]["id"]}))["node"]
    assert seen["lastUsedAt"] == "2026-11-22T12:05:00.000Z"


async def test_an_administrator_is_named(ada: GraphQLClient, kari: GraphQLClient) -> None:
    assert await viewer(ada) == {"__typename": "Administrator", "name": "Ada"}
    signed_in = await viewer(kari)
    assert signed_in is not None
    assert signed_in["__typename"] == "CompanyUser"


async def test_a_key_is_rotated_with_overlap(
    kari: GraphQLClient, program: GraphQLClient, clock: Clock
) -> None:
    first = await create(kari)
    second = await rotate(kari, first["apiKey"]["id"], 1)
    assert second["apiKey"] == {
        "id": first["apiKey"]["id"],
        "earlierSecretUntil": "2026-11-22T13:00:00.000Z",
        "expiresAt": first["apiKey"]["expiresAt"],
    }
    for hours, works in ((0, True), (1, False)):
        clock.forward(timedelta(hours=hours))
        program.token = first["secret"]
        assert await is_refused(program) is not works
        program.token = second["secret"]
        assert await viewer(program) is not None


async def test_an_overlap_is_a_day_where_nothing_is_said(kari: GraphQLClient) -> None:
    key_id = (await create(kari))["apiKey"]["id"]
    data = await kari.data(ROTATE_SHORT, {"id": key_id})
    assert data["rotateApiKey"] == {"apiKey": {"earlierSecretUntil": "2026-11-23T12:00:00.000Z"}}


async def names(
    client: GraphQLClient, first: int, after: str | None = None
) -> tuple[Json, list[str]]:
    page = (await client.data(LIST, {"first": first, "after": after}))["apiKeys"]
    info: Json = page["pageInfo"]
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert [info["startCursor"], info["endCursor"]] == [*cursors[:1], *cursors[-1:]] or not cursors
    return info, [edge["node"]["name"] for edge in page["edges"]]


async def test_keys_are_listed_page_by_page_also_while_more_are_made(
    kari: GraphQLClient, ola: GraphQLClient, ada: GraphQLClient, clock: Clock
) -> None:
    for client, name in ((kari, "a"), (ola, "b"), (kari, "c"), (kari, "d")):
        await create(client, name=name)
        clock.forward(timedelta(seconds=1))
    info, found = await names(kari, 2)
    assert (found, info["hasNextPage"], info["hasPreviousPage"]) == (["d", "c"], True, False)
    await create(kari, name="e")
    info, found = await names(kari, 2, info["endCursor"])
    assert (found, info["hasNextPage"], info["hasPreviousPage"]) == (["a"], False, True)
    info, found = await names(kari, 2, info["endCursor"])
    assert (found, info["hasNextPage"], info["startCursor"], info["endCursor"]) == (
        [],
        False,
        None,
        None,
    )
    for client, count in ((ada, 5), (kari, 4), (ola, 1)):
        page = (await client.data(LIST, {"first": 1}))["apiKeys"]
        assert page["totalCount"] == count
    assert (await names(ada, 10))[1] == ["e", "d", "c", "b", "a"]
    assert (await names(ola, 10))[1] == ["b"]


@pytest.mark.parametrize(
    "after",
    ["", "x", "ø", "\x00", "YXBpS2V5czp4", "_" * 500, global_id("apiKeys", COMPANIES[MINE])],
)
async def test_a_cursor_that_the_list_has_not_given_is_refused(
    kari: GraphQLClient, ada: GraphQLClient, after: str
) -> None:
    for client in (kari, ada):
        response = await client.send(LIST, {"first": 2, "after": after})
        (error,) = response.json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("first", [0, 201])
async def test_a_page_has_a_limit(kari: GraphQLClient, first: int) -> None:
    (error,) = (await kari.send(LIST, {"first": first})).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_who_manages_none_gets_no_list(program: GraphQLClient) -> None:
    assert await program.data(LIST, {"first": 1}) == {"apiKeys": None}


async def in_both(client: GraphQLClient, ask: Send) -> Json:
    """Send what `ask` sends in both languages, and return what was said."""
    said: dict[str, Json] = {}
    for client.language in ("nb", "en"):
        said[client.language] = await ask()
    says_what_to_do(said["nb"]["message"], said["en"]["message"])
    assert said["nb"]["code"] == said["en"]["code"]
    return said["nb"]


REJECTED: Final[dict[str, Json]] = {
    "no name": {"name": ""},
    "no scope": {"scopes": []},
    "a scope twice": {"scopes": ["COMPANY", "COMPANY"]},
    "a scope of administrators": {"scopes": ["AGGREGATES"]},
    "the past": {"expiresAt": "2026-11-22T12:00:00Z"},
    "several companies": {},
}


@pytest.mark.parametrize("rejected", REJECTED)
async def test_what_is_rejected_is_said_in_both_languages(
    office: Environment, rejected: str
) -> None:
    async with client_as(BOTH, office) as client:
        said = await in_both(client, lambda: create(client, **REJECTED[rejected]))
    assert (said["__typename"], said["code"]) == ("ApiKeyRejected", "API_KEY_REJECTED")
    assert await office.database.rows("SELECT 1 FROM api_keys") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"organisationNumber": "974760674"},
        {"recipients": ["eksfin"]},
        {"scopes": ["SHARED_ASSESSMENTS"]},
    ],
)
async def test_an_administrator_names_a_valid_organisation_and_nobody_to_read_for(
    ada: GraphQLClient, changes: Json
) -> None:
    said = await in_both(ada, lambda: create(ada, **{"scopes": ["CATALOGUE"], **changes}))
    assert said["__typename"] == "ApiKeyRejected"


@pytest.mark.parametrize("hours", [-1, 169])
async def test_an_overlap_out_of_range_is_rejected(kari: GraphQLClient, hours: int) -> None:
    key_id = (await create(kari))["apiKey"]["id"]
    said = await in_both(kari, lambda: rotate(kari, key_id, hours))
    assert (said["__typename"], said["path"]) == ("ApiKeyRejected", "overlapHours")


async def test_rotations_that_cannot_be_are_refused(
    kari: GraphQLClient, ada: GraphQLClient
) -> None:
    key_id = (await create(kari))["apiKey"]["id"]
    assert (await in_both(ada, lambda: rotate(ada, key_id)))["code"] == "NOT_AVAILABLE"
    assert (await rotate(kari, key_id))["__typename"] == "RotateApiKeySuccess"
    said = await in_both(kari, lambda: rotate(kari, key_id))
    assert (said["__typename"], said["code"]) == ("ApiKeyInRotation", "API_KEY_IN_ROTATION")
    await revoke(kari, key_id)
    said = await in_both(kari, lambda: rotate(kari, key_id))
    assert (said["__typename"], said["code"]) == ("ApiKeyEnded", "API_KEY_ENDED")


async def test_another_companys_key_and_a_forged_id_look_alike(
    kari: GraphQLClient, ola: GraphQLClient
) -> None:
    key_id = (await create(kari))["apiKey"]["id"]
    answers: list[Json] = []
    for given in (key_id, global_id("ApiKey", COMPANIES[MINE]), *FORGED):
        answers += [await revoke(ola, given), await rotate(ola, given)]
        assert (await ola.data(SEEN, {"id": given}))["node"] is None
    assert answers == [answers[0]] * len(answers)
    assert (answers[0]["__typename"], answers[0]["code"]) == ("NotFound", "NOT_FOUND")


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_company_is_not_found(kari: GraphQLClient, forged: str) -> None:
    assert (await create(kari, companyId=forged))["__typename"] == "NotFound"


async def test_a_program_manages_no_keys_not_even_its_own(
    kari: GraphQLClient, program: GraphQLClient
) -> None:
    said = await create(kari)
    program.token = said["secret"]
    assert (await in_both(program, lambda: create(program)))["code"] == "NOT_AVAILABLE"
    assert (await revoke(program, said["apiKey"]["id"]))["code"] == "NOT_FOUND"
    assert (await rotate(program, said["apiKey"]["id"]))["code"] == "NOT_FOUND"
    assert await program.data(LIST, {"first": 1}) == {"apiKeys": None}


async def test_who_is_signed_in_for_nothing_registered_finds_no_company(
    office: Environment,
) -> None:
    newcomer = CompanyUser(subject="id-porten:nils", organisations=("971524960",))
    async with client_as(newcomer, office) as client:
        assert (await create(client))["__typename"] == "NotFound"


async def test_a_program_shows_its_scopes_in_their_order(office: Environment) -> None:
    every = Integration(subject="i", name="Alt", scopes=frozenset(Scope))
    async with client_as(every, office) as client:
        found = await viewer(client)
    assert found is not None
    assert found["scopes"] == [scope.name for scope in Scope]
