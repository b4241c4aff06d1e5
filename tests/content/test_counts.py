"""There is as much of everything as was delivered, under the same names, whatever was added since.

Editors add entries and sources without a change here. Barriers, facts and questions are others'
words too, so that these are exactly those that were delivered and the listed ones.
"""

from collections import Counter
from collections.abc import Container, Iterable
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Offer, Scheme
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.questions import Question
from tests.content.as_delivered import CATALOGUE, OFFER_SECTIONS, OFFERS, QUESTIONS, SLUGS
from tests.content.as_delivered_facts import FIELDS
from tests.content.as_published import FOLDERS

ADDED_FACTS = (
    "group_organisation_number",
    "home_revenue_nok",
    "export_share_by_figures",
    "export_share_discrepancy",
)


@pytest.fixture(scope="module")
def questions(questionnaire_definitions: list[Questionnaire]) -> list[Question]:
    [questionnaire] = questionnaire_definitions
    return [question for _, question in questionnaire.questions]


def _delivered(entries: Iterable[Any], slugs: Container[str]) -> list[str]:
    return sorted(entry.slug for entry in entries if entry.slug in slugs)


@pytest.fixture(scope="module")
def offers(catalogue_definition: Catalogue) -> list[Offer]:
    """The offers that were delivered, as they are now."""
    return [offer for offer in catalogue_definition.offers if offer.slug in OFFERS]


@pytest.fixture(scope="module")
def schemes(offers: list[Offer]) -> list[Scheme]:
    return [offer for offer in offers if isinstance(offer, Scheme)]


@pytest.mark.parametrize(("kind", "section"), FOLDERS.items())
def test_the_delivered_offers_are_there(offers: list[Offer], kind: str, section: str) -> None:
    found = [offer.slug for offer in offers if offer.type == kind]
    assert sorted(found) == sorted(SLUGS[section])
    assert len(found) == CATALOGUE["meta"]["counts"][section]


def test_further_delivered_entries_and_sources_are_there(catalogue_definition: Catalogue) -> None:
    sections: dict[str, Iterable[Any]] = {
        "organisations": catalogue_definition.organisations,
        "regulatory_requirements": catalogue_definition.requirements,
        "procurement_rules": catalogue_definition.procurement_rules,
        "sources": catalogue_definition.sources,
    }
    found = {name: _delivered(entries, SLUGS[name]) for name, entries in sections.items()}
    assert found == {name: sorted(SLUGS[name]) for name in sections}
    assert {name: len(slugs) for name, slugs in found.items()} == {
        "organisations": 21,
        "regulatory_requirements": 25,
        "procurement_rules": 7,
        "sources": 200,
    }


def test_barriers_are_the_delivered_ones(catalogue_definition: Catalogue) -> None:
    assert sorted(catalogue_definition.barriers_by_slug) == sorted(CATALOGUE["barriers"])
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


def test_schemes_have_as_many_criteria_as_delivered(schemes: list[Scheme]) -> None:
    found = Counter(
        (criterion.hard, criterion.actionable, str(criterion.basis))
        for scheme in schemes
        for criterion in scheme.criteria
    )
    assert found == Counter(
        (x["hard"], x.get("actionable", False), x["basis"])
        for scheme in CATALOGUE["schemes"]
        for x in scheme["eligibility"]
    )
    assert found.total() == 201


def test_schemes_stand_as_the_notes_say(schemes: list[Scheme]) -> None:
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
    offers: list[Offer], delivered: str, field: str
) -> None:
    assert {offer.slug: len(getattr(offer, field)) for offer in offers} == {
        entry["id"]: len(entry.get(delivered, ()))
        for section in OFFER_SECTIONS
        for entry in CATALOGUE[section]
    }
