"""From a JWT to a principal: nobody is believed before the issuer's signature is.

The issuer is chosen first, among those that are configured, and with it everything that a token may
be held to: nothing in the token says where keys are or which algorithms are good. What needs no key
is checked before the key is looked up, so that tokens which cannot be good cause no traffic.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jwt import PyJWK, PyJWS
from jwt.exceptions import PyJWTError

from api.identity.claims import principal_in
from api.identity.issuers import Algorithm, Issuer
from api.identity.jwt_reading import UnverifiedToken, read_jwt
from api.identity.key_set import KeySource, KeysUnreachableError
from api.identity.refusals import not_accepted, unavailable
from api.identity.validity import refuse_for_audience, refuse_for_time
from assessments.services.principals import Principal

_SIGNATURES = PyJWS(algorithms=[algorithm.value for algorithm in Algorithm])


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """An issuer and where its keys come from."""

    issuer: Issuer
    keys: KeySource


class TokenVerifier:
    """Verifies tokens of the issuers that are trusted.

    `leeway` is for how many seconds a token that begins in the future is taken for one from now;
    its end has none. `clock` tells the seconds since 1970.
    """

    def __init__(
        self, trusted: Iterable[Trusted], *, leeway: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._trusted = {one.issuer.issuer: one for one in trusted}
        self._leeway = leeway
        self._clock = clock

    async def principal_of(self, credential: str) -> Principal:
        """Return who sends a JWT.

        Raises:
            RefusedCredentialsError: It is of no use here or now, or cannot be checked now.
        """
        token = read_jwt(credential)
        if token is None:
            raise not_accepted()
        named: object = token.claims.get("iss")
        trusted = self._trusted.get(named) if isinstance(named, str) else None
        if trusted is None or token.algorithm not in trusted.issuer.algorithms:
            raise not_accepted()
        refuse_for_audience(token.claims, trusted.issuer.audiences)
        refuse_for_time(token.claims, self._clock(), self._leeway)
        if not _is_signed(token, await _key(token, trusted.keys)):
            raise not_accepted()
        issuer = trusted.issuer
        principal = principal_in(token.claims, issuer.claims, issuer.issuer)
        if principal is None:
            raise not_accepted()
        return principal


async def _key(token: UnverifiedToken, keys: KeySource) -> PyJWK | None:
    try:
        return await keys.find(token.key_id, token.algorithm)
    except KeysUnreachableError as error:
        raise unavailable(error.seconds) from None


def _is_signed(token: UnverifiedToken, key: PyJWK | None) -> bool:
    if key is None:
        return False
    try:
        _SIGNATURES.decode_complete(token.text, key, algorithms=[key.algorithm_name])
    except PyJWTError:
        return False
    return True
