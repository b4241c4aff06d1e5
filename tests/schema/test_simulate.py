"""``simulate``: what if."""

import pytest

from tests.contract.operations import operation
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json, answers_input
from tests.schema.refusals import nothing_changes

MORE = """
query More($id: ID!, $answers: [AnswerInput!]!, $profile: CompanyProfileInput) {
  simulate(assessmentId: $id, answers: $answers, profile: $profile) {
    result {
      score level { number } weakestTheme { slug } missing { slug } missingFacts { slug }
      warnings { check message }
      themes { score contributions { question { slug } points } caps { reason } }
    }
    baseline { score themes { score } }
    scoreChange
    newlyEligible { slug }
    noLongerEligible { slug }
    matchChanges { offer { slug } before after reason }
    revealsQuestions { slug }
    hidesQuestions { slug }
  }
}
"""
HIGHER: Json = {"S04": {"option": "gt24"}, "I01": {"option": "followed"}}


async def ask(
    who: Respondent, answers: dict[str, Json], profile: Json | None = None, query: str = MORE
) -> Json:
    given = {"id": who.id, "answers": answers_input(answers), "profile": profile}
    found: Json = (await who.client.data(query, given))["simulate"]
    return found


async def raises_the_score(who: Respondent) -> None:
    async with nothing_changes(who):
        found = await ask(who, HIGHER)
    change = found["result"]["score"] - found["baseline"]["score"]
    assert found["scoreChange"] == pytest.approx(change)
    assert found["scoreChange"] > 0
    for theme in found["result"]["themes"]:
        points = sum(c["points"] for c in theme["contributions"])
        assert points == pytest.approx(theme["score"] or 0)


async def test_a_better_answer_raises_the_score_of_a_draft(draft: Respondent) -> None:
    await raises_the_score(draft)


async def test_a_better_answer_raises_the_score_of_a_result(submitted: Respondent) -> None:
    await raises_the_score(submitted)


async def test_the_contracts_operation_says_the_same(submitted: Respondent) -> None:
    more = await ask(submitted, HIGHER, {"employees": 300})
    said = await ask(submitted, HIGHER, {"employees": 300}, operation("Simulate"))
    assert said["scoreChange"] == more["scoreChange"]
    assert said["result"]["level"] == more["result"]["level"]
    assert said["noLongerEligible"] == more["noLongerEligible"]


async def test_the_result_of_no_changes_is_the_result(submitted: Respondent) -> None:
    found = await ask(submitted, {})
    result = (await submitted.read())["result"]
    assert found["scoreChange"] == 0
    assert found["result"]["score"] == found["baseline"]["score"] == result["score"]
    assert found["result"]["level"]["number"] == result["level"]["number"]
    assert found["result"]["weakestTheme"] == result["weakestTheme"]
    assert (found["matchChanges"], found["newlyEligible"]) == ([], [])


async def test_every_offer_that_turns_says_why_in_the_readers_language(
    submitted: Respondent,
) -> None:
    said: dict[str, list[Json]] = {}
    for language in ("nb", "en"):
        submitted.client.language = language
        said[language] = (await ask(submitted, {}, {"employees": 300}))["matchChanges"]
    assert said["nb"]
    for nb, en in zip(said["nb"], said["en"], strict=True):
        assert (nb["offer"], nb["before"], nb["after"]) == (en["offer"], en["before"], en["after"])
        assert nb["before"] != nb["after"]
        assert nb["reason"] != en["reason"]
        assert "300" in nb["reason"] or "oppfylt" in nb["reason"]


async def test_what_appears_and_disappears_is_named(draft: Respondent) -> None:
    found = await ask(draft, {"S01": {"option": "concept"}})
    assert found["hidesQuestions"]
    assert found["revealsQuestions"] == []


async def test_what_is_missing_in_a_draft_is_named(respondent: Respondent) -> None:
    found = await ask(respondent, {"S04": {"option": "gt24"}})
    assert "S05" in [q["slug"] for q in found["result"]["missing"]]
    assert found["result"]["missingFacts"]
    assert found["scoreChange"] is None


async def test_what_would_not_go_together_is_said(submitted: Respondent) -> None:
    profile: Json = {"annualRevenueNok": 5, "exportRevenueNok": 50}
    found = await ask(submitted, {}, profile)
    assert "export-above-revenue" in [w["check"] for w in found["result"]["warnings"]]
    unchanged = await ask(submitted, {})
    read = await submitted.read()
    assert [w["check"] for w in unchanged["result"]["warnings"]] == [
        w["check"] for w in read["warnings"]
    ]


REFUSED: dict[str, tuple[dict[str, Json], Json | None, list[Json]]] = {
    "an option that is none": (
        {"S04": {"option": "x"}},
        None,
        [{"question": "S04", "code": "UNKNOWN_OPTION"}],
    ),
    "a date that is none": (
        {"P03": {"date": "2026-02-30"}},
        None,
        [{"question": "P03", "code": "INVALID_DATE"}],
    ),
    "too few people": (
        {},
        {"employees": -1},
        [{"path": "employees", "code": "OUT_OF_RANGE"}],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_could_not_be_saved_cannot_be_tried(draft: Respondent, case: str) -> None:
    answers, profile, refused = REFUSED[case]
    given = {"id": draft.id, "answers": answers_input(answers), "profile": profile}
    messages: set[str] = set()
    for language in ("nb", "en"):
        draft.client.language = language
        async with nothing_changes(draft):
            (error,) = (await draft.client.send(MORE, given)).json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        rejections = error["extensions"]["rejections"]
        assert [{k: v for k, v in r.items() if k != "message"} for r in rejections] == refused
        assert all(r["message"] in error["message"] for r in rejections)
        messages.add(error["message"])
    assert len(messages) == 2


async def test_an_assessment_of_others_is_none(draft: Respondent, api: GraphQLClient) -> None:
    api.token = None
    for assessment_id in (draft.id, "x", ""):
        data = await api.data(MORE, {"id": assessment_id, "answers": []})
        assert data == {"simulate": None}
