"""The content of the product is right."""

from datetime import date
from pathlib import Path

from assessments.content.cases.reading import load_cases, offer_file, questionnaire_file
from assessments.content.checking import check
from assessments.content.checks.gaps import needs_cases

CONTENT = Path(__file__).parents[3] / "content"
TODAY = date(2026, 11, 22)


def test_it_has_no_errors() -> None:
    report = check(CONTENT, TODAY)
    assert [str(problem) for problem in report.errors] == []


def test_its_warnings_are_what_was_delivered_unchecked_and_undated() -> None:
    report = check(CONTENT, TODAY)
    undated = [warning for warning in report.warnings if warning.rule == "undated-source"]
    assert len(undated) == 14
    assert {warning.rule for warning in report.warnings} == {"undated-source", "unchecked"}


def test_everything_that_needs_cases_has_them() -> None:
    folder = check(CONTENT, TODAY).folder
    needed = {offer_file(o.item.slug) for o in folder.offers if needs_cases(o.item)}
    needed |= {
        questionnaire_file(q.questionnaire.item.slug, q.questionnaire.item.version)
        for q in folder.questionnaires
    }
    assert len(needed) == 114 + 1
    assert needed - load_cases(CONTENT).files == set()
