"""From ``Authorization`` to a program: an API key, or whatever else is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Integration, Respondent, Scope
from assessments.services.tokens import make_key, make_token
from tests.fixtures.database import connected
from tests.fixtures.endpoint import client_of, known
from tests.fixtures.environment import Clock
from tests.fixtures.managers import COMPANIES, KARI, MINE

ID = COMPANIES[MINE]
WANTED = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER \t{}  "])
async def test_a_key_is_known_however_the_header_is_written(office: Environment, form: str) -> None:
    secret = (await create_api_key(office, KARI, WANTED)).secret
    keys = known(office)
    assert isinstance(await keys.identify(form.format(secret)), Integration)
    await keys.close()


@pytest.mark.parametrize(
    "form",
    ["{}", "Basic {}", "Bearer{}", "Bearer {0} {0}", "Bearer {0}, Bearer {0}", "Bearer x{}"],
)
async def test_anything_around_a_key_proves_nothing(office: Environment, form: str) -> None:
    secret = (await create_api_key(office, KARI, WANTED)).secret
    assert await known(office).identify(form.format(secret)) == Anonymous()
    too_long = f"Bearer {' ' * 8_000}{secret}"
    assert await known(office).identify(too_long) == Anonymous()


async def test_other_credentials_are_read_as_ever(office: Environment) -> None:
    keys = known(office)
    found = await keys.identify(f"Bearer {make_token(ID, 7)}")
    assert isinstance(found, Respondent)
    assert found.assessment_id == ID
    assert await keys.identify(None) == Anonymous()
    assert await keys.identify("Bearer sk_live_4242424242424242") == Anonymous()


async def test_an_expired_key_makes_anonymous(office: Environment, clock: Clock) -> None:
    secret = (await create_api_key(office, KARI, WANTED)).secret
    clock.forward(timedelta(days=365))
    assert await known(office).identify(f"Bearer {secret}") == Anonymous()


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
