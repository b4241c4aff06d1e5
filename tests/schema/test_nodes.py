"""Anything with an id is fetched again by it; nothing else is."""

import pytest

from schema.ids import content_id, global_id
from tests.contract.operations import operation
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent

NODE = "query Node($id: ID!) { node(id: $id) { __typename id } }"
IDS = """
{
  questionnaire(slug: "health-export") { id themes { questions { id } } }
  schemes(first: 3) { edges { node { id } } }
  clusters { id } incubators { id } testFacilities { id }
}
"""


async def typename_of(api: GraphQLClient, node_id: str) -> str | None:
    node = (await api.data(NODE, {"id": node_id}))["node"]
    assert node is None or node["id"] == node_id
    return None if node is None else str(node["__typename"])


async def test_content_is_fetched_by_the_id_that_it_came_with(api: GraphQLClient) -> None:
    data = await api.data(IDS)
    question = data["questionnaire"]["themes"][3]["questions"][-1]["id"]
    assert await typename_of(api, question) == "Question"
    assert await typename_of(api, data["questionnaire"]["id"]) == "Questionnaire"
    assert await typename_of(api, data["schemes"]["edges"][2]["node"]["id"]) == "Scheme"
    assert await typename_of(api, data["clusters"][0]["id"]) == "Cluster"
    assert await typename_of(api, data["incubators"][-1]["id"]) == "Incubator"
    assert await typename_of(api, data["testFacilities"][5]["id"]) == "TestFacility"


async def test_the_contracts_refetch_reads_each_type(submitted: Respondent) -> None:
    refetch = operation("Refetch")
    scheme = content_id("Scheme", "skattefunn")
    data = await submitted.client.data(refetch, {"id": scheme})
    assert data["node"] == {"__typename": "Scheme", "id": scheme, "slug": "skattefunn"}
    form = content_id("Questionnaire", "health-export", "1")
    data = await submitted.client.data(refetch, {"id": form})
    assert data["node"] == {
        "__typename": "Questionnaire",
        "id": form,
        "slug": "health-export",
        "version": 1,
    }
    data = await submitted.client.data(refetch, {"id": submitted.id})
    assert data["node"] == {
        "__typename": "Assessment",
        "id": submitted.id,
        "status": "SUBMITTED",
    }


async def test_a_result_is_fetched_by_whoever_holds_the_token(submitted: Respondent) -> None:
    result_id = (await submitted.read())["result"]["id"]
    assert await typename_of(submitted.client, result_id) == "Result"
    submitted.client.token = None
    assert await typename_of(submitted.client, result_id) is None


async def test_another_respondents_result_is_not_found(
    submitted: Respondent, respondent: Respondent
) -> None:
    submitted.client.token = submitted.token
    result_id = (await submitted.read())["result"]["id"]
    respondent.client.token = respondent.token
    assert await typename_of(respondent.client, result_id) is None
    assert await typename_of(respondent.client, submitted.id) is None
    assert await typename_of(respondent.client, respondent.id) == "Assessment"


async def test_a_draft_has_no_result_to_fetch(respondent: Respondent) -> None:
    uuid = (await respondent.stored()).id
    assert await typename_of(respondent.client, global_id("Result", uuid)) is None


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "x",
        "1",
        "skattefunn",
        content_id("Scheme", "nothing"),
        content_id("Cluster", "skattefunn"),
        content_id("Question", "health-export", "2", "S01"),
        content_id("Nothing", "at-all"),
        content_id("Company", "923609016"),
        "A" * 100_000,
    ],
)
async def test_what_never_was_an_id_is_null(api: GraphQLClient, forged: str) -> None:
    assert await typename_of(api, forged) is None


async def test_a_token_of_nothing_reads_no_result(submitted: Respondent) -> None:
    result_id = (await submitted.read())["result"]["id"]
    submitted.client.token = f"{submitted.token[:-5]}{submitted.token[-5:].swapcase()}"
    assert await typename_of(submitted.client, result_id) is None
