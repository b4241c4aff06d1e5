"""Reads API keys, and leaves every other credential to ``principals``."""

from typing import Protocol

from api.graphql_requests import UnusableRequestError
from api.identity.principals import BEARER, MAX_CREDENTIALS, identify
from assessments.services.environment import Environment
from assessments.services.key_authentication import UNREACHABLE, KeyAuthentication
from assessments.services.principals import Anonymous, Principal
from assessments.services.tokens import KEY_PREFIX
from assessments.texts import both


class Identifies(Protocol):
    """Tells who sends a request."""

    async def identify(self, authorization: str | None) -> Principal:
        """Return who sends this ``Authorization`` header."""
        ...


class KeysUnavailableError(UnusableRequestError):
    """The request has an API key, and it cannot be looked up now."""

    code = "SIGN_IN_UNAVAILABLE"

    def __init__(self) -> None:
        text = both(
            "API-nøkkelen kan ikke kontrolleres akkurat nå. Prøv igjen om litt.",
            "The API key cannot be checked right now. Try again soon.",
        )
        super().__init__(503, text, {"retry-after": "5"})


class ApiKeys:
    """Tells who holds an API key."""

    def __init__(self, environment: Environment) -> None:
        self._keys = KeyAuthentication(environment)

    async def identify(self, authorization: str | None) -> Principal:
        """Return who sends this ``Authorization`` header, by an API key or in another way.

        Raises:
            KeysUnavailableError: It is an API key, and the database is away.
        """
        sent = authorization or ""
        credential = sent[len(BEARER) :].strip()
        is_bearer = sent[: len(BEARER)].lower() == BEARER and len(sent) <= MAX_CREDENTIALS
        if is_bearer and credential.startswith(KEY_PREFIX):
            return await self.principal_of(credential)
        return identify(authorization)

    async def principal_of(self, credential: str) -> Principal:
        """Return who holds an API key; one that is of no use proves nothing.

        Raises:
            KeysUnavailableError: The database is away.
        """
        try:
            return await self._keys.authenticate(credential) or Anonymous()
        except UNREACHABLE as error:
            raise KeysUnavailableError from error

    async def close(self) -> None:
        """Wait until every use has been noted."""
        await self._keys.close()
