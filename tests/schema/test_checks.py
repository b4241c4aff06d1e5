"""Checks across questions: served to clients, asked about, and blocking where they cannot be."""

from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.verifying import verify_named
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent
from tests.fixtures.startup import Json

CHECKS: Final = """
query { questionnaire(slug: "health-export") {
  checks { slug severity message when questions { slug } facts { slug } } } }
"""
WARNINGS: Final = """
query Warnings($id: ID!) { assessment(id: $id) {
  warnings { check severity message questions { slug } facts { slug } }
  result { warnings { check message } confirmedWarnings } } }
"""
SUBMIT: Final = """
mutation Submit($input: SubmitAssessmentInput!) { submitAssessment(input: $input) { __typename
  ... on ChecksFailed { checks { check severity message questions { slug } facts { slug } } }
  ... on UserError { code message } } }
"""
STANDING: Final = {
    "check": "bids-but-never",
    "severity": "WARNING",
    "questions": [{"slug": "P02"}, {"slug": "P03"}],
    "facts": [],
}
NO_REVENUE: Final = {
    "check": "export-of-no-revenue",
    "severity": "ERROR",
    "questions": [{"slug": "I02"}],
    "facts": [{"slug": "revenue_nok"}],
}


async def _read(respondent: Respondent) -> Json:
    data = await respondent.client.data(WARNINGS, {"id": respondent.id})
    found: Json = data["assessment"]
    return found


async def _submit(respondent: Respondent, **options: object) -> Json:
    given = {"assessmentId": respondent.id, **options}
    data = await respondent.client.data(SUBMIT, {"input": given})
    found: Json = data["submitAssessment"]
    return found


def _unworded(found: list[Json]) -> list[Json]:
    """Return standing checks without their words, which there must be."""
    assert all(one["message"] for one in found)
    return [{key: value for key, value in one.items() if key != "message"} for one in found]


async def test_a_client_gets_every_check_with_its_condition(api: GraphQLClient) -> None:
    checks = (await api.data(CHECKS))["questionnaire"]["checks"]
    severities = [one["severity"] for one in checks]
    assert (len(checks), severities.count("ERROR")) == (11, 2)
    first = {key: value for key, value in checks[0].items() if key != "message"}
    assert first == {
        "slug": "export-of-no-revenue",
        "severity": "ERROR",
        "when": {
            "all": [
                {"id": "revenue_nok-eq", "fact": "revenue_nok", "op": "eq", "value": 0},
                {"id": "I02-gt", "answer": "I02", "op": "gt", "value": 0},
            ]
        },
        "questions": [{"slug": "I02"}],
        "facts": [{"slug": "revenue_nok"}],
    }


COMPUTED: Final = """
query { questionnaire(slug: "health-export") {
  facts { slug computed { operation } }
  computedFacts { slug asked kind computed { operation of } } } }
"""


async def test_a_client_gets_how_facts_are_computed(api: GraphQLClient) -> None:
    found = (await api.data(COMPUTED))["questionnaire"]
    assert [one["computed"] for one in found["facts"]] == [None] * 6
    worked_out = {one["slug"]: one["computed"] for one in found["computedFacts"]}
    assert worked_out == {
        "home_revenue_nok": {
            "operation": "DIFFERENCE",
            "of": ["revenue_nok", "export_revenue_nok"],
        },
        "export_share_by_figures": {
            "operation": "SHARE",
            "of": ["export_revenue_nok", "revenue_nok"],
        },
        "export_share_discrepancy": {
            "operation": "DIFFERENCE",
            "of": ["export_share_pct", "export_share_by_figures"],
        },
    }
    assert [one["asked"] for one in found["computedFacts"]] == [False] * 3


async def test_more_exported_than_sold_blocks_submitting(startup: Respondent) -> None:
    await startup.state({"exportRevenueNok": 1200001})
    refused = await _submit(startup)
    assert [one["check"] for one in refused["checks"]] == ["export-above-revenue"]
    assert refused["checks"][0]["questions"] == []
    named = [one["slug"] for one in refused["checks"][0]["facts"]]
    assert named == ["revenue_nok", "export_revenue_nok"]
    await startup.state({"exportRevenueNok": 1200000})
    await startup.save({"I02": {"number": 90}, "I09": {"option": "none"}})
    assert (await _submit(startup))["__typename"] == "SubmitAssessmentSuccess"


async def test_a_draft_says_what_does_not_fit(startup: Respondent) -> None:
    found = await _read(startup)
    assert _unworded(found["warnings"]) == [STANDING]
    assert found["result"] is None
    await startup.save({"P03": {"date": "2026-05-01"}})
    assert (await _read(startup))["warnings"] == []


async def test_warnings_speak_the_readers_language(draft: Respondent) -> None:
    said: set[str] = set()
    for draft.client.language in ("nb", "en"):
        said |= {one["message"] for one in (await _read(draft))["warnings"]}
    assert len(said) == 2


async def test_a_client_that_knows_nothing_of_warnings_submits(startup: Respondent) -> None:
    done = await startup.submit()
    assert done["__typename"] == "SubmitAssessmentSuccess"
    result = (await _read(startup))["result"]
    assert [one["check"] for one in result["warnings"]] == ["bids-but-never"]
    assert result["confirmedWarnings"] == []


async def test_a_result_keeps_what_was_confirmed(startup: Respondent) -> None:
    confirmed = ["contract-without-need", "bids-but-never", "no-such"]
    done = await _submit(startup, confirmedWarnings=confirmed)
    assert done["__typename"] == "SubmitAssessmentSuccess"
    assert (await _read(startup))["result"]["confirmedWarnings"] == ["bids-but-never"]


async def test_a_result_with_confirmed_warnings_verifies(
    startup: Respondent, environment: Environment
) -> None:
    await _submit(startup, confirmedWarnings=["bids-but-never"])
    result = (await startup.stored()).result
    assert result is not None
    [verified] = [found async for found in verify_named(environment, [result.id])]
    assert (verified.obstacle, verified.differences) == (None, ())


async def test_confirming_belongs_to_what_a_key_stands_for(startup: Respondent) -> None:
    first = await _submit(startup, idempotencyKey="k", confirmedWarnings=["bids-but-never"])
    again = await _submit(startup, idempotencyKey="k", confirmedWarnings=["bids-but-never"])
    other = await _submit(startup, idempotencyKey="k")
    assert first["__typename"] == again["__typename"] == "SubmitAssessmentSuccess"
    assert other["__typename"] == "IdempotencyKeyReused"


async def test_what_cannot_be_true_blocks_submitting(startup: Respondent) -> None:
    await startup.state({"annualRevenueNok": 0})
    await startup.save({"I02": {"number": 5}, "I09": {"option": "none"}, "S03": {"clear": True}})
    before = await startup.stored()
    refused = await _submit(startup, confirmedWarnings=["export-of-no-revenue"])
    assert refused["__typename"] == "ChecksFailed"
    assert refused["code"] == "CHECKS_FAILED"
    assert _unworded(refused["checks"]) == [NO_REVENUE]
    assert await startup.stored() == before
    said = await startup.submit()
    assert set(said) == {"__typename", "code", "message"}
    await startup.save({"I02": {"notApplicable": True}})
    assert (await _submit(startup))["__typename"] == "SubmitAssessmentSuccess"


async def test_what_is_missing_is_said_first(respondent: Respondent) -> None:
    await respondent.state({"annualRevenueNok": 0})
    await respondent.save({"I02": {"number": 5}})
    assert [one["check"] for one in (await _read(respondent))["warnings"]] == [
        "export-of-no-revenue"
    ]
    assert (await _submit(respondent))["__typename"] == "AssessmentIncomplete"


CONFIRMED: dict[str, tuple[list[str], bool]] = {
    "two hundred": ([f"c{n}" for n in range(200)], True),
    "one more": ([f"c{n}" for n in range(201)], False),
    "one more, all the same": (["bids-but-never"] * 201, False),
    "a long slug": (["a" * 80], True),
    "what is too long for a slug": (["bids-but-never", "a" * 81], False),
}


@pytest.mark.parametrize("case", CONFIRMED)
async def test_so_much_is_confirmed_at_most(startup: Respondent, case: str) -> None:
    confirmed, accepted = CONFIRMED[case]
    before = await startup.stored()
    given = {"assessmentId": startup.id, "confirmedWarnings": confirmed}
    answer = (await startup.client.send(SUBMIT, {"input": given})).json()
    if accepted:
        assert answer["data"]["submitAssessment"]["__typename"] == "SubmitAssessmentSuccess"
    else:
        [error] = answer["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert await startup.stored() == before
