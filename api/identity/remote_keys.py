"""Keeps an issuer's keys at hand, so that a request waits for the network only when it must.

Keys are fetched for the first token, again when they are old, and when a token names one that is
not among them, which is how an issuer changes keys. All who wait share one fetch, and between the
beginnings of two lies a cool-down, so that made-up key ids cause no traffic. While the issuer is
away, the keys that are there go on being used, for a day, and nobody waits for it any more.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from jwt import PyJWK

from api.identity.fetching import Fetcher, FetchError
from api.identity.issuers import Issuer
from api.identity.key_set import KeySet, KeysUnreachableError, UnusableKeysError, read_keys

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How long keys are used, in seconds.

    `max_age` is when they are fetched anew, `max_stale` when they are used no more although that
    fails, and `cool_down` how far apart two fetches begin.
    """

    max_age: float = 600
    max_stale: float = 86_400
    cool_down: float = 15


class RemoteKeys:
    """The keys of one issuer."""

    def __init__(
        self,
        issuer: Issuer,
        fetcher: Fetcher,
        *,
        freshness: Freshness | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer = issuer
        self._fetcher = fetcher
        self._freshness = freshness or Freshness()
        self._clock = clock
        self._keys: KeySet | None = None
        self._fetched_at = self._tried_at = -math.inf
        self._is_away = False
        self._address = issuer.jwks_uri
        self._fetching: asyncio.Task[None] | None = None

    async def find(self, key_id: str | None, algorithm: str) -> PyJWK | None:
        """Return the key with which a token may have been signed; None if there is none.

        Raises:
            KeysUnreachableError: There are no keys, and none can be had now.
        """
        age = self._age()
        # A key may have been withdrawn, which is worth waiting for; an outage is not, twice.
        waits = not self._is_away or age >= self._freshness.max_stale
        if age >= self._freshness.max_age and self._begin_fetching() and waits:
            await self._fetched_anew()
        key = self._usable().find(key_id, algorithm)
        if key is None and self._begin_fetching():
            await self._fetched_anew()
            key = self._usable().find(key_id, algorithm)
        return key

    async def close(self) -> None:
        """Stop fetching."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _age(self) -> float:
        return self._clock() - self._fetched_at

    def _usable(self) -> KeySet:
        if self._keys is None or self._age() >= self._freshness.max_stale:
            waiting = self._tried_at + self._freshness.cool_down - self._clock()
            raise KeysUnreachableError(max(1, math.ceil(waiting)))
        return self._keys

    def _begin_fetching(self) -> bool:
        """Fetch, unless it is too early to; tell whether a fetch is on its way."""
        if self._fetching is None:
            if self._clock() - self._tried_at < self._freshness.cool_down:
                return False
            self._tried_at = self._clock()
            name = f"keys of {self._issuer.issuer}"
            self._fetching = asyncio.create_task(self._fetch(), name=name)
        return True

    async def _fetched_anew(self) -> None:
        """Wait for the fetch; whoever waits may go away, and the others still get their keys."""
        if self._fetching is not None:
            await asyncio.shield(self._fetching)

    async def _fetch(self) -> None:
        try:
            self._keys = await self._fetched()
            self._fetched_at = self._clock()
            self._is_away = False
        except (FetchError, UnusableKeysError) as error:
            self._is_away = True
            self._address = self._issuer.jwks_uri
            logger.warning("Cannot fetch the keys of %s: %s", self._issuer.issuer, error)
        finally:
            self._fetching = None

    async def _fetched(self) -> KeySet:
        if self._issuer.jwks_uri is None and self._age() >= self._freshness.max_age:
            self._address = None
        if self._address is None:
            self._address = await self._fetcher.discover(self._issuer.issuer)
        document = await self._fetcher.read(self._address)
        return read_keys(document, self._issuer.algorithms)
