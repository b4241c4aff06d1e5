"""The delivered questionnaire in the words of the content."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tests.content.as_delivered import QUESTIONS, condition
from tests.content.leaves import LABEL, Tree

FROM_FOUR_TO_A_HUNDRED: Final = 25
"""Scores were delivered on the scale of the levels, 0 to 4, and are shown from 0 to 100."""

METHODS: Final = {
    "multiple_choice": "count_selected",
    "date": "months_since",
    "number": "bands",
    "percent": "bands",
    "money": "bands",
}
"""How each kind that has bands is scored; it follows from the kind."""


def questionnaire_as_delivered() -> Tree:
    """Return the delivered questionnaire, with its questions under their themes."""
    meta = dict(QUESTIONS["meta"])
    levels = [
        {
            "number": level["level"],
            "name": {"nb": level["nb"], "en": level["en"]},
            "minimum_score": level["min_score"] * FROM_FOUR_TO_A_HUNDRED,
        }
        for level in meta.pop("levels")
    ]
    themes = [
        {
            "slug": theme["id"],
            "title": {"nb": theme["nb"], "en": theme["en"]},
            "weight": theme["weight"],
            "questions": [
                _question(q) for q in QUESTIONS["questions"] if q["theme"] == theme["id"]
            ],
        }
        for theme in meta.pop("themes")
    ]
    return {"questionnaire": {"levels": levels, "themes": themes, **meta}}


def _question(q: Mapping[str, Any]) -> dict[str, Any]:
    kind = "multiple_choice" if q["type"] == "multi_choice" else str(q["type"])
    scoring: Mapping[str, Any] = q.get("scoring", {})
    assert scoring.get("method") in {None, METHODS.get(kind)}
    same = ("text", "help", "barriers", "rationale", "required", "scored", "weight")
    return {
        "slug": q["id"],
        "kind": kind,
        **{name: q[name] for name in same},
        **_answers(kind, q),
        **_validation(q.get("validation", {})),
        "unit": LABEL if "unit" in q else None,
        "bands": [_band(band) for band in scoring.get("bands", ())],
        "never_level": scoring.get("never_level"),
        "level_when_not_shown": q.get("level_when_not_shown"),
        "visible_when": condition(q["visible_when"]) if "visible_when" in q else None,
        "not_applicable": _not_applicable(q["not_applicable"]),
        "caps": [_cap(cap) for cap in q.get("blockers", ())],
        "writes_fact": _writes(q.get("writes_profile")),
    }


def _answers(kind: str, q: Mapping[str, Any]) -> dict[str, Any]:
    options: Iterable[Mapping[str, Any]] = q.get("options", ())
    if kind == "boolean":
        by_value = {option["value"]: option for option in options}
        return {
            "yes": _words(by_value[True]),
            "no": _words(by_value[False]),
            "yes_level": by_value[True]["level"],
            "no_level": by_value[False]["level"],
        }
    alone = q.get("scoring", {}).get("exclusive_option")
    return {
        "options": [
            {
                "slug": str(option["value"]),
                "text": _words(option),
                "level": option.get("level"),
                "exclusive": option.get("exclusive", option["value"] == alone),
            }
            for option in options
        ]
    }


def _validation(validation: Mapping[str, Any]) -> dict[str, Any]:
    names = {"min": "minimum", "max": "maximum"}
    return {names.get(name, name): value for name, value in validation.items()}


def _band(band: Mapping[str, Any]) -> dict[str, Any]:
    return {"from": band["min"], "below": band["below"], "level": band["level"]}


def _not_applicable(said: Mapping[str, Any]) -> dict[str, Any] | None:
    if not said["allowed"]:
        return None
    allowed_when = condition(said["allowed_when"]) if "allowed_when" in said else None
    return {"text": _words(said), "allowed_when": allowed_when}


def _cap(blocker: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "theme": blocker["theme"],
        "maximum_level": blocker["cap_level"],
        "when": condition(blocker["when"]),
        "reason": blocker["message"],
    }


def _writes(written: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if written is None else {"fact": written["field"], "map": written.get("map")}


def _words(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"nb": said["nb"], "en": said["en"]}
