"""``AnswerValueInput`` takes exactly one field, by variables, by literals and by both."""

import json

import pytest

from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json
from tests.schema.refusals import nothing_changes

SAVE = """
mutation Save($id: ID!, $value: AnswerValueInput!) {
  saveAnswers(input: { assessmentId: $id, answers: [{ question: "S10", value: $value }] }) {
    __typename
    ... on AnswersRejected { rejections { question code message } }
  }
}
"""
LITERAL = """
mutation Save($id: ID!) {
  saveAnswers(input: { assessmentId: $id, answers: [{ question: "S10", value: VALUE }] }) {
    __typename
  }
}
"""
MIXED = """
mutation Save($id: ID!, $option: String) {
  saveAnswers(
    input: { assessmentId: $id, answers: [{ question: "S10", value: { option: $option } }] }
  ) {
    __typename
  }
}
"""
PROFILE = """
query Match($value: AnswerValueInput!) {
  matchProfile(profile: { facts: [{ fact: "uses_ai", value: $value }] }) {
    nextFacts(first: 1) { decides }
  }
}
"""
ONE_OF = """{ __type(name: "AnswerValueInput") { isOneOf inputFields { name } } }"""

WRONG: dict[str, Json] = {
    "none": {},
    "two": {"option": "contact", "text": "contact"},
    "all-markers": {"notApplicable": True, "dontKnow": True, "clear": True},
    "null": {"option": None},
    "one-and-a-null": {"option": "contact", "text": None},
}
LITERALS = [
    "{}",
    '{ option: "contact", text: "contact" }',
    "{ option: null }",
    '{ option: "contact", number: null }',
    '[{ option: "contact" }, { option: "none" }]',
    '"contact"',
    "null",
]


def code_of(body: Json, *codes: str) -> None:
    assert "data" not in body or body["data"] is None
    assert {e["extensions"]["code"] for e in body["errors"]} <= set(codes)
    assert len(body["errors"]) >= 1


@pytest.mark.parametrize("value", WRONG.values(), ids=list(WRONG))
async def test_a_variable_with_another_number_of_fields_is_refused(
    draft: Respondent, value: Json
) -> None:
    async with nothing_changes(draft):
        response = await draft.client.send(SAVE, {"id": draft.id, "value": value})
    code_of(response.json(), "BAD_USER_INPUT")
    response = await draft.client.send(PROFILE, {"value": value})
    code_of(response.json(), "BAD_USER_INPUT")


@pytest.mark.parametrize("literal", LITERALS)
async def test_a_literal_with_another_number_of_fields_is_refused(
    draft: Respondent, literal: str
) -> None:
    async with nothing_changes(draft):
        query = LITERAL.replace("VALUE", literal)
        response = await draft.client.send(query, {"id": draft.id})
    code_of(response.json(), "GRAPHQL_VALIDATION_FAILED")


@pytest.mark.parametrize("variables", [{}, {"option": None}])
async def test_a_field_of_it_is_not_null_through_a_variable_either(
    draft: Respondent, variables: Json
) -> None:
    async with nothing_changes(draft):
        response = await draft.client.send(MIXED, {"id": draft.id, **variables})
    code_of(response.json(), "BAD_USER_INPUT")


@pytest.mark.parametrize("marker", ["never", "notApplicable", "dontKnow", "clear"])
async def test_a_marker_can_only_be_true(draft: Respondent, marker: str) -> None:
    async with nothing_changes(draft):
        response = await draft.client.send(SAVE, {"id": draft.id, "value": {marker: False}})
    payload = response.json()["data"]["saveAnswers"]
    assert payload["__typename"] == "AnswersRejected"
    (rejection,) = payload["rejections"]
    assert (rejection["question"], rejection["code"]) == ("S10", "WRONG_KIND")
    assert f"`{marker}`" in rejection["message"]


@pytest.mark.parametrize(
    "value",
    [
        {"option": 5},
        {"options": [None]},
        {"number": "5"},
        {"number": True},
        {"boolean": "true"},
        {"boolean": 1},
        {"text": 5},
        {"date": 20261122},
        {"dontKnow": "true"},
        {"nothing": True},
        ["option"],
        "option",
        5,
        None,
    ],
    ids=json.dumps,
)
async def test_a_value_of_another_type_is_refused(draft: Respondent, value: object) -> None:
    async with nothing_changes(draft):
        response = await draft.client.send(SAVE, {"id": draft.id, "value": value})
    assert response.status_code == 200
    code_of(response.json(), "BAD_USER_INPUT")


async def test_exactly_one_field_is_taken(startup: Respondent) -> None:
    sent = await startup.client.send(SAVE, {"id": startup.id, "value": {"option": "contact"}})
    assert sent.json() == {"data": {"saveAnswers": {"__typename": "SaveAnswersSuccess"}}}
    query = LITERAL.replace("VALUE", '{ option: "project" }')
    sent = await startup.client.send(query, {"id": startup.id})
    assert sent.json() == {"data": {"saveAnswers": {"__typename": "SaveAnswersSuccess"}}}
    assert (await startup.stored()).answers["S10"]["option"] == "project"
    sent = await startup.client.send(MIXED, {"id": startup.id, "option": "results"})
    assert sent.json() == {"data": {"saveAnswers": {"__typename": "SaveAnswersSuccess"}}}
    assert (await startup.stored()).answers["S10"]["option"] == "results"


async def test_introspection_says_so(api: GraphQLClient) -> None:
    found = (await api.data(ONE_OF))["__type"]
    assert found["isOneOf"] is True
    assert {f["name"] for f in found["inputFields"]} == {
        "option",
        "options",
        "number",
        "boolean",
        "text",
        "date",
        "never",
        "notApplicable",
        "dontKnow",
        "clear",
    }


async def too_many(respondent: Respondent, query: str, variables: Json) -> str:
    async with nothing_changes(respondent):
        body = (await respondent.client.send(query, variables)).json()
    code_of(body, "BAD_USER_INPUT")
    return str(body["errors"][0]["message"])


async def test_lists_have_a_limit(draft: Respondent) -> None:
    value = {"options": ["none"] * 501}
    assert "500" in await too_many(draft, SAVE, {"id": draft.id, "value": value})
    answers = [{"question": "S10", "value": {"option": "none"}}] * 1_001
    query = """
    mutation($input: SaveAnswersInput!) { saveAnswers(input: $input) { __typename } }
    """
    given = {"input": {"assessmentId": draft.id, "answers": answers}}
    assert "1\u00a0000" in await too_many(draft, query, given)
    details = [{"option": "none", "text": "x"}] * 501
    answer = {"question": "S10", "value": {"option": "none"}, "details": details}
    given = {"input": {"assessmentId": draft.id, "answers": [answer]}}
    assert "detaljer til høyst 500" in await too_many(draft, query, given)
    query = """
    query($profile: CompanyProfileInput!) { matchProfile(profile: $profile) { __typename } }
    """
    facts = [{"fact": "uses_ai", "value": {"boolean": True}}] * 501
    assert "500" in await too_many(draft, query, {"profile": {"facts": facts}})
    assert "500" in await too_many(draft, query, {"profile": {"targetMarkets": ["SE"] * 501}})
