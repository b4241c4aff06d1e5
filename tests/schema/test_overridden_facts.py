"""What was stated and has no effect, since an answer gives it otherwise, is told with each save."""

from tests.fixtures.respondent import Respondent

STATE = """
mutation($input: SaveProfileInput!) {
  saveProfile(input: $input) {
    ... on SaveProfileSuccess {
      assessment { overriddenFacts { fact { slug } question { slug } } }
    }
  }
}
"""
ANSWER = """
mutation($input: SaveAnswersInput!) {
  saveAnswers(input: $input) {
    ... on SaveAnswersSuccess {
      assessment { overriddenFacts { fact { slug } question { slug } } }
    }
  }
}
"""

Pairs = list[tuple[str, str]]


async def told(respondent: Respondent, query: str, field: str, given: object) -> Pairs:
    variables = {"input": {"assessmentId": respondent.id, field: given}}
    (said,) = (await respondent.client.data(query, variables)).values()
    found = said["assessment"]["overriddenFacts"]
    return [(one["fact"]["slug"], one["question"]["slug"]) for one in found]


async def state_share(respondent: Respondent, share: int) -> Pairs:
    facts = [{"fact": "export_share_pct", "value": {"number": share}}]
    return await told(respondent, STATE, "profile", {"facts": facts})


async def answer_share(respondent: Respondent, value: dict[str, object]) -> Pairs:
    return await told(respondent, ANSWER, "answers", [{"question": "I02", "value": value}])


async def test_a_stated_fact_that_an_answer_gives_is_told(respondent: Respondent) -> None:
    await respondent.save({"I02": {"number": 10}})
    assert await state_share(respondent, 90) == [("export_share_pct", "I02")]
    assert await state_share(respondent, 10) == []
    assert await answer_share(respondent, {"dontKnow": True}) == [("export_share_pct", "I02")]
    assert await answer_share(respondent, {"clear": True}) == []


async def test_of_what_was_not_stated_nothing_is_told(startup: Respondent) -> None:
    assert await told(startup, STATE, "profile", {}) == []
