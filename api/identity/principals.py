"""Reads the caller's credentials. To add a kind: how it begins, and who reads it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from api.identity.jwt_reading import looks_like_jwt
from api.identity.refusals import not_accepted
from api.identity.verifying import TokenVerifier
from assessments.services import tokens
from assessments.services.principals import Anonymous, Principal

BEARER = "bearer "
MAX_CREDENTIALS = 8_000
"""The longest ``Authorization`` header that is read, in characters."""

Reader = Callable[[str], Awaitable[Principal]]
"""From a credential to whoever holds it; may raise ``RefusedCredentialsError``."""


class Closable(Protocol):
    """Something to close when the program ends."""

    async def close(self) -> None:
        """Close it."""
        ...


async def _respondent(credential: str) -> Principal:
    return tokens.principal_of(credential)


READERS: Mapping[str, Reader] = {tokens.PREFIX: _respondent}
"""The credentials that are told by how they begin. None begins like another. What needs a
database or a setting is given to ``Identity`` beside these."""


class Identity:
    """Tells who sends a request.

    `verifier` reads tokens from identity providers, `readers` what is told by its beginning, and
    `closing` is closed with the program, the first first.
    """

    def __init__(
        self,
        verifier: TokenVerifier,
        *,
        readers: Mapping[str, Reader] = READERS,
        closing: Sequence[Closable] = (),
    ) -> None:
        self._verifier = verifier
        self._readers = readers
        self._closing = closing

    async def identify(self, authorization: str | None) -> Principal:
        """Return who sends this ``Authorization`` header.

        What is no credential of any kind that is known proves nothing, so the caller is anonymous:
        public fields still work. A token from an identity provider (decision 30) or an API key
        (decision 32) that is of no use is refused.

        Raises:
            RefusedCredentialsError: It is such a token or key, or one that cannot be checked now.
        """
        if authorization is None or authorization[: len(BEARER)].lower() != BEARER:
            return Anonymous()
        credential = authorization[len(BEARER) :].strip()
        if looks_like_jwt(credential):
            if len(authorization) > MAX_CREDENTIALS:
                raise not_accepted()
            return await self._verifier.principal_of(credential)
        if len(authorization) > MAX_CREDENTIALS:
            return Anonymous()
        reads = (read for prefix, read in self._readers.items() if credential.startswith(prefix))
        read = next(reads, None)
        return Anonymous() if read is None else await read(credential)

    async def close(self) -> None:
        """Close what is open to identity providers."""
        for one in self._closing:
            await one.close()
