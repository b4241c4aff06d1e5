"""Documents of issuers: bounded, from where they are said to be, and the issuer's own."""

from collections.abc import AsyncIterator

import pytest

from api.identity.fetching import DISCOVERY, Fetcher, FetchError
from tests.api.identity.documents import Documents, served

LIMIT = 1_000


@pytest.fixture
async def documents() -> AsyncIterator[Documents]:
    async with served() as documents:
        yield documents


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(seconds=2, max_bytes=LIMIT)
    yield fetcher
    await fetcher.close()


async def test_a_document_is_fetched_up_to_the_limit(
    documents: Documents, fetcher: Fetcher
) -> None:
    assert await fetcher.read(documents.put("/a", b"x" * LIMIT)) == b"x" * LIMIT
    with pytest.raises(FetchError):
        await fetcher.read(documents.put("/b", b"x" * (LIMIT + 1)))


async def test_what_is_not_there_or_elsewhere_or_packed_is_not_fetched(
    documents: Documents, fetcher: Fetcher
) -> None:
    elsewhere = documents.put("/elsewhere", b"{}")
    for status in (301, 302, 307, 404, 500, 204):
        moved = documents.put("/moved", b"{}", status=status, headers={"location": elsewhere})
        with pytest.raises(FetchError):
            await fetcher.read(moved)
    packed = documents.put("/packed", b"{}", headers={"content-encoding": "gzip"})
    with pytest.raises(FetchError):
        await fetcher.read(packed)
    assert documents.asked["/elsewhere"] == 0


async def test_what_takes_too_long_is_given_up(documents: Documents) -> None:
    documents.held.clear()
    hasty = Fetcher(seconds=0.1)
    with pytest.raises(FetchError):
        await hasty.read(documents.put("/slow", b"{}"))
    documents.held.set()
    await hasty.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://[", "ftp://x", "http://x:99999/"])
async def test_what_cannot_be_reached_is_one_kind_of_failure(url: str, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError):
        await fetcher.read(url)


@pytest.mark.parametrize("slash", ["", "/"])
async def test_the_discovery_document_says_where_the_keys_are(
    documents: Documents, fetcher: Fetcher, slash: str
) -> None:
    issuer = documents.url + slash
    keys = "https://keys.example.no/jwks"
    documents.put_json(DISCOVERY, {"issuer": issuer, "jwks_uri": keys})
    assert await fetcher.discover(issuer) == keys


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://other.example.no"},
        {"issuer": None},
        {"jwks_uri": None},
        {"jwks_uri": 5},
        {"jwks_uri": "http://keys.example.no/jwks"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://user@keys.example.no/jwks"},
        {"jwks_uri": "http://[::1"},
    ],
    ids=str,
)
async def test_a_discovery_document_of_another_or_of_no_use_is_refused(
    documents: Documents, fetcher: Fetcher, change: dict[str, object]
) -> None:
    good = {"issuer": documents.url, "jwks_uri": "https://keys.example.no/jwks"}
    documents.put_json(DISCOVERY, {**good, **change})
    with pytest.raises(FetchError):
        await fetcher.discover(documents.url)


@pytest.mark.parametrize("body", [b"", b"[]", b"5", b"{", b"\xff", b"[" * 900])
async def test_what_is_no_discovery_document_is_refused(
    documents: Documents, fetcher: Fetcher, body: bytes
) -> None:
    documents.put(DISCOVERY, body)
    with pytest.raises(FetchError):
        await fetcher.discover(documents.url)
