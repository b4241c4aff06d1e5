"""A cap that holds because the company does not know says so, and what to find out."""

from typing import Final

import pytest

from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import WHY_CAPPED, Json

CAPS: Final = """
fragment Caps on ThemeResult {
  theme { slug title }
  caps {
    maximumLevel { number } reason question { slug }
    unknownQuestions { slug text } unknownFacts { slug text }
  }
}
"""
RESULT: Final = (
    CAPS
    + """
query Result($id: ID!) {
  assessment(id: $id) { result { themes { ...Caps } history { themes { ...Caps } } } }
}
"""
)
DRAFT: Final = (
    CAPS
    + """
query Draft($id: ID!) {
  simulate(assessmentId: $id, answers: []) {
    result { themes { ...Caps } } baseline { themes { ...Caps } }
  }
}
"""
)
MARKS: Final = {"nb": "«{}»", "en": '"{}"'}
UNSAID: Final[Json] = {"facts": [{"fact": "processes_health_data", "value": {"dontKnow": True}}]}
UNKNOWN: Final[dict[str, Json]] = {"R03": {"dontKnow": True}}


def _caps(themes: list[Json], theme: str) -> list[Json]:
    return next(t["caps"] for t in themes if t["theme"]["slug"] == theme)


async def _not_knowing(startup: Respondent) -> None:
    assert (await startup.state(UNSAID))["__typename"] == "SaveProfileSuccess"
    assert (await startup.save(UNKNOWN))["__typename"] == "SaveAnswersSuccess"


def _hold_by_not_knowing(themes: list[Json], language: str) -> None:
    title = next(t["theme"]["title"] for t in themes if t["theme"]["slug"] == "regulatory_testing")
    held = {cap["question"]["slug"]: cap for cap in _caps(themes, "regulatory_testing")}
    unknown = {
        slug: (
            [q["slug"] for q in cap["unknownQuestions"]],
            [f["slug"] for f in cap["unknownFacts"]],
        )
        for slug, cap in held.items()
    }
    assert unknown == {"R03": (["R03"], []), "R09": ([], ["processes_health_data"])}
    for cap in held.values():
        asked = (cap["unknownQuestions"] + cap["unknownFacts"])[0]
        assert MARKS[language].format(asked["text"]) in cap["reason"]
        assert title.lower() in cap["reason"].lower()
        assert cap["maximumLevel"] == {"number": 2}
    assert held["R03"]["reason"] != WHY_CAPPED[language]


@pytest.mark.parametrize("language", ["nb", "en"])
async def test_in_a_draft_in_a_result_and_in_its_history(
    startup: Respondent, language: str
) -> None:
    startup.client.language = language
    await _not_knowing(startup)
    drafted = (await startup.client.data(DRAFT, {"id": startup.id}))["simulate"]
    assert (await startup.submit())["__typename"] == "SubmitAssessmentSuccess"
    data = await startup.client.data(RESULT, {"id": startup.id})
    result = data["assessment"]["result"]
    for themes in (
        drafted["result"]["themes"],
        drafted["baseline"]["themes"],
        result["themes"],
        result["history"][-1]["themes"],
    ):
        _hold_by_not_knowing(themes, language)
    assert drafted["result"]["themes"] == result["themes"]


async def test_a_cap_that_holds_for_certain_names_nothing(submitted: Respondent) -> None:
    data = await submitted.client.data(RESULT, {"id": submitted.id})
    (held,) = _caps(data["assessment"]["result"]["themes"], "regulatory_testing")
    assert held["reason"] == WHY_CAPPED["nb"]
    assert (held["unknownQuestions"], held["unknownFacts"]) == ([], [])


LEAST: Final = """
query Least($id: ID!) {
  simulate(assessmentId: $id, answers: []) {
    result { themes { contributions {
      question { slug } level reason unknownQuestions { slug } unknownFacts { slug text }
    } } }
  }
}
"""


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("nb", "Teller på laveste nivå fordi dere har svart «vet ikke». Finn ut dette: "),
        ("en", 'Counts at the lowest level because you answered "don\'t know". Find this out: '),
    ],
)
async def test_what_keeps_a_question_at_the_lowest_level_is_said(
    startup: Respondent, language: str, why: str
) -> None:
    facts: Json = {"facts": [{"fact": "uses_ai", "value": {"dontKnow": True}}]}
    assert (await startup.state(facts))["__typename"] == "SaveProfileSuccess"
    unknown = {**UNKNOWN, "P08": {"dontKnow": True}}
    assert (await startup.save(unknown))["__typename"] == "SaveAnswersSuccess"
    startup.client.language = language
    data = await startup.client.data(LEAST, {"id": startup.id})
    counted = {
        one["question"]["slug"]: one
        for theme in data["simulate"]["result"]["themes"]
        for one in theme["contributions"]
    }
    hidden, own, known = counted["R11"], counted["R03"], counted["R01"]
    asked = hidden["unknownFacts"][0]["text"]
    assert hidden["reason"] == why + MARKS[language].format(asked)
    assert (hidden["level"], hidden["unknownQuestions"]) == (0, [])
    assert (own["level"], own["unknownQuestions"]) == (0, [{"slug": "R03"}])
    how = {"nb": "(hvor godt det stemmer)", "en": "(how well it fits)"}[language]
    assert counted["P08"]["reason"].endswith(how)
    assert (known["reason"], known["unknownQuestions"], known["unknownFacts"]) == (None, [], [])
