"""The questionnaire: its questions, themes and levels in the order of the delivered file."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tests.reference.conditions import Condition, condition_from
from tests.reference.delivered import QUESTIONNAIRE
from tests.reference.questionnaire_shapes import (
    BlockerEntry,
    OptionEntry,
    QuestionEntry,
    WritesEntry,
)
from tests.reference.values import Special, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The level of the numbers from ``at_least`` up to, not including, ``below``."""

    at_least: int
    below: int | None
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A rule that limits the level of a theme."""

    when: Condition
    theme: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """The fact that an answer fills; what has no words is taken as it is, or fills nothing."""

    field: str
    words: Mapping[Value, str | bool]
    by_words_alone: bool = False


FILLING_TOO: Final = {
    "I01": Filling(
        field="export_ambition",
        words=dict.fromkeys(("draft", "approved", "followed"), True),
        by_words_alone=True,
    ),
    "P04": Filling(
        field="sells_to_public",
        words={
            **dict.fromkeys(("direct", "contract", "framework"), True),
            Special.NOT_APPLICABLE: False,
        },
        by_words_alone=True,
    ),
}
"""Answers that were not delivered as filling a fact, and surely tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with what scoring, visibility and matching need of it."""

    id: str
    theme: str
    kind: str
    weight: Fraction
    required: bool
    scored: bool
    barriers: frozenset[str]
    levels: Mapping[str | bool, int | None]
    """The level of each option; empty for a number or a date."""
    exclusive: str | None
    bands: tuple[Band, ...]
    never_level: int | None
    least: int
    most: int
    may_not_apply: bool
    may_not_apply_when: Condition | None
    visible_when: Condition | None
    level_when_not_shown: int | None
    caps: tuple[Cap, ...]
    fills: Filling | None


def option_value(value: str | int) -> str | bool:
    """Return the option as answers name it: a likert step as text, a boolean as itself."""
    return value if isinstance(value, bool) else str(value)


def _exclusive(entry: QuestionEntry) -> str | None:
    marked = [str(o["value"]) for o in entry.get("options", []) if o.get("exclusive")]
    if "scoring" in entry:
        marked.append(entry["scoring"].get("exclusive_option", ""))
    return next(filter(None, marked), None)


def _bands(entry: QuestionEntry) -> tuple[Band, ...]:
    if "scoring" not in entry:
        return ()
    bands = entry["scoring"]["bands"]
    return tuple(Band(at_least=b["min"], below=b["below"], level=b["level"]) for b in bands)


def _levels(options: list[OptionEntry]) -> Mapping[str | bool, int | None]:
    return {option_value(option["value"]): option.get("level") for option in options}


def _caps(entries: list[BlockerEntry]) -> tuple[Cap, ...]:
    return tuple(
        Cap(when=condition_from(b["when"]), theme=b["theme"], level=b["cap_level"]) for b in entries
    )


def _words(entry: WritesEntry) -> Mapping[Value, str | bool]:
    return dict[Value, str | bool](entry.get("map", {}).items())


def _filling(entry: WritesEntry | None) -> Filling | None:
    if entry is None:
        return None
    return Filling(field=entry["field"], words=_words(entry))


def _question(entry: QuestionEntry) -> Question:
    visible_when = entry.get("visible_when")
    allowed_when = entry["not_applicable"].get("allowed_when")
    validation = entry.get("validation", {})
    return Question(
        id=entry["id"],
        theme=entry["theme"],
        kind=entry["type"],
        weight=Fraction(str(entry["weight"])),
        required=entry["required"],
        scored=entry["scored"],
        barriers=frozenset(entry["barriers"]),
        levels=_levels(entry.get("options", [])),
        exclusive=_exclusive(entry),
        bands=_bands(entry),
        never_level=entry["scoring"].get("never_level") if "scoring" in entry else None,
        least=validation.get("min", 0),
        most=validation.get("max", 0),
        may_not_apply=entry["not_applicable"]["allowed"],
        may_not_apply_when=None if allowed_when is None else condition_from(allowed_when),
        visible_when=None if visible_when is None else condition_from(visible_when),
        level_when_not_shown=entry.get("level_when_not_shown"),
        caps=_caps(entry.get("blockers", [])),
        fills=FILLING_TOO.get(entry["id"], _filling(entry.get("writes_profile"))),
    )


QUESTIONS: Final = tuple(_question(entry) for entry in QUESTIONNAIRE["questions"])
BY_ID: Final = {question.id: question for question in QUESTIONS}
THEMES: Final = {
    theme["id"]: Fraction(str(theme["weight"])) for theme in QUESTIONNAIRE["meta"]["themes"]
}
"""The weight of each theme in the overall score."""
MINIMUMS: Final = {
    level["level"]: 25 * Fraction(str(level["min_score"]))
    for level in QUESTIONNAIRE["meta"]["levels"]
}
"""The least score, of 100, that reaches each level."""
