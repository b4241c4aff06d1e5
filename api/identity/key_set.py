"""The public keys of an issuer, by id and algorithm (RFC 7517)."""

import json
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

from api.identity.issuers import Algorithm
from api.identity.paths import as_object, entries

MAX_KEYS = 100
MIN_RSA_BITS = 2048
"""The shortest RSA key that may sign (RFC 7518, section 3.3)."""

_RSA = ("RSA", None)
_FITS: Final[Mapping[Algorithm, tuple[str, str | None]]] = {
    Algorithm.RS256: _RSA,
    Algorithm.RS384: _RSA,
    Algorithm.RS512: _RSA,
    Algorithm.PS256: _RSA,
    Algorithm.PS384: _RSA,
    Algorithm.PS512: _RSA,
    Algorithm.ES256: ("EC", "P-256"),
    Algorithm.ES384: ("EC", "P-384"),
    Algorithm.ES512: ("EC", "P-521"),
    Algorithm.EDDSA: ("OKP", "Ed25519"),
}
"""The type of key, and its curve, that each algorithm takes (RFC 7518, section 3; RFC 8037)."""

_PUBLIC = ("kty", "kid", "alg", "crv", "x", "y", "n", "e")


class UnusableKeysError(Exception):
    """The document at an issuer's address is no set of keys."""

    def __init__(self) -> None:
        super().__init__("the document is no set of keys")


class KeySet:
    """Keys that may sign, each for the algorithms that it fits."""

    def __init__(self, keys: Mapping[tuple[str | int, str], PyJWK]) -> None:
        self._keys = keys

    def find(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        """Return the key of this id, and for a token without one the only key that fits."""
        if key_id is not None:
            return self._keys.get((key_id, algorithm))
        fitting = [key for (_, fits), key in self._keys.items() if fits == algorithm]
        return fitting[0] if len(fitting) == 1 else None


class KeySource(Protocol):
    """Where the keys of an issuer come from."""

    async def find(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        """Return the key with which a token may have been signed; None if there is none.

        Raises:
            KeysUnreachableError: There are no keys, and none can be had now.
        """
        ...


class KeysUnreachableError(Exception):
    """The keys of an issuer cannot be had; try again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def read_keys(document: bytes, algorithms: Iterable[Algorithm]) -> KeySet:
    """Return the keys in a JWK set that fit `algorithms`; others are passed over.

    Raises:
        UnusableKeysError: It is no JWK set.
    """
    try:
        listed = as_object(json.loads(document)).get("keys")
    except (ValueError, RecursionError):
        raise UnusableKeysError from None
    if listed is None:
        raise UnusableKeysError
    found: dict[tuple[str | int, str], PyJWK] = {}
    allowed = tuple(algorithms)
    for position, jwk in enumerate(entries(listed)[:MAX_KEYS]):
        fields = as_object(jwk)
        for algorithm in allowed:
            key = _key(fields, algorithm)
            if key is not None:
                # Keys without an id are told apart by their place, which no token can name.
                kid = fields.get("kid")
                name = kid if isinstance(kid, str) else position
                found.setdefault((name, algorithm.value), key)
    return KeySet(found)


def _key(jwk: Mapping[str, object], algorithm: Algorithm) -> PyJWK | None:
    """Return the key for signatures by `algorithm`; None if it is for something else."""
    kind, curve = _FITS[algorithm]
    operations = jwk.get("key_ops", ["verify"])
    fits = (
        jwk.get("kty") == kind
        and (curve is None or jwk.get("crv") == curve)
        and jwk.get("alg", algorithm.value) == algorithm.value
        and jwk.get("use", "sig") == "sig"
        and "verify" in entries(operations)
    )
    if not fits:
        return None
    members = {name: jwk[name] for name in _PUBLIC if isinstance(jwk.get(name), str)}
    try:
        key = PyJWK(members, algorithm.value)
    except PyJWTError:
        return None
    public: object = key.key
    too_short = isinstance(public, RSAPublicKey) and public.key_size < MIN_RSA_BITS
    return None if too_short else key
