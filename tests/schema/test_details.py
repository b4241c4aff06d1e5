"""Details of options, from the client to the result, and to the next assessment."""

from collections.abc import AsyncIterator
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.services.environment import Environment
from assessments.services.publishing import publish
from assessments.services.verifying import verify_all
from assessments.storage.database import Database
from tests.assessments.services.small_content import SLUG, small_catalogue, small_questionnaire
from tests.fixtures.endpoint import client_of
from tests.fixtures.engine import Data, options, question, theme, words
from tests.fixtures.environment import NOON, Clock, environment_on
from tests.fixtures.http import GraphQLClient
from tests.fixtures.startup import Json

DETAIL: Final[Data] = {"detail": {"text": words("Which?"), "maximum_length": 20}}
CHOICE: Final = options({"a": 0, "other": 4}, other=DETAIL)
SEVERAL: Final = options(dict.fromkeys(["x", "y", "other"]), y=DETAIL, other=DETAIL)
THEMES: Final = (
    theme(
        "t",
        question("q", options=CHOICE),
        question("r", "multiple_choice", options=SEVERAL, scored=False, weight=0),
    ),
)

FORM: Final = """query { questionnaire(slug: "small") { themes { questions { slug
  options { slug detail { text maximumLength } } } } } }"""
START: Final = """mutation($input: StartAssessmentInput!) { startAssessment(input: $input) {
  ... on StartAssessmentSuccess { accessToken assessment { id } } } }"""
SAVE: Final = """mutation($input: SaveAnswersInput!) { saveAnswers(input: $input) { __typename
  ... on AnswersRejected { rejections { question code message } } } }"""
READ: Final = """query($id: ID!) { assessment(id: $id) { answers { question { slug }
  value { ... on OptionValue { option { slug } } ... on OptionsValue { options { slug } } }
  details { option { slug } text } } result { answersHash } } }"""
SUBMIT: Final = """mutation($input: SubmitAssessmentInput!) { submitAssessment(input: $input) {
  __typename ... on SubmitAssessmentSuccess { assessment { result { answersHash } } } } }"""


@pytest.fixture
async def detailed(
    fresh_database: Database, catalogue_definition: Catalogue, clock: Clock
) -> Environment:
    """A database with a questionnaire whose options ask for details."""
    questionnaire = small_questionnaire(catalogue_definition, themes=list(THEMES))
    await publish(fresh_database, small_catalogue(catalogue_definition), [questionnaire], NOON)
    return await environment_on(fresh_database, clock)


@pytest.fixture
async def client(detailed: Environment) -> AsyncIterator[GraphQLClient]:
    async with client_of(detailed) as client:
        yield client


async def _start(client: GraphQLClient, copied: str | None = None) -> str:
    given: Json = {"questionnaire": SLUG, **({"from": copied} if copied else {})}
    started = (await client.data(START, {"input": given}))["startAssessment"]
    client.token = started["accessToken"]
    return str(started["assessment"]["id"])


def _answer(slug: str, value: Json, **details: str) -> Json:
    listed = [{"option": option, "text": text} for option, text in details.items()]
    return {"question": slug, "value": value, **({"details": listed} if listed else {})}


async def _save(client: GraphQLClient, assessment: str, *answers: Json) -> Json:
    given = {"assessmentId": assessment, "answers": list(answers)}
    said: Json = (await client.data(SAVE, {"input": given}))["saveAnswers"]
    return said


async def _details(client: GraphQLClient, assessment: str) -> dict[str, list[tuple[str, str]]]:
    answers = (await client.data(READ, {"id": assessment}))["assessment"]["answers"]
    return {
        one["question"]["slug"]: [(d["option"]["slug"], d["text"]) for d in one["details"]]
        for one in answers
    }


async def _hash(client: GraphQLClient, assessment: str) -> str:
    done = (await client.data(SUBMIT, {"input": {"assessmentId": assessment}}))["submitAssessment"]
    assert done["__typename"] == "SubmitAssessmentSuccess"
    return str(done["assessment"]["result"]["answersHash"])


OTHER: Final[Json] = {"option": "other"}


async def test_the_form_says_which_options_ask_for_a_detail(client: GraphQLClient) -> None:
    [found] = (await client.data(FORM))["questionnaire"]["themes"]
    choice, several = (q["options"] for q in found["questions"])
    assert choice == [
        {"slug": "a", "detail": None},
        {"slug": "other", "detail": {"text": "Which?", "maximumLength": 20}},
    ]
    assert [one["detail"] is None for one in several] == [True, False, False]


async def test_details_belong_to_their_answer(client: GraphQLClient) -> None:
    mine = await _start(client)
    both = _answer("r", {"options": ["other", "y"]}, other=" Spa ", y="Hest")
    assert (await _save(client, mine, _answer("q", OTHER), both))["__typename"] == (
        "SaveAnswersSuccess"
    )
    assert await _details(client, mine) == {"q": [], "r": [("y", "Hest"), ("other", "Spa")]}
    await _save(client, mine, _answer("q", OTHER, other="Noe"), _answer("r", {"options": ["x"]}))
    assert await _details(client, mine) == {"q": [("other", "Noe")], "r": []}


async def test_a_detail_of_what_is_not_chosen_is_refused_and_saves_nothing(
    client: GraphQLClient,
) -> None:
    mine = await _start(client)
    await _save(client, mine, _answer("q", OTHER, other="Noe"))
    said = await _save(
        client, mine, _answer("q", {"option": "a"}, other="Mer"), _answer("r", {"options": ["x"]})
    )
    assert [(r["question"], r["code"]) for r in said["rejections"]] == [("q", "DETAIL_NOT_ASKED")]
    assert await _details(client, mine) == {"q": [("other", "Noe")]}


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nb", "Et svar som tas bort, kan ikke utdypes. Ta bort teksten, eller gi et svar."),
        (
            "en",
            "An answer that is taken back has no details. Take the text out, or give an answer.",
        ),
    ],
)
async def test_a_detail_of_an_answer_taken_back_is_refused_and_saves_nothing(
    client: GraphQLClient, language: str, message: str
) -> None:
    mine = await _start(client)
    await _save(client, mine, _answer("q", OTHER, other="Noe"))
    client.language = language
    said = await _save(
        client, mine, _answer("q", {"clear": True}, other="Mer"), _answer("r", {"options": ["x"]})
    )
    assert said["rejections"] == [{"question": "q", "code": "DETAIL_NOT_ASKED", "message": message}]
    assert await _details(client, mine) == {"q": [("other", "Noe")]}
    await _save(client, mine, _answer("q", {"clear": True}))
    assert await _details(client, mine) == {}


async def test_details_change_the_hash_and_verify(
    client: GraphQLClient, detailed: Environment
) -> None:
    hashes: list[str] = []
    for details in ({}, {}, {"other": "Noe"}):
        mine = await _start(client)
        await _save(client, mine, _answer("q", OTHER, **details), _answer("r", {"options": ["x"]}))
        hashes.append(await _hash(client, mine))
    assert hashes[0] == hashes[1] != hashes[2]
    verified = [(v.obstacle, v.differences) async for v in verify_all(detailed)]
    assert verified == [(None, ())] * 3


async def test_a_second_assessment_takes_details_over(client: GraphQLClient) -> None:
    mine = await _start(client)
    await _save(client, mine, _answer("q", OTHER, other="Noe"))
    later = await _start(client, copied=mine)
    assert await _details(client, later) == {"q": [("other", "Noe")]}
