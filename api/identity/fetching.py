"""Fetches an issuer's documents: bounded in size and time, without following redirects."""

import asyncio
import json
from typing import Final

import httpx

from api.identity.issuers import is_safe_address
from api.identity.paths import as_object

DISCOVERY: Final = "/.well-known/openid-configuration"
OK = 200
MAX_BYTES = 256_000
"""The largest document that is read; those of the national issuers have a few thousand bytes."""

SECONDS = 5.0
"""How long fetching one document may take, all in all."""


class FetchError(Exception):
    """A document of an issuer cannot be had, or is not what it must be; the message says which."""


class Fetcher:
    """Fetches documents; connects to nobody until it is asked."""

    def __init__(self, *, seconds: float = SECONDS, max_bytes: int = MAX_BYTES) -> None:
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()

    async def read(self, url: str) -> bytes:
        """Return the document at `url`.

        Raises:
            FetchError: It is not there, too large or too slow, or is somewhere else.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._receive(url)
        except TimeoutError:
            raise FetchError("no answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            raise FetchError(type(error).__name__) from None

    async def discover(self, issuer: str) -> str:
        """Return where the keys of `issuer` are, by its discovery document.

        https://openid.net/specs/openid-connect-discovery-1_0.html, section 4.

        Raises:
            FetchError: There is no such document, or it is another issuer's.
        """
        document = await self.read(issuer.removesuffix("/") + DISCOVERY)
        try:
            said = as_object(json.loads(document))
        except (ValueError, RecursionError):
            raise FetchError("the discovery document is not JSON") from None
        if said.get("issuer") != issuer:
            raise FetchError("the discovery document names another issuer")
        address = said.get("jwks_uri")
        if not isinstance(address, str) or not is_safe_address(address):
            raise FetchError("the discovery document names no safe address of keys")
        return address

    async def close(self) -> None:
        """Close what is open."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _receive(self, url: str) -> bytes:
        client = await self._opened()
        async with client.stream("GET", url) as response:
            if response.status_code != OK:
                raise FetchError(f"status {response.status_code}")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise FetchError("compressed, which was not asked for")
            document = bytearray()
            async for chunk in response.aiter_raw():
                document += chunk
                if len(document) > self._max_bytes:
                    raise FetchError("larger than any such document")
        return bytes(document)

    async def _opened(self) -> httpx.AsyncClient:
        async with self._opening:
            if self._client is None:
                # Reading the world's certificates takes longer than the loop may stand still.
                certificates = await asyncio.to_thread(httpx.create_ssl_context)
                self._client = httpx.AsyncClient(
                    verify=certificates,
                    timeout=self._seconds,
                    follow_redirects=False,
                    headers={"accept": "application/json", "accept-encoding": "identity"},
                )
            return self._client
