"""The content as it is loaded, as plain trees with the sections of the delivered files.

Entries and sources that editors have added since are left out.
"""

from collections.abc import Container, Iterable
from typing import Any, Final

from pydantic import BaseModel

from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Offer
from assessments.questionnaire.definition import Questionnaire
from assessments.questionnaire.kinds.number import LARGEST
from tests.content.as_delivered import OFFERS, SLUGS
from tests.content.leaves import Tree

OPTIONS_OF_LISTS: Final = frozenset(
    {
        "county_code",
        "target_markets",
        "consortium_countries",
        "cluster_memberships",
        "incubator_memberships",
        "received_support",
    }
)
"""Facts whose options are entries or codes that stand elsewhere."""

OF_THE_KIND: Final = {
    "boolean": ("yes", "no"),
    "text": ("pattern_help", "maximum_length"),
    "money": ("integer",),
}
"""Fields that every fact of a kind has, unless it says otherwise."""

FOLDERS: Final = {
    "scheme": "schemes",
    "cluster": "clusters",
    "incubator": "incubators",
    "test_facility": "test_facilities",
}


def catalogue_as_published(catalogue: Catalogue) -> Tree:
    """Return the catalogue with the delivered entries by section and slug."""
    added = {offer.slug for offer in catalogue.offers} - OFFERS
    return {
        "about": _dump(catalogue.about),
        "words": _dump(catalogue.words),
        "barriers": [_dump(barrier) for barrier in catalogue.barriers],
        "sources": _delivered("sources", catalogue.sources),
        **{folder: _offers(catalogue.offers, kind) for kind, folder in FOLDERS.items()},
        "organisations": _delivered("organisations", catalogue.organisations),
        "regulatory_requirements": _delivered("regulatory_requirements", catalogue.requirements),
        "procurement_rules": _delivered("procurement_rules", catalogue.procurement_rules),
        "facts": [_fact(fact, added) for fact in catalogue.facts],
        "reference": {
            **_dump(catalogue.reference),
            "countries": [country.code for country in catalogue.reference.countries],
        },
        "state_aid": _dump(catalogue.state_aid),
    }


def questionnaire_as_published(questionnaire: Questionnaire) -> Tree:
    """Return the questionnaire without what it repeats of the catalogue."""
    whole = _dump(questionnaire)
    for repeated in ("facts", "barriers", "groups"):
        del whole[repeated]
    for theme in whole["themes"]:
        theme["questions"] = [_of_kind(question) for question in theme["questions"]]
    return {"questionnaire": whole}


def _dump(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(by_alias=True)


def _delivered(section: str, entries: Iterable[Any]) -> dict[str, dict[str, Any]]:
    return {entry.slug: _dump(entry) for entry in entries if entry.slug in SLUGS[section]}


def _offers(offers: Iterable[Offer], kind: str) -> dict[str, dict[str, Any]]:
    found = _delivered(FOLDERS[kind], (offer for offer in offers if offer.type == kind))
    for offer in found.values():
        del offer["type"]
    return found


def _fact(fact: BaseModel, added: Container[str]) -> dict[str, Any]:
    found = _of_kind(_dump(fact))
    for name in OF_THE_KIND.get(found["kind"], ()):
        del found[name]
    if found["slug"] in OPTIONS_OF_LISTS:
        slugs = sorted(option["slug"] for option in found["options"])
        found["options"] = [slug for slug in slugs if slug not in added]
    return found


def _of_kind(found: dict[str, Any]) -> dict[str, Any]:
    if found["kind"] == "money":
        found["integer"] = False
    for name, unlimited in (("minimum", -LARGEST), ("maximum", LARGEST)):
        if found.get(name) == unlimited:
            del found[name]
    return found
