"""What is refused outside the result unions is said in the caller's language too."""

from typing import Any

import pytest

from schema.types.inputs import MAX_ANSWERS, MAX_CHOSEN
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.schema.refusals import nothing_changes, says_what_to_do

Case = tuple[str, dict[str, object]]

SCHEMES = "query($n: Int!, $after: String) { schemes(first: $n, after: $after) { totalCount } }"
SEARCH = 'query($n: Int!) { search(text: "a", first: $n) { matchedName } }'
MATCH = """
query($profile: CompanyProfileInput!, $asOf: Date) {
  matchProfile(profile: $profile, asOf: $asOf) { nextFacts(first: 1) { decides } }
}
"""
SAVE = """
mutation($input: SaveAnswersInput!) { saveAnswers(input: $input) { __typename } }
"""
FALSE = {"fact": "uses_ai", "value": {"dontKnow": False}}
ANSWER = {"question": "A1", "value": {"dontKnow": True}}

REFUSED: dict[str, Case] = {
    "none at once": (SCHEMES, {"n": 0}),
    "too many at once": (SEARCH, {"n": 201}),
    "a forged cursor": (SCHEMES, {"n": 1, "after": "x"}),
    "a day out of reason": (MATCH, {"profile": {}, "asOf": "1850-01-01"}),
    "a date that is none": (MATCH, {"profile": {}, "asOf": "1.2.2026"}),
    "a day that is not there": (MATCH, {"profile": {"foundedOn": "2026-02-30"}}),
    "a part of a krone": (MATCH, {"profile": {"annualRevenueNok": 1.5}}),
    "a number without end": (MATCH, {"profile": {"annualRevenueNok": 10**40}}),
    "a rejected profile": (MATCH, {"profile": {"regionCode": "99"}}),
    "false for what can only be true": (MATCH, {"profile": {"facts": [FALSE]}}),
    "too many options": (MATCH, {"profile": {"clusters": ["a"] * (MAX_CHOSEN + 1)}}),
    "too many facts": (MATCH, {"profile": {"facts": [FALSE] * (MAX_CHOSEN + 1)}}),
}

IN_A_VARIABLE: dict[str, tuple[Case, str]] = {
    "words for a number": ((MATCH, {"profile": {"employees": "ten"}}), "`$profile.employees`: "),
    "a number for a date": ((MATCH, {"profile": {}, "asOf": 20260201}), "`$asOf`: "),
}


async def refused(api: GraphQLClient, case: Case, language: str) -> dict[str, Any]:
    api.language = language
    (error,) = (await api.send(*case)).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    found: dict[str, Any] = error
    return found


@pytest.mark.parametrize("name", REFUSED)
async def test_an_argument_is_refused_in_both(api: GraphQLClient, name: str) -> None:
    nb = await refused(api, REFUSED[name], "nb")
    en = await refused(api, REFUSED[name], "en")
    assert nb["message"] != en["message"]
    assert (nb["message"][-1], en["message"][-1]) == (".", ".")
    assert nb["path"] == en["path"]
    assert (await refused(api, REFUSED[name], "nn"))["message"] == nb["message"]


async def test_too_many_answers_are_refused_in_both(respondent: Respondent) -> None:
    answers = [ANSWER] * (MAX_ANSWERS + 1)
    given = {"assessmentId": respondent.id, "expectedRevision": 1, "answers": answers}
    async with nothing_changes(respondent):
        nb = await refused(respondent.client, (SAVE, {"input": given}), "nb")
        en = await refused(respondent.client, (SAVE, {"input": given}), "en")
    says_what_to_do(nb["message"], en["message"])


@pytest.mark.parametrize("name", IN_A_VARIABLE)
async def test_a_value_in_a_variable_is_named_and_refused_in_both(
    api: GraphQLClient, name: str
) -> None:
    case, place = IN_A_VARIABLE[name]
    nb = (await refused(api, case, "nb"))["message"]
    en = (await refused(api, case, "en"))["message"]
    assert nb.startswith(place)
    assert en.startswith(place)
    says_what_to_do(nb.removeprefix(place), en.removeprefix(place))


async def test_a_date_written_in_the_document_is_refused_in_both(api: GraphQLClient) -> None:
    query = "{ matchProfile(profile: {}, asOf: 5) { nextFacts(first: 1) { decides } } }"
    said: dict[str, str] = {}
    for language in ("nb", "en"):
        api.language = language
        (error,) = (await api.send(query)).json()["errors"]
        assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
        said[language] = error["message"]
    says_what_to_do(said["nb"], said["en"])


async def test_what_is_wrong_with_a_document_is_said_in_english(api: GraphQLClient) -> None:
    said: list[str] = []
    for language in ("nb", "en"):
        api.language = language
        (error,) = (await api.send("{ nothing }")).json()["errors"]
        said.append(error["message"])
    assert said[0] == said[1]


BODIES = {
    "no JSON": b"{",
    "no object": b"[]",
    "no query": b"{}",
    "variables in a list": b'{"query": "{ __typename }", "variables": []}',
    "a number for a name": b'{"query": "{ __typename }", "operationName": 5}',
    "a null in a string": b'{"query": "{ __typename } # \\u0000"}',
    "no text": b"\xff",
    "infinity": b'{"query": "{ __typename }", "variables": {"x": Infinity}}',
    "deep": b"[" * 100,
    "a deep document": b'{"query": "%s"}' % (b"{a" * 100),
    "too much": b" " * 2_000_000,
}


@pytest.mark.parametrize("name", BODIES)
async def test_a_body_is_refused_in_both(api: GraphQLClient, name: str) -> None:
    said: dict[str, str] = {}
    for language in ("nb", "en"):
        headers = {"content-type": "application/json", "accept-language": language}
        response = await api.http.post("/graphql", content=BODIES[name], headers=headers)
        assert response.headers["content-language"] == language
        (error,) = response.json()["errors"]
        said[language] = error["message"]
    assert said["nb"] != said["en"]
    assert said["nb"].endswith(".")
    assert said["en"].endswith(".")
