"""Refused credentials over HTTP: status, headers and body, in the caller's language."""

import pytest

from api.identity.principals import Identity
from api.identity.refusals import (
    EXPIRED,
    NOT_ACCEPTED,
    NOT_YET_VALID,
    SIGN_IN_UNAVAILABLE,
)
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.environment import Environment
from tests.api.identity import minting
from tests.api.identity.minting import NOW, KnownKeys, Wall, signed, with_changes
from tests.fixtures.endpoint import client_of
from tests.schema.refusals import says_what_to_do

PUBLIC = '{ questionnaire(slug: "health-export") { version } }'
GRAPHQL = "application/graphql-response+json"
BEARER = 'Bearer error="invalid_token"'


def identity(keys: KnownKeys | None = None) -> Identity:
    trusted = Trusted(issuer=minting.issuer(), keys=keys or minting.known_keys())
    return Identity(TokenVerifier([trusted], leeway=0, clock=Wall()))


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": NOW}, EXPIRED),
        ({"nbf": NOW + 1}, NOT_YET_VALID),
        ({"aud": "x"}, NOT_ACCEPTED),
    ],
)
async def test_a_token_of_no_use_is_refused_in_the_callers_language(
    environment: Environment, claims: dict[str, object], code: str
) -> None:
    async with client_of(environment, identity=identity()) as client:
        client.token = signed(with_changes(**claims))
        said: set[str] = set()
        for language in ("nb", "en"):
            client.language = language
            response = await client.send(PUBLIC)
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == BEARER
            assert response.headers["content-language"] == language
            assert response.headers["cache-control"] == "no-store"
            [error] = response.json()["errors"]
            assert (response.json().keys(), error["extensions"]) == ({"errors"}, {"code": code})
            said.add(error["message"])
        assert len(said) == 2


async def test_while_the_provider_is_away_the_caller_is_told_when_to_come_back(
    environment: Environment,
) -> None:
    keys = minting.known_keys()
    keys.away_for = 9
    async with client_of(environment, identity=identity(keys)) as client:
        client.token = signed()
        client.http.headers["accept"] = GRAPHQL
        response = await client.send(PUBLIC)
    assert (response.status_code, response.headers["retry-after"]) == (503, "9")
    assert response.headers["content-type"] == f"{GRAPHQL}; charset=utf-8"
    assert "www-authenticate" not in response.headers
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": SIGN_IN_UNAVAILABLE}


@pytest.mark.parametrize("token", [None, "", "nonsense", "ekk_something", "ek_something"])
async def test_what_is_no_token_leaves_public_fields_open(
    environment: Environment, token: str | None
) -> None:
    async with client_of(environment, identity=identity()) as client:
        client.token = token
        assert await client.data(PUBLIC) == {"questionnaire": {"version": 1}}


async def test_a_good_token_is_let_through(environment: Environment) -> None:
    async with client_of(environment, identity=identity()) as client:
        client.token = signed()
        assert await client.data(PUBLIC) == {"questionnaire": {"version": 1}}


async def test_two_headers_are_refused_whatever_they_say(environment: Environment) -> None:
    good = f"Bearer {signed()}"
    async with client_of(environment, identity=identity()) as client:
        for second in (good, f"Bearer {signed(with_changes(sub='b'))}", "Bearer x", ""):
            said: list[str] = []
            for language in ("nb", "en"):
                response = await client.http.post(
                    "/graphql",
                    json={"query": PUBLIC},
                    headers=[
                        ("authorization", good),
                        ("accept-language", language),
                        ("Authorization", second),
                    ],
                )
                assert response.status_code == 400
                assert response.headers["www-authenticate"] == 'Bearer error="invalid_request"'
                (error,) = response.json()["errors"]
                assert error["extensions"] == {"code": "BAD_USER_INPUT"}
                said.append(error["message"])
            says_what_to_do(*said)


@pytest.mark.parametrize(
    "sent", [b"..", b"\xff.\xff.\xff", b"e30.e30.e30", b"=.=.=", b"." * 7_990, b"e30." * 15_000]
)
async def test_nothing_that_is_sent_breaks_anything(environment: Environment, sent: bytes) -> None:
    async with client_of(environment, identity=identity()) as client:
        response = await client.http.post(
            "/graphql",
            json={"query": PUBLIC},
            headers=[(b"authorization", b"Bearer " + sent)],
        )
    assert response.status_code == 401
