"""Whatever is sent to ``/graphql``, the answer is no bug: below 500, and never INTERNAL."""

import json
import re
from copy import deepcopy
from typing import Any, Final, cast
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.ids import global_id
from tests.contract.operations import SERVED, SIGNED_IN, operation
from tests.fixtures.http import GraphQLClient
from tests.fixtures.laws import examples
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import ANSWERS, PROFILE, Json, answers_input

THROWN: Final = settings(
    examples(300),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The same requests each time; all of them share the client and the draft."""

WORDS = st.sampled_from(
    ["", "x", "S01", "skattefunn", "30", "2026-11-22", "9999-12-31", "en", "\u0000", "\ud800", "😀"]
)
NUMBERS = st.one_of(
    st.integers(),
    st.integers(min_value=10**14, max_value=10**40),
    st.floats(),
    st.sampled_from([0, -1, 1, 200, 2**31, -(2**63), 10**12, 1e300, 5e-324]),
)
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, st.text(max_size=20))
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "accept": st.sampled_from(["*/*", "application/graphql-response+json", "text/html;q=x"]),
        "accept-language": st.sampled_from(["en", "nn;q=0.1", ";;;", "en;q=NaN"]),
        "authorization": st.sampled_from(
            [
                "",
                "Bearer",
                "Bearer ek_",
                f"Bearer ekk_{'A' * 22}_{'A' * 43}",
                "Basic eDp5",
                "bearer a b",
            ]
        ),
        "content-type": st.sampled_from(["application/json", "text/plain", "application/json;x"]),
    },
)


def no_bug(response: httpx.Response) -> None:
    assert response.status_code < 500, response.text
    body = response.json()
    codes = [error["extensions"]["code"] for error in body.get("errors", [])]
    assert "INTERNAL" not in codes, body
    assert codes or body["data"] is not None


async def throw(
    client: GraphQLClient, content: bytes, headers: dict[str, str] | None = None
) -> None:
    sent = {"content-type": "application/json", **(headers or {})}
    if client.token is not None:
        sent.setdefault("authorization", f"Bearer {client.token}")
    no_bug(await client.http.post("/graphql", content=content, headers=sent))


@THROWN
@given(content=st.binary(max_size=200), headers=HEADERS)
async def test_random_bytes(api: GraphQLClient, content: bytes, headers: dict[str, str]) -> None:
    await throw(api, content, headers)


@THROWN
@given(
    body=VALUES
    | st.fixed_dictionaries(
        {"query": VALUES | st.sampled_from([operation(name) for name in SERVED])},
        optional={"variables": VALUES, "operationName": VALUES, "extensions": VALUES},
    ),
    headers=HEADERS,
)
async def test_random_json(api: GraphQLClient, body: object, headers: dict[str, str]) -> None:
    await throw(api, json.dumps(body).encode(), headers)


def variables_of(respondent: Respondent) -> dict[str, Json]:
    """Return good variables of each operation; a stale revision saves the draft from most."""
    stale = {"assessmentId": respondent.id, "expectedRevision": 0}
    return {
        "QuestionnaireForm": {"slug": "health-export", "version": 1},
        "Assessment": {"id": respondent.id},
        "Refetch": {"id": respondent.id},
        "Catalogue": {
            "first": 3,
            "after": None,
            "filter": {"themes": ["scaling"], "kinds": ["grant"], "search": "eksport"},
        },
        "MatchProfile": {"profile": deepcopy(PROFILE), "asOf": "2026-11-22"},
        "Progress": {"id": respondent.id},
        "MatchesNow": {"id": respondent.id, "asOf": "2027-02-01"},
        "Simulate": {
            "id": respondent.id,
            "answers": deepcopy(answers_input(ANSWERS)[:12]),
            "profile": deepcopy(PROFILE),
        },
        "StartAssessment": {"input": {"questionnaire": "nothing", "companyId": None}},
        "SaveAnswers": {
            "input": {
                **stale,
                "answers": deepcopy(answers_input(ANSWERS)[:12]),
                "idempotencyKey": "k",
            }
        },
        "SaveProfile": {"input": {**stale, "profile": deepcopy(PROFILE)}},
        "SubmitAssessment": {"input": {**stale, "includeInAggregates": True}},
        "CreateApiKey": {
            "input": {
                "name": "x",
                "scopes": ["CATALOGUE"],
                "companyId": respondent.id,
                "organisationNumber": "974760673",
                "expiresAt": "2027-01-31T12:00:00Z",
            }
        },
        "RevokeApiKey": {"input": {"apiKeyId": respondent.id}},
        "ShareAssessment": {
            "input": {
                "assessmentId": respondent.id,
                "recipient": "norway-health-tech",
                "purpose": "ADVICE",
                "contact": "x",
            }
        },
        "WithdrawConsent": {"input": {"consentId": global_id("Consent", UUID(int=1))}},
        "SharedAssessments": {"cluster": "norway-health-tech", "first": 1, "after": None},
    }


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of everything inside `value`."""
    found: list[tuple[str | int, ...]] = []
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        entries = list(cast("dict[str | int, object]", value).items())
    elif isinstance(value, list):
        entries = list(enumerate(cast("list[object]", value)))
    for key, inner in entries:
        found += [(*path, key), *places(inner, (*path, key))]
    return found


def put(value: Any, path: tuple[str | int, ...], new: object) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new


@THROWN
@given(data=st.data())
async def test_random_variables(startup: Respondent, data: st.DataObject) -> None:
    good = variables_of(startup)
    name = data.draw(st.sampled_from(sorted(good)))
    variables = good[name]
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(places(variables)))
        put(variables, path, data.draw(VALUES))
    body = {"query": operation(name), "variables": variables}
    await throw(startup.client, json.dumps(body).encode())


TOKENS = re.compile(r'"[^"]*"|\$?\w+|\.\.\.|\S')
PUNCTUATION = ["...", '"""', "{}", "[[]]", "null", "true", "\ufeff", "\u0000", *'{}()[]:!@$=|&"#']
NUMERALS = ["1e9999999", "-0", "99999999999999999999", "first:0", '"\\u{d800}"']
KEYWORDS = ["fragment", "query", "mutation", "subscription", "type", "extend", "on", "__schema"]
DIRECTIVES = ["@skip(if:true)", "@include(if:$x)", "__typename"]
PIECES = st.sampled_from([*PUNCTUATION, *NUMERALS, *KEYWORDS, *DIRECTIVES])


@THROWN
@given(
    name=st.sampled_from(SERVED),
    edits=st.lists(
        st.tuples(
            st.integers(0, 10**6), st.sampled_from(["drop", "double", "put", "swap"]), PIECES
        ),
        min_size=1,
        max_size=4,
    ),
)
async def test_random_documents(
    startup: Respondent, name: str, edits: list[tuple[int, str, str]]
) -> None:
    tokens = TOKENS.findall(operation(name))
    for place, edit, piece in edits:
        at = place % len(tokens)
        if edit == "drop":
            del tokens[at]
        elif edit == "double":
            tokens.insert(at, tokens[at])
        elif edit == "put":
            tokens.insert(at, piece)
        else:
            tokens[at], tokens[-1 - at] = tokens[-1 - at], tokens[at]
    variables = variables_of(startup).get(name, {})
    body = {"query": " ".join(tokens), "variables": variables}
    await throw(startup.client, json.dumps(body).encode())


@pytest.mark.parametrize("name", [name for name in SERVED if name not in SIGNED_IN])
async def test_the_good_requests_are_good(startup: Respondent, name: str) -> None:
    variables = variables_of(startup).get(name, {})
    response = await startup.client.send(operation(name), variables, name)
    assert "errors" not in response.json()
