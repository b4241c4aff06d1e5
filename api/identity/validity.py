"""Whether a token is meant for this service and for now (RFC 7519, section 4.1)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from api.identity.paths import texts_at
from api.identity.refusals import expired, not_accepted, not_yet_valid


def refuse_for_audience(claims: Mapping[str, Any], audiences: Sequence[str]) -> None:
    """Return where one of `audiences` stands in `aud`.

    Raises:
        RefusedCredentialsError: None of them does, or there is no `aud`.
    """
    if set(audiences).isdisjoint(texts_at(claims, "aud")):
        raise not_accepted()


def refuse_for_time(claims: Mapping[str, Any], now: float, leeway: float) -> None:
    """Return where `now` lies between the times in the claims.

    `now` is in seconds since 1970, as are `exp`, which must be there, `nbf` and `iat`. A token from
    the future is not valid yet, but one that begins within `leeway` seconds is taken for one from
    now: clocks differ. No token is good beyond its end; it must not outlive what it stands for.

    Raises:
        RefusedCredentialsError: Its time is over, has not come, or is not said.
    """
    ends = _seconds(claims.get("exp"))
    if ends is None:
        raise not_accepted()
    if now >= ends:
        raise expired()
    for name in ("nbf", "iat"):
        if name in claims:
            begins = _seconds(claims[name])
            if begins is None:
                raise not_accepted()
            if now < begins - leeway:
                raise not_yet_valid()


def _seconds(value: object) -> int | float | None:
    """Return a time; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) < MAX_SECONDS and not math.isnan(value) else None


MAX_SECONDS = 10**12
"""Later than anything that is meant in seconds, and earlier than what is meant in milliseconds."""
