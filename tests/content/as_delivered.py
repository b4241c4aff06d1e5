"""The delivered catalogue in the words of the content: what would be there, were all unchanged."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, cast

import yaml

from tests.content.leaves import LABEL, Said, Tree

FOLDER: Final = Path(__file__).parents[1] / "delivered"
CATALOGUE: Final[dict[str, Any]] = yaml.load(
    (FOLDER / "catalogue.yaml").read_text("utf-8"), yaml.CSafeLoader
)
QUESTIONS: Final[dict[str, Any]] = yaml.load(
    (FOLDER / "questions.yaml").read_text("utf-8"), yaml.CSafeLoader
)

OFFER_SECTIONS: Final = ("schemes", "clusters", "incubators", "test_facilities")
SECTIONS: Final = (
    *OFFER_SECTIONS,
    "organisations",
    "regulatory_requirements",
    "procurement_rules",
)

SLUGS: Final[Mapping[str, frozenset[str]]] = {
    **{name: frozenset(x["id"] for x in CATALOGUE[name]) for name in SECTIONS},
    "sources": frozenset(CATALOGUE["sources"]),
}
"""What was delivered, by section. What editors have added since is compared with nothing."""

OFFERS: Final = frozenset[str]().union(*(SLUGS[name] for name in OFFER_SECTIONS))

RENAMED: Final = {
    "id": "slug",
    "county_codes": "counties",
    "terms": "also_requires",
    "programme_level": "programme_levels",
    "capabilities": "services",
    "eligibility": "criteria",
    "note": "notes",
}
"""Keys of entries that have another name now."""

ENGLISH_ONLY: Final = frozenset(
    {
        "also_requires",
        "to_verify",
        "notes",
        "requirement",
        "buyers",
        "contracts",
        "effect",
        "under_eea",
        "over_eea",
    }
)
"""Keys of entries whose texts were delivered in English only."""


def catalogue_as_delivered() -> Tree:
    """Return the entries, barriers, sources and words of the delivered catalogue."""
    return {
        "about": _about(),
        "words": _words(),
        "vocabulary": _vocabulary(),
        "barriers": [
            {
                "slug": slug,
                "name": {"nb": barrier["nb"], "en": barrier["en"]},
                "theme": barrier["theme"],
                "origin": barrier["origin"],
            }
            for slug, barrier in CATALOGUE["barriers"].items()
        ],
        "sources": {
            slug: {"slug": slug, **_renamed(source, {"content_date": "dated"})}
            for slug, source in CATALOGUE["sources"].items()
        },
        **{name: {x["id"]: entry(x) for x in CATALOGUE[name]} for name in SECTIONS},
    }


def entry(delivered: Mapping[str, Any]) -> dict[str, Any]:
    """Return a delivered entry with the keys that entries have in the content."""
    found: dict[str, Any] = {}
    for name, value in delivered.items():
        key = RENAMED.get(name, name)
        if key in ENGLISH_ONLY:
            found[key] = said(value)
        else:
            found[key] = _SHAPES[key](value) if key in _SHAPES else value
    return found


def condition(delivered: Mapping[str, Any]) -> dict[str, Any]:
    """Return a delivered condition; operators and constants stay as they were delivered."""
    for tag in ("all", "any"):
        if tag in delivered:
            return {tag: [condition(child) for child in delivered[tag]]}
    sources = {"answer": "answer", "profile": "fact", "field": "fact"}
    return {
        sources.get(name, name): value
        for name, value in delivered.items()
        if name in {*sources, "op", "value"}
    }


def texts_of(delivered: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Return those of `keys` that were delivered, each with a text in English only."""
    return {key: said(delivered[key]) for key in keys or delivered if key in delivered}


def said(value: object) -> object:
    """Return a text delivered in English only, or a list of them; of nothing, nothing."""
    if isinstance(value, list):
        return [said(item) for item in cast("list[object]", value)]
    return None if value is None else Said(str(value))


def _renamed(delivered: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in delivered.items()}


def _criteria(delivered: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "hard": x["hard"],
            "basis": x["basis"],
            "actionable": x.get("actionable"),
            "note": said(x.get("note")),
            "condition": condition(x),
        }
        for x in delivered
    ]


def _support(delivered: Mapping[str, Any]) -> dict[str, Any]:
    names = {
        "amount_min": "minimum_amount",
        "amount_max": "maximum_amount",
        "intensity_pct_max": "rate_percent",
    }
    return {**_renamed(delivered, names), "form": LABEL, **texts_of(delivered, "note")}


def _application(delivered: Mapping[str, Any]) -> dict[str, Any]:
    return {**delivered, **texts_of(delivered, "note")}


_SHAPES: Final[Mapping[str, Callable[[Any], object]]] = {
    "criteria": _criteria,
    "support": _support,
    "application": _application,
    "joining": _application,
    "access": _application,
    "provider": lambda name: {"name": {"nb": name}},
    "services": lambda slugs: [{"slug": slug} for slug in slugs],
    "programme_levels": lambda levels: [
        _renamed(level, {"from": "since", "to": "until"}) for level in levels
    ],
    "members": lambda members: {**members, **texts_of(members, "basis")},
    "applies_when": lambda conditions: [
        {"condition": condition(x), "hard": x["hard"], "basis": x["basis"]} for x in conditions
    ],
    "dates": lambda dates: [{"on": x["date"], "what": said(x["what"])} for x in dates],
    "proposed": lambda proposed: {**proposed, **texts_of(proposed, "instrument")},
}
"""Keys of entries whose values have another shape now."""


def _about() -> dict[str, Any]:
    meta = dict(CATALOGUE["meta"])
    return {
        "title": {"en": meta.pop("title")},
        "confidence_means": texts_of(meta.pop("confidence")),
        **meta,
        **texts_of(meta, "how_compiled", "freshness"),
        "seeds": {slug: seed["about"] for slug, seed in CATALOGUE["seeds"].items()},
        "seed_files": {slug: seed["file"] for slug, seed in CATALOGUE["seeds"].items()},
    }


_LABELLED: Final = {
    "scheme_kinds": "offer_kinds",
    "status": "statuses",
    "confidence": "confidences",
    "application_modes": "application_modes",
}


def _words() -> dict[str, Any]:
    vocabulary = CATALOGUE["vocabulary"]
    return {label: dict.fromkeys(vocabulary[name], LABEL) for name, label in _LABELLED.items()}


def _vocabulary() -> dict[str, Any]:
    return {k: v for k, v in CATALOGUE["vocabulary"].items() if k not in _LABELLED}
