"""Results: immutable snapshots of submitted assessments."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import strawberry

from assessments.assessment import StoredResult
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.encoding import decode_all
from assessments.services.snapshots import SnapshotMatch, matches_of
from schema.context import Context, Info
from schema.ids import global_id
from schema.paging import After, First, capped, page
from schema.types.match import MatchConnection, MatchView, NextFact, next_facts_of
from schema.types.node import Node
from schema.types.profile import Profile, ProfileSnapshot, StatedProfile
from schema.types.questionnaire import Barrier, Level, Question, Questionnaire, Theme


@dataclass(frozen=True)
class ResultView:
    """A stored result with the content versions that it names."""

    stored: StoredResult
    questionnaire: CompiledQuestionnaire
    catalogue: CompiledCatalogue

    @cached_property
    def document(self) -> dict[str, Any]:
        """The snapshot; numbers in it are exact."""
        document: dict[str, Any] = json.loads(self.stored.document, parse_float=Decimal)
        return document

    def level(self, number: int | None, context: Context) -> Level | None:
        """Return a level of the questionnaire by its number."""
        if number is None:
            return None
        return Level.of(self.questionnaire.definition.levels[number], context)


@strawberry.type(description="A rule that limits a level however high the score.")
class Cap:
    """GraphQL view of a cap that holds."""

    maximum_level: Level = strawberry.field(description="The highest level that it allows.")
    reason: str = strawberry.field(description="Why, to be shown to the company.")
    question: Question = strawberry.field(description="The question that it belongs to.")


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


@strawberry.type(description="The score of a theme, and what it rests on.")
class ThemeResult:
    """GraphQL view of a theme in a result."""

    view: strawberry.Private[ResultView]
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
        return self.view.level(self.entry["level"], info.context)

    @strawberry.field(description="The level that the score alone would give.")
    def uncapped_level(self, info: Info) -> Level | None:
        """Resolve ``ThemeResult.uncappedLevel``."""
        return self.view.level(self.entry["uncapped"], info.context)

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
        return [self._cap(slug, index, info.context) for slug, index in self.entry["caps"]]

    def _cap(self, slug: str, index: int, context: Context) -> Cap:
        questionnaire = self.view.questionnaire
        cap = questionnaire.definition.questions_by_slug[slug].caps[index]
        levels = questionnaire.definition.levels
        return Cap(
            maximum_level=Level.of(levels[cap.maximum_level], context),
            reason=context.say(cap.reason),
            question=Question.of(questionnaire, slug),
        )

    @strawberry.field(
        description="What each counted question adds. A question that a *don't know* hides counts"
        " at level 0, and one that an answer hides may count at a set level."
    )
    def contributions(self) -> list[Contribution]:
        """Resolve ``ThemeResult.contributions``."""
        questionnaire = self.view.questionnaire
        return [
            Contribution(
                question=Question.of(questionnaire, slug),
                level=level,
                weight=questionnaire.definition.questions_by_slug[slug].weight,
                points=Decimal(points),
                maximum_points=Decimal(maximum),
            )
            for slug, level, points, maximum in self.entry["counted"]
        ]


def _decimal(number: Any) -> Decimal | None:
    return None if number is None else Decimal(number)


@strawberry.type(description="A barrier that a low answer shows.")
class Gap:
    """GraphQL view of a gap."""

    barrier: Barrier = strawberry.field(description="The barrier.")
    questions: list[Question] = strawberry.field(description="The questions that show it.")


@strawberry.type(
    description="What an assessment came to when it was submitted; it never changes. Its texts are"
    " in the reader's language, from the content versions that it names."
)
class Result(Node):
    """GraphQL view of a result."""

    view: strawberry.Private[ResultView]
    computed_at: dt.datetime = strawberry.field(description="When it was computed.")
    catalogue_version: str = strawberry.field(description="The catalogue that it was matched to.")
    engine_version: str = strawberry.field(description="The version of the rules.")
    answers_hash: str = strawberry.field(
        description="SHA-256, hexadecimal, of questionnaire version, answers and facts in canonical"
        " JSON (RFC 8785)."
    )

    @classmethod
    def of(cls, view: ResultView) -> "Result":
        """Build it."""
        stored = view.stored
        return cls(
            id=global_id("Result", stored.id),
            view=view,
            computed_at=stored.computed_at,
            catalogue_version=str(stored.catalogue_version),
            engine_version=stored.engine_version,
            answers_hash=stored.answers_hash.hex(),
        )

    @strawberry.field(description="The questionnaire version.")
    def questionnaire(self) -> Questionnaire:
        """Resolve ``Result.questionnaire``."""
        return Questionnaire.of(self.view.questionnaire)

    @strawberry.field(description="The day from which ages and dates were counted.")
    def as_of(self) -> dt.date:
        """Resolve ``Result.asOf``."""
        return self.view.stored.as_of

    @strawberry.field(
        description="What the company had stated, its answers included where they state a fact."
    )
    def profile(self) -> Profile:
        """Resolve ``Result.profile``."""
        document = self.view.document
        written = {
            slug: document["known"][slug]
            for slug in self.view.questionnaire.written_facts
            if document["known"].get(slug) is not None
        }
        return ProfileSnapshot(
            stated=StatedProfile({**document["facts"], **written}, self.view.catalogue)
        )

    @strawberry.field(
        description="The overall score, 0 to 100, with one decimal; null where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``Result.score``."""
        return _decimal(self.view.document["score"])

    @strawberry.field(
        description="The overall level, never more than one above the lowest level of a theme."
    )
    def level(self, info: Info) -> Level | None:
        """Resolve ``Result.level``."""
        return self.view.level(self.view.document["level"], info.context)

    @strawberry.field(
        description="The theme that holds the overall level down: the lowest level, then the lowest"
        " score."
    )
    def weakest_theme(self) -> Theme | None:
        """Resolve ``Result.weakestTheme``."""
        slug = self.view.document["weakest"]
        return None if slug is None else Theme.of(self.view.questionnaire, slug)

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[ThemeResult]:
        """Resolve ``Result.themes``."""
        return [ThemeResult(view=self.view, entry=e) for e in self.view.document["themes"]]

    @strawberry.field(description="What holds the company back: answers at level 0 to 2.")
    def gaps(self) -> list[Gap]:
        """Resolve ``Result.gaps``."""
        questionnaire = self.view.questionnaire
        known = questionnaire.definition.barriers_by_slug
        return [
            Gap(
                barrier=Barrier.of(known[barrier]),
                questions=[Question.of(questionnaire, slug) for slug in questions],
            )
            for barrier, questions in self.view.document["gaps"].items()
        ]

    @strawberry.field(description="What the company could make of every offer; at most 200 a page.")
    def matches(self, first: First, after: After = None) -> MatchConnection:
        """Resolve ``Result.matches``."""
        document = self.view.document
        effective = {**document["facts"], **document["known"]}
        known = decode_all({s: value for s, value in effective.items() if value is not None})
        gaps = frozenset(document["gaps"])
        views = [(match.offer, self._match(match, gaps, known)) for match in matches_of(document)]
        return MatchConnection.of(page(views, first, after))

    def _match(self, match: SnapshotMatch, gaps: frozenset[str], known: Any) -> MatchView:
        return MatchView(
            offer=self.view.catalogue.offers_by_slug[match.offer],
            catalogue=self.view.catalogue,
            outcome=match.outcome,
            relevance=Decimal(match.relevance),
            stale=match.stale,
            verdicts=match.verdicts,
            missing=match.missing,
            gaps=gaps,
            known=known,
        )

    @strawberry.field(description="The facts that would settle most offers; at most 200.")
    def next_facts(self, first: First) -> list[NextFact]:
        """Resolve ``Result.nextFacts``."""
        pairs = self.view.document["nextFacts"][: capped(first)]
        return next_facts_of(pairs, self.view.catalogue)
