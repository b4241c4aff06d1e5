"""Writes the JSON Schemas of the content files, or checks that those in git are what the code says.

Editors complete and check a file by them while it is written; ``.vscode/settings.json`` says which
belongs to which files. What only the content check can tell is not in them.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from assessments.cohorts.groupings import Groupings
from assessments.company.reference import Country, Currencies, Industries, Regions, Sizes
from assessments.content.about import About
from assessments.content.cases.models import OfferCases, QuestionnaireCases
from assessments.content.catalogue import (
    Organisation,
    ProcurementRule,
    QuestionnaireAdvice,
    Requirement,
    Source,
    StateAid,
    Words,
)
from assessments.content.fact_files import OFFER_FOLDERS
from assessments.content.loading import DeviceClasses, Markets
from assessments.matching.combining_terms import CombiningTerms
from assessments.questionnaire.definition import Barrier, Questionnaire, Theme
from assessments.questionnaire.facts import Fact

Json = dict[str, Any]

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "content" / "json_schema"
SETTINGS: Final = ROOT / ".vscode" / "settings.json"

REFERENCE: Final[Mapping[str, Any]] = {
    "currencies": Currencies,
    "device_classes": DeviceClasses,
    "industries": Industries,
    "markets": Markets,
    "regions": Regions,
    "sizes": Sizes,
    "state_aid": StateAid,
}
"""The files of reference data that are not a list."""

NOT_IN_FILE: Final = ("facts", "barriers", "groups", "rates")
"""What a questionnaire takes in from other files."""


def schemas() -> Mapping[str, tuple[str, Json]]:
    """Return by schema name the files that it is for, as a pattern, and the schema."""
    made: dict[str, tuple[str, Json]] = {}
    for folder, (kind, adapter) in OFFER_FOLDERS.items():
        made[kind] = (f"content/{folder}/*.yaml", _without(_schema(adapter), "type"))
    whole: Mapping[str, tuple[str, Any]] = {
        "organisation": ("content/organisations/*.yaml", Organisation),
        "requirement": ("content/regulatory_requirements/*.yaml", Requirement),
        "procurement_rule": ("content/procurement_rules/*.yaml", ProcurementRule),
        "advice": ("content/advice/*.yaml", QuestionnaireAdvice),
        "combining": ("content/combining.yaml", CombiningTerms),
        "cohorts": ("content/cohorts.yaml", Groupings),
        "about": ("content/about.yaml", About),
        "words": ("content/words.yaml", Words),
        "theme": ("content/questionnaires/*/*/!(questionnaire).yaml", Theme),
        "offer_cases": ("content/cases/offers/*.yaml", OfferCases),
        "questionnaire_cases": ("content/cases/questionnaires/*.yaml", QuestionnaireCases),
    }
    reference = {n: (f"content/reference/{n}.yaml", model) for n, model in REFERENCE.items()}
    for name, (files, model) in {**whole, **reference}.items():
        made[name] = (files, _schema(TypeAdapter(model)))
    countries = _listed("countries", _schema(TypeAdapter(Country)))
    made["countries"] = ("content/reference/countries.yaml", countries)
    made["questionnaire"] = ("content/questionnaires/*/*/questionnaire.yaml", _questionnaire())
    made["barriers"] = ("content/barriers.yaml", _listed("barriers", _schema(TypeAdapter(Barrier))))
    made["sources"] = ("content/sources.yaml", _listed("sources", _schema(TypeAdapter(Source))))
    made["facts"] = ("content/facts.yaml", _listed("facts", _facts()))
    return made


def _schema(adapter: TypeAdapter[Any]) -> Json:
    return adapter.json_schema(by_alias=True, mode="validation")


def _without(schema: Json, *names: str) -> Json:
    """Return `schema` without keys that the program adds by where a file lies."""
    for name in names:
        schema["properties"].pop(name, None)
    schema["required"] = [name for name in schema["required"] if name not in names]
    return schema


def _questionnaire() -> Json:
    schema = _without(_schema(TypeAdapter(Questionnaire)), *NOT_IN_FILE)
    schema["properties"]["themes"] = {
        "title": "Themes",
        "description": "The slugs of the themes, in order; each has a file of its own.",
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
    }
    return schema


def _facts() -> Json:
    """Return the schema of a fact, whose options may also be a list that stands elsewhere."""
    schema = _schema(TypeAdapter(Fact))
    for kind in schema["$defs"].values():
        if "options" in kind.get("properties", {}) and "derived_from" in kind["properties"]:
            kind["properties"]["options_from"] = {"title": "Options from", "type": "string"}
            kind["required"] = [name for name in kind["required"] if name != "options"]
    return schema


def _listed(key: str, item: Json) -> Json:
    """Return the schema of a file with a list of items under one key."""
    definitions = item.pop("$defs", {})
    return {
        "$defs": definitions,
        "type": "object",
        "properties": {key: {"type": "array", "items": item}},
        "required": [key],
        "additionalProperties": False,
    }


def files() -> Mapping[Path, str]:
    """Return every file to write with its text."""
    made = schemas()
    texts = {FOLDER / f"{name}.json": _text(schema) for name, (_, schema) in made.items()}
    by_schema = {f"./content/json_schema/{name}.json": [of] for name, (of, _) in made.items()}
    texts[SETTINGS] = _text({"yaml.schemas": by_schema})
    return texts


def _text(data: Json) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> int:
    """Write the files; with ``--check`` compare them and return 1 on a difference."""
    wanted = files()
    if "--check" not in sys.argv:
        for path, text in wanted.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        return 0
    present = {*FOLDER.glob("*"), SETTINGS}
    differing = [p for p in wanted if not p.is_file() or p.read_text("utf-8") != wanted[p]]
    differing += sorted(present - set(wanted))
    for path in differing:
        print(f"{path.relative_to(ROOT)} differs from the code: run `make schemas`.")
    return int(bool(differing))


if __name__ == "__main__":
    sys.exit(main())
