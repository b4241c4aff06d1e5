"""Reads the facts, whose options may be lists that stand elsewhere in the content."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import TypeAdapter

from assessments.company.reference import Reference
from assessments.content.files import Placed, Reader, inside
from assessments.content.format_words import expected_list
from assessments.content.yaml_reader import Document
from assessments.matching.offers import Cluster, Incubator, Offer, Scheme, TestFacility
from assessments.questionnaire.facts import Fact

OFFER_FOLDERS: Mapping[str, tuple[str, TypeAdapter[Any]]] = {
    "schemes": ("scheme", TypeAdapter(Scheme)),
    "clusters": ("cluster", TypeAdapter(Cluster)),
    "incubators": ("incubator", TypeAdapter(Incubator)),
    "test_facilities": ("test_facility", TypeAdapter(TestFacility)),
}


def load_facts(
    reader: Reader, offers: Sequence[Placed[Offer]], reference: Reference
) -> list[Placed[Fact]]:
    """Return the facts of the content folder, each with its options."""
    document = reader.document("facts.yaml")
    facts = list_under(reader, document, "facts")
    if document is None:
        return []
    lists = _option_lists(offers, reference)
    for index, raw in enumerate(facts):
        entry = cast("dict[str, Any]", raw if isinstance(raw, dict) else {})
        source = entry.pop("options_from", None)
        if source is not None and source not in lists:
            line = document.line_of(("facts", index, "options_from"))
            choice = ", ".join(lists)
            reader.note(document.path, line, f"there is no list `{source}`; choose among {choice}")
        if source is not None:
            entry["options"] = lists.get(source, lists["countries"])
    adapter: TypeAdapter[Fact] = TypeAdapter(Fact)
    found = (reader.item(document, ("facts", i), adapter, {}) for i in range(len(facts)))
    return [placed for placed in found if placed is not None]


def list_under(reader: Reader, document: Document | None, key: str) -> list[object]:
    """Return the list under `key`, or nothing after noting that there is none."""
    if document is None:
        return []
    found = inside(document.data, key)
    if not isinstance(found, list):
        reader.note(document.path, 1, expected_list(key))
        return []
    return cast("list[object]", found)


def _option_lists(
    offers: Sequence[Placed[Offer]], reference: Reference
) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of options that facts may take over by name."""
    lists: dict[str, list[dict[str, Any]]] = {
        "countries": [
            {"slug": c.code, "text": c.name, "also_called": c.also_called}
            for c in reference.countries
        ],
        "regions": [{"slug": r.code, "text": _region_name(r)} for r in reference.regions.every],
    }
    for folder, (kind, _) in OFFER_FOLDERS.items():
        lists[folder] = [
            {"slug": p.item.slug, "text": p.item.name} for p in offers if p.item.type == kind
        ]
    return lists


def _region_name(region: Any) -> dict[str, str]:
    if region.valid_to is None:
        return {"nb": region.name.nb, "en": region.name.en}
    year = region.valid_to.year
    return {"nb": f"{region.name.nb} (til {year})", "en": f"{region.name.en} (until {year})"}
