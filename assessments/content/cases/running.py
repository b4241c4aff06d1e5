"""Runs every worked case through the engine."""

from collections.abc import Iterator

from assessments.content.cases.offers import offer_problems
from assessments.content.cases.questionnaires import questionnaire_problems
from assessments.content.cases.reading import Cases
from assessments.content.library import Library
from assessments.content.problems import Problem


def run_cases(library: Library, cases: Cases) -> Iterator[Problem]:
    """Yield a problem per expectation that fails, per value that cannot be, per unknown name."""
    for offer_cases in cases.offers.values():
        yield from offer_problems(library, offer_cases)
    for questionnaire_cases in cases.questionnaires.values():
        yield from questionnaire_problems(library, questionnaire_cases)
