"""Who may vouch for callers: the setting ``EKSPORTKLAR_ISSUERS``."""

import json
from collections.abc import Sequence
from enum import StrEnum
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from api.identity.part import Part
from api.identity.reading import ClaimsReading

MAX_URL = 200


class Algorithm(StrEnum):
    """The signatures that may be allowed: of key pairs only, so that no secret is shared."""

    RS256 = "RS256"
    RS384 = "RS384"
    RS512 = "RS512"
    PS256 = "PS256"
    PS384 = "PS384"
    PS512 = "PS512"
    ES256 = "ES256"
    ES384 = "ES384"
    ES512 = "ES512"
    EDDSA = "EdDSA"


def is_safe_address(url: str) -> bool:
    """Tell whether nobody in between can change what is fetched: https, or on this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or "#" in url:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _safe(url: str) -> str:
    if not is_safe_address(url):
        raise ValueError("is no https address; http is for this machine only")
    return url


Address = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[!-~]+$", max_length=MAX_URL),
    AfterValidator(_safe),
]
Audience = Annotated[str, StringConstraints(min_length=1, max_length=MAX_URL)]


class Issuer(Part):
    """An OpenID Connect provider whose access tokens are accepted.

    `issuer` is exactly what stands in `iss`, and `audiences` are those that this service goes by,
    of which one must stand in `aud`. Keys are at `jwks_uri`; without it, where the issuer's
    discovery document says.
    """

    issuer: Address
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = (Algorithm.RS256,)
    jwks_uri: Address | None = None
    claims: ClaimsReading = ClaimsReading()


def _decoded(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON; docs/identity.md has examples") from None


def _different(issuers: Sequence[Issuer]) -> Sequence[Issuer]:
    if len({issuer.issuer for issuer in issuers}) < len(issuers):
        raise ValueError("names an issuer twice; put its audiences into one entry")
    return issuers


Issuers = Annotated[
    tuple[Issuer, ...],
    BeforeValidator(_decoded),
    Field(max_length=20),
    AfterValidator(_different),
]
"""A list of issuers, or its JSON."""
