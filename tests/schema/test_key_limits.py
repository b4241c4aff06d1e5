"""What clients read of keys on a company's behalf, and of keys that are too many."""

from dataclasses import replace
from typing import Final

from assessments.services.environment import Environment
from tests.fixtures.managers import BOTH, KARI, MINE, client_as
from tests.schema.test_api_keys import SEEN, create, in_both, revoke

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
