"""Words delivered as slugs or in English only are said the same way everywhere."""

from collections.abc import Iterable
from typing import Any, cast

from pydantic import BaseModel

from assessments.content.catalogue import Catalogue
from assessments.content.value_words import say
from assessments.matching.offers import Scheme, TestFacility
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.kinds.number import Numeric
from assessments.texts import Language, Text, both
from tests.content.as_delivered import CATALOGUE, OFFER_SECTIONS, OFFERS, QUESTIONS
from tests.content.as_delivered_facts import FIELDS


def _texts_by_word(pairs: Iterable[tuple[str, Text]]) -> dict[str, set[Text]]:
    found: dict[str, set[Text]] = {}
    for word, text in pairs:
        found.setdefault(word, set()).add(text)
    return found


def _one_each(pairs: Iterable[tuple[str, Text]], words: Iterable[str]) -> None:
    found = _texts_by_word(pairs)
    assert set(found) == set(words)
    assert {word: texts for word, texts in found.items() if len(texts) > 1} == {}
    assert len({text.nb for texts in found.values() for text in texts}) == len(found)


def test_forms_of_support(catalogue_definition: Catalogue) -> None:
    delivered = {scheme["id"]: scheme["support"]["form"] for scheme in CATALOGUE["schemes"]}
    _one_each(
        (
            (delivered[offer.slug], offer.support.form)
            for offer in catalogue_definition.offers
            if isinstance(offer, Scheme) and offer.slug in delivered
        ),
        delivered.values(),
    )


def test_services_of_test_facilities(catalogue_definition: Catalogue) -> None:
    _one_each(
        (
            (service.slug, service.text)
            for offer in catalogue_definition.offers
            if isinstance(offer, TestFacility) and offer.slug in OFFERS
            for service in offer.services
        ),
        {word for facility in CATALOGUE["test_facilities"] for word in facility["capabilities"]},
    )


def test_units_of_questions_and_facts(
    catalogue_definition: Catalogue, questionnaire_definitions: list[Questionnaire]
) -> None:
    [questionnaire] = questionnaire_definitions
    delivered: dict[str, str] = {
        **{q["id"]: q["unit"] for q in QUESTIONS["questions"] if "unit" in q},
        **{slug: field["unit"] for slug, field in FIELDS.items() if "unit" in field},
    }
    numbers: list[Any] = [*questionnaire.questions_by_slug.values(), *catalogue_definition.facts]
    pairs = [(delivered[x.slug], x.unit) for x in numbers if x.slug in delivered]
    assert len(pairs) == len(delivered)
    _one_each(pairs, delivered.values())


def test_units_of_facts_read_well(catalogue_definition: Catalogue) -> None:
    facts = {one.slug: one for one in catalogue_definition.facts}
    assert say(facts["trl"], 6, Language.NB) == "TRL 6"
    assert say(facts["employees"], 1, Language.EN) == "1 full-time equivalent"
    assert say(facts["employees"], 1, Language.NB) == "1 årsverk"
    assert say(facts["export_share_discrepancy"], -1, Language.EN) == "−1 percentage point"
    assert say(facts["revenue_nok"], 1, Language.NB) == "1 krone"
    assert say(facts["revenue_nok"], 1, Language.EN) == "NOK 1"
    assert say(facts["company_age_years"], 5, Language.EN) == "5 years"


def test_one_krone_is_said_so(
    catalogue_definition: Catalogue, questionnaire_definitions: list[Questionnaire]
) -> None:
    [questionnaire] = questionnaire_definitions
    asked = [*questionnaire.questions_by_slug.values(), *catalogue_definition.facts]
    amounts = [x for x in asked if isinstance(x, Numeric) and x.unit == both("kroner", "NOK")]
    assert len(amounts) == 11
    assert [x for x in amounts if x.unit_one != both("krone", "NOK")] == []


def test_every_closed_word_has_a_label(catalogue_definition: Catalogue) -> None:
    words = catalogue_definition.words
    entries = [*catalogue_definition.offers, *catalogue_definition.organisations]
    modes = {
        entry[key]["mode"]
        for section in OFFER_SECTIONS
        for entry in CATALOGUE[section]
        for key in ("application", "joining", "access")
        if key in entry
    }
    assert {entry.kind for entry in entries} <= set(words.offer_kinds)
    assert {str(entry.status) for entry in entries} <= set(words.statuses)
    assert {str(entry.confidence) for entry in entries} <= set(words.confidences)
    assert modes <= set(words.application_modes)
    levels = {x["level"] for c in CATALOGUE["clusters"] for x in c.get("programme_level", ())}
    assert levels == set(words.programme_levels)
    assert {scheme["applicant"] for scheme in CATALOGUE["schemes"]} <= set(words.applicants)


def test_both_languages_of_every_text_are_written(catalogue_definition: Catalogue) -> None:
    texts = list(_texts_in(catalogue_definition))
    assert len(texts) > 2000
    assert [text for text in texts if not text.nb.strip() or not text.en.strip()] == []


def _texts_in(node: object) -> Iterable[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, BaseModel):
        yield from _texts_in(vars(node))
    elif isinstance(node, dict):
        yield from _texts_in(tuple(cast("dict[str, object]", node).values()))
    elif isinstance(node, tuple):
        for item in cast("tuple[object, ...]", node):
            yield from _texts_in(item)
