"""The content of the product is right."""

from datetime import date
from pathlib import Path

import pytest

from assessments.content.cases.reading import load_cases, offer_file, questionnaire_file
from assessments.content.checking import Report, check
from assessments.content.checks.gaps import needs_cases
from tests.assessments.content.copied_folder import is_helpful
from tests.content.as_delivered import OFFERS, SLUGS

CONTENT = Path(__file__).parents[3] / "content"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def report() -> Report:
    return check(CONTENT, TODAY)


def test_it_has_no_errors(report: Report) -> None:
    assert [str(problem) for problem in report.errors] == []


def test_its_warnings_are_what_was_delivered_unchecked_and_undated(report: Report) -> None:
    undated = [s.item.slug for s in report.folder.sources if s.item.dated is None]
    assert len(SLUGS["sources"].intersection(undated)) == 14
    assert all(map(is_helpful, report.warnings))
    assert {warning.rule for warning in report.warnings} == {"undated-source", "unchecked"}


def test_everything_that_needs_cases_has_them(report: Report) -> None:
    folder = report.folder
    offers = {o.item.slug for o in folder.offers if needs_cases(o.item)}
    assert len(offers & OFFERS) == 114
    needed = {offer_file(slug) for slug in offers} | {
        questionnaire_file(q.questionnaire.item.slug, q.questionnaire.item.version)
        for q in folder.questionnaires
    }
    assert needed - load_cases(CONTENT).files == set()
