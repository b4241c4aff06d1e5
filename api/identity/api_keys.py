"""Reads API keys."""

from api.identity.refusals import key_not_accepted, keys_unavailable
from assessments.services.environment import Environment
from assessments.services.key_authentication import UNREACHABLE, KeyAuthentication
from assessments.services.principals import Principal

RETRY_SECONDS = 5


class ApiKeys:
    """Tells who holds an API key."""

    def __init__(self, environment: Environment) -> None:
        self._keys = KeyAuthentication(environment)

    async def principal_of(self, credential: str) -> Principal:
        """Return who holds an API key.

        Raises:
            RefusedCredentialsError: It is unknown, wrong, expired or revoked, of which nothing is
                said; or the database is away.
        """
        try:
            found = await self._keys.authenticate(credential)
        except UNREACHABLE as error:
            raise keys_unavailable(RETRY_SECONDS) from error
        if found is None:
            raise key_not_accepted()
        return found

    async def close(self) -> None:
        """Wait until every use has been noted."""
        await self._keys.close()
