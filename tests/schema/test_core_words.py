"""What graphql-core finds wrong with a value is said in own words, in both languages."""

import inspect
from collections.abc import Callable

import pytest
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLError,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLString,
    Undefined,
    utilities,
)
from graphql.execution import values

from assessments.services.environment import Environment
from schema.core_words import own_words
from tests.fixtures.endpoint import client_of
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
WHOLE = "Oppgi et helt tall, bare med sifre: uten anførselstegn og desimaler."
WHOLE_IN_ENGLISH = "Give a whole number in digits alone: without quotation marks or decimals."
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
        f"`$first`: {WHOLE}",
    ),
    "a whole number in quotation marks": (
        SEARCH,
        {"text": "a", "first": "1"},
        f"`$first`: {WHOLE}",
    ),
    "a whole number with decimals": (SEARCH, {"text": "a", "first": 1.0}, f"`$first`: {WHOLE}"),
    "a number in quotation marks": (
        MATCH,
        {"value": {"number": "12"}},
        "`$value.number`: Oppgi et tall, skrevet med sifre og uten anførselstegn.",
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
        "`$value.boolean`: Oppgi true eller false, uten anførselstegn.",
    ),
    "no id": (NODE, {"id": [1]}, "`$id`: Oppgi en id, som tekst."),
}
EXACTLY_ONE = "Give exactly one of the fields of `AnswerValueInput`, and not null."
IN_ENGLISH = {
    "none of them": f"`$value`: {EXACTLY_ONE}",
    "two of them": f"`$value`: {EXACTLY_ONE}",
    "null for one": f"`$value.option`: {EXACTLY_ONE}",
    "no object": "`$value`: Give an object with fields, not a single value.",
    "not given": "`$value`: Give a value.",
    "null": "`$value`: Give a value that is not null.",
    "null in a list": "`$input.answers[0]`: Give a value that is not null.",
    "a field is missing": "`$input`: The field `assessmentId` is missing. Give it.",
    "no whole number": f"`$first`: {WHOLE_IN_ENGLISH}",
    "a whole number in quotation marks": f"`$first`: {WHOLE_IN_ENGLISH}",
    "a whole number with decimals": f"`$first`: {WHOLE_IN_ENGLISH}",
    "a number in quotation marks": (
        "`$value.number`: Give a number, written in digits and without quotation marks."
    ),
    "too large": "`$first`: Give a whole number from −2,147,483,648 to 2,147,483,647.",
    "no text": "`$text`: Give a text.",
    "no truth value": "`$value.boolean`: Give true or false, without quotation marks.",
    "no id": "`$id`: Give an id, as text.",
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
    assert (await said(api, query, variables, "en")) == IN_ENGLISH[name]


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


@pytest.mark.parametrize("unknown", ["name", "answersOla", "an odd 'name"])
async def test_an_unknown_field_is_to_be_removed_and_is_not_repeated(
    api: GraphQLClient, unknown: str
) -> None:
    given: dict[str, object] = {
        "input": {"assessmentId": "x", "answers": [], unknown: "secret"},
    }
    removed = "Fjern det, eller sjekk hvordan det skrives."
    assert await said(api, SAVE, given, "nb") == f"`$input`: Et felt er ukjent. {removed}"
    expected = "`$input`: A field is unknown. Remove it, or check its spelling."
    assert await said(api, SAVE, given, "en") == expected


@pytest.mark.parametrize("unknown", ["answersOla", "answers'? Did 'Ola", "answers'. DidOla"])
async def test_a_suggestion_does_not_repeat_it_either(
    environment: Environment, unknown: str
) -> None:
    given: dict[str, object] = {"input": {"assessmentId": "x", "answers": [], unknown: "secret"}}
    written = 'mutation { saveAnswers(input: {assessmentId: "x", answersOla: 1}) { __typename } }'
    async with client_of(environment, suggests=True) as client:
        for query, variables in ((SAVE, given), (written, {})):
            body = (await client.send(query, variables)).text
            assert "Ola" not in body


def _unreadable(value: object) -> object:
    raise ValueError(value)


Kind = (
    GraphQLScalarType | GraphQLEnumType | GraphQLInputObjectType | GraphQLNonNull[GraphQLScalarType]
)

Report = Callable[[GraphQLError, object], None]
_validate: Callable[[object, Kind, Report, bool], None] = vars(utilities)["validate_input_value"]
"""Taken by its name, since graphql-core types parts of it as unknown."""

OBJECT = GraphQLInputObjectType("One", {"a": GraphQLInputField(GraphQLNonNull(GraphQLString))})
ONE_OF = GraphQLInputObjectType("OneOf", {"a": GraphQLInputField(GraphQLString)}, is_one_of=True)
ENUM = GraphQLEnumType("Kind", {"FIRST": 1})
RAISES = GraphQLScalarType("Raises", parse_value=_unreadable)
UNDEFINED = GraphQLScalarType("Undefined", parse_value=lambda _: Undefined)
TYPED = "hemmelig"

FOUND_WRONG: list[tuple[object, Kind]] = [
    (Undefined, GraphQLNonNull(GraphQLString)),
    (None, GraphQLNonNull(GraphQLString)),
    (TYPED, OBJECT),
    ({}, OBJECT),
    ({"a": "b", "c": TYPED}, OBJECT),
    ({"a": "b", "no name": TYPED}, OBJECT),
    ({}, ONE_OF),
    ({"a": None}, ONE_OF),
    (TYPED, ENUM),
    (5, ENUM),
    (TYPED, RAISES),
    (TYPED, UNDEFINED),
    (TYPED, GraphQLInt),
    (0.5, GraphQLInt),
    (10**12, GraphQLInt),
    (TYPED, GraphQLFloat),
    (10**400, GraphQLFloat),
    (5, GraphQLString),
    (TYPED, GraphQLBoolean),
    ([TYPED], GraphQLID),
]


@pytest.mark.parametrize(("value", "kind"), FOUND_WRONG)
def test_all_that_the_installed_library_finds_has_words(value: object, kind: Kind) -> None:
    found: list[str] = []
    _validate(value, kind, lambda error, _: found.append(error.message), True)
    (message,) = found
    words = own_words(message)
    assert words is not None
    assert TYPED not in words.nb + words.en
    assert words.nb != words.en


def test_variables_that_are_nested_too_deeply_have_words() -> None:
    words = own_words("Variable values are nested too deeply.")
    assert words is not None
    assert inspect.getsource(values).count('"Variable values are nested too deeply."') == 1
