"""A cursor is good in the list that gave it, and in no other that has the same entries."""

import pytest

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

PARTS = {
    "schemes": "schemes(first: $n, after: $after)",
    "matchProfile": "matchProfile(profile: {}) { matches(first: $n, after: $after)",
    "matchesNow": "assessment(id: $id) { matchesNow { matches(first: $n, after: $after)",
    "result": "assessment(id: $id) { result { matches(first: $n, after: $after)",
}


async def ask(who: Respondent, name: str, **variables: object) -> Json:
    part = PARTS[name]
    given = "$n: Int!, $after: String" + (", $id: ID!" if "$id" in part else "")
    closed = "}" * (part.count("{") - part.count("}"))
    query = (
        f"query({given}) {{ {part} {{ edges {{ cursor }} pageInfo {{ hasNextPage }} }} {closed} }}"
    )
    body: Json = (await who.client.send(query, {"id": who.id, **variables})).json()
    return body


async def cursors(who: Respondent, name: str, **variables: object) -> list[str]:
    found = (await ask(who, name, **variables))["data"]
    while "edges" not in found:
        (found,) = found.values()
    return [edge["cursor"] for edge in found["edges"]]


@pytest.mark.parametrize("name", PARTS)
async def test_no_other_list_takes_a_cursor(submitted: Respondent, name: str) -> None:
    every = await cursors(submitted, name, n=200)
    assert len(set(every)) == len(every)
    assert await cursors(submitted, name, n=2, after=every[3]) == every[4:6]
    for other in PARTS.keys() - {name}:
        (error,) = (await ask(submitted, other, n=2, after=every[3]))["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "`after`" in error["message"]
