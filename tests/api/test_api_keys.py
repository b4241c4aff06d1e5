"""From ``Authorization`` to a program: an API key, or whatever else is sent."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import httpx
import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key, revoke_api_key
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Integration, Respondent, Scope
from assessments.services.tokens import KEY_PREFIX, make_key, make_token
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of, known
from tests.fixtures.environment import Clock
from tests.fixtures.managers import COMPANIES, KARI, MINE
from tests.schema.refusals import says_what_to_do

ID = COMPANIES[MINE]
WANTED = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])
START: Final = """
mutation { startAssessment(input: { questionnaire: "health-export" }) { __typename } }
"""


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER   {}  "])
async def test_a_key_is_known_however_the_header_is_written(office: Environment, form: str) -> None:
    secret = (await create_api_key(office, KARI, WANTED)).secret
    keys = known(office)
    assert isinstance(await keys.identify(form.format(secret)), Integration)
    await keys.close()


@pytest.mark.parametrize(
    "form",
    ["{}", "Basic {}", "Bearer{}", "Bearer x{}", "Bearer"],
)
async def test_anything_around_a_key_proves_nothing(office: Environment, form: str) -> None:
    secret = (await create_api_key(office, KARI, WANTED)).secret
    assert await known(office).identify(form.format(secret)) == Anonymous()


async def test_other_credentials_are_read_as_ever(office: Environment) -> None:
    keys = known(office)
    found = await keys.identify(f"Bearer {make_token(ID, 7)}")
    assert isinstance(found, Respondent)
    assert found.assessment_id == ID
    assert await keys.identify(None) == Anonymous()
    assert await keys.identify("Bearer sk_live_4242424242424242") == Anonymous()


OF_NO_USE: Final = (
    "unknown",
    "wrong",
    "expired",
    "revoked",
    "cut",
    "twice",
    "long",
    "nothing of it",
)


async def of_no_use(office: Environment, clock: Clock, what: str) -> str:
    """Return a key that is none any more, or never was."""
    shown = await create_api_key(office, KARI, WANTED)
    if what == "expired":
        clock.forward(timedelta(days=365))
    if what == "revoked":
        await revoke_api_key(office, KARI, shown.key.id)
    return {
        "unknown": make_key(ID, 7),
        "wrong": make_key(shown.key.id, 7),
        "cut": shown.secret[:-1],
        "twice": f"{shown.secret} {shown.secret}",
        "long": KEY_PREFIX + "A" * 100_000,
        "nothing of it": KEY_PREFIX,
    }.get(what, shown.secret)


@pytest.mark.parametrize("what", OF_NO_USE)
async def test_a_key_of_no_use_is_refused_and_all_of_them_alike(
    office: Environment, clock: Clock, what: str
) -> None:
    said: dict[str, str] = {}
    async with client_of(office) as client:
        for client.language in ("nb", "en"):
            seen: list[httpx.Response] = []
            for client.token in (await of_no_use(office, clock, what), make_key(UUID(int=1), 1)):
                response = await client.send(START)
                assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
                assert response.status_code == 401
                seen.append(response)
            assert seen[0].content == seen[1].content
            (error,) = seen[0].json()["errors"]
            assert error["extensions"] == {"code": "INVALID_TOKEN"}
            said[client.language] = error["message"]
        assert await office.database.rows("SELECT 1 FROM assessments") == []
        client.token = None
        assert (await client.send("{ __typename }")).status_code == 200
    says_what_to_do(said["nb"], said["en"])


async def test_while_the_database_is_away_a_key_is_not_taken_for_nobody(
    office: Environment, fresh_database_dsn: str
) -> None:
    async with connected(fresh_database_dsn, size=1) as closed:
        pass
    said: list[str] = []
    async with client_of(replace(office, database=closed)) as client:
        client.token = make_key(ID, 7)
        for client.language in ("nb", "en"):
            response = await client.send("{ __typename }")
            assert response.status_code == 503
            assert response.headers["retry-after"] == "5"
            (error,) = response.json()["errors"]
            assert error["extensions"] == {"code": "SIGN_IN_UNAVAILABLE"}
            said.append(error["message"])
        client.token = None
        assert (await client.send("{ __typename }")).status_code == 200
    assert said[0] != said[1]
