"""Bugs stay private: clients get an id, operators get the traceback, nobody gets the variables."""

import logging
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
import strawberry

from assessments.services.environment import Environment
from schema.masking import Schema
from tests.fixtures.endpoint import client_of
from tests.fixtures.http import GraphQLClient

TOLD = "told-in-confidence"
SAID = "said by the bug"


def broken(given: str) -> str | None:
    del given
    raise KeyError(SAID)


async def late() -> str | None:
    raise ZeroDivisionError(SAID)


@strawberry.type(description="Something that works in part.")
class Thing:
    name: str = strawberry.field(description="What works.")
    broken: str | None = strawberry.field(resolver=broken, description="What does not.")
    late: str | None = strawberry.field(resolver=late, description="What does not, later.")


def thing() -> Thing:
    return Thing(name="a thing")


def number() -> int:
    return cast("int", SAID)


def must(given: str) -> str:
    raise RuntimeError(SAID + str(len(given)))


@strawberry.type(description="Fields with bugs.")
class Query:
    thing: Thing = strawberry.field(resolver=thing, description="A thing.")
    number: int = strawberry.field(resolver=number, description="A number that is none.")
    must: str = strawberry.field(resolver=must, description="What must be there and is not.")


@pytest.fixture
async def buggy(environment: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_of(environment, schema=Schema(query=Query)) as client:
        yield client


def masked(body: dict[str, Any], path: list[str]) -> str:
    """Return the request id of the one masked error."""
    (error,) = body["errors"]
    assert error["path"] == path
    assert set(error) == {"message", "locations", "path", "extensions"}
    assert set(error["extensions"]) == {"code", "requestId"}
    assert error["extensions"]["code"] == "INTERNAL"
    request_id: str = error["extensions"]["requestId"]
    assert len(request_id) == 16
    assert request_id in error["message"]
    return request_id


def logged(caplog: pytest.LogCaptureFixture, request_id: str) -> str:
    """Return what was logged under an id, formatted as operators see it."""
    (record,) = [r for r in caplog.records if request_id in r.getMessage()]
    assert record.levelno == logging.ERROR
    return logging.Formatter().format(record)


CASES = {
    "a-nullable-field": (
        "query($x: String!) { thing { name broken(given: $x) } }",
        ["thing", "broken"],
        {"thing": {"name": "a thing", "broken": None}},
        "KeyError",
    ),
    "an-awaited-field": (
        "{ thing { name late } }",
        ["thing", "late"],
        {"thing": {"name": "a thing", "late": None}},
        "ZeroDivisionError",
    ),
    "a-required-field": ("query($x: String!) { must(given: $x) }", ["must"], None, "RuntimeError"),
}


@pytest.mark.parametrize("case", CASES)
async def test_a_bug_is_masked_and_logged(
    buggy: GraphQLClient, caplog: pytest.LogCaptureFixture, case: str
) -> None:
    query, path, data, name = CASES[case]
    response = await buggy.send(query, {"x": TOLD})
    assert response.status_code == 200
    body = response.json()
    assert body["data"] == data
    request_id = masked(body, path)
    assert SAID not in response.text
    assert name not in response.text
    log = logged(caplog, request_id)
    assert "Traceback (most recent call last)" in log
    assert name in log
    assert SAID not in log


async def test_the_variables_are_not_logged(
    buggy: GraphQLClient, caplog: pytest.LogCaptureFixture
) -> None:
    query, path, *_ = CASES["a-nullable-field"]
    body = (await buggy.send(query, {"x": TOLD})).json()
    assert SAID not in logged(caplog, masked(body, path))
    assert TOLD not in caplog.text


async def test_a_value_of_the_wrong_type_is_a_bug_too(
    buggy: GraphQLClient, caplog: pytest.LogCaptureFixture
) -> None:
    response = await buggy.send("{ number }")
    request_id = masked(response.json(), ["number"])
    assert SAID not in response.text
    assert logged(caplog, request_id)


async def test_a_bug_is_owned_up_to_in_both_languages(buggy: GraphQLClient) -> None:
    said: dict[str, str] = {}
    for language in ("nb", "en"):
        buggy.language = language
        body = (await buggy.send("{ number }")).json()
        said[language] = body["errors"][0]["message"].replace(masked(body, ["number"]), "ID")
    assert said["nb"] != said["en"]
    assert all("ID" in words and words.endswith(".") for words in said.values())


async def test_each_bug_has_an_id_of_its_own(buggy: GraphQLClient) -> None:
    query = '{ thing { a: broken(given: "") b: broken(given: "") late } }'
    errors = (await buggy.send(query)).json()["errors"]
    assert len({error["extensions"]["requestId"] for error in errors}) == 3


async def test_a_clients_mistake_is_not_logged(
    client: GraphQLClient, caplog: pytest.LogCaptureFixture
) -> None:
    await client.send("{ nothing }")
    await client.send("{ schemes(first: 0) { totalCount } }")
    await client.send("query($n: Int!) { schemes(first: $n) { totalCount } }", {"n": "x"})
    assert [r for r in caplog.records if r.name.startswith(("schema", "api", "strawberry"))] == []


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("{ clustres { slug } }", "clusters"),
        ("{ offer(slig: 1) { slug } }", "slug"),
        ("{ clusters { slag } }", "slug"),
        ("query($x: Strong) { offer(slug: $x) { slug } }", "String"),
        ("mutation { saveAnswer { a } }", "saveAnswers"),
    ],
)
async def test_suggestions_are_for_development(
    environment: Environment, query: str, hint: str
) -> None:
    async with client_of(environment, suggests=True) as client:
        helped = (await client.send(query)).json()["errors"]
    async with client_of(environment) as client:
        bare = (await client.send(query)).json()["errors"]
    assert any("Did you mean" in e["message"] and hint in e["message"] for e in helped)
    assert [e for e in bare if "Did you mean" in e["message"]] == []


VARIABLE = "query($p: CompanyProfileInput!) { matchProfile(profile: $p) { __typename } }"


async def test_suggestions_about_variables_are_for_development_too(
    environment: Environment,
) -> None:
    given = {"p": {"employes": 5}}
    async with client_of(environment, suggests=True) as client:
        assert "Did you mean" in (await client.send(VARIABLE, given)).text
    async with client_of(environment) as client:
        assert "Did you mean" not in (await client.send(VARIABLE, given)).text


@pytest.mark.parametrize("suggests", [True, False])
@pytest.mark.parametrize(
    ("query", "given"),
    [
        (f'{{ offer("{TOLD}") {{ slug }} }}', None),
        (f'{{ offer(slug: "a" """{TOLD}""") {{ slug }} }}', None),
        ("{ offer(slug: 904177311 904177311) { slug } }", None),
        (VARIABLE, {"p": {"employes": 5, "name": TOLD}}),
        (f'{{ matchProfile(profile: {{nam: "{TOLD}"}}) {{ __typename }} }}', None),
        (
            """mutation ($s: [Scope!]!) {
              createApiKey(input: {name: "k", scopes: $s}) { __typename }
            }""",
            {"s": [f"COMPAN-{TOLD}"]},
        ),
    ],
)
async def test_a_value_is_not_repeated(
    environment: Environment, query: str, given: dict[str, Any] | None, *, suggests: bool
) -> None:
    async with client_of(environment, suggests=suggests) as client:
        said = (await client.send(query, given)).json()["errors"]
    assert said
    assert [one["message"] for one in said if TOLD in one["message"]] == []
    assert [one["message"] for one in said if "904177311" in one["message"]] == []
