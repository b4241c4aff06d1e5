"""Reads API keys."""

from api.identity.refusals import keys_unavailable
from assessments.services.environment import Environment
from assessments.services.key_authentication import UNREACHABLE, KeyAuthentication
from assessments.services.principals import Anonymous, Principal

RETRY_SECONDS = 5


class ApiKeys:
    """Tells who holds an API key."""

    def __init__(self, environment: Environment) -> None:
        self._keys = KeyAuthentication(environment)

    async def principal_of(self, credential: str) -> Principal:
        """Return who holds an API key; one that is of no use proves nothing.

        Raises:
            RefusedCredentialsError: The database is away.
        """
        try:
            return await self._keys.authenticate(credential) or Anonymous()
        except UNREACHABLE as error:
            raise keys_unavailable(RETRY_SECONDS) from error

    async def close(self) -> None:
        """Wait until every use has been noted."""
        await self._keys.close()
