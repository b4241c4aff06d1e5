"""How a company has moved, over the API."""

from dataclasses import replace
from datetime import timedelta

from assessments.services.environment import Environment
from schema.ids import global_id
from tests.assessments.services.ready import SECOND_ANSWERS, begin, first_one, ready, ready_shelf
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

__all__ = ["ready", "ready_shelf"]

WHY = """
query Why($id: ID!) {
  assessment(id: $id) {
    history { assessmentId }
    change { ...Why }
    result {
      id
      history { assessmentId submittedAt level { number } themes { theme { slug } answered } }
      change { ...Why }
    }
  }
}
fragment Why on Change {
  score byQuestionnaire byTime byApplicability byAnswers
  themes {
    answers { question { slug text } fromLevel toLevel points }
    newlyCounted { slug }
    noLongerCounted { slug }
  }
}
"""
AGAIN = """
query Again($id: ID!) { node(id: $id) { ... on Result { change { byTime } } } }
"""


async def _a_year_later(ready: Environment, clock: Clock) -> tuple[str, str, str]:
    """Return the ids of two assessments, a year apart, and the token of the later one."""
    first = await first_one(ready)
    clock.forward(timedelta(days=200))
    second = await begin(ready, copied=first)
    clock.forward(timedelta(days=165))
    await second.save(SECOND_ANSWERS)
    await second.submit()
    return (
        str(global_id("Assessment", first.id)),
        str(global_id("Assessment", second.id)),
        second.token,
    )


async def test_the_contracts_operation_says_how_and_why(ready: Environment, clock: Clock) -> None:
    first, second, token = await _a_year_later(ready, clock)
    async with client_of(ready) as client:
        client.token = token
        data = await client.data(operation("Progress"), {"id": second})
    assert data["assessment"]["history"] == [
        {
            "assessmentId": first,
            "submittedAt": "2026-11-22T12:00:00.000Z",
            "score": 78.6,
            "level": {"number": 2},
            "themes": [
                {"theme": {"slug": "growth"}, "score": 35.7},
                {"theme": {"slug": "market"}, "score": 100},
            ],
        },
        {
            "assessmentId": second,
            "submittedAt": "2027-11-22T12:00:00.000Z",
            "score": 64.8,
            "level": {"number": 3},
            "themes": [
                {"theme": {"slug": "growth"}, "score": 69.4},
                {"theme": {"slug": "market"}, "score": 62.5},
            ],
        },
    ]
    # worked out by hand in tests/assessments/services/test_history.py
    assert data["assessment"]["change"] == {
        "since": "2026-11-22T12:00:00.000Z",
        "score": -13.8,
        "themes": [
            {
                "theme": {"slug": "growth"},
                "score": 33.7,
                "byAnswers": 16.6,
                "byApplicability": 13.5,
                "byQuestionnaire": 3.6,
                "byTime": 0,
            },
            {
                "theme": {"slug": "market"},
                "score": -37.5,
                "byAnswers": 0,
                "byApplicability": 0,
                "byQuestionnaire": 0,
                "byTime": -37.5,
            },
        ],
    }


async def test_the_result_says_the_same_and_which_answers(ready: Environment, clock: Clock) -> None:
    first, second, token = await _a_year_later(ready, clock)
    async with client_of(ready) as client:
        client.token, client.language = token, "en"
        assessment = (await client.data(WHY, {"id": second}))["assessment"]
        again = await client.data(AGAIN, {"id": assessment["result"]["id"]})
    assert again["node"] == {"change": {"byTime": -25}}
    change: Json = assessment["change"]
    assert assessment["result"]["change"] == change
    parts = ("byQuestionnaire", "byTime", "byApplicability", "byAnswers")
    assert [change[part] for part in parts] == [1.2, -25, 4.5, 5.5]
    assert change["themes"] == [
        {
            "answers": [
                {
                    "question": {"slug": "A10", "text": "How far have you got by now?"},
                    "fromLevel": 1,
                    "toLevel": 3,
                    "points": 16.6,
                }
            ],
            "newlyCounted": [{"slug": "A5"}],
            "noLongerCounted": [],
        },
        {"answers": [], "newlyCounted": [], "noLongerCounted": []},
    ]
    assert [one["assessmentId"] for one in assessment["history"]] == [first, second]
    earlier, _ = assessment["result"]["history"]
    assert earlier["themes"] == [
        {"theme": {"slug": "growth"}, "answered": 4},
        {"theme": {"slug": "market"}, "answered": 3},
    ]


async def test_a_theme_without_a_score_has_no_parts(ready: Environment, clock: Clock) -> None:
    first = await first_one(ready)
    async with ready.database.writing() as connection:
        await connection.execute(
            "UPDATE results SET document = jsonb_set(document::jsonb, '{themes,1,score}', 'null')"
            " WHERE assessment_id = $1",
            first.id,
        )
    clock.forward(timedelta(days=1))
    second = await begin(ready, copied=first)
    await second.save(SECOND_ANSWERS)
    await second.submit()
    async with client_of(ready) as client:
        client.token = second.token
        given = {"id": str(global_id("Assessment", second.id))}
        change = (await client.data(operation("Progress"), given))["assessment"]["change"]
    growth, market = change["themes"]
    assert growth["score"] == 33.7
    assert market == {
        "theme": {"slug": "market"},
        "score": None,
        "byAnswers": None,
        "byApplicability": None,
        "byQuestionnaire": None,
        "byTime": None,
    }


async def test_a_first_one_has_no_change(draft: Respondent, submitted: Respondent) -> None:
    for respondent, results in ((draft, 0), (submitted, 1)):
        respondent.client.token = respondent.token
        data = await respondent.client.data(operation("Progress"), {"id": respondent.id})
        assert data["assessment"]["change"] is None
        assert len(data["assessment"]["history"]) == results


async def test_the_delivered_questionnaire_carries_itself_over(submitted: Respondent) -> None:
    given = {"questionnaire": "health-export", "from": submitted.id}
    data = await submitted.client.data(operation("StartAssessment"), {"input": given})
    started = data["startAssessment"]
    assert started["__typename"] == "StartAssessmentSuccess"
    assert started["assessment"]["progress"]["percent"] == 100
    submitted.client.token = started["accessToken"]
    again = replace(submitted, id=started["assessment"]["id"], token=started["accessToken"])
    done = await again.submit()
    assert done["__typename"] == "SubmitAssessmentSuccess"
    data = await again.client.data(operation("Progress"), {"id": again.id})
    history, change = data["assessment"]["history"], data["assessment"]["change"]
    assert [entry["assessmentId"] for entry in history] == [submitted.id, again.id]
    assert {number for theme in change["themes"] for number in list(theme.values())[1:]} == {0}
    assert (change["score"], len(change["themes"])) == (0, 4)
