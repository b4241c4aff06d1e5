"""Keys of an issuer: how often they are fetched, and what happens while they cannot be."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from api.identity.fetching import DISCOVERY, Fetcher
from api.identity.issuers import Algorithm
from api.identity.key_set import KeysUnreachableError
from api.identity.remote_keys import Freshness, RemoteKeys
from tests.api.identity.documents import Documents, served
from tests.api.identity.minting import Wall, issuer, jwk_of, key_for, key_set

KEYS = "/jwks"
FRESHNESS = Freshness(max_age=100, max_stale=1_000, cool_down=10)
ONE, TWO = (
    jwk_of(key_for(Algorithm.ES256), kid="one"),
    jwk_of(key_for(Algorithm.ES256, 1), kid="two"),
)


@dataclass
class Provider:
    """A provider and its keys as this service sees them."""

    documents: Documents
    keys: RemoteKeys
    clock: Wall

    @property
    def fetches(self) -> int:
        return self.documents.asked[KEYS]

    def publish(self, *jwks: dict[str, object]) -> None:
        self.documents.put(KEYS, key_set(*jwks))

    def leave(self) -> None:
        self.documents.put(KEYS, b"", status=503)

    async def settled(self) -> None:
        """Wait for what is fetched while nobody waits."""
        name = f"keys of {self.documents.url}"
        await asyncio.gather(*(t for t in asyncio.all_tasks() if t.get_name() == name))

    async def has(self, kid: str) -> bool:
        return await self.keys.find(kid, "ES256") is not None


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    clock, fetcher = Wall(), Fetcher(seconds=2)
    async with served() as documents:
        address = documents.url + KEYS
        documents.put_json(DISCOVERY, {"issuer": documents.url, "jwks_uri": address})
        keys = RemoteKeys(issuer(issuer=documents.url), fetcher, freshness=FRESHNESS, clock=clock)
        provider = Provider(documents, keys, clock)
        provider.publish(ONE)
        yield provider
        await keys.close()
        await fetcher.close()


async def test_keys_are_fetched_once_for_many_requests(provider: Provider) -> None:
    for _ in range(50):
        assert await provider.has("one")
    assert provider.documents.asked == {DISCOVERY: 1, KEYS: 1}


async def test_all_who_wait_share_one_fetch_and_who_goes_away_stops_nobody(
    provider: Provider,
) -> None:
    provider.documents.held.clear()
    waiting = [asyncio.create_task(provider.has("one")) for _ in range(20)]
    await provider.documents.arrived.wait()
    waiting.pop(0).cancel()
    provider.documents.held.set()
    assert await asyncio.gather(*waiting) == [True] * 19
    assert provider.documents.asked == {DISCOVERY: 1, KEYS: 1}


async def test_a_new_key_is_fetched_when_a_token_names_it(provider: Provider) -> None:
    assert await provider.has("one")
    provider.publish(ONE, TWO)
    provider.clock.now += FRESHNESS.cool_down
    assert await provider.has("two")
    assert provider.documents.asked == {DISCOVERY: 1, KEYS: 2}


async def test_a_flood_of_made_up_keys_is_one_fetch_per_cool_down(provider: Provider) -> None:
    for _ in range(3):
        found = await asyncio.gather(*(provider.has(f"made-up-{n}") for n in range(100)))
        assert not any(found)
        provider.clock.now += FRESHNESS.cool_down - 0.5
        assert not await provider.has("made-up")
        provider.clock.now += 0.5
    assert provider.fetches == 3
    assert await provider.has("one")
    assert provider.fetches == 3


async def test_an_old_key_goes_when_its_time_is_over(provider: Provider) -> None:
    assert await provider.has("one")
    provider.publish(TWO)
    provider.clock.now += FRESHNESS.max_age - 1
    assert await provider.has("one")
    provider.clock.now += 1
    assert not await provider.has("one")
    assert provider.documents.asked == {DISCOVERY: 2, KEYS: 2}


async def test_while_the_provider_is_away_its_keys_are_used_for_a_while(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    assert await provider.has("one")
    provider.leave()
    with caplog.at_level(logging.WARNING):
        for _ in range(9):
            provider.clock.now += FRESHNESS.max_age
            assert await provider.has("one")
            await provider.settled()
    assert provider.fetches == 10
    assert {record.name for record in caplog.records} == {"api.identity.remote_keys"}
    provider.clock.now += FRESHNESS.max_age
    with pytest.raises(KeysUnreachableError):
        await provider.has("one")
    provider.publish(ONE)
    provider.clock.now += FRESHNESS.cool_down
    assert await provider.has("one")


async def test_while_the_provider_is_known_to_be_away_nobody_waits_for_it(
    provider: Provider,
) -> None:
    assert await provider.has("one")
    provider.leave()
    provider.clock.now += FRESHNESS.max_age
    assert await provider.has("one")
    provider.documents.held.clear()
    provider.documents.arrived.clear()
    provider.publish(TWO)
    provider.clock.now += FRESHNESS.cool_down
    assert await provider.has("one")
    await provider.documents.arrived.wait()
    assert await provider.has("one")
    provider.documents.held.set()
    await provider.settled()
    assert not await provider.has("one")
    assert provider.documents.asked == {DISCOVERY: 3, KEYS: 3}


@pytest.mark.parametrize("body", [b"", b"[]", json.dumps({"keys": None}).encode()])
async def test_without_keys_it_says_when_to_ask_again_and_does_not_ask_before(
    provider: Provider, body: bytes
) -> None:
    provider.documents.put(KEYS, body)
    for waited, seconds in ((0, 10), (3.5, 7), (6, 1)):
        provider.clock.now += waited
        with pytest.raises(KeysUnreachableError) as caught:
            await provider.has("one")
        assert caught.value.seconds == seconds
    assert provider.fetches == 1
    provider.publish(ONE)
    provider.clock.now += 0.5
    assert await provider.has("one")
    assert provider.documents.asked == {DISCOVERY: 2, KEYS: 2}


async def test_keys_that_have_moved_are_looked_for_anew(provider: Provider) -> None:
    assert await provider.has("one")
    moved = provider.documents.put("/moved", key_set(ONE, TWO))
    provider.documents.put_json(DISCOVERY, {"issuer": provider.documents.url, "jwks_uri": moved})
    provider.leave()
    for found in (False, True):
        provider.clock.now += FRESHNESS.cool_down
        assert await provider.has("two") is found
    assert provider.documents.asked == {DISCOVERY: 2, KEYS: 2, "/moved": 1}


async def test_an_address_that_is_configured_needs_no_discovery(provider: Provider) -> None:
    known = issuer(issuer=provider.documents.url, jwks_uri=provider.documents.url + KEYS)
    fetcher = Fetcher()
    keys = RemoteKeys(known, fetcher, freshness=FRESHNESS, clock=provider.clock)
    assert await keys.find("one", "ES256") is not None
    provider.clock.now += FRESHNESS.max_age
    assert await keys.find("one", "ES256") is not None
    assert provider.documents.asked == {KEYS: 2}
    await keys.close()
    await fetcher.close()


async def test_closing_stops_a_fetch(provider: Provider) -> None:
    provider.documents.held.clear()
    waiting = asyncio.create_task(provider.has("one"))
    await provider.documents.arrived.wait()
    await provider.keys.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    provider.documents.held.set()
