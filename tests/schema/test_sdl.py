"""The schema as a document: complete, described, and the same as the file in git."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    validate_schema,
)

from assessments import errors
from assessments.questionnaire.refusals import Refusal
from schema.build import sdl_of
from schema.error_codes import ErrorCode
from schema.errors import DOMAIN_ERRORS, FAILURES
from tests.fixtures.endpoint import served_schema

FILE = Path(__file__).parents[2] / "schema" / "schema.graphql"


def types() -> dict[str, object]:
    found = served_schema().core.type_map
    return {name: graphql_type for name, graphql_type in found.items() if name[:2] != "__"}


def undescribed() -> Iterator[str]:
    for name, graphql_type in types().items():
        if not getattr(graphql_type, "description", None):
            yield name
        if isinstance(graphql_type, GraphQLEnumType):
            yield from (f"{name}.{n}" for n, v in graphql_type.values.items() if not v.description)
        if isinstance(graphql_type, GraphQLInputObjectType):
            yield from (f"{name}.{n}" for n, f in graphql_type.fields.items() if not f.description)
        if isinstance(graphql_type, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in graphql_type.fields.items():
                if not field.description:
                    yield f"{name}.{field_name}"
                arguments = field.args.items()
                yield from (f"{name}.{field_name}({n})" for n, a in arguments if not a.description)


def test_everything_is_described() -> None:
    assert list(undescribed()) == []


def test_the_schema_is_valid() -> None:
    assert validate_schema(served_schema().core) == []


def test_the_file_is_what_the_code_says() -> None:
    assert sdl_of(served_schema()) == FILE.read_text("utf-8"), "run `make sdl`"


def test_the_file_stands_for_the_same_schema() -> None:
    read_back = build_schema(FILE.read_text("utf-8"))
    assert set(read_back.type_map) == set(served_schema().core.type_map)
    value = read_back.type_map["AnswerValueInput"]
    assert isinstance(value, GraphQLInputObjectType)
    assert value.is_one_of


def test_what_takes_exactly_one_of_its_fields_says_so() -> None:
    marked = [
        name
        for name, graphql_type in types().items()
        if isinstance(graphql_type, GraphQLInputObjectType) and graphql_type.is_one_of
    ]
    assert marked == ["AnswerValueInput", "WithdrawConsentInput", "LeaveFiguresInput"]
    assert "input AnswerValueInput @oneOf {" in FILE.read_text("utf-8")


def mutations() -> dict[str, GraphQLUnionType]:
    mutation = served_schema().core.mutation_type
    assert mutation is not None
    unions: dict[str, GraphQLUnionType] = {}
    for name, field in mutation.fields.items():
        assert str(field.type).endswith("!"), name
        union = types()[str(field.type).rstrip("!")]
        assert isinstance(union, GraphQLUnionType), name
        unions[name] = union
    return unions


def test_the_mutations_are_these() -> None:
    assert set(mutations()) == {
        "startAssessment",
        "saveAnswers",
        "saveProfile",
        "submitAssessment",
        "registerCompany",
        "updateCompany",
        "claimAssessment",
        "eraseAssessment",
        "eraseCompany",
        "renewAccessToken",
        "createApiKey",
        "rotateApiKey",
        "revokeApiKey",
        "shareAssessment",
        "withdrawConsent",
        "reviewAnswers",
        "leaveFigures",
        "joinFigures",
        "updateMembers",
        "verifyGroup",
        "dissolveGroup",
        "createInvitation",
        "revokeInvitation",
    }


@pytest.mark.parametrize("name", list(mutations()))
def test_a_mutation_answers_with_one_success_or_a_user_error(name: str) -> None:
    union = mutations()[name]
    expected = name[0].upper() + name[1:]
    assert union.name == f"{expected}Result"
    others = [t for t in union.types if t.name != f"{expected}Success"]
    assert len(others) == len(union.types) - 1
    for member in others:
        assert "UserError" in {i.name for i in member.interfaces}, member.name
        assert str(member.fields["code"].type) == "ErrorCode!"
        assert str(member.fields["message"].type) == "String!"


def test_every_failure_of_the_schema_is_in_some_union() -> None:
    implementing = {
        name
        for name, graphql_type in types().items()
        if isinstance(graphql_type, GraphQLObjectType)
        and "UserError" in {i.name for i in graphql_type.interfaces}
    }
    members = {t.name for union in mutations().values() for t in union.types}
    assert implementing == {name for name in members if not name.endswith("Success")}


def test_every_domain_error_has_a_view_and_a_code() -> None:
    defined = set(errors.AssessmentsError.__subclasses__())
    assert set(DOMAIN_ERRORS) == defined == set(FAILURES)
    codes = [*(e.code for e in DOMAIN_ERRORS), *(r.value for r in Refusal)]
    assert sorted(codes) == sorted(code.value for code in ErrorCode)
