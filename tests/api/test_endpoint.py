"""GraphQL over HTTP: media types, statuses, headers, and which operation runs."""

from collections.abc import AsyncGenerator

import pytest
from starlette.requests import ClientDisconnect

from tests.fixtures.http import GraphQLClient

GRAPHQL = "application/graphql-response+json"
FORM = '{ questionnaire(slug: "health-export") { version } }'
SEVERAL = "query A { __typename } query B { b: __typename }"


def with_accept(client: GraphQLClient, accept: str) -> GraphQLClient:
    client.http.headers["accept"] = accept
    return client


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html", "application/json"),
        ("application/json", "application/json"),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, application/json; q=0.9", GRAPHQL),
        (f"application/json, {GRAPHQL}", "application/json"),
        (GRAPHQL.upper(), GRAPHQL),
        (f"application/json;q=0.1, {GRAPHQL};q=0.2", GRAPHQL),
        (f"{GRAPHQL};q=0, application/json", "application/json"),
        (f"{GRAPHQL};q=0", "application/json"),
    ],
)
async def test_the_media_type_is_negotiated(
    client: GraphQLClient, accept: str, media_type: str
) -> None:
    response = await with_accept(client, accept).send(FORM)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["vary"] == "Accept, Accept-Language"
    assert response.json() == {"data": {"questionnaire": {"version": 1}}}


async def test_a_client_that_hangs_up_is_no_failure(client: GraphQLClient) -> None:
    async def broken() -> AsyncGenerator[bytes]:
        yield b'{"query": "{'
        raise ClientDisconnect

    sent = await client.http.post(
        "/graphql", content=broken(), headers={"content-type": "application/json"}
    )
    assert (sent.status_code, sent.content) == (400, b"")


async def test_a_refused_body_is_not_kept_by_caches(client: GraphQLClient) -> None:
    sent = await client.http.post("/graphql", content=b"no", headers={"content-type": "text/plain"})
    assert (sent.status_code, sent.headers["cache-control"]) == (415, "no-store")


async def test_a_message_about_a_number_says_what_to_give(client: GraphQLClient) -> None:
    query = 'query($n: Int!) { search(text: "a", first: $n) { __typename } }'
    client.language = "en"
    body = (await client.send(query, {"n": 2.5})).json()
    message = body["errors"][0]["message"]
    whole = "Give a whole number in digits alone: without quotation marks or decimals."
    assert message == f"`$n`: {whole}"


REFUSED = {
    "syntax": ("{ questionnaire(", None, "GRAPHQL_PARSE_FAILED"),
    "no-document": ("hello", None, "GRAPHQL_PARSE_FAILED"),
    "only-a-comment": ("# hello", None, "GRAPHQL_PARSE_FAILED"),
    "empty-selection": ('{ questionnaire(slug: "a") { } }', None, "GRAPHQL_PARSE_FAILED"),
    "too-many-tokens": ("{" + " a" * 7_000 + "}", None, "GRAPHQL_PARSE_FAILED"),
    "unknown-field": ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
    "unknown-argument": ("{ offer(slag: 1) { slug } }", None, "GRAPHQL_VALIDATION_FAILED"),
    "missing-argument": ("{ offer { slug } }", None, "GRAPHQL_VALIDATION_FAILED"),
    "wrong-literal": ("{ offer(slug: 5) { slug } }", None, "GRAPHQL_VALIDATION_FAILED"),
    "no-subfields": ("{ clusters }", None, "GRAPHQL_VALIDATION_FAILED"),
    "unknown-fragment": ("{ ...Nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
    "circular-fragment": (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        None,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "unknown-variable": ("{ offer(slug: $slug) { slug } }", None, "GRAPHQL_VALIDATION_FAILED"),
    "unknown-type": ("query($x: Nothing) { __typename }", None, "GRAPHQL_VALIDATION_FAILED"),
    "unknown-directive": ("{ __typename @nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
    "a-subscription": ("subscription { a }", None, "GRAPHQL_VALIDATION_FAILED"),
    "no-operation": ("fragment A on Query { __typename }", None, "BAD_USER_INPUT"),
    "several-without-a-name": (SEVERAL, None, "BAD_USER_INPUT"),
    "several-and-another-name": (SEVERAL, "C", "BAD_USER_INPUT"),
    "one-and-another-name": ("query A { __typename }", "B", "BAD_USER_INPUT"),
    "unnamed-and-a-name": ("{ __typename }", "A", "BAD_USER_INPUT"),
    "a-type-definition": ("type A { b: C }", None, "BAD_USER_INPUT"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_document_that_cannot_run_is_refused(client: GraphQLClient, case: str) -> None:
    query, name, code = REFUSED[case]
    response = await client.send(query, operation=name)
    body = response.json()
    assert set(body) == {"errors"}
    assert {e["extensions"]["code"] for e in body["errors"]} == {code}
    assert response.status_code == 200, "plain JSON answers with 200"
    assert (await with_accept(client, GRAPHQL).send(query, operation=name)).status_code == 400


VARIABLES: dict[str, dict[str, object]] = {
    "missing": {},
    "null": {"first": None},
    "string": {"first": "5"},
    "decimal": {"first": 5.5},
    "too-large": {"first": 2**31},
    "yes": {"first": True},
    "list": {"first": [5]},
    "object": {"first": {"x": 5}},
}


@pytest.mark.parametrize("case", VARIABLES)
async def test_a_variable_of_another_type_is_refused(client: GraphQLClient, case: str) -> None:
    query = "query($first: Int!) { schemes(first: $first) { totalCount } }"
    response = await client.send(query, VARIABLES[case])
    body = response.json()
    assert response.status_code == 200
    assert set(body) == {"errors"}
    assert [e["extensions"]["code"] for e in body["errors"]] == ["BAD_USER_INPUT"]
    response = await with_accept(client, GRAPHQL).send(query, VARIABLES[case])
    assert response.status_code == 400


async def test_variables_that_nobody_asked_for_are_ignored(client: GraphQLClient) -> None:
    assert await client.data("{ __typename }", {"a": 1, "b": [None]}) == {"__typename": "Query"}


async def test_the_named_operation_runs(client: GraphQLClient) -> None:
    assert await client.data(SEVERAL, operation="A") == {"__typename": "Query"}
    assert await client.data(SEVERAL, operation="B") == {"b": "Query"}


@pytest.mark.parametrize("name", [None, ""])
async def test_an_only_operation_needs_no_name(client: GraphQLClient, name: str | None) -> None:
    assert await client.data("query A { __typename }", operation=name) == {"__typename": "Query"}


async def test_what_ran_answers_with_200_also_with_errors(client: GraphQLClient) -> None:
    query = "{ ok: __typename schemes(first: 0) { totalCount } }"
    response = await with_accept(client, GRAPHQL).send(query)
    assert response.status_code == 200
    body = response.json()
    assert body["data"] is None
    assert [e["path"] for e in body["errors"]] == [["schemes"]]


async def test_a_nullable_field_fails_alone(client: GraphQLClient) -> None:
    query = '{ node(id: "x") { id } clusters { slug } offer(slug: "x") { slug } }'
    data = await client.data(query)
    assert data["node"] is None
    assert data["offer"] is None
    assert len(data["clusters"]) == 17


async def test_no_more_than_five_errors_are_shown(client: GraphQLClient) -> None:
    query = "{" + " ".join(f"a{n}" for n in range(20)) + "}"
    assert len((await client.send(query)).json()["errors"]) == 5


async def test_introspection_is_answered(client: GraphQLClient) -> None:
    data = await client.data("{ __schema { queryType { name } mutationType { name } } }")
    assert data["__schema"] == {
        "queryType": {"name": "Query"},
        "mutationType": {"name": "Mutation"},
    }


async def test_a_long_fragment_chain_is_no_bug(client: GraphQLClient) -> None:
    fragments = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(600))
    query = f"{{ ...F0 }} {fragments} fragment F600 on Query {{ __typename }}"
    response = await client.send(query)
    assert response.status_code == 200
    codes = {e["extensions"]["code"] for e in response.json().get("errors", [])}
    assert codes <= {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"}
