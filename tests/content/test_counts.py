"""There is as much of everything as was delivered, under the same names."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Offer
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.questions import Question
from tests.content.as_delivered import CATALOGUE, OFFER_SECTIONS, QUESTIONS
from tests.content.as_delivered_facts import FIELDS
from tests.content.as_published import FOLDERS

ADDED_FACTS = (
    "group_organisation_number",
    "home_revenue_nok",
    "export_share_by_figures",
    "export_share_discrepancy",
)
ADDED_SOURCES = ("eu-2023-2831", "eu-651-2014")
"""The acts that ``combining.yaml`` goes by."""


@pytest.fixture(scope="module")
def questions(questionnaire_definitions: list[Questionnaire]) -> list[Question]:
    [questionnaire] = questionnaire_definitions
    return [question for _, question in questionnaire.questions]


def _slugs(entries: Iterable[Any]) -> list[str]:
    return sorted(entry.slug for entry in entries)


def _ids(section: str) -> list[str]:
    return sorted(entry["id"] for entry in CATALOGUE[section])


@pytest.mark.parametrize(("kind", "section"), FOLDERS.items())
def test_offers_are_the_delivered_ones(
    catalogue_definition: Catalogue, kind: str, section: str
) -> None:
    found = [offer for offer in catalogue_definition.offers if offer.type == kind]
    assert _slugs(found) == _ids(section)
    assert len(found) == CATALOGUE["meta"]["counts"][section]


def test_further_entries_are_the_delivered_ones(catalogue_definition: Catalogue) -> None:
    found = {
        "organisations": _slugs(catalogue_definition.organisations),
        "regulatory_requirements": _slugs(catalogue_definition.requirements),
        "procurement_rules": _slugs(catalogue_definition.procurement_rules),
    }
    assert found == {section: _ids(section) for section in found}
    assert {name: len(slugs) for name, slugs in found.items()} == {
        "organisations": 21,
        "regulatory_requirements": 25,
        "procurement_rules": 7,
    }


def test_sources_and_barriers_are_the_delivered_ones_and_two_acts(
    catalogue_definition: Catalogue,
) -> None:
    assert _slugs(catalogue_definition.sources) == sorted([*CATALOGUE["sources"], *ADDED_SOURCES])
    assert _slugs(catalogue_definition.barriers) == sorted(CATALOGUE["barriers"])
    assert len(CATALOGUE["sources"]) == 200
    assert len(catalogue_definition.barriers) == 33


def test_facts_are_the_delivered_seventy_and_four_more(catalogue_definition: Catalogue) -> None:
    assert [fact.slug for fact in catalogue_definition.facts] == [*FIELDS, *ADDED_FACTS]
    assert len(FIELDS) == 70


def test_questions_are_the_delivered_ones(questions: list[Question]) -> None:
    counts = QUESTIONS["meta"]["counts"]
    assert sorted(q.slug for q in questions) == sorted(q["id"] for q in QUESTIONS["questions"])
    assert {
        "questions": len(questions),
        "scored": sum(q.scored for q in questions),
        "with_visibility": sum(q.visible_when is not None for q in questions),
        "with_not_applicable": sum(q.not_applicable is not None for q in questions),
        "blockers": sum(len(q.caps) for q in questions),
    } == {name: count for name, count in counts.items() if isinstance(count, int)}


def test_questions_are_of_the_delivered_kinds(questions: list[Question]) -> None:
    kinds = Counter(str(q.kind) for q in questions)
    kinds["multi_choice"] = kinds.pop("multiple_choice")
    assert kinds == QUESTIONS["meta"]["counts"]["by_type"]


def test_themes_have_as_many_questions_as_delivered(
    questionnaire_definitions: list[Questionnaire],
) -> None:
    [questionnaire] = questionnaire_definitions
    found = {theme.slug: len(theme.questions) for theme in questionnaire.themes}
    assert found == QUESTIONS["meta"]["counts"]["by_theme"]
    assert list(found) == CATALOGUE["vocabulary"]["themes"]


def test_schemes_have_as_many_criteria_as_delivered(catalogue_definition: Catalogue) -> None:
    found = Counter(
        (criterion.hard, criterion.actionable, str(criterion.basis))
        for offer in catalogue_definition.offers
        if offer.type == "scheme"
        for criterion in offer.criteria
    )
    assert found == Counter(
        (x["hard"], x.get("actionable", False), x["basis"])
        for scheme in CATALOGUE["schemes"]
        for x in scheme["eligibility"]
    )
    assert found.total() == 201


def test_schemes_stand_as_the_notes_say(catalogue_definition: Catalogue) -> None:
    schemes = [offer for offer in catalogue_definition.offers if offer.type == "scheme"]
    assert Counter(str(scheme.status) for scheme in schemes) == {
        "active": 60,
        "active_changed": 5,
        "calls_between": 4,
        "uncertain": 8,
        "ended": 4,
        "merged": 1,
    }
    assert Counter(str(scheme.confidence) for scheme in schemes) == {
        "sourced": 42,
        "partly_sourced": 23,
        "general_knowledge": 17,
    }


@pytest.mark.parametrize(
    ("delivered", "field"),
    [("terms", "also_requires"), ("to_verify", "to_verify"), ("aliases", "aliases")],
)
def test_offers_have_as_many_of_each_as_delivered(
    catalogue_definition: Catalogue, delivered: str, field: str
) -> None:
    found = {offer.slug: len(_listed(offer, field)) for offer in catalogue_definition.offers}
    assert found == {
        entry["id"]: len(entry.get(delivered, ()))
        for section in OFFER_SECTIONS
        for entry in CATALOGUE[section]
    }


def _listed(offer: Offer, field: str) -> tuple[object, ...]:
    return tuple(getattr(offer, field))
