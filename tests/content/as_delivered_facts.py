"""The delivered company profile and reference data in the words of the content."""

import re
from collections.abc import Mapping
from typing import Any, Final

from tests.content.as_delivered import CATALOGUE, said, texts_of
from tests.content.leaves import LABEL, Tree

FIELDS: Final[dict[str, dict[str, Any]]] = CATALOGUE["company_profile"]["fields"]
REFERENCE: Final[dict[str, Any]] = CATALOGUE["reference"]

KINDS: Final = {
    "enum": "single_choice",
    "list[enum]": "multiple_choice",
    "list[string]": "multiple_choice",
    "string": "text",
    "decimal": "number",
    "integer": "number",
}
"""Kinds of fact by type of field, where they are not called the same."""

_RANGE = re.compile(r"(\d+)-(\d+)")
_NOT_BEFORE = re.compile(r".*not before (\d{4}-\d{2}-\d{2})")


def facts_as_delivered() -> Tree:
    """Return the fields of the delivered profile as facts."""
    return {"facts": [{"slug": slug, **_fact(field)} for slug, field in FIELDS.items()]}


def _fact(field: Mapping[str, Any]) -> dict[str, Any]:
    notes = [
        f"{name}: {field[name]}" for name in ("validation", "used_for", "note") if name in field
    ]
    return {
        "kind": KINDS.get(field["type"], field["type"]),
        "name": {"nb": field["nb"], "en": field["en"]},
        "required": field["required"],
        "sensitive": field.get("sensitive"),
        "derived_from": field.get("derived_from"),
        "unit": LABEL if "unit" in field else None,
        "integer": field["type"] == "integer",
        "options": _options(field),
        "editor_note": "; ".join(notes) or None,
        **_limits(field),
    }


def _options(field: Mapping[str, Any]) -> object:
    if "values" in field:
        return [{"slug": value, "text": LABEL} for value in field["values"]]
    validation = field.get("validation", "")
    if "reference.counties" in validation:
        counties = REFERENCE["counties"]
        return sorted([*counties["current"], *counties["special"], *counties["old"]])
    listed = re.search(r"ids of catalogue\.(\w+)", validation)
    if listed is not None:
        return sorted(x["id"] for x in CATALOGUE[listed[1]])
    return None


def _limits(field: Mapping[str, Any]) -> dict[str, Any]:
    validation = field.get("validation", "")
    if found := _RANGE.fullmatch(validation):
        return {"minimum": int(found[1]), "maximum": int(found[2])}
    if found := _NOT_BEFORE.fullmatch(validation):
        return {"not_before": found[1]}
    return {"minimum": 0} if validation == ">= 0" else {}


def reference_as_delivered() -> Tree:
    """Return the delivered reference data."""
    groups = dict(REFERENCE["market_groups"])
    classes = dict(REFERENCE["device_classes"])
    currency = REFERENCE["currency"]
    return {
        "reference": {
            "organisation_number": REFERENCE["organisation_number"],
            "regions": _regions(REFERENCE["counties"]),
            "industries": _industries(REFERENCE["nace"]),
            "sizes": _sizes(REFERENCE["sme_definition"]),
            "currencies": {
                "kroner_per": {
                    "EUR": currency["eur_nok_default"],
                    "USD": currency["usd_nok_default"],
                },
                "note": said(currency["note"]),
            },
            "market_groups_note": said(groups.pop("note")),
            "market_groups_sources": groups.pop("sources"),
            "market_groups": groups,
            "device_classes_sources": classes.pop("sources"),
            "device_classes": classes,
        },
        "state_aid": {
            **REFERENCE["state_aid"],
            **texts_of(REFERENCE["state_aid"], "legal_act", "rd_note"),
        },
    }


def _regions(counties: Mapping[str, Any]) -> dict[str, Any]:
    split: dict[str, Any] = counties["viken_split"]
    municipalities = {code: names for code, names in split.items() if code.isdigit()}
    former = [
        {
            "code": code,
            "name": _named(old["name"]),
            "valid_from": old.get("valid_from"),
            "valid_to": old["valid_to"],
            "became": old["maps_to"],
            "note": said(old.get("note")),
            "municipalities": municipalities if old["name"] == "Viken" else None,
        }
        for code, old in counties["old"].items()
    ]
    now = {
        name: [{"code": code, "name": _named(county)} for code, county in counties[name].items()]
        for name in ("current", "special")
    }
    return {
        "current_from": counties["current_from"],
        "sources": counties["sources"],
        "former": former,
        "viken_split": {k: v for k, v in split.items() if not k.isdigit()},
        **now,
        **texts_of(counties, "rule", "confidence_note"),
    }


def _named(name: str) -> dict[str, str]:
    return {"nb": name, "en": name}


def _industries(nace: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "standards": texts_of(nace["standards"]),
        "health_relevant": [
            {
                "code": x["code"],
                "name": {"nb": x["nb"], "en": x["en"]},
                "segment": x["segment"],
            }
            for x in nace["health_relevant_sn2007"]
        ],
        "rule": said(nace["rule"]),
        "sources": nace["sources"],
        "confidence": nace["confidence"],
    }


def _sizes(definition: Mapping[str, Any]) -> dict[str, Any]:
    names = {
        "employees_lt": "employees_below",
        "turnover_eur_lte": "turnover_eur",
        "balance_eur_lte": "balance_eur",
    }
    limits = {
        size: {names.get(str(name), name): value for name, value in definition[size].items()}
        for size in ("micro", "small", "medium", "small_midcap")
    }
    return {
        **limits,
        "rule": said(definition["rule"]),
        "confidence": definition["confidence"],
        "sources": definition["sources"],
    }
