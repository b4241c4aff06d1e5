"""The form, as a client reads it before it asks anything."""

from typing import Any

import pytest

from tests.contract.operations import operation
from tests.fixtures.http import GraphQLClient

FORM = operation("QuestionnaireForm")
MORE = """
{
  questionnaire(slug: "health-export") {
    themes {
      questions {
        slug kind theme { slug } unit minimum maximum notApplicableText notApplicableWhen
        visibleWhen barriers { slug theme { slug } }
      }
    }
    facts { slug name unit asked sensitive }
  }
}
"""
THEMES = ["scaling", "internationalisation", "regulatory_testing", "public_procurement"]


async def form(api: GraphQLClient, language: str = "nb") -> dict[str, Any]:
    api.language = language
    data = await api.data(FORM, {"slug": "health-export", "version": None})
    found: dict[str, Any] = data["questionnaire"]
    return found


async def more(api: GraphQLClient) -> dict[str, dict[str, Any]]:
    themes = (await api.data(MORE))["questionnaire"]["themes"]
    return {q["slug"]: q for theme in themes for q in theme["questions"]}


async def test_it_has_four_themes_and_43_questions(api: GraphQLClient) -> None:
    found = await form(api)
    assert (found["slug"], found["version"]) == ("health-export", 1)
    assert [theme["slug"] for theme in found["themes"]] == THEMES
    assert [len(theme["questions"]) for theme in found["themes"]] == [11, 11, 11, 10]
    assert [f["slug"] for f in found["facts"]] == [
        "revenue_nok",
        "regulatory_status",
        "target_markets",
        "uses_ai",
        "processes_health_data",
        "needs_registry_data",
    ]


async def test_its_levels_have_the_delivered_minimums(api: GraphQLClient) -> None:
    levels = (await form(api, "en"))["levels"]
    assert [(level["number"], level["minimumScore"]) for level in levels] == [
        (0, 0),
        (1, 18.75),
        (2, 43.75),
        (3, 68.75),
        (4, 87.5),
    ]
    assert [level["name"] for level in levels] == [
        "Not begun",
        "Aware",
        "In progress",
        "In place",
        "Proven in practice",
    ]


async def test_every_question_differs_between_the_languages(api: GraphQLClient) -> None:
    in_nb, in_en = await form(api), await form(api, "en")
    for nb_theme, en_theme in zip(in_nb["themes"], in_en["themes"], strict=True):
        for nb, en in zip(nb_theme["questions"], en_theme["questions"], strict=True):
            assert nb["text"] != en["text"]
            assert nb["help"] != en["help"]
            assert nb["id"] == en["id"]
            assert [o["slug"] for o in nb["options"]] == [o["slug"] for o in en["options"]]


async def test_a_number_has_its_unit_and_its_bounds(api: GraphQLClient) -> None:
    question = (await more(api))["S02"]
    assert (question["kind"], question["unit"]) == ("NUMBER", "virksomheter")
    assert (question["minimum"], question["maximum"]) == (0, 100_000)
    choice = (await more(api))["S01"]
    assert (choice["unit"], choice["minimum"], choice["maximum"]) == (None, None, None)


async def test_conditions_are_trees(api: GraphQLClient) -> None:
    questions = await more(api)
    assert questions["R02"]["visibleWhen"] == {
        "id": "regulatory_status-in",
        "fact": "regulatory_status",
        "op": "in",
        "value": ["medical_device", "ivd", "combination"],
    }
    assert questions["S01"]["visibleWhen"] is None
    assert questions["R03"]["notApplicableWhen"]["fact"] == "regulatory_status"
    assert questions["P01"]["notApplicableWhen"] is None
    assert questions["S01"]["notApplicableText"] is None
    api.language = "en"
    assert (await more(api))["P01"]["notApplicableText"] == "We will not sell to the public sector"


async def test_a_question_knows_its_theme_and_its_barriers(api: GraphQLClient) -> None:
    question = (await more(api))["R03"]
    assert question["theme"] == {"slug": "regulatory_testing"}
    assert question["barriers"] == [
        {"slug": "conformity_capacity", "theme": {"slug": "regulatory_testing"}}
    ]


@pytest.mark.parametrize(
    ("slug", "version"),
    [
        ("health-export", 2),
        ("health-export", 0),
        ("health-export", -1),
        ("health-export", 2**31 - 1),
        ("Health-Export", None),
        ("", None),
        ("x" * 10_000, 1),
    ],
)
async def test_a_questionnaire_that_does_not_exist_is_null(
    api: GraphQLClient, slug: str, version: int | None
) -> None:
    data = await api.data(FORM, {"slug": slug, "version": version})
    assert data == {"questionnaire": None}
