"""Results: immutable snapshots of submitted assessments."""

import datetime as dt
from decimal import Decimal

import strawberry

from assessments.assessment import StoredAssessment
from assessments.matching.combining import RECEIVED, within_reach
from assessments.questionnaire.encoding import decode_all
from assessments.questionnaire.visibility import facts_given
from assessments.services.reviewed_result import ReviewedResult, by_recipient
from assessments.services.reviewing import reviews_of
from assessments.services.snapshots import SnapshotMatch, matches_of
from schema.context import Context, Info
from schema.ids import global_id
from schema.paging import After, First, capped, page
from schema.permissions import HOLDERS, reached_by
from schema.types.history import (
    CHANGE,
    HISTORY,
    Change,
    HistoryEntry,
    history_entries,
    latest_change,
)
from schema.types.level import Level
from schema.types.match import MatchConnection, MatchView, NextFact, next_facts_of
from schema.types.next_step import NextStep
from schema.types.node import Node
from schema.types.profile import Profile, ProfileSnapshot, StatedProfile
from schema.types.question import Barrier, Question, Theme
from schema.types.questionnaire import Questionnaire
from schema.types.result_review import ResultReview
from schema.types.result_view import ResultView
from schema.types.standing_check import StandingCheck, standing_checks
from schema.types.theme_result import ThemeResult


@strawberry.type(description="A barrier that a low answer shows.")
class Gap:
    """GraphQL view of a gap."""

    barrier: Barrier = strawberry.field(description="The barrier.")
    questions: list[Question] = strawberry.field(description="The questions that show it.")


@reached_by(HOLDERS)
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
        given = facts_given(self.view.questionnaire.questions, decode_all(document["answers"]))
        written = {s: document["known"][s] for s in given if document["known"].get(s) is not None}
        return ProfileSnapshot(
            stated=StatedProfile({**document["facts"], **written}, self.view.catalogue)
        )

    @strawberry.field(
        description="The overall score, 0 to 100, with one decimal; null where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``Result.score``."""
        return self.view.score

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
        return self.view.themes

    @strawberry.field(description=HISTORY)
    async def history(self, info: Info) -> list[HistoryEntry]:
        """Resolve ``Result.history``."""
        return await history_entries(self.view.stored.assessment_id, info.context)

    @strawberry.field(description=CHANGE)
    async def change(self, info: Info) -> Change | None:
        """Resolve ``Result.change``."""
        return await latest_change(self.view.stored.assessment_id, info.context)

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

    @strawberry.field(
        description="What to do first: each shown question that is not at its top, one level up, in"
        " order of what that gains overall, then for its theme. At most 200."
    )
    def next_steps(self, first: First) -> list[NextStep]:
        """Resolve ``Result.nextSteps``."""
        return [NextStep(view=self.view, entry=e) for e in self.view.steps[: capped(first)]]

    @strawberry.field(description="What the company could make of every offer; at most 200 a page.")
    def matches(self, first: First, after: After = None) -> MatchConnection:
        """Resolve ``Result.matches``."""
        document = self.view.document
        effective = {**document["facts"], **document["known"]}
        known = decode_all({s: value for s, value in effective.items() if value is not None})
        gaps = frozenset(document["gaps"])
        found = matches_of(document)
        beside = within_reach(((m.offer, m.outcome) for m in found), known.get(RECEIVED))

        def show(match: SnapshotMatch) -> MatchView:
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
                scores=self.view.scores,
                beside=beside,
                on=self.view.stored.as_of,
            )

        return MatchConnection.of(page([(m.offer, m) for m in found], first, after), show)

    @strawberry.field(
        description="The warnings that stood when it was submitted, in the questionnaire's order."
    )
    def warnings(self, info: Info) -> list[StandingCheck]:
        """Resolve ``Result.warnings``."""
        stood = self.view.document.get("warnings", ())
        return standing_checks(self.view.questionnaire, stood, info.context)

    @strawberry.field(
        description="The slugs of those among `warnings` that the company confirmed when it"
        " submitted, in the same order."
    )
    def confirmed_warnings(self) -> list[str]:
        """Resolve ``Result.confirmedWarnings``."""
        confirmed: list[str] = self.view.document.get("confirmed", [])
        return confirmed

    @strawberry.field(
        description="What advisors say of the answers behind it, one entry per recipient, the last"
        " reviewed first; also when the company shares with it no more."
    )
    async def reviews(self, info: Info) -> list[ResultReview]:
        """Resolve ``Result.reviews``."""
        context, view = info.context, self.view
        said = await reviews_of(context.environment, context.principal, view.stored.assessment_id)
        return [
            ResultReview.of(
                ReviewedResult(view.document, view.questionnaire, view.catalogue, of_recipient),
                context,
            )
            for of_recipient in by_recipient(said)
        ]

    @strawberry.field(description="The facts that would settle most offers; at most 200.")
    def next_facts(self, first: First) -> list[NextFact]:
        """Resolve ``Result.nextFacts``."""
        pairs = self.view.document["nextFacts"][: capped(first)]
        return next_facts_of(pairs, self.view.catalogue)


async def result_of(stored: StoredAssessment, context: Context) -> Result | None:
    """Return the result of an assessment, with the content versions that it names."""
    if stored.result is None:
        return None
    shelf = context.environment.shelf
    questionnaire = shelf.questionnaire(stored.questionnaire_slug, stored.questionnaire_version)
    catalogue = await shelf.catalogue(stored.result.catalogue_version)
    return Result.of(ResultView(stored.result, questionnaire, catalogue))
