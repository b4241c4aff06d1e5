"""Documents that were good are kept, so many, and answered as when they were new."""

import pytest
from graphql import parse

from schema.execution.documents import GoodDocuments
from tests.fixtures.endpoint import served_schema
from tests.fixtures.http import GraphQLClient

KEPT = "query Kept($slug: String!) { questionnaire(slug: $slug) { slug } }"
TWO = "query One { viewer { __typename } } query Two { schemes(first: 1) { totalCount } }"


def test_the_longest_unasked_goes_first() -> None:
    documents = GoodDocuments(most_characters=12)
    for query in ("{ a }", "{ b }"):
        documents.keep(query, parse(query))
    first = documents.find("{ a }")
    documents.keep("{ c }", parse("{ c }"))
    assert documents.find("{ b }") is None
    assert documents.find("{ a }") is first
    documents.keep("{ a }", parse("{ a }"))
    assert documents.find("{ a }") is first
    documents.keep("{ far too long }", parse("{ far too long }"))
    assert [documents.find(query) for query in ("{ a }", "{ c }", "{ far too long }")] == [None] * 3


async def test_one_document_is_asked_with_other_variables(api: GraphQLClient) -> None:
    for slug, found in (("health-export", {"slug": "health-export"}), ("none", None)) * 2:
        assert await api.data(KEPT, {"slug": slug}) == {"questionnaire": found}
    assert served_schema().good_documents.find(KEPT) is not None


async def test_each_of_two_operations_is_chosen_by_name(api: GraphQLClient) -> None:
    assert set(await api.data(TWO, operation="One")) == {"viewer"}
    assert set(await api.data(TWO, operation="Two")) == {"schemes"}
    unnamed = (await api.send(TWO)).json()
    assert [error["extensions"]["code"] for error in unnamed["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("query", ["{ nothing }", "{ viewer }", "{ viewer {"])
async def test_a_bad_document_is_refused_each_time_and_not_kept(
    api: GraphQLClient, query: str
) -> None:
    first, again = [(await api.send(query)).json() for _ in range(2)]
    assert first == again
    assert "data" not in first
    assert served_schema().good_documents.find(query) is None
