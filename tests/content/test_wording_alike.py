"""What is the same is said in the same words, and written in the same way."""

import re
from collections.abc import Mapping
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Criterion
from assessments.questionnaire.conditions.nodes import FactLeaf
from assessments.questionnaire.definition import Questionnaire
from tests.content.as_published import catalogue_as_published, questionnaire_as_published
from tests.content.leaves import flatten

Texts = Mapping[str, str]

SAID_OTHERWISE: Final = {
    "beyond-health": "A soft criterion that says besides what the offer is mainly for."
}
"""Criteria with words of their own for a condition that others have too, and why."""

TWO_WAYS: Final = {
    "nb": {
        "Beløp": "Singular and plural.",
        "Eksfin": "As a provider with what the name means, as an option without.",
        "Normen": "The guidance has the long name, the requirement the short one.",
        "SkatteFUNN": "As a scheme with what it is, as an option without.",
        "Helsetjenester": "The industry has an official name in English.",
        "prosentpoeng": "As a unit it has a singular in English.",
        "tilbud": "As a unit it has a singular in English.",
        "årsverk": "As a unit it has a singular in English.",
        "Ikke vurdert": "What nobody has thought of, and what has not been assessed.",
    },
    "en": {
        "NOK": "One krone and several kroner have one sign.",
        "Siva": "The organisation has its full name in Norwegian.",
        "Research Council of Norway": "The organisation has its full name in Norwegian.",
    },
}
"""Texts that are said in two ways in the other language, and why."""

WRONG_SIGNS: Final = {
    "nb": r"[“”\"]|\d%|\d,\d{3}\b",
    "en": r"[’‘“”«»]|\d %|\b[1-9]\d{0,2} \d{3}\b|[a-z;,(] The (?=[A-Z])",
}
"""Quotation marks, spaces in numbers and before per cent, and articles of the other language."""

OTHER_WORDS: Final = {
    "nb": r"Bedriften har produkter som er|foreslår et segment",
    "en": r"[Mm]edical device (hard|soft)ware|has products that are (?!neither)|suggests a segment",
}
"""What has another word everywhere else, or is said in fewer."""


@pytest.fixture(scope="module")
def texts(catalogue_definition: Catalogue, questionnaire_definitions: list[Questionnaire]) -> Texts:
    [questionnaire] = questionnaire_definitions
    leaves = flatten(
        {
            **catalogue_as_published(catalogue_definition),
            **questionnaire_as_published(questionnaire),
        }
    )
    return {at: text for at, text in leaves.items() if at.endswith(("/nb", "/en"))}


def _condition(criterion: Criterion) -> object:
    condition = criterion.condition
    if not isinstance(condition, FactLeaf):
        return condition.model_dump_json()
    items = list(map(repr, condition.value)) if isinstance(condition.value, tuple) else []
    return condition.fact, condition.op, tuple(sorted(items)) or repr(condition.value)


def test_criteria_with_the_same_condition_say_the_same(catalogue_definition: Catalogue) -> None:
    found: dict[object, set[object]] = {}
    for offer in catalogue_definition.offers:
        for criterion in offer.criteria:
            if criterion.slug not in SAID_OTHERWISE:
                found.setdefault(_condition(criterion), set()).add(criterion.text)
    assert {key: said for key, said in found.items() if len(said) > 1} == {}
    assert len(found) == 142


@pytest.mark.parametrize(("language", "other"), [("nb", "en"), ("en", "nb")])
def test_what_is_said_in_one_way_is_said_so_in_the_other_language(
    texts: Texts, language: str, other: str
) -> None:
    found: dict[str, set[str]] = {}
    for at, text in texts.items():
        if at.endswith(f"/{language}"):
            found.setdefault(text, set()).add(texts[f"{at[:-2]}{other}"])
    assert {text for text, said in found.items() if len(said) > 1} == set(TWO_WAYS[language])


@pytest.mark.parametrize("language", WRONG_SIGNS)
def test_signs_are_those_of_the_language(texts: Texts, language: str) -> None:
    wrong = re.compile(WRONG_SIGNS[language])
    written = [text for at, text in texts.items() if at.endswith(f"/{language}")]
    assert [text for text in written if wrong.search(text)] == []


@pytest.mark.parametrize("language", OTHER_WORDS)
def test_one_thing_has_one_word(texts: Texts, language: str) -> None:
    other = re.compile(OTHER_WORDS[language])
    written = [text for at, text in texts.items() if at.endswith(f"/{language}")]
    assert [text for text in written if other.search(text)] == []


def test_dates_of_requirements_stand_in_time_order(catalogue_definition: Catalogue) -> None:
    found = [[date.on for date in r.dates] for r in catalogue_definition.requirements]
    assert found == [sorted(dates) for dates in found]


def test_a_provider_is_named_and_not_spoken_of(catalogue_definition: Catalogue) -> None:
    names = [offer.provider.name for offer in catalogue_definition.offers if offer.provider]
    assert [name.en for name in names if re.search(r"^[^;]* (is|are) ", name.en)] == []
    assert [name.nb for name in names if re.search(r"^[^;]* er ", name.nb)] == []


def test_a_summary_says_something_else_than_the_notes(catalogue_definition: Catalogue) -> None:
    entries = (*catalogue_definition.offers, *catalogue_definition.organisations)
    same = {
        (entry.slug, language)
        for entry in entries
        if entry.notes is not None
        for language in ("nb", "en")
        if getattr(entry.summary, language) == getattr(entry.notes, language)
    }
    assert same == set()


def test_the_centres_of_nortrials_are_called_alike(catalogue_definition: Catalogue) -> None:
    """In English each word of the name of a centre has a capital, and in the summary too."""
    centres = [o for o in catalogue_definition.offers if o.slug.startswith("nortrials-")]
    assert len(centres) == 6
    for centre in centres:
        name = centre.name.en
        assert all(word[0].isupper() for word in name.split())
        assert centre.summary.en.startswith(name)
