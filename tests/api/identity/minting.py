"""An identity provider of the tests' own: it signs whatever a test wants signed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt import PyJWK, PyJWS
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from api.identity.issuers import Algorithm, Issuer
from api.identity.key_set import KeySet, KeysUnreachableError, read_keys
from api.identity.reading import ClaimsReading

ISSUER = "https://issuer.example.no"
AUDIENCE = "https://eksportklar.example.no"
NOW = 1_795_000_000
"""A second in November 2026."""

PEOPLE = ClaimsReading(people=True)
GOOD: Mapping[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "somebody",
    "exp": NOW + 60,
    "iat": NOW,
}

CURVES: Mapping[Algorithm, ec.EllipticCurve] = {
    Algorithm.ES256: ec.SECP256R1(),
    Algorithm.ES384: ec.SECP384R1(),
    Algorithm.ES512: ec.SECP521R1(),
}
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@cache
def key_for(algorithm: Algorithm, number: int = 0) -> PrivateKey:
    """Return a key for `algorithm`, the same for the same `number`."""
    if algorithm is Algorithm.EDDSA:
        return ed25519.Ed25519PrivateKey.generate()
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm])
    return rsa_key(2048, number)


def ec_key() -> ec.EllipticCurvePrivateKey:
    """Return the key for ES256."""
    key = key_for(Algorithm.ES256)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


@cache
def rsa_key(bits: int, number: int = 0) -> rsa.RSAPrivateKey:
    del number
    return rsa.generate_private_key(public_exponent=65_537, key_size=bits)


def jwk_of(key: PrivateKey, **members: object) -> dict[str, Any]:
    """Return the public half of a key, as providers publish it."""
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        written = RSAAlgorithm.to_jwk(public)
    elif isinstance(public, ec.EllipticCurvePublicKey):
        written = ECAlgorithm.to_jwk(public)
    else:
        written = OKPAlgorithm.to_jwk(public)
    return {**json.loads(written), **members}


def key_set(*jwks: Mapping[str, Any]) -> bytes:
    return json.dumps({"keys": jwks}).encode()


def signed(
    claims: Mapping[str, Any] = GOOD,
    *,
    algorithm: Algorithm = Algorithm.ES256,
    key: PrivateKey | None = None,
    **header: object,
) -> str:
    """Return a token with `claims`, signed by the key for `algorithm` unless another is given."""
    headers = {"kid": "one", **header}
    headers = {name: value for name, value in headers.items() if value is not None}
    payload = json.dumps(claims).encode()
    return PyJWS().encode(payload, key or key_for(algorithm), algorithm.value, headers)


def with_changes(**changes: object) -> dict[str, Any]:
    """Return good claims with some changed; None leaves one out."""
    changed = {**GOOD, **changes}
    return {name: value for name, value in changed.items() if value is not None}


@dataclass
class KnownKeys:
    """Keys that are at hand; counts how often it is asked, and can be away."""

    keys: KeySet
    asked: int = 0
    away_for: int | None = None

    async def find(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        self.asked += 1
        if self.away_for is not None:
            raise KeysUnreachableError(self.away_for)
        return self.keys.find(key_id, algorithm)


def known_keys(algorithm: Algorithm = Algorithm.ES256) -> KnownKeys:
    return KnownKeys(read_keys(key_set(jwk_of(key_for(algorithm), kid="one")), [algorithm]))


@dataclass
class Wall:
    """A clock that stands still until a test moves it, in seconds."""

    now: float = field(default=float(NOW))

    def __call__(self) -> float:
        return self.now


def issuer(**settings: object) -> Issuer:
    """Return an issuer for people, with ES256, that signs for this service."""
    given = {
        "issuer": ISSUER,
        "audiences": [AUDIENCE],
        "algorithms": ["ES256"],
        "claims": PEOPLE,
        **settings,
    }
    return Issuer.model_validate(given)
