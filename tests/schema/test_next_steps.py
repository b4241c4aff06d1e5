"""What a result says to do first, for a start-up whose figures are worked out by hand."""

import json

import pytest

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

STEPS = """
query Steps($id: ID!, $first: Int!) {
  assessment(id: $id) {
    result {
      score
      nextSteps(first: $first) {
        question { slug } fromLevel toLevel themeScoreGain scoreGain
        levelReached { number } themeLevelReached { number }
        capsLifted { reason question { slug } }
        opensSchemes { slug } revealsQuestions { slug } advice
      }
    }
  }
}
"""


async def steps_of(respondent: Respondent, first: int = 100) -> list[Json]:
    data = await respondent.client.data(STEPS, {"id": respondent.id, "first": first})
    steps: list[Json] = data["assessment"]["result"]["nextSteps"]
    return steps


async def test_the_most_rewarding_step_comes_first(submitted: Respondent) -> None:
    first, second, third, *_ = await steps_of(submitted)
    # 25 x 1 x 4 / 8.7 of public procurement, a quarter of it overall: 17.2 to 28.7, level 1, and
    # the overall level may stand one above it
    assert (first["question"], first["fromLevel"], first["toLevel"]) == ({"slug": "P09"}, 0, 4)
    assert (first["themeScoreGain"], first["scoreGain"]) == (11.5, 2.9)
    assert (first["levelReached"], first["themeLevelReached"]) == ({"number": 2}, {"number": 1})
    assert first["capsLifted"] == []
    # 25 x 2 x 1 / 9.5 of regulatory testing, and its cap at level 2 goes
    assert (second["question"], second["fromLevel"], second["toLevel"]) == ({"slug": "R03"}, 0, 1)
    assert (second["themeScoreGain"], second["scoreGain"]) == (5.3, 1.3)
    assert [cap["question"] for cap in second["capsLifted"]] == [{"slug": "R03"}]
    assert (second["levelReached"], second["themeLevelReached"]) == (None, {"number": 3})
    # 25 x 1.5 x 1 / 9.9 of scaling
    assert (third["question"], third["themeScoreGain"]) == ({"slug": "S01"}, 3.8)


async def test_what_a_step_would_show_is_named(submitted: Respondent) -> None:
    steps = {step["question"]["slug"]: step for step in await steps_of(submitted)}
    assert steps["I01"]["revealsQuestions"] == [{"slug": "I09"}]
    assert steps["S04"]["revealsQuestions"] == []


@pytest.mark.parametrize(("language", "words"), [("nb", "kjøp"), ("en", "purchas")])
async def test_every_step_says_what_to_do(submitted: Respondent, language: str, words: str) -> None:
    submitted.client.language = language
    steps = await steps_of(submitted)
    assert all(step["advice"] for step in steps)
    assert words in next(s["advice"] for s in steps if s["question"]["slug"] == "P04")


async def test_as_many_as_are_asked_for(submitted: Respondent) -> None:
    steps = await steps_of(submitted)
    assert await steps_of(submitted, 2) == steps[:2]


async def test_an_older_document_gets_the_same_steps_when_read(startup: Respondent) -> None:
    await startup.submit()
    steps = await steps_of(startup)
    result = (await startup.stored()).result
    assert result is not None
    document = json.loads(result.document)
    assert document.pop("nextSteps")
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    change = "UPDATE results SET document = $2 WHERE id = $1"
    await startup.database.run(change, result.id, text)
    assert await steps_of(startup) == steps
