"""Starting from an earlier assessment, over the API."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from assessments.services.access import revoke_access
from assessments.services.environment import Environment
from schema.ids import global_id, parse_id_of
from tests.assessments.services.ready import first_one, ready, ready_shelf
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock
from tests.fixtures.http import GraphQLClient
from tests.fixtures.ready_content import SLUG
from tests.fixtures.startup import Json

__all__ = ["ready", "ready_shelf"]

A_DAY = timedelta(days=1)
NOT_FOUND = ("NotFound", "NOT_FOUND")

START = """
mutation Start($input: StartAssessmentInput!) {
  startAssessment(input: $input) {
    __typename
    ... on StartAssessmentSuccess {
      accessToken
      assessment {
        id
        revision
        questionnaire { version }
        profile { facts { fact { slug } } }
        answers { question { slug } answeredAt carriedFrom { mapped question { slug text } } }
        carriedOver {
          questionnaire { version }
          notCarried { code reason question { slug text } }
          factsNotCarried { fact reason }
        }
      }
    }
    ... on UserError { code message }
  }
}
"""
READ = """
query Read($id: ID!) {
  assessment(id: $id) {
    answers { question { slug } carriedFrom { mapped } }
    carriedOver { notCarried { reason } }
  }
}
"""
SAVE = """
mutation Save($input: SaveAnswersInput!) { saveAnswers(input: $input) { __typename } }
"""


@pytest.fixture
async def holder(ready: Environment) -> AsyncIterator[tuple[GraphQLClient, str]]:
    """A client with the token of somebody who has submitted version 1, and that one's id."""
    earlier = await first_one(ready)
    async with client_of(ready) as client:
        client.token = earlier.token
        yield client, str(global_id("Assessment", earlier.id))


async def _started(client: GraphQLClient, given: Json) -> Json:
    data = await client.data(START, {"input": {"questionnaire": SLUG, **given}})
    started: Json = data["startAssessment"]
    return started


async def test_copied_answers_say_where_they_come_from(
    holder: tuple[GraphQLClient, str], clock: Clock
) -> None:
    client, earlier = holder
    clock.forward(A_DAY)
    started = await _started(client, {"from": earlier})
    assert started["__typename"] == "StartAssessmentSuccess"
    assessment = started["assessment"]
    assert (assessment["revision"], assessment["questionnaire"]["version"]) == (2, 2)
    assert [one["fact"]["slug"] for one in assessment["profile"]["facts"]] == [
        "stage",
        "target_markets",
        "device_class",
        "uses_ai",
    ]
    answers = {a["question"]["slug"]: a for a in assessment["answers"]}
    assert {a["answeredAt"] for a in answers.values()} == {"2026-11-22T12:00:00.000Z"}
    assert answers["A10"]["carriedFrom"] == {
        "mapped": True,
        "question": {"slug": "A1", "text": "Hvor langt er dere kommet?"},
    }
    assert {slug: a["carriedFrom"]["mapped"] for slug, a in answers.items()} == {
        "A10": True,
        "A2": False,
        "A31": True,
        "A32": True,
        "B1": True,
        "B2": False,
        "B3": False,
    }
    assert assessment["carriedOver"] == {
        "questionnaire": {"version": 1},
        "notCarried": [
            {
                "code": "DROPPED",
                "reason": "Vi spør ikke lenger om dette.",
                "question": {"slug": "A4", "text": "Noe mer?"},
            }
        ],
        "factsNotCarried": [],
    }


async def test_an_answer_that_is_given_here_is_not_carried_any_more(
    holder: tuple[GraphQLClient, str], clock: Clock
) -> None:
    client, earlier = holder
    clock.forward(A_DAY)
    started = await _started(client, {"from": earlier})
    client.token, client.language = started["accessToken"], "en"
    new = started["assessment"]["id"]
    answers = [
        {"question": "A2", "value": {"number": 3}},
        {"question": "A5", "value": {"option": "1"}},
    ]
    await client.data(SAVE, {"input": {"assessmentId": new, "answers": answers}})
    read = (await client.data(READ, {"id": new}))["assessment"]
    carried = {a["question"]["slug"]: a["carriedFrom"] for a in read["answers"]}
    assert (carried["A2"], carried["A5"], carried["B2"]) == (None, None, {"mapped": False})
    (left,) = read["carriedOver"]["notCarried"]
    assert left["reason"] == "We do not ask about this any more."


async def test_what_was_not_copied_says_so(holder: tuple[GraphQLClient, str]) -> None:
    client, _ = holder
    started = await _started(client, {"version": 1})
    assert started["assessment"]["questionnaire"]["version"] == 1
    assert started["assessment"]["carriedOver"] is None
    assert started["assessment"]["answers"] == []


async def test_facts_that_were_left_are_named(
    holder: tuple[GraphQLClient, str], ready: Environment
) -> None:
    client, earlier = holder
    await ready.database.row(
        "UPDATE assessments SET facts = jsonb_set(facts, '{gone}', $2) WHERE id = $1",
        parse_id_of("Assessment", earlier),
        '{"boolean": true}',
    )
    started = await _started(client, {"from": earlier})
    (left,) = started["assessment"]["carriedOver"]["factsNotCarried"]
    assert left["fact"] == "gone"
    assert left["reason"]


@pytest.mark.parametrize("held", ["none", "another", "revoked"])
async def test_somebody_elses_is_not_found(
    holder: tuple[GraphQLClient, str], ready: Environment, held: str
) -> None:
    client, earlier = holder
    other = await first_one(ready)
    client.token = None if held == "none" else other.token
    if held == "revoked":
        await revoke_access(ready, other.id)
        earlier = str(global_id("Assessment", other.id))
    before = await ready.database.row("SELECT count(*) AS n FROM assessments")
    refused = await _started(client, {"from": earlier})
    expected = ("AccessExpired", "ACCESS_EXPIRED") if held == "revoked" else NOT_FOUND
    assert (refused["__typename"], refused["code"]) == expected
    assert await ready.database.row("SELECT count(*) AS n FROM assessments") == before
