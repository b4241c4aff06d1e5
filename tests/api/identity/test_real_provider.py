"""Tokens of a certified OpenID provider: believed, and refused where they have to be."""

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWK

from api.identity.fetching import DISCOVERY, Fetcher
from api.identity.issuers import Issuer
from api.identity.key_set import KeySet
from api.identity.principals import Identity
from api.identity.refusals import (
    EXPIRED,
    NOT_ACCEPTED,
    NOT_YET_VALID,
    SIGN_IN_UNAVAILABLE,
    RefusedCredentialsError,
)
from api.identity.remote_keys import Freshness, RemoteKeys
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.principals import Integration, Scope
from tests.api.identity.documented import reading
from tests.api.identity.minting import Wall, signed
from tests.api.identity.provider.running import AUDIENCE, RealProvider, running_provider

FRESHNESS = Freshness(max_age=600, max_stale=3_600, cool_down=15)
CONSUMER = {"authority": "iso6523-actorid-upis", "ID": "0192:123456785"}


@dataclass
class Service:
    """This service as it trusts the provider, with clocks that a test moves."""

    identity: Identity
    wall: Wall
    since_start: Wall

    async def asked(self, token: str) -> object:
        """Return who sends a token, or the code with which it is refused."""
        try:
            return await self.identity.identify(f"Bearer {token}")
        except RefusedCredentialsError as refused:
            return refused.code


def trusting(issuer: str, **settings: object) -> Service:
    """Return the service with one issuer configured."""
    given = {
        "issuer": issuer,
        "audiences": [AUDIENCE],
        "algorithms": ["RS256", "ES256", "EdDSA"],
        "claims": reading("maskinporten"),
        **settings,
    }
    wall, since_start, fetcher = Wall(time.time()), Wall(0), Fetcher()
    one = Issuer.model_validate(given)
    keys = RemoteKeys(one, fetcher, freshness=FRESHNESS, clock=since_start)
    verifier = TokenVerifier([Trusted(issuer=one, keys=keys)], leeway=2, clock=wall)
    return Service(Identity(verifier, closing=[keys, fetcher]), wall, since_start)


@pytest.fixture(scope="module")
def once() -> Iterator[RealProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(once: RealProvider) -> RealProvider:
    """The provider, which says of its program that it acts for a company."""
    claims = {"consumer": CONSUMER}
    once.tell("set", algorithm="RS256", claims=claims, audience=AUDIENCE, counts={})
    return once


@pytest.fixture
async def service(provider: RealProvider) -> AsyncIterator[Service]:
    service = trusting(provider.issuer)
    yield service
    await service.identity.close()


def program(provider: RealProvider, *scopes: Scope) -> Integration:
    return Integration(
        subject=f"{provider.issuer}#program",
        name="program",
        scopes=frozenset(scopes),
        organisation="123456785",
        recipients=("norway-health-tech",),
    )


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_its_tokens_are_believed_with_one_fetch_of_its_keys(
    provider: RealProvider, service: Service, algorithm: str
) -> None:
    provider.tell("set", algorithm=algorithm)
    both = provider.token("eksportklar:shared.read eksportklar:aggregates.read")
    one = provider.token()
    assert await service.asked(both) == program(
        provider, Scope.SHARED_ASSESSMENTS, Scope.AGGREGATES
    )
    assert await service.asked(one) == program(provider, Scope.SHARED_ASSESSMENTS)
    assert provider.counts() == {"/token": 2, DISCOVERY: 1, "/jwks": 1}


async def test_it_may_be_told_where_the_keys_are(provider: RealProvider) -> None:
    service = trusting(provider.issuer, jwks_uri=f"{provider.issuer}/jwks")
    assert await service.asked(provider.token()) == program(provider, Scope.SHARED_ASSESSMENTS)
    assert provider.counts() == {"/token": 1, "/jwks": 1}
    await service.identity.close()


async def test_keys_are_changed_while_it_runs(provider: RealProvider, service: Service) -> None:
    before = provider.token()
    expected = program(provider, Scope.SHARED_ASSESSMENTS)
    assert await service.asked(before) == expected
    provider.tell("rotate")
    after = provider.token()
    assert await service.asked(after) == NOT_ACCEPTED
    service.since_start.now += FRESHNESS.cool_down
    assert await service.asked(after) == expected
    assert await service.asked(before) == NOT_ACCEPTED
    assert provider.counts()["/jwks"] == 2


async def test_its_tokens_have_their_time(provider: RealProvider, service: Service) -> None:
    token = provider.token()
    for seconds, code in ((70, EXPIRED), (-70, NOT_YET_VALID)):
        service.wall.now += seconds
        assert await service.asked(token) == code
        service.wall.now -= seconds
    assert await service.asked(token) == program(provider, Scope.SHARED_ASSESSMENTS)


async def test_a_token_for_another_service_is_refused(
    provider: RealProvider, service: Service
) -> None:
    provider.tell("set", audience="https://other.example.no")
    assert await service.asked(provider.token()) == NOT_ACCEPTED
    assert DISCOVERY not in provider.counts()


async def test_a_provider_that_is_not_configured_is_nobody(provider: RealProvider) -> None:
    service = trusting("https://other.example.no", jwks_uri=f"{provider.issuer}/jwks")
    assert await service.asked(provider.token()) == NOT_ACCEPTED
    assert provider.counts() == {"/token": 1}
    await service.identity.close()


async def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    provider: RealProvider,
) -> None:
    """Its discovery document must name the issuer that is configured."""
    alias = provider.issuer.replace("127.0.0.1", "localhost")
    service = trusting(alias)
    claims = {**claims_of(provider.token()), "iss": alias}
    assert await service.asked(signed(claims)) == SIGN_IN_UNAVAILABLE
    assert "/jwks" not in provider.counts()
    await service.identity.close()


def claims_of(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * 3))
    return found


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_forged_tokens_are_refused(provider: RealProvider, service: Service) -> None:
    token = provider.token()
    assert await service.asked(token) == program(provider, Scope.SHARED_ASSESSMENTS)
    header, payload, signature = token.split(".")
    [jwk] = [key for key in provider.jwks() if key["alg"] == "RS256"]
    pem = PyJWK(jwk).key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    symmetric = f"{encoded({'alg': 'HS256', 'typ': 'at+jwt', 'kid': jwk['kid']})}.{payload}"
    mac = hmac.digest(pem, symmetric.encode(), hashlib.sha256)
    other = encoded({**claims_of(token), "consumer": "0192:987654325"})
    forged = [
        f"{encoded({'alg': 'none'})}.{payload}.",
        f"{encoded({'alg': 'none', 'kid': jwk['kid']})}.{payload}.{signature}",
        f"{symmetric}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}",
        f"{header}.{other}.{signature}",
        f"{header}.{payload}.{signature[:-8]}AAAAAAAA",
        signed(claims_of(token), kid=jwk["kid"]),
    ]
    for one in forged:
        assert await service.asked(one) == NOT_ACCEPTED, one
    assert provider.counts()["/jwks"] == 2  # one was fetched by this test


async def test_a_flood_of_made_up_keys_costs_it_one_fetch(
    provider: RealProvider, service: Service
) -> None:
    claims = claims_of(provider.token())
    assert await service.asked(provider.token()) == program(provider, Scope.SHARED_ASSESSMENTS)
    service.since_start.now += FRESHNESS.cool_down
    flood = [signed(claims, kid=f"made-up-{n}") for n in range(200)]
    assert set(await asyncio.gather(*map(service.asked, flood))) == {NOT_ACCEPTED}
    assert provider.counts() == {"/token": 2, DISCOVERY: 1, "/jwks": 2}


async def test_while_it_is_away_known_keys_are_good_and_nothing_else_is(
    provider: RealProvider, service: Service
) -> None:
    token = provider.token()
    never_asked = trusting(provider.issuer)
    assert await service.asked(token) == program(provider, Scope.SHARED_ASSESSMENTS)
    provider.tell("leave")
    try:
        service.since_start.now += FRESHNESS.max_age
        assert await service.asked(token) == program(provider, Scope.SHARED_ASSESSMENTS)
        assert await never_asked.asked(token) == SIGN_IN_UNAVAILABLE
        service.since_start.now += FRESHNESS.max_stale
        assert await service.asked(token) == SIGN_IN_UNAVAILABLE
    finally:
        provider.tell("listen")
    for one in (service, never_asked):
        assert await one.asked(token) == SIGN_IN_UNAVAILABLE
        one.since_start.now += FRESHNESS.cool_down
        assert await one.asked(token) == program(provider, Scope.SHARED_ASSESSMENTS)
    await never_asked.identity.close()


def test_there_is_no_way_to_allow_a_shared_secret(provider: RealProvider) -> None:
    with pytest.raises(ValueError, match="algorithms"):
        trusting(provider.issuer, algorithms=["HS256"])
    assert KeySet({}).find(None, "HS256") is None
