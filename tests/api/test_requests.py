"""Requests that are refused before GraphQL sees them, and what they are told."""

import json
import time
import tracemalloc
from collections.abc import AsyncGenerator

import httpx
import pytest

from api.graphql_requests import MAX_NESTING, nesting
from tests.fixtures.http import GraphQLClient

JSON = {"content-type": "application/json"}
FORM = '{ questionnaire(slug: "health-export") { version } }'
GOOD = json.dumps({"query": FORM}).encode()


async def post(
    client: GraphQLClient, content: bytes, headers: dict[str, str] | None = None
) -> httpx.Response:
    return await client.http.post("/graphql", content=content, headers={**JSON, **(headers or {})})


def refused(response: httpx.Response, status: int) -> str:
    """Return the message of a refusal."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    body = response.json()
    assert set(body) == {"errors"}
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    message: str = error["message"]
    assert message.endswith(".")
    return message


def with_variables(text: str) -> bytes:
    return f'{{"query": "{{ __typename }}", "variables": {text}}}'.encode()


NOT_JSON = {
    "empty": b"",
    "blank": b"  \n",
    "a-brace": b"{",
    "a-form": b"query=%7B__typename%7D",
    "single-quotes": b"{'query': '{__typename}'}",
    "a-comma-too-many": b'{"query": "{__typename}",}',
    "nan": with_variables('{"x": NaN}'),
    "infinity": with_variables('{"x": -Infinity}'),
    "invalid-utf-8": b'{"query": "{ __typename } # \xff\xfe"}',
    "utf-16": json.dumps({"query": FORM}).encode("utf-16"),
    "half-a-character": b'{"query": "{ __typename } # \xc3"}',
    "byte-order-mark": b"\xef\xbb\xbf" + GOOD,
    "deep-list": with_variables("[" * 10_000 + "]" * 10_000),
    "deep-object": with_variables('{"x":' * 10_000 + "1" + "}" * 10_000),
    "open-brackets": b"[" * 500_000,
}
NOT_A_REQUEST = {
    "list": b"[]",
    "batch": b"[" + GOOD + b"]",
    "string": b'"{ __typename }"',
    "number": b"5",
    "null": b"null",
    "nothing": b"{}",
    "query-null": b'{"query": null}',
    "query-empty": b'{"query": ""}',
    "query-blank": b'{"query": " \\n"}',
    "query-list": b'{"query": ["{ __typename }"]}',
    "query-number": b'{"query": 5}',
    "only-an-id": b'{"id": "abc", "variables": {}}',
    "variables-list": with_variables("[]"),
    "variables-string": with_variables('"{}"'),
    "variables-number": with_variables("1"),
    "name-number": b'{"query": "{ __typename }", "operationName": 5}',
    "name-list": b'{"query": "{ __typename }", "operationName": ["a"]}',
    "name-long": b'{"query": "{ __typename }", "operationName": "' + b"a" * 201 + b'"}',
}
NO_TEXT: dict[str, tuple[bytes, str]] = {
    "null-byte-in-query": (b'{"query": "{ __typename } # \\u0000"}', "query"),
    "half-a-character-in-query": (b'{"query": "{ __typename } # \\ud800"}', "query"),
    "null-byte": (with_variables('{"x": "a\\u0000b"}'), "$x"),
    "lone-surrogate": (with_variables('{"a": "b", "x": "\\udc00"}'), "$x"),
    "lone-surrogate-deep": (with_variables('{"x": [1, {"y": ["", "\\ud83d"]}]}'), "$x[1].y[1]"),
    "lone-surrogate-as-a-key": (with_variables('{"x": {"\\ud800": 1}}'), "$x"),
    "in-a-key-at-the-top": (with_variables('{"\\u0000": 1}'), "variables"),
    "beneath-a-key-that-is-no-name": (with_variables('{"x": {"a b": ["\\u0000"]}}'), "$x"),
    "in-the-name": (
        b'{"query": "query A { __typename }", "operationName": "\\ud800"}',
        "operationName",
    ),
}


@pytest.mark.parametrize("case", NOT_JSON)
async def test_what_is_no_json_is_refused(client: GraphQLClient, case: str) -> None:
    refused(await post(client, NOT_JSON[case]), 400)


@pytest.mark.parametrize("case", NOT_A_REQUEST)
async def test_what_is_no_request_is_refused(client: GraphQLClient, case: str) -> None:
    refused(await post(client, NOT_A_REQUEST[case]), 400)


@pytest.mark.parametrize("case", NO_TEXT)
async def test_characters_that_are_no_text_are_refused_with_their_place(
    client: GraphQLClient, case: str
) -> None:
    body, place = NO_TEXT[case]
    for language in ("nb", "en"):
        message = refused(await post(client, body, {"accept-language": language}), 400)
        assert message.startswith(f"`{place}`: ")
        says_what_to_do = {"nb": "Ta dem bort", "en": "Take them out"}
        assert says_what_to_do[language] in message


async def test_a_pair_of_surrogates_is_a_character(client: GraphQLClient) -> None:
    response = await post(client, with_variables('{"x": "\\ud83d\\ude00"}'))
    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "text/json",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=iso-8859-1",
        'application/json; charset="utf-16"',
        "json",
    ],
)
async def test_another_content_type_is_refused(client: GraphQLClient, content_type: str) -> None:
    message = refused(await post(client, GOOD, {"content-type": content_type}), 415)
    assert "UTF-8" in message if "charset" in content_type else "application/json" in message


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        "application/json;charset=utf-8",
        'application/json ; charset="UTF-8"',
    ],
)
async def test_json_in_utf_8_is_read(client: GraphQLClient, content_type: str) -> None:
    response = await post(client, GOOD, {"content-type": content_type})
    assert response.json() == {"data": {"questionnaire": {"version": 1}}}


NUMBERS = {
    "5000 digits": "9" * 5_000,
    "101 digits": "9" * 101,
    "101 digits below zero": "-" + "9" * 101,
    "5000 decimals": "0." + "9" * 5_000,
    "1e400": "1e400",
    "1e-400": "1e-400",
    "an enormous exponent": "1e999999999999999999999",
}
MATCH = "query($p: CompanyProfileInput!) { matchProfile(profile: $p) { __typename } }"


@pytest.mark.parametrize("name", NUMBERS)
async def test_a_number_of_too_many_digits_is_refused_with_its_place(
    client: GraphQLClient, name: str
) -> None:
    variables = f'{{"p": {{"employees": {NUMBERS[name]}, "annualRevenueNok": -1}}}}'
    body = f'{{"query": "{MATCH}", "variables": {variables}}}'.encode()
    (error,) = (await post(client, body)).json()["errors"]
    assert error["path"] == ["matchProfile"]
    rejections = error["extensions"]["rejections"]
    assert [(one["path"], one["code"]) for one in rejections] == [
        ("employees", "INVALID_NUMBER"),
        ("annualRevenueNok", "OUT_OF_RANGE"),
    ]
    assert rejections[0]["message"] == "Oppgi et tall med høyst 30 sifre."


async def test_a_body_over_the_limit_is_refused(client: GraphQLClient) -> None:
    limit = 1_000_000
    fits = GOOD + b" " * (limit - len(GOOD))
    assert (await post(client, fits)).status_code == 200
    response = await post(client, fits + b" ")
    assert "1\u00a0000\u00a0000 byte" in refused(response, 413)
    assert response.headers["connection"] == "close"


async def test_a_body_over_the_limit_is_not_held(client: GraphQLClient) -> None:
    async def endless() -> AsyncGenerator[bytes]:
        for _ in range(1_000):
            yield b" " * 100_000

    tracemalloc.start()
    try:
        response = await client.http.post("/graphql", content=endless(), headers=JSON)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    refused(response, 413)
    assert most < 10_000_000


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def test_only_post_is_answered(client: GraphQLClient, method: str) -> None:
    response = await client.http.request(method, "/graphql", params={"query": FORM})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("plain", 0),
        ("{}", 1),
        ("{[{}]}", 3),
        ("[][][]", 1),
        ('"[[[["', 0),
        ('"\\"[[["', 0),
        ('{"a": "}"}', 1),
        ("]]]][", 0),
        ("}{}", 0),
        ('"unclosed [[', 0),
        ('"unclosed\n[[', 2),
        ('# "\n[[[ # "', 3),
        ("# [[[\r[", 1),
        ('"#" [', 1),
        ('""" [[ " [[ "" [[ """ [', 1),
        ('""" \\""" [[ """ [', 1),
        ('""" \\\\""" [[ """ [', 1),
        ('"" [', 1),
        ('"""""" [', 1),
        ('{"a": "", "b": [["#"]]}', 3),
    ],
)
def test_nesting_is_counted_outside_strings(text: str, depth: int) -> None:
    assert nesting(text) == depth


@pytest.mark.parametrize(("depth", "status"), [(MAX_NESTING - 1, 200), (MAX_NESTING, 400)])
async def test_json_may_nest_so_deep(client: GraphQLClient, depth: int, status: int) -> None:
    nested = "[" * (depth - 1) + "]" * (depth - 1)
    response = await post(client, with_variables(f'{{"x": {nested}}}'))
    assert response.status_code == status


@pytest.mark.parametrize("depth", [MAX_NESTING + 1, 5_000])
async def test_a_document_may_not_nest_deeper(client: GraphQLClient, depth: int) -> None:
    query = "{ a " * depth + "}" * depth
    assert str(MAX_NESTING) in refused(
        await post(client, json.dumps({"query": query}).encode()), 400
    )


async def test_nothing_hides_how_deep_a_document_nests(client: GraphQLClient) -> None:
    deep = "{ a " * 100 + "}" * 100
    hidden = 'query($x: String = """ \\\\""" [ """) '
    for query in (f'# "\n{deep}\n# "', f'{hidden}{deep} # """'):
        body = json.dumps({"query": query}).encode()
        assert str(MAX_NESTING) in refused(await post(client, body), 400)


@pytest.mark.parametrize("unit", ['"', '\\"', '"\\', '"""\\', "#", "[", '"\n', '""" "" '])
def test_nesting_is_counted_in_a_time_that_grows_with_the_text_alone(unit: str) -> None:
    text = '"' + unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    nesting(text)
    assert time.perf_counter() - start < 2
