"""A small issuer for development, so that everybody can be tried out without an issuer.

``eksportklar token`` signs, and a development server believes it. The key is a file in the data
folder, made on first use and readable by its owner alone. A production server neither reads it nor
knows the issuer.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt import PyJWK
from jwt.algorithms import ECAlgorithm

from api.identity.issuers import Algorithm, Issuer
from api.identity.reading import (
    Administrators,
    Advisors,
    ClaimsReading,
    Delegation,
    Details,
    Integrations,
)
from api.identity.verifying import Trusted
from assessments.services.principals import Scope

ISSUER: Final = "https://development.eksportklar.invalid"
AUDIENCE: Final = "eksportklar"
KEY_FILE: Final = "development-issuer.pem"
DETAIL: Final = {"type": "ansattporten:altinn:resource", "resource": "urn:eksportklar:development"}
SOURCE: Final = "urn:eksportklar:development"

READING = ClaimsReading(
    name=("name",),
    administrators=Administrators(claim="role", value="administrator"),
    advisors=Advisors(claim="advises"),
    integrations=Integrations(
        scopes={scope.value: (scope,) for scope in Scope},
        consumer="consumer",
        recipient_claim="recipients",
    ),
    companies=(
        Details(
            claim="authorization_details",
            where=DETAIL,
            organisation="authorized_parties.orgno",
        ),
    ),
    delegation=Delegation(sources=(SOURCE,)),
)


class DevelopmentKeyError(Exception):
    """The key of the development issuer cannot be read or made; the message says what to do."""


class DevelopmentKeys:
    """The public half of the key in `folder`, read when a token names one that is not known yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: tuple[str, PyJWK] | None = None

    async def find(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        """Return the key in the folder, if it is the one that a token names."""
        del algorithm  # There is one, which the issuer is held to.
        if self._known is None or self._known[0] != key_id:
            self._known = self._read()
        return self._known[1] if self._known is not None and self._known[0] == key_id else None

    def _read(self) -> tuple[str, PyJWK] | None:
        try:
            key = _load(self._folder / KEY_FILE)
        except (OSError, DevelopmentKeyError):
            return None
        jwk = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        return _key_id(key), PyJWK(jwk, Algorithm.ES256.value)


def development_issuer(folder: Path) -> Trusted:
    """Return the issuer whose key is in the data folder `folder`."""
    issuer = Issuer(
        issuer=ISSUER, audiences=(AUDIENCE,), algorithms=(Algorithm.ES256,), claims=READING
    )
    return Trusted(issuer=issuer, keys=DevelopmentKeys(folder))


def sign(folder: Path, claims: Mapping[str, Any], *, now: int, seconds: int) -> str:
    """Return a token with `claims`, good for so many seconds from `now`, in seconds since 1970.

    Raises:
        DevelopmentKeyError: The key in `folder` can be neither read nor made.
    """
    path = folder / KEY_FILE
    try:
        if not path.exists():
            _make(path)
        key = _load(path)
    except OSError as error:
        raise DevelopmentKeyError(
            f"The key of the development issuer cannot be used: {error}. Set EKSPORTKLAR_DATA_DIR"
            " to a folder of yours."
        ) from None
    times = {"iss": ISSUER, "aud": AUDIENCE, "iat": now, "exp": now + seconds}
    headers = {"kid": _key_id(key), "typ": "at+jwt"}
    return jwt.encode({**claims, **times}, key, Algorithm.ES256.value, headers)


def _load(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise DevelopmentKeyError(f"{path} is no key of the development issuer. Delete it.")
    return key


def _make(path: Path) -> None:
    """Write a new key, which is there whole or not at all, also where two programs make one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle, name = tempfile.mkstemp(dir=path.parent)  # Readable by its owner alone.
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(written)
        with suppress(FileExistsError):  # Another program was faster, and its key is as good.
            os.link(name, path)
    finally:
        Path(name).unlink()


def _key_id(key: ec.EllipticCurvePrivateKey) -> str:
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(public).hexdigest()[:16]
