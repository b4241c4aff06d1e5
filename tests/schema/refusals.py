"""Sends what must be refused, in each language, and shows that nothing has changed by it."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

Send = Callable[[], Awaitable[Json]]


@asynccontextmanager
async def nothing_changes(respondent: Respondent) -> AsyncGenerator[None]:
    """Compare the row, the result and the history before and after a block."""
    before, changes = await respondent.stored(), await respondent.changes()
    yield
    assert await respondent.stored() == before
    assert await respondent.changes() == changes


def says_what_to_do(nb: str, en: str) -> None:
    """Fail unless both are sentences, in two languages."""
    for message in (nb, en):
        assert message[0].isupper() or message[0] in "«'‹", message
        assert message.endswith("."), message
        assert len(message) > 15, message
    assert nb != en


async def in_both_languages(respondent: Respondent, send: Send) -> tuple[Json, Json]:
    """Send the same twice, in bokmål and in English, and return what was said."""
    async with nothing_changes(respondent):
        respondent.client.language = "nb"
        nb = await send()
        respondent.client.language = "en"
        en = await send()
    assert nb["__typename"] == en["__typename"]
    assert nb["code"] == en["code"]
    says_what_to_do(nb["message"], en["message"])
    return nb, en


STATE = """
mutation State($input: SaveProfileInput!) {
  saveProfile(input: $input) {
    __typename
    ... on ProfileRejected { rejections { path code message } }
    ... on UserError { code message }
  }
}
"""


async def state(respondent: Respondent, profile: Json) -> Json:
    """Save a profile, and return what was said, with the codes that the contract leaves out."""
    given = {"assessmentId": respondent.id, "profile": profile}
    said: Json = (await respondent.client.data(STATE, {"input": given}))["saveProfile"]
    return said


async def rejections(respondent: Respondent, send: Send, key: str) -> list[tuple[str, str]]:
    """Return what was rejected, named by `key`, and why; the words are looked at here."""
    nb, en = await in_both_languages(respondent, send)
    for one, other in zip(nb["rejections"], en["rejections"], strict=True):
        assert one[key] == other[key]
        says_what_to_do(one["message"], other["message"])
    return [(r[key], r["code"]) for r in nb["rejections"]]
