"""What graphql-core finds wrong with a value is said in Norwegian too."""

import pytest

from tests.fixtures.http import GraphQLClient

SAVE = "mutation($input: SaveAnswersInput!) { saveAnswers(input: $input) { __typename } }"
NODE = "query($id: ID!) { node(id: $id) { id } }"
SEARCH = """
query($text: String!, $first: Int!) { search(text: $text, first: $first) { matchedName } }
"""
MATCH = """
query($value: AnswerValueInput!) {
  matchProfile(profile: {facts: [{fact: "stage", value: $value}]}) { __typename }
}
"""
WRITTEN = """
query($option: String) {
  matchProfile(profile: {facts: [{fact: "stage", value: VALUE}]}) { __typename }
}
"""
ONE = "Oppgi nøyaktig ett av feltene i `AnswerValueInput`, og ikke null."
NOT_NULL = "Oppgi en verdi som ikke er null."
LARGEST = "2\u00a0147\u00a0483\u00a0"

IN_VARIABLES: dict[str, tuple[str, dict[str, object], str]] = {
    "none of them": (MATCH, {"value": {}}, f"`$value`: {ONE}"),
    "two of them": (MATCH, {"value": {"option": "a", "text": "b"}}, f"`$value`: {ONE}"),
    "null for one": (MATCH, {"value": {"option": None}}, f"`$value.option`: {ONE}"),
    "no object": (
        MATCH,
        {"value": 5},
        "`$value`: Oppgi et objekt med felter, ikke en enkelt verdi.",
    ),
    "not given": (MATCH, {}, "`$value`: Oppgi en verdi."),
    "null": (MATCH, {"value": None}, f"`$value`: {NOT_NULL}"),
    "null in a list": (
        SAVE,
        {"input": {"assessmentId": "x", "answers": [None]}},
        f"`$input.answers[0]`: {NOT_NULL}",
    ),
    "a field is missing": (
        SAVE,
        {"input": {"answers": []}},
        "`$input`: Feltet `assessmentId` mangler. Oppgi det.",
    ),
    "no whole number": (
        SEARCH,
        {"text": "a", "first": "ten"},
        "`$first`: Oppgi et helt tall, skrevet med sifre.",
    ),
    "too large": (
        SEARCH,
        {"text": "a", "first": 10**12},
        f"`$first`: Oppgi et helt tall fra −{LARGEST}648 til {LARGEST}647.",
    ),
    "no text": (SEARCH, {"text": 5, "first": 1}, "`$text`: Oppgi en tekst."),
    "no truth value": (
        MATCH,
        {"value": {"boolean": "yes"}},
        "`$value.boolean`: Oppgi true eller false.",
    ),
    "no id": (NODE, {"id": [1]}, "`$id`: Oppgi en id, som tekst."),
}
IN_THE_DOCUMENT = {
    "none of them": ("{}", ONE),
    "two of them": ('{option: "a", text: "b"}', ONE),
    "no variable": (
        "{option: $option}",
        "`profile.facts[0].value`: Gi variabelen `$option` en verdi som ikke er null.",
    ),
    "no text": ("{option: 5}", "Oppgi en tekst."),
}


async def said(api: GraphQLClient, query: str, variables: dict[str, object], language: str) -> str:
    api.language = language
    (error,) = (await api.send(query, variables)).json()["errors"]
    assert error["extensions"]["code"] in {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}
    return str(error["message"])


@pytest.mark.parametrize("name", IN_VARIABLES)
async def test_a_value_in_a_variable(api: GraphQLClient, name: str) -> None:
    query, variables, nb = IN_VARIABLES[name]
    assert await said(api, query, variables, "nb") == nb
    assert await said(api, query, variables, "nn") == nb
    assert (await said(api, query, variables, "en")).startswith("Variable '$")


@pytest.mark.parametrize("name", IN_THE_DOCUMENT)
async def test_a_value_in_the_document(api: GraphQLClient, name: str) -> None:
    value, nb = IN_THE_DOCUMENT[name]
    query = WRITTEN.replace("VALUE", value)
    if "$option" not in value:
        query = query.replace("($option: String)", "")
    assert await said(api, query, {}, "nb") == nb
    assert await said(api, query, {}, "en") != nb


async def test_a_variable_with_a_default_that_is_given_as_null(api: GraphQLClient) -> None:
    query = 'query($first: Int = 1) { search(text: "a", first: $first) { matchedName } }'
    nb = "`first`: Gi variabelen `$first` en verdi som ikke er null."
    assert await said(api, query, {"first": None}, "nb") == nb


async def test_a_misspelt_field_is_a_developers_mistake(api: GraphQLClient) -> None:
    given: dict[str, object] = {"input": {"assessmentId": "x", "answers": [], "name": "y"}}
    assert await said(api, SAVE, given, "nb") == await said(api, SAVE, given, "en")
