"""What clients read of keys on a company's behalf, of too many keys, and of when keys end."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from tests.contract.operations import operation
from tests.fixtures.managers import BOTH, KARI, MINE, client_as
from tests.schema.refusals import says_what_to_do
from tests.schema.test_api_keys import SEEN, WANTED, create, in_both, revoke

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
