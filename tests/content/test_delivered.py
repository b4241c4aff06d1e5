"""Nothing that was delivered has been dropped or changed without being listed.

What editors add is no change of what was delivered, and listed nowhere.
"""

from collections import Counter
from typing import Any

import pytest

from assessments.content.catalogue import Catalogue
from assessments.questionnaire.definition import Questionnaire
from tests.content.as_delivered import catalogue_as_delivered
from tests.content.as_delivered_facts import facts_as_delivered, reference_as_delivered
from tests.content.as_delivered_questions import questionnaire_as_delivered
from tests.content.as_published import catalogue_as_published, questionnaire_as_published
from tests.content.leaves import LABEL, Change, Difference, Leaves, Said, compare, flatten
from tests.content.listed import Changes, read_changes

DELIVERED_LEAVES = 8010


CHECKED = ("/checked_on", "/checked_by")
"""What a person adds by checking an entry is no change of the entry."""


@pytest.fixture(scope="module")
def delivered() -> Leaves:
    return flatten(
        {
            **catalogue_as_delivered(),
            **facts_as_delivered(),
            **reference_as_delivered(),
            **questionnaire_as_delivered(),
        }
    )


@pytest.fixture(scope="module")
def published(
    catalogue_definition: Catalogue, questionnaire_definitions: list[Questionnaire]
) -> Leaves:
    [questionnaire] = questionnaire_definitions
    return flatten(
        {
            **catalogue_as_published(catalogue_definition),
            **questionnaire_as_published(questionnaire),
        }
    )


@pytest.fixture(scope="module")
def differences(delivered: Leaves, published: Leaves) -> list[Difference]:
    found = compare(delivered, published)
    return [d for d in found if not d.at.endswith(CHECKED)]


@pytest.fixture(scope="module")
def changes() -> Changes:
    return read_changes()


def test_all_that_was_delivered_is_compared(delivered: Leaves) -> None:
    assert len(delivered) == DELIVERED_LEAVES


def test_texts_that_read_otherwise_are_the_listed_ones(
    differences: list[Difference], changes: Changes
) -> None:
    found = {(d.at, d.old, d.new) for d in differences if d.is_wording}
    assert found == {(text.at, text.old, text.new) for text in changes.texts}
    assert len(found) == len(changes.texts)


def test_every_change_of_substance_is_decided(
    differences: list[Difference], changes: Changes
) -> None:
    undecided = [d for d in differences if not d.is_wording and changes.decision_behind(d) is None]
    assert undecided == []


def test_every_decision_shows_at_as_many_places_as_it_says(
    differences: list[Difference], changes: Changes
) -> None:
    behind = Counter(
        id(decision)
        for difference in differences
        if not difference.is_wording
        and (decision := changes.decision_behind(difference)) is not None
    )
    found = [(d.at, d.change, behind[id(d)]) for d in changes.decisions]
    assert found == [(d.at, d.change, d.places) for d in changes.decisions]


def test_reasons_for_other_words_are_those_of_the_list(changes: Changes) -> None:
    assert {text.reason for text in changes.texts} == set(changes.reasons)


def test_what_editors_add_is_compared_with_nothing(catalogue_definition: Catalogue) -> None:
    sections: dict[str, tuple[Any, ...]] = {
        "offers": catalogue_definition.offers,
        "organisations": catalogue_definition.organisations,
        "requirements": catalogue_definition.requirements,
        "procurement_rules": catalogue_definition.procurement_rules,
        "sources": catalogue_definition.sources,
    }
    more = {
        name: (*entries, entries[-1].model_copy(update={"slug": f"added-to-{name}"}))
        for name, entries in sections.items()
    }
    catalogue = catalogue_definition.model_copy(update=more)
    assert catalogue.offers[-1] != catalogue_definition.offers[-1]
    assert catalogue_as_published(catalogue) == catalogue_as_published(catalogue_definition)


def test_a_dropped_an_added_and_a_changed_leaf_are_told_apart() -> None:
    old = {"grant": {"amount": 5, "name": {"nb": "Tilskudd"}, "note": None, "seeds": ["a"]}}
    new = {"grant": {"amount": 6, "name": {"nb": "Støtte"}, "status": "active", "seeds": ["a"]}}
    assert compare(flatten(old), flatten(new)) == [
        Difference(at="grant/amount", change=Change.CHANGED, old=5, new=6),
        Difference(at="grant/name/nb", change=Change.CHANGED, old="Tilskudd", new="Støtte"),
        Difference(at="grant/status", change=Change.ADDED, new="active"),
    ]
    assert compare(flatten(new), flatten({})) == [
        Difference(at="grant/amount", change=Change.DROPPED, old=6),
        Difference(at="grant/name/nb", change=Change.DROPPED, old="Støtte"),
        Difference(at="grant/seeds", change=Change.DROPPED, old=("a",)),
        Difference(at="grant/status", change=Change.DROPPED, old="active"),
    ]


def test_a_text_delivered_in_english_is_compared_and_a_bare_word_has_labels() -> None:
    old = {"grant": {"note": Said("Free."), "form": LABEL, "terms": [Said("Fast"), Said("Cheap")]}}
    new = {
        "note": {"nb": "Gratis.", "en": "Free of charge."},
        "form": {"nb": "tilskudd", "en": "grant"},
        "terms": [{"nb": "Raskt", "en": "Fast"}, {"nb": "Billig"}],
    }
    assert compare(flatten(old), flatten({"grant": new})) == [
        Difference(at="grant/note/en", change=Change.CHANGED, old="Free.", new="Free of charge."),
        Difference(at="grant/terms/1", change=Change.DROPPED),
        Difference(at="grant/terms/1/nb", change=Change.ADDED, new="Billig"),
    ]
