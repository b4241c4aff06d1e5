"""Reads the caller's credentials. To add a kind: how it begins, and who reads it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from api.identity.header import credential_in
from api.identity.jwt_reading import looks_like_jwt
from api.identity.refusals import not_accepted
from api.identity.verifying import TokenVerifier
from assessments.services import tokens
from assessments.services.principals import Anonymous, Principal

MAX_JWT = 8_000
"""The longest JWT that is read, in characters; other credentials have lengths of their own."""

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
        (decision 32) that is of no use is refused, and so is any that is written with a tab.

        Raises:
            RefusedCredentialsError: It is such a token or key, one that cannot be checked now, or
                written so.
        """
        credential = credential_in(authorization)
        if credential is None:
            return Anonymous()
        if looks_like_jwt(credential):
            if len(credential) > MAX_JWT:
                raise not_accepted()
            return await self._verifier.principal_of(credential)
        reads = (read for prefix, read in self._readers.items() if credential.startswith(prefix))
        read = next(reads, None)
        return Anonymous() if read is None else await read(credential)

    async def close(self) -> None:
        """Close what is open to identity providers."""
        for one in self._closing:
            await one.close()
