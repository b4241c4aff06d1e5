"""Breakdowns, questions and the rest: what they tell, and what they leave null."""

from decimal import Decimal
from typing import Final

import pytest

from assessments.services.cohorts.reading import AskedCohort, read_cohort
from assessments.texts import Language
from tests.assessments.services.cells.releasing import QUESTIONNAIRE
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, Asker
from tests.fixtures.startup import Json
from tests.schema.refusals import says_what_to_do
from tests.schema.telling import (
    EVERYBODY,
    NARROW,
    OF_CLUSTER,
    THEMES,
    Answering,
    adviser,
    answering,
)

__all__ = ["adviser", "answering"]

REST: Final = """
query ($filter: CohortFilterInput!) {
  cohort(filter: $filter) {
    overall { mean }
    rest {
      companies isExact marginOfMean marginOfDifference
      overall { companies mean difference levels { companies share } }
      themes { theme { slug } scores { companies } }
      barriers { barrier { slug } companies share }
    }
  }
}
"""
TENTHS: Final = """
    SELECT sum(r.amounts[array_position(r.measures, $1)]) AS tenths FROM results r
    WHERE r.company_id NOT IN (
        SELECT c.id FROM companies c JOIN memberships m USING (organisation_number)
        WHERE m.cluster = $2
    )
"""


async def breakdown(asker: Asker, by: str, given: Json = EVERYBODY) -> list[Json]:
    data = await asker.data(operation("CohortBreakdown"), filter=given, by=by)
    rows: list[Json] = data["cohort"]["breakdown"]
    return rows


async def questions(asker: Asker, given: Json, theme: str | None = None) -> dict[str, Json]:
    data = await asker.data(operation("CohortQuestions"), filter=given, theme=theme)
    return {one["question"]["slug"]: one for one in data["cohort"]["questions"]}


async def rest(asker: Asker, given: Json) -> Json:
    found: Json = (await asker.data(REST, filter=given))["cohort"]["rest"]
    return found


@pytest.mark.parametrize(
    ("by", "told", "values"),
    [
        ("REGION", {"ostlandet": ("Eastern Norway", 30), "vestlandet": ("Western Norway", 30)}, 5),
        (
            "SIZE_BAND",
            {"MICRO": ("Fewer than 10 employees", 30), "SMALL": ("10 to 49 employees", 30)},
            4,
        ),
        ("SECTOR", {"medtech": ("Medical technology", 60)}, 7),
        ("CLUSTER", {CLUSTER: ("Norway Health Tech", 35)}, 1),
        ("QUARTER", {"2025-Q2": ("Q2 2025", 60)}, 1),
    ],
)
async def test_each_value_has_a_name_and_what_may_be_told_of_it(
    adviser: Asker, by: str, told: dict[str, tuple[str, int]], values: int
) -> None:
    rows = await breakdown(adviser, by)
    assert len(rows) == values
    found = {one["value"]: one for one in rows}
    for value, (label, companies) in told.items():
        assert found[value]["label"] == label
        assert abs(found[value]["companies"] - companies) <= 8
    for value, row in found.items():
        assert row["suppressed"] is (value not in told)
        assert (row["companies"] is None) is row["suppressed"]
        assert (row["overall"] is None) is row["suppressed"]
        assert [one["theme"]["slug"] for one in row["themes"]] == list(THEMES)
        protected = [one["distribution"] is None for one in row["themes"]]
        assert protected == [row["suppressed"]] * len(THEMES)


@pytest.mark.parametrize(("by", "field"), [("REGION", "regions"), ("SIZE_BAND", "sizeBands")])
async def test_a_value_can_be_asked_about_as_it_is_told(
    adviser: Asker, by: str, field: str
) -> None:
    for row in await breakdown(adviser, by):
        narrowed = {**EVERYBODY, field: [row["value"]]}
        data = await adviser.data(operation("CohortOverview"), filter=narrowed)
        assert data["cohort"]["companies"] == row["companies"]
        assert data["cohort"]["suppressed"] is row["suppressed"]


@pytest.mark.parametrize(
    ("by", "label"),
    [
        ("REGION", "Østlandet"),
        ("SIZE_BAND", "Under 10 ansatte"),
        ("SECTOR", "Medisinsk teknologi"),
        ("QUARTER", "2. kvartal 2025"),
    ],
)
async def test_values_are_named_in_norwegian_too(
    answering: Answering, adviser: Asker, by: str, label: str
) -> None:
    norwegian = Asker(
        environment=answering.environment, principal=adviser.principal, language=Language.NB
    )
    assert label in [row["label"] for row in await breakdown(norwegian, by)]


async def test_another_cluster_is_not_in_a_breakdown(adviser: Asker) -> None:
    assert OTHER_CLUSTER not in [row["value"] for row in await breakdown(adviser, "CLUSTER")]


async def test_questions_are_told_of_where_enough_answered(
    answering: Answering, adviser: Asker
) -> None:
    asked = AskedCohort(questionnaire=QUESTIONNAIRE)
    figures = await read_cohort(answering.environment, adviser.principal, asked)
    assert figures is not None
    assert figures.told is not None
    counts, found = figures.told.counts, await questions(adviser, EVERYBODY)
    scored, alone, free = found["S04"], found["R02"], found["S11"]
    assert scored["companies"] == counts["not_applicable:S04"] + sum(
        counts[f"answer_level:S04:{level}"] for level in range(5)
    )
    assert [one["companies"] for one in scored["levels"]] == [
        counts[f"answer_level:S04:{level}"] for level in range(5)
    ]
    chosen = {one["option"]["slug"]: one for one in scored["options"]}
    assert chosen["12to24"]["companies"] == counts["option:S04:12to24"]
    assert Decimal(str(chosen["12to24"]["share"])) == min(
        Decimal(1), round(Decimal(counts["option:S04:12to24"]) / scored["companies"], 3)
    )
    assert (alone["suppressed"], alone["dontKnow"]) == (False, counts["dont_know:R02"])
    assert alone["levels"] == []
    assert "unknown" not in [one["option"]["slug"] for one in alone["options"]]
    assert (free["companies"], free["levels"]) == (60, [])


async def test_questions_that_too_few_answered_are_whole_and_null(adviser: Asker) -> None:
    everybody, narrow = await questions(adviser, EVERYBODY), await questions(adviser, NARROW)
    assert list(everybody) == list(narrow)
    for one in (everybody["S05"], narrow["S04"]):
        assert one["suppressed"] is True
        assert [one[name] for name in ("companies", "notApplicable", "dontKnow")] == [None] * 3
        assert [level["companies"] for level in one["levels"]] == [None] * 5
        assert {option["share"] for option in one["options"]} == {None}
    assert all(one["suppressed"] for one in narrow.values())


async def test_questions_of_a_theme_and_of_one_that_is_none(adviser: Asker) -> None:
    every = await questions(adviser, EVERYBODY)
    of_themes = [slug for theme in THEMES for slug in await questions(adviser, EVERYBODY, theme)]
    assert of_themes == list(every)
    code, en = await adviser.refusal(
        operation("CohortQuestions"), filter=NARROW, theme="no_such_theme"
    )
    assert code == "BAD_USER_INPUT"
    assert "public_procurement" in en
    norwegian = Asker(
        environment=adviser.environment, principal=adviser.principal, language=Language.NB
    )
    _, nb = await norwegian.refusal(operation("CohortQuestions"), filter=NARROW, theme="")
    says_what_to_do(nb.lstrip("`").capitalize(), en.lstrip("`").capitalize())


async def test_the_rest_is_everybody_else(answering: Answering, adviser: Asker) -> None:
    row = await answering.database.row(TENTHS, answering.measures["score:overall"], CLUSTER)
    assert row is not None
    data = (await adviser.data(REST, filter=OF_CLUSTER))["cohort"]
    found = data["rest"]
    assert (found["companies"], found["isExact"], found["marginOfMean"]) == (25, True, 0)
    mean = Decimal(str(found["overall"]["mean"]))
    assert mean == round(Decimal(row["tenths"]) / 250, 1)
    own = Decimal(str(data["overall"]["mean"]))
    assert Decimal(str(found["overall"]["difference"])) == own - mean
    assert found["marginOfDifference"] == 0
    assert [one["theme"]["slug"] for one in found["themes"]] == list(THEMES)
    assert {one["scores"]["companies"] for one in found["themes"]} == {25}
    assert found["barriers"][0]["barrier"]["slug"] == "risk_relief"
    assert all(0 <= one["share"] <= 1 for one in found["barriers"])


@pytest.mark.parametrize(
    "given",
    [
        EVERYBODY,
        NARROW,
        {**OF_CLUSTER, "sizeBands": ["MICRO"]},
        {**OF_CLUSTER, "sizeBands": ["LARGE"]},
    ],
    ids=["no cluster", "protected", "too few are left", "nobody"],
)
async def test_there_is_no_rest_where_too_few_would_be_told_of(adviser: Asker, given: Json) -> None:
    assert await rest(adviser, given) is None
