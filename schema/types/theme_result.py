"""The scores of a result, theme by theme, and what they rest on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import strawberry

from assessments.assessment import StoredResult
from assessments.content.cap_words import reason_of, reason_of_least
from assessments.questionnaire.compiled import CompiledCap, CompiledQuestionnaire
from assessments.questionnaire.visibility import Walk
from assessments.scoring.unknown_caps import find_out, find_out_about
from assessments.services.kept_walk import kept_walk
from schema.context import Context, Info
from schema.types.fact import Fact
from schema.types.level import Level
from schema.types.question import Question, Theme


class ScoredView(Protocol):
    """A score with the questionnaire version that it is of."""

    @property
    def questionnaire(self) -> CompiledQuestionnaire:
        """The version."""
        ...

    @property
    def walk(self) -> Walk:
        """What was known when it was scored."""
        ...


def level_of(view: ScoredView, number: int | None, context: Context) -> Level | None:
    """Return a level of the questionnaire by its number."""
    if number is None:
        return None
    return Level.of(view.questionnaire.definition.levels[number], context)


@dataclass(frozen=True)
class DocumentView:
    """A stored result with its questionnaire version."""

    stored: StoredResult
    questionnaire: CompiledQuestionnaire

    @cached_property
    def document(self) -> dict[str, Any]:
        """The snapshot; numbers in it are exact."""
        document: dict[str, Any] = json.loads(self.stored.document, parse_float=Decimal)
        return document

    @property
    def walk(self) -> Walk:
        """What was known when it was submitted."""
        return self._walk

    @cached_property
    def _walk(self) -> Walk:
        return kept_walk(self.document, self.questionnaire)

    def level(self, number: int | None, context: Context) -> Level | None:
        """Return a level of the questionnaire by its number."""
        return level_of(self, number, context)

    @property
    def score(self) -> Decimal | None:
        """The overall score."""
        return _decimal(self.document["score"])

    @property
    def scores(self) -> dict[str, Fraction | None]:
        """The scores by theme, and ``overall``, as they were given."""
        given = {theme["theme"]: theme["score"] for theme in self.document["themes"]}
        given["overall"] = self.document["score"]
        return {of: None if score is None else Fraction(score) for of, score in given.items()}

    @property
    def themes(self) -> "list[ThemeResult]":
        """The themes, in the questionnaire's order."""
        return [ThemeResult(view=self, entry=entry) for entry in self.document["themes"]]


@strawberry.type(description="A rule that limits a level however high the score.")
class Cap:
    """GraphQL view of a cap that holds."""

    maximum_level: Level = strawberry.field(description="The highest level that it allows.")
    reason: str = strawberry.field(
        description="Why, to be shown to the company. Where it holds only because the company does"
        " not know, the reason says so, and what to find out."
    )
    question: Question = strawberry.field(description="The question that it belongs to.")
    unknown_questions: list[Question] = strawberry.field(
        description="The questions answered with *don't know* whose answers would settle whether it"
        " really holds, in order; with `unknownFacts` empty where it holds for certain."
    )
    unknown_facts: list[Fact] = strawberry.field(
        description="The facts stated as not known that would settle it, in order."
    )


@strawberry.type(description="What a question adds to the score of its theme.")
class Contribution:
    """GraphQL view of a counted question."""

    question: Question = strawberry.field(description="The question.")
    level: int = strawberry.field(description="The level, 0 to 4, at which it counts.")
    weight: Decimal = strawberry.field(description="How much it counts.")
    points: Decimal = strawberry.field(
        description="What it adds; over a theme these sum to the score, as shown."
    )
    maximum_points: Decimal = strawberry.field(
        description="What it could add; over a theme these sum to 100."
    )
    reason: str | None = strawberry.field(
        description="Where it counts at the lowest level only because the company does not know:"
        " that, and what to find out, to be shown to the company. Else null."
    )
    unknown_questions: list[Question] = strawberry.field(
        description="The questions answered with *don't know* that keep it at the lowest level, in"
        " order: itself, or those that hide it."
    )
    unknown_facts: list[Fact] = strawberry.field(
        description="The facts stated as not known that hide it, in order."
    )


@strawberry.type(description="The score of a theme, and what it rests on.")
class ThemeResult:
    """GraphQL view of a theme in a result."""

    view: strawberry.Private[ScoredView]
    entry: strawberry.Private[dict[str, Any]]

    @strawberry.field(description="The theme.")
    def theme(self) -> Theme:
        """Resolve ``ThemeResult.theme``."""
        return Theme.of(self.view.questionnaire, self.entry["theme"])

    @strawberry.field(description="0 to 100, with one decimal; null where nothing counts.")
    def score(self) -> Decimal | None:
        """Resolve ``ThemeResult.score``."""
        return _decimal(self.entry["score"])

    @strawberry.field(description="The level, lowered to the least cap that holds.")
    def level(self, info: Info) -> Level | None:
        """Resolve ``ThemeResult.level``."""
        return level_of(self.view, self.entry["level"], info.context)

    @strawberry.field(description="The level that the score alone would give.")
    def uncapped_level(self, info: Info) -> Level | None:
        """Resolve ``ThemeResult.uncappedLevel``."""
        return level_of(self.view, self.entry["uncapped"], info.context)

    @strawberry.field(description="How much the theme counts in the overall score.")
    def weight(self) -> Decimal:
        """Resolve ``ThemeResult.weight``."""
        themes = self.view.questionnaire.definition.themes
        return next(t.weight for t in themes if t.slug == self.entry["theme"])

    @strawberry.field(description="How many shown questions were answered with a value.")
    def answered(self) -> int:
        """Resolve ``ThemeResult.answered``."""
        return int(self.entry["answered"])

    @strawberry.field(description="How many shown questions do not apply.")
    def not_applicable(self) -> int:
        """Resolve ``ThemeResult.notApplicable``."""
        return int(self.entry["notApplicable"])

    @strawberry.field(description="How many shown questions were answered with *don't know*.")
    def dont_know(self) -> int:
        """Resolve ``ThemeResult.dontKnow``."""
        return int(self.entry["dontKnow"])

    @strawberry.field(description="The caps that hold, in the questionnaire's order.")
    def caps(self, info: Info) -> list[Cap]:
        """Resolve ``ThemeResult.caps``."""
        return caps_of(self.view, self.entry["caps"], info.context)

    @strawberry.field(
        description="What each counted question adds. A question that a *don't know* hides counts"
        " at level 0, and one that an answer hides may count at a set level."
    )
    def contributions(self, info: Info) -> list[Contribution]:
        """Resolve ``ThemeResult.contributions``."""
        return [
            _contribution(self.view, counted, info.context) for counted in self.entry["counted"]
        ]


def _contribution(
    view: ScoredView, counted: tuple[str, int, Any, Any], context: Context
) -> Contribution:
    slug, level, points, maximum = counted
    questionnaire, definition = view.questionnaire, view.questionnaire.definition
    unknown = find_out_about(questionnaire, slug, view.walk)
    why = reason_of_least(definition, unknown)
    return Contribution(
        question=Question.of(questionnaire, slug),
        level=level,
        weight=definition.questions_by_slug[slug].weight,
        points=Decimal(points),
        maximum_points=Decimal(maximum),
        reason=None if why is None else context.say(why),
        unknown_questions=[Question.of(questionnaire, one) for one in unknown.questions],
        unknown_facts=[Fact.of(definition.facts_by_slug[one]) for one in unknown.facts],
    )


def caps_of(view: ScoredView, named: Iterable[tuple[str, int]], context: Context) -> list[Cap]:
    """Return caps by their question's slug and their place there."""
    every = {(c.question, c.index): c for theme in view.questionnaire.themes for c in theme.caps}
    return [_cap_of(view, every[slug, index], context) for slug, index in named]


def _cap_of(view: ScoredView, cap: CompiledCap, context: Context) -> Cap:
    definition = view.questionnaire.definition
    unknown = find_out(view.questionnaire, cap, view.walk)
    return Cap(
        maximum_level=Level.of(definition.levels[cap.cap.maximum_level], context),
        reason=context.say(reason_of(definition, cap, unknown)),
        question=Question.of(view.questionnaire, cap.question),
        unknown_questions=[Question.of(view.questionnaire, slug) for slug in unknown.questions],
        unknown_facts=[Fact.of(definition.facts_by_slug[slug]) for slug in unknown.facts],
    )


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(number)
