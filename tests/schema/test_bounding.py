"""Operations that would take a server's time by their shape alone are refused before they run."""

import time

import pytest
from graphql import parse

from schema.execution.bounding import MOST_FIELDS, MOST_REPEATS, MOST_ROOT_FIELDS, out_of_bounds
from tests.contract.operations import operation, operation_names
from tests.fixtures.http import GraphQLClient


def nested(times: int) -> str:
    inner = "questions { theme { " * times + "slug" + " } }" * times
    return f'{{ questionnaire(slug: "health-export") {{ themes {{ {inner} }} }} }}'


def refusal(text: str) -> str | None:
    error = out_of_bounds(parse(text))
    return None if error is None else error.message


@pytest.mark.parametrize("name", operation_names())
def test_every_operation_of_the_contract_fits(name: str) -> None:
    assert refusal(operation(name)) is None


def test_a_field_may_not_stand_within_itself_time_and_again() -> None:
    assert refusal(nested(MOST_REPEATS)) is None
    said = refusal(nested(MOST_REPEATS + 1))
    assert said is not None
    assert "stands 3 times within itself" in said


def test_nesting_through_fragments_counts() -> None:
    fragments = """
    { ...A }
    fragment A on Query { questionnaire(slug: "q") { themes { questions { ...B } } } }
    fragment B on Question { theme { questions { ... on Question { ...C } } } }
    fragment C on Question { theme { questions { slug } } }
    """
    said = refusal(fragments)
    assert said is not None
    assert "`questions` stands 3 times" in said


def test_names_beside_each_other_do_not_add_up() -> None:
    one = "theme { questions { slug } }"
    assert refusal(f"{{ q {{ a {{ {one} }} b {{ {one} }} c {{ {one} }} d {{ {one} }} }} }}") is None


@pytest.mark.parametrize("of", ["{%s}", "{...R} fragment R on Query {%s}", "{... on Query {%s}}"])
def test_root_fields_are_counted(of: str) -> None:
    def roots(number: int) -> str:
        return of % " ".join(f"a{n}: viewer {{ __typename }}" for n in range(number))

    assert refusal(roots(MOST_ROOT_FIELDS)) is None
    said = refusal(roots(MOST_ROOT_FIELDS + 1))
    assert said is not None
    assert "root fields" in said


def test_fields_are_counted() -> None:
    def wide(number: int) -> str:
        return "{ viewer { " + " ".join(f"a{n}: __typename" for n in range(number)) + " } }"

    assert refusal(wide(MOST_FIELDS - 1)) is None
    said = refusal(wide(MOST_FIELDS))
    assert said is not None
    assert "fields" in said


async def test_a_document_too_deep_to_look_at_is_refused(client: GraphQLClient) -> None:
    chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(600))
    text = f"{{ ...F0 }} {chain} fragment F600 on Query {{ viewer {{ __typename }} }}"
    body = (await client.send(text, {})).json()
    assert [e["extensions"]["code"] for e in body["errors"]] == ["GRAPHQL_VALIDATION_FAILED"]


@pytest.mark.parametrize("on", ["Query", "Theme"])
def test_fragments_that_double_are_looked_at_once(on: str) -> None:
    doubling = " ".join(
        f"fragment F{n} on {on} {{ ...F{n + 1} ... on {on} {{ ...F{n + 1} }} }}" for n in range(80)
    )
    start = time.process_time()
    said = refusal(f"{{ ...F0 }} {doubling} fragment F80 on {on} {{ slug }}")
    assert said is not None
    assert time.process_time() - start < 1


def test_operations_that_would_not_run_are_looked_at_too() -> None:
    assert refusal("query A { viewer { __typename } } " + "query B " + nested(3))


def test_introspection_may_nest() -> None:
    deep = "ofType { " * 9 + "name" + " }" * 9
    assert refusal(f"{{ __schema {{ types {{ fields {{ type {{ {deep} }} }} }} }} }}") is None


async def test_the_server_refuses_before_it_runs(client: GraphQLClient) -> None:
    body = (await client.send(nested(12), {})).json()
    assert "data" not in body
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "within itself" in error["message"]
