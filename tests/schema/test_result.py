"""What a submitted assessment came to, for a start-up whose figures are worked out by hand."""

from decimal import Decimal

import pytest

from tests.contract.operations import operation
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import WHY_CAPPED, Json

DETAILS = """
query Details($id: ID!) {
  assessment(id: $id) {
    status submittedAt
    result {
      asOf computedAt
      score level { number } weakestTheme { slug }
      themes {
        theme { slug }
        score level { number } uncappedLevel { number } weight
        answered notApplicable dontKnow
        caps { maximumLevel { number } reason question { slug } }
        contributions { question { slug } level weight points maximumPoints }
      }
      gaps { barrier { slug } questions { slug } }
    }
  }
}
"""

THEMES = ("scaling", "internationalisation", "regulatory_testing", "public_procurement")


async def result_of(respondent: Respondent) -> Json:
    data = await respondent.client.data(DETAILS, {"id": respondent.id})
    result: Json = data["assessment"]["result"]
    return result


def theme_of(result: Json, slug: str) -> Json:
    (found,) = [t for t in result["themes"] if t["theme"]["slug"] == slug]
    return dict(found)


@pytest.mark.parametrize("language", ["nb", "en"])
async def test_without_a_ce_route_the_regulatory_theme_stays_at_level_2(
    submitted: Respondent, language: str
) -> None:
    submitted.client.language = language
    theme = theme_of(await result_of(submitted), "regulatory_testing")
    # 100 x (1.5 + 1 + 1.2 + 1 + 0.8 + 1 + 1) / (7.5 + 2): all at level 4 but R03, weight 2, at 0.
    assert theme["score"] == 78.9
    assert theme["uncappedLevel"] == {"number": 3}
    assert theme["level"] == {"number": 2}
    assert theme["caps"] == [
        {
            "maximumLevel": {"number": 2},
            "reason": WHY_CAPPED[language],
            "question": {"slug": "R03"},
        }
    ]


async def test_the_other_themes_follow_from_the_answers(submitted: Respondent) -> None:
    result = await result_of(submitted)
    assert [t["theme"]["slug"] for t in result["themes"]] == list(THEMES)
    # 25 x 19.8/9.9, 25 x 17.1/11.2, as above, 25 x 6.0/8.7
    assert [t["score"] for t in result["themes"]] == [50.0, 38.2, 78.9, 17.2]
    assert [t["level"]["number"] for t in result["themes"]] == [2, 1, 2, 0]
    assert [t["weight"] for t in result["themes"]] == [1, 1, 1, 1]
    assert result["score"] == 46.1
    # 46.1 alone reaches level 2; the lowest theme is at 0.
    assert result["level"] == {"number": 1}
    assert result["weakestTheme"] == {"slug": "public_procurement"}


async def test_answers_are_counted_by_what_they_say(submitted: Respondent) -> None:
    theme = theme_of(await result_of(submitted), "public_procurement")
    # P07 does not apply, P08 is not known.
    assert (theme["answered"], theme["notApplicable"], theme["dontKnow"]) == (8, 1, 1)
    contributions = {c["question"]["slug"]: c for c in theme["contributions"]}
    assert "P07" not in contributions
    assert contributions["P08"]["level"] == 0
    assert contributions["P08"]["points"] == 0


async def test_contributions_sum_to_the_score_as_displayed(submitted: Respondent) -> None:
    for theme in (await result_of(submitted))["themes"]:
        points = [Decimal(str(c["points"])) for c in theme["contributions"]]
        assert sum(points) == Decimal(str(theme["score"])), theme["theme"]
        highest = [Decimal(str(c["maximumPoints"])) for c in theme["contributions"]]
        assert sum(highest) == 100, theme["theme"]
        assert all(p <= m for p, m in zip(points, highest, strict=True))


async def test_a_hidden_question_counts_at_its_level_when_not_shown(submitted: Respondent) -> None:
    theme = theme_of(await result_of(submitted), "internationalisation")
    (hidden,) = [c for c in theme["contributions"] if c["question"]["slug"] == "I09"]
    assert (hidden["level"], hidden["weight"], hidden["points"]) == (0, 0.7, 0)
    assert theme["answered"] == 9


async def test_gaps_name_the_questions_that_show_them(submitted: Respondent) -> None:
    gaps = {g["barrier"]["slug"]: g["questions"] for g in (await result_of(submitted))["gaps"]}
    assert gaps["conformity_capacity"] == [{"slug": "R03"}]
    assert "security_privacy" not in gaps


async def test_the_receipt_is_dated_and_hashed(submitted: Respondent) -> None:
    data = await submitted.client.data(operation("Assessment"), {"id": submitted.id})
    assessment = data["assessment"]
    result = assessment["result"]
    assert assessment["status"] == "SUBMITTED"
    assert assessment["submittedAt"] == "2026-11-22T12:00:00.000Z"
    assert result["computedAt"] == "2026-11-22T12:00:00.000Z"
    assert (await result_of(submitted))["asOf"] == "2026-11-22"
    assert result["questionnaire"] == {"slug": "health-export", "version": 1}
    assert result["catalogueVersion"] == "1"
    stored = (await submitted.stored()).result
    assert stored is not None
    assert result["answersHash"] == stored.answers_hash.hex()
    assert result["engineVersion"] == stored.engine_version
    assert len(result["answersHash"]) == 64


async def test_a_draft_has_no_result(startup: Respondent) -> None:
    data = await startup.client.data(DETAILS, {"id": startup.id})
    assert data["assessment"] == {"status": "DRAFT", "submittedAt": None, "result": None}


async def test_all_of_a_theme_that_does_not_apply_gives_null(startup: Respondent) -> None:
    exempt: dict[str, Json] = {f"P{n:02}": {"notApplicable": True} for n in range(1, 11)}
    assert (await startup.save(exempt))["__typename"] == "SaveAnswersSuccess"
    await startup.submit()
    theme = theme_of(await result_of(startup), "public_procurement")
    assert theme["score"] is None
    assert theme["level"] is None
    assert theme["uncappedLevel"] is None
    assert theme["contributions"] == []
    assert theme["notApplicable"] == 10
