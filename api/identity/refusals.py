"""Credentials that are refused, and how that is said (RFC 6750, section 3).

Whoever sends a token or an API key believes to be known, so one that is of no use is refused and
not taken for anonymous. Of a token a refusal says whether it is the time, and nothing else about
the reason; of a key it says nothing.
"""

from collections.abc import Mapping
from typing import Final

from assessments.texts import Text, both

EXPIRED: Final = "TOKEN_EXPIRED"
NOT_YET_VALID: Final = "TOKEN_NOT_YET_VALID"
NOT_ACCEPTED: Final = "INVALID_TOKEN"
SIGN_IN_UNAVAILABLE: Final = "SIGN_IN_UNAVAILABLE"

_CHALLENGE = {"www-authenticate": 'Bearer error="invalid_token"'}


class RefusedCredentialsError(Exception):
    """The request is refused for its credentials: with `status`, `code`, `text` and `headers`."""

    def __init__(self, code: str, text: Text, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.status = status
        self.headers = dict(headers)


def expired() -> RefusedCredentialsError:
    """Return the refusal of a token whose time is over."""
    text = both(
        "Innloggingen er utløpt. Hent et nytt token, eller logg inn på nytt.",
        "The token has expired. Fetch a new one, or sign in again.",
    )
    return RefusedCredentialsError(EXPIRED, text, 401, _CHALLENGE)


def not_yet_valid() -> RefusedCredentialsError:
    """Return the refusal of a token whose time has not come."""
    text = both(
        "Tokenet gjelder ikke ennå. Vent litt, eller sjekk at klokka går riktig der det ble"
        " utstedt.",
        "The token is not valid yet. Wait a little, or check the clock where it was issued.",
    )
    return RefusedCredentialsError(NOT_YET_VALID, text, 401, _CHALLENGE)


def not_accepted() -> RefusedCredentialsError:
    """Return the refusal of any other token."""
    text = both(
        "Tokenet godtas ikke her. Logg inn på nytt, og send tokenet som er utstedt for denne"
        " tjenesten. Uten token kan du bruke det som er åpent for alle.",
        "The token is not accepted here. Sign in again, and send the token that was issued for this"
        " service. Without one you can use what is open to all.",
    )
    return RefusedCredentialsError(NOT_ACCEPTED, text, 401, _CHALLENGE)


def key_not_accepted() -> RefusedCredentialsError:
    """Return the refusal of an API key that is unknown, wrong, expired or revoked."""
    text = both(
        "API-nøkkelen godtas ikke. Kontroller at nøkkelen er riktig og fullstendig, eller be den"
        " som ga dere den, om en ny. Uten nøkkel kan du bruke det som er åpent for alle.",
        "The API key is not accepted. Check that it is whole and correct, or ask whoever gave it to"
        " you for a new one. Without one you can use what is open to all.",
    )
    return RefusedCredentialsError(NOT_ACCEPTED, text, 401, _CHALLENGE)


def unavailable(seconds: int) -> RefusedCredentialsError:
    """Return the refusal while a configured issuer's keys cannot be had; retry in `seconds`."""
    text = both(
        "Innloggingen kan ikke kontrolleres akkurat nå. Prøv igjen om litt. Det som er åpent for"
        " alle, virker uten token.",
        "Sign-in cannot be checked right now. Try again soon. What is open to all works without a"
        " token.",
    )
    headers = {"retry-after": str(seconds)}
    return RefusedCredentialsError(SIGN_IN_UNAVAILABLE, text, 503, headers)


def keys_unavailable(seconds: int) -> RefusedCredentialsError:
    """Return the refusal while API keys cannot be looked up; retry in `seconds`."""
    text = both(
        "API-nøkkelen kan ikke kontrolleres akkurat nå. Prøv igjen om litt.",
        "The API key cannot be checked right now. Try again soon.",
    )
    headers = {"retry-after": str(seconds)}
    return RefusedCredentialsError(SIGN_IN_UNAVAILABLE, text, 503, headers)
