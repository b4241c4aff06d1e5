"""The language of an answer: by ``Accept-Language``, and said in ``Content-Language``."""

import pytest

from api.languages import choose_language
from assessments.texts import Language
from tests.fixtures.http import GraphQLClient

NB, NN, EN = Language.NB, Language.NN, Language.EN

CHOICES: dict[str | None, Language] = {
    None: NB,
    "": NB,
    "nb": NB,
    "no": NB,
    "nb-NO": NB,
    "nn": NN,
    "nn-NO, nb;q=0.8": NN,
    "en": EN,
    "EN-gb": EN,
    "en_US": EN,
    "en-US,en;q=0.9": EN,
    "de": NB,
    "de, en;q=0.3": EN,
    "*": NB,
    "fr-CH, fr;q=0.9, *;q=0.5": NB,
    # The highest quality wins, the first of equals; 0 is "not this one".
    "en;q=0.5, nb;q=0.8": NB,
    "nb;q=0.5, en;q=0.8": EN,
    "en;q=0.80, nn;q=0.8": EN,
    "en;q=0": NB,
    "nb;q=0, en;q=0.001": EN,
    "en; q=0.9 , nb;q=0.1": EN,
    # What is no quality counts as none.
    "en;q=x, nn;q=0.1": NN,
    "en;q=, nn;q=0.1": NN,
    "en;q=2, nn;q=0.1": NN,
    "en;q=-1, nn;q=0.1": NN,
    "en;q=nan, nn;q=0.1": NN,
    "en;q=inf, nn;q=0.1": NN,
    "en;level=1": EN,
    "english": NB,
    "e n": NB,
    ",,,": NB,
    ";;;q=": NB,
    "en" + ",en" * 10_000: EN,
    "de," * 100 + "en": NB,
    "\u00e6\u00f8\u00e5": NB,
}


@pytest.mark.parametrize("header", CHOICES, ids=lambda header: str(header)[:30])
def test_a_header_chooses(header: str | None) -> None:
    assert choose_language(header) is CHOICES[header]


FORM = '{ questionnaire(slug: "health-export") { themes { title } } }'
TITLES = {"nb": "Skalering", "nn": "Skalering", "en": "Scaling"}


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "nb"),
        ("nb", "nb"),
        ("nn-NO", "nn"),
        ("en-GB,nb;q=0.9", "en"),
        ("en;q=0.1,nb;q=0.2", "nb"),
        ("de", "nb"),
    ],
)
async def test_an_answer_says_its_language(
    client: GraphQLClient, header: str | None, language: str
) -> None:
    client.language = header
    response = await client.send(FORM)
    assert response.headers["content-language"] == language
    assert response.headers["vary"] == "Accept, Accept-Language"
    titles = [theme["title"] for theme in response.json()["data"]["questionnaire"]["themes"]]
    assert titles[0] == TITLES[language]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
async def test_a_refusal_says_its_language_too(client: GraphQLClient, language: str) -> None:
    client.language = language
    response = await client.send("{ nothing }")
    assert response.headers["content-language"] == language
    response = await client.http.post(
        "/graphql", content=b"{", headers={"accept-language": language}
    )
    assert response.status_code == 415
    assert response.headers["content-language"] == language


START = """
mutation {
  startAssessment(input: { questionnaire: "nothing" }) { ... on UserError { message } }
}
"""


async def test_failures_speak_the_language_and_nynorsk_falls_back(client: GraphQLClient) -> None:
    said: dict[str, str] = {}
    for language in ("nb", "nn", "en"):
        client.language = language
        said[language] = (await client.data(START))["startAssessment"]["message"]
    assert said["nn"] == said["nb"] != said["en"]
