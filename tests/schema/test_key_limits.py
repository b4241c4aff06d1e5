"""What clients read of keys on a company's behalf, of too many keys, and of their list's ends."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from schema.ids import global_id
from tests.contract.operations import operation
from tests.fixtures.managers import BOTH, COMPANIES, KARI, MINE, OLA, client_as
from tests.fixtures.startup import Json
from tests.schema.refusals import says_what_to_do
from tests.schema.test_api_keys import LIST, SEEN, WANTED, create, in_both, revoke

ACCOUNTANT: Final = replace(BOTH, organisations=(MINE,))


async def test_a_key_on_a_companys_behalf_says_who_made_it_and_ends_in_ninety_days(
    office: Environment,
) -> None:
    async with client_as(ACCOUNTANT, office) as accountant, client_as(KARI, office) as kari:
        made = (await create(accountant))["apiKey"]
        assert made["expiresAt"] == "2027-02-20T12:00:00.000Z"
        seen = (await kari.data(SEEN, {"id": made["id"]}))["node"]
        assert (seen["organisationNumber"], seen["delegate"]) == (MINE, BOTH.delegate)
        later = "2027-02-20T12:00:00.001Z"
        said = await in_both(accountant, lambda: create(accountant, expiresAt=later))
        assert (said["__typename"], said["code"]) == ("ApiKeyRejected", "API_KEY_REJECTED")
        revoked = (await revoke(kari, made["id"]))["apiKey"]
        assert revoked["revokedAt"] == "2026-11-22T12:00:00.000Z"


async def test_too_many_keys_are_refused_in_both_languages(office: Environment) -> None:
    async with client_as(KARI, office) as kari:
        made = [await create(kari) for _ in range(20)]
        said = await in_both(kari, lambda: create(kari))
        assert (said["__typename"], said["code"]) == ("TooManyApiKeys", "TOO_MANY_API_KEYS")
        await revoke(kari, made[0]["apiKey"]["id"])
        assert (await create(kari))["__typename"] == "CreateApiKeySuccess"


async def test_a_cursor_of_anothers_list_is_as_one_that_is_made_up(office: Environment) -> None:
    async with client_as(KARI, office) as kari, client_as(OLA, office) as ola:
        await create(kari)
        theirs = (await kari.data(LIST, {"first": 1}))["apiKeys"]["pageInfo"]["endCursor"]
        made_up = global_id("apiKeys", COMPANIES[MINE])
        said: list[Json] = [
            (await ola.send(LIST, {"first": 1, "after": one})).json() for one in (theirs, made_up)
        ]
    assert said[0] == said[1]
    assert [one["extensions"]["code"] for one in said[0]["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("expires_at", ["2027-01-31", "2027-01-31T12:00:00", "soon", "", 5])
async def test_a_time_has_a_zone(office: Environment, expires_at: object) -> None:
    given = {"input": {**WANTED, "expiresAt": expires_at}}
    said: list[str] = []
    async with client_as(KARI, office) as kari:
        for kari.language in ("nb", "en"):
            (error,) = (await kari.send(operation("CreateApiKey"), given)).json()["errors"]
            assert error["extensions"]["code"] == "BAD_USER_INPUT"
            assert error["message"].startswith("`$input.expiresAt`: ")
            said.append(error["message"].removeprefix("`$input.expiresAt`: "))
    says_what_to_do(*said)
