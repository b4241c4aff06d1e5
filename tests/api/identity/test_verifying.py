"""What a token must be to be believed, and which refusal each wrong one gets."""

import base64
import hashlib
import hmac
import json
import math
from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm

from api.identity.issuers import Algorithm
from api.identity.principals import Identity
from api.identity.refusals import (
    EXPIRED,
    NOT_ACCEPTED,
    NOT_YET_VALID,
    SIGN_IN_UNAVAILABLE,
    RefusedCredentialsError,
)
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.principals import CompanyUser
from tests.api.identity import minting
from tests.api.identity.minting import GOOD, NOW, KnownKeys, Wall, key_for, signed, with_changes

LEEWAY = 30
SOMEBODY = CompanyUser(subject=f"{minting.ISSUER}#somebody", organisations=())


def identity(keys: KnownKeys | None = None, **settings: object) -> Identity:
    trusted = Trusted(issuer=minting.issuer(**settings), keys=keys or minting.known_keys())
    return Identity(TokenVerifier([trusted], leeway=LEEWAY, clock=Wall()))


async def refusal(token: str, keys: KnownKeys | None = None) -> RefusedCredentialsError:
    with pytest.raises(RefusedCredentialsError) as caught:
        await identity(keys).identify(f"Bearer {token}")
    return caught.value


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def truly_signed(header: Mapping[str, Any], claims: object = GOOD) -> str:
    """Return a token with any header and claims, under a signature that is good all the same."""
    body = f"{part(header)}.{part(claims)}"
    signature = ECAlgorithm(ECAlgorithm.SHA256).sign(body.encode(), minting.ec_key())
    return f"{body}.{part(signature)}"


@pytest.mark.parametrize("algorithm", list(Algorithm))
async def test_every_algorithm_that_may_be_configured_works(algorithm: Algorithm) -> None:
    keys = minting.known_keys(algorithm)
    who = identity(keys, algorithms=[algorithm.value])
    assert await who.identify(f"Bearer {signed(algorithm=algorithm)}") == SOMEBODY


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["https://other.example.no", minting.AUDIENCE]},
        {"iat": None},
        {"nbf": NOW},
        {"exp": NOW + 0.5},
        {"nbf": NOW + LEEWAY},
        {"iat": NOW + LEEWAY},
        {"jti": 5, "acr": ["x"], "scope": {}},
    ],
    ids=str,
)
async def test_what_is_good_is_believed(claims: dict[str, object]) -> None:
    assert await identity().identify(f"Bearer {signed(with_changes(**claims))}") == SOMEBODY


@pytest.mark.parametrize("kind", ["JWT", "jwt", "at+jwt", "application/at+jwt", "AT+JWT"])
async def test_an_access_token_may_say_that_it_is_one(kind: str) -> None:
    assert await identity().identify(f"Bearer {signed(typ=kind)}") == SOMEBODY


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": NOW}, EXPIRED),
        ({"exp": NOW - 1}, EXPIRED),
        ({"exp": 0}, EXPIRED),
        ({"exp": NOW, "nbf": NOW + 99}, EXPIRED),
        ({"nbf": NOW + LEEWAY + 1}, NOT_YET_VALID),
        ({"iat": NOW + LEEWAY + 1}, NOT_YET_VALID),
        ({"exp": None}, NOT_ACCEPTED),
        ({"exp": str(NOW + 60)}, NOT_ACCEPTED),
        ({"exp": True}, NOT_ACCEPTED),
        ({"exp": [NOW + 60]}, NOT_ACCEPTED),
        ({"exp": 10**400}, NOT_ACCEPTED),
        ({"exp": (NOW + 60) * 1_000}, NOT_ACCEPTED),
        ({"nbf": "now"}, NOT_ACCEPTED),
        ({"iat": {}}, NOT_ACCEPTED),
        ({"iss": None}, NOT_ACCEPTED),
        ({"iss": minting.ISSUER + "/"}, NOT_ACCEPTED),
        ({"iss": minting.ISSUER.upper()}, NOT_ACCEPTED),
        ({"iss": [minting.ISSUER]}, NOT_ACCEPTED),
        ({"aud": None}, NOT_ACCEPTED),
        ({"aud": []}, NOT_ACCEPTED),
        ({"aud": "unspecified"}, NOT_ACCEPTED),
        ({"aud": minting.AUDIENCE + "/"}, NOT_ACCEPTED),
        ({"aud": {minting.AUDIENCE: 1}}, NOT_ACCEPTED),
        ({"aud": [[minting.AUDIENCE]]}, NOT_ACCEPTED),
        ({"sub": None}, NOT_ACCEPTED),
        ({"cnf": {"jkt": "x"}}, NOT_ACCEPTED),
    ],
    ids=str,
)
async def test_wrong_claims_are_refused(claims: dict[str, object], code: str) -> None:
    refused = await refusal(signed(with_changes(**claims)))
    assert (refused.status, refused.code) == (401, code)
    assert refused.headers == {"www-authenticate": 'Bearer error="invalid_token"'}


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["b64"], "b64": True},
        {"crit": ["exp"]},
        {"crit": []},
        {"typ": "dpop+jwt"},
        {"typ": "logout+jwt"},
        {"typ": 5},
        {"zip": "DEF"},
        {"kid": "two"},
        {"kid": 5},
        {"kid": "x" * 1_000},
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "es256"},
        {"alg": "ES384"},
        {"alg": ["ES256"]},
        {"alg": None},
    ],
    ids=str,
)
async def test_wrong_headers_are_refused(header: dict[str, object]) -> None:
    good = {"alg": "ES256", "kid": "one", "typ": "JWT"}
    assert await identity().identify(f"Bearer {truly_signed(good)}") == SOMEBODY
    refused = await refusal(truly_signed({**good, **header}))
    assert (refused.status, refused.code) == (401, NOT_ACCEPTED)


async def test_a_key_in_the_token_itself_is_not_used() -> None:
    other = key_for(Algorithm.ES256, 1)
    for sent in (
        signed(key=other, jwk=minting.jwk_of(other)),
        signed(key=other, jku="https://evil.example.no/keys"),
    ):
        assert (await refusal(sent)).code == NOT_ACCEPTED


async def test_a_public_key_is_no_secret() -> None:
    """The classic: HS256 with the bytes of the public key as its secret."""
    public = key_for(Algorithm.RS256).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for allowed in (Algorithm.RS256, Algorithm.ES256):
        body = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(GOOD)}"
        token = f"{body}.{part(hmac.digest(pem, body.encode(), hashlib.sha256))}"
        assert (await refusal(token, minting.known_keys(allowed))).code == NOT_ACCEPTED


async def test_every_change_of_a_token_is_seen() -> None:
    token = signed()
    header, claims, signature = token.split(".")
    changed = [
        signed(key=key_for(Algorithm.ES256, 1)),
        f"{header}.{part(with_changes(sub='other'))}.{signature}",
        f"{header}.{claims}.",
        f"{header}.{claims}.{signature[:-4]}",
        f"{header}.{claims}.{signature}=",
        f"{header}.{claims}.{signature}.{signature}",
        f".{claims}.{signature}",
        f"{header}..{signature}",
        "..",
        "....",
        f"{token}, Bearer {token}",
        f"{token} {token}",
        truly_signed({"alg": "ES256", "kid": "one"}, [1]),
        truly_signed({"alg": "ES256", "kid": "one"}, b"\xff"),
        truly_signed({"alg": "ES256", "kid": "one"}, json.dumps({**GOOD, "x": math.nan}).encode()),
        truly_signed({"alg": "ES256", "kid": "one"}, b"[" * 4_000),
        truly_signed(
            {"alg": "ES256", "kid": "one"}, json.dumps(GOOD)[:-1].encode() + b', "sub": "x"}'
        ),
    ]
    for wrong in changed:
        assert (await refusal(wrong)).code == NOT_ACCEPTED, wrong


async def test_a_token_that_is_too_long_is_refused_unread() -> None:
    keys = minting.known_keys()
    refused = await refusal(signed(with_changes(long="x" * 8_000)), keys)
    assert (refused.code, keys.asked) == (NOT_ACCEPTED, 0)


async def test_what_cannot_be_good_is_refused_before_any_key_is_looked_up() -> None:
    keys = minting.known_keys()
    for claims in ({"aud": "x"}, {"iss": "https://x.no"}, {"exp": NOW - 99}, {"exp": None}):
        await refusal(signed(with_changes(**claims)), keys)
    await refusal(truly_signed({"alg": "HS256", "kid": "one"}), keys)
    assert keys.asked == 0


async def test_a_token_without_a_key_id_is_good_while_there_is_one_key() -> None:
    assert await identity().identify(f"Bearer {signed(kid=None)}") == SOMEBODY


async def test_while_an_issuer_is_away_its_tokens_cannot_be_checked_and_others_are_refused() -> (
    None
):
    keys = minting.known_keys()
    keys.away_for = 7
    refused = await refusal(signed(), keys)
    assert (refused.status, refused.code) == (503, SIGN_IN_UNAVAILABLE)
    assert refused.headers == {"retry-after": "7"}
    refused = await refusal(signed(with_changes(iss="https://x.no")), keys)
    assert (refused.status, refused.code) == (401, NOT_ACCEPTED)


async def test_issuers_are_held_apart() -> None:
    """What one issuer signs says nothing in the name of another."""
    one = Trusted(issuer=minting.issuer(), keys=minting.known_keys())
    other_keys = minting.known_keys(Algorithm.EDDSA)
    other = Trusted(
        issuer=minting.issuer(issuer="https://other.example.no", algorithms=["EdDSA"]),
        keys=other_keys,
    )
    who = Identity(TokenVerifier([one, other], leeway=LEEWAY, clock=Wall()))
    theirs = signed(with_changes(iss="https://other.example.no"), algorithm=Algorithm.EDDSA)
    assert await who.identify(f"Bearer {theirs}") == CompanyUser(
        subject="https://other.example.no#somebody", organisations=()
    )
    with pytest.raises(RefusedCredentialsError):
        await who.identify(f"Bearer {signed(algorithm=Algorithm.EDDSA)}")
