"""Reads a JWT without believing it: its form, its header, and its claims before the signature.

Stricter than the format: what this service does not understand it does not pass over (RFC 8725).
National identity numbers are dropped here, before anything can keep them.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from api.identity.paths import PERSONAL

_COMPACT = re.compile(r"([\w-]+)\.([\w-]+)\.[\w-]+", re.ASCII)
_TYPES = {"jwt", "application/jwt", "at+jwt", "application/at+jwt"}
"""What an access token may call itself, if anything (RFC 9068, section 2.1)."""

_NOT_UNDERSTOOD = {"crit", "b64", "enc", "zip"}
"""Header parameters that change what a token means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnverifiedToken:
    """What a JWT says of itself. `text` is the token as it was sent, and never shown."""

    algorithm: str
    key_id: str | None
    claims: Mapping[str, Any] = field(repr=False)
    text: str = field(repr=False)


def looks_like_jwt(credential: str) -> bool:
    """Tell whether a credential is meant as a JWT, signed or encrypted, well-formed or not."""
    return credential.count(".") > 1


def read_jwt(credential: str) -> UnverifiedToken | None:
    """Return what a signed JWT says; None where it has not the form of one that is understood.

    A token that is bound to a key of its holder (`cnf`: DPoP, mutual TLS) is not understood either:
    taken as a plain bearer token it would be good for whoever has stolen it (RFC 9449, section
    7.2).
    """
    parts = _COMPACT.fullmatch(credential)
    if parts is None:
        return None
    try:
        header, claims = _object(parts[1]), _object(parts[2])
    except (ValueError, RecursionError):
        return None
    algorithm, key_id = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or not _is_understood(header) or "cnf" in claims:
        return None
    if key_id is not None and not isinstance(key_id, str):
        return None
    return UnverifiedToken(algorithm=algorithm, key_id=key_id, claims=claims, text=credential)


def _is_understood(header: Mapping[str, Any]) -> bool:
    kind = header.get("typ", "JWT")
    return isinstance(kind, str) and kind.lower() in _TYPES and _NOT_UNDERSTOOD.isdisjoint(header)


def _object(part: str) -> Mapping[str, Any]:
    """Return the JSON object in a part of a token.

    Raises:
        ValueError: There is none, or it names something twice.
    """
    raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    read: object = json.loads(raw, object_pairs_hook=_without_personal, parse_constant=_refuse)
    if not isinstance(read, dict):
        raise ValueError  # noqa: TRY004 - what was sent is wrong, not the type of an argument
    return cast("dict[str, Any]", read)


def _without_personal(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return {name: value for name, value in found.items() if name not in PERSONAL}


def _refuse(constant: str) -> object:
    raise ValueError(constant)
