"""How a company has moved from result to result, and why."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import strawberry

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.explanation import ExplainedTheme, Explanation, ShownParts
from assessments.services.history import explain_latest, history_of
from schema.context import Context, Info
from schema.ids import global_id
from schema.types.level import Level
from schema.types.question import Question, Theme
from schema.types.theme_result import DocumentView, ThemeResult

HISTORY = (
    "The results that led here, oldest first: those of the assessments that this one was copied"
    " from, on any version of the questionnaire, and its own at the end if it has one; at most 51."
)
CHANGE = (
    "Why the result differs from the one before it in `history`; null for a draft, and where there"
    " is none before it on the same or an earlier version."
)


@strawberry.type(description="An earlier result, or this one, among those that led here.")
class HistoryEntry:
    """GraphQL view of a result in a history."""

    view: strawberry.Private[DocumentView]
    assessment_id: strawberry.ID = strawberry.field(description="The assessment.")
    submitted_at: dt.datetime = strawberry.field(description="When it was submitted.")

    @strawberry.field(
        description="The overall score, 0 to 100, with one decimal; null where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``HistoryEntry.score``."""
        return self.view.score

    @strawberry.field(description="The overall level, by the version of that time.")
    def level(self, info: Info) -> Level | None:
        """Resolve ``HistoryEntry.level``."""
        return self.view.level(self.view.document["level"], info.context)

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[ThemeResult]:
        """Resolve ``HistoryEntry.themes``."""
        return self.view.themes


@strawberry.interface(
    description="A difference between two scores, and its parts. The parts are taken in the order"
    " questionnaire, time, what applies, answers, each on top of the one before, and add up to the"
    " difference. All are null where one of the two scores is, since nothing counted."
)
class Difference:
    """GraphQL view of a difference."""

    parts: strawberry.Private[ShownParts | None]

    @strawberry.field(description="The later score less the earlier one, both as shown.")
    def score(self) -> Decimal | None:
        """Resolve ``Difference.score``."""
        return None if self.parts is None else self.parts.score

    @strawberry.field(
        description="What other answers have changed, to questions that count both times."
    )
    def by_answers(self) -> Decimal | None:
        """Resolve ``Difference.byAnswers``."""
        return None if self.parts is None else self.parts.by_answers

    @strawberry.field(
        description="What it has changed that other questions count, because of other facts or"
        " answers, or because they are new."
    )
    def by_applicability(self) -> Decimal | None:
        """Resolve ``Difference.byApplicability``."""
        return None if self.parts is None else self.parts.by_applicability

    @strawberry.field(
        description="What a new version of the questionnaire, of the catalogue or of the rules has"
        " changed, with the earlier answers carried over."
    )
    def by_questionnaire(self) -> Decimal | None:
        """Resolve ``Difference.byQuestionnaire``."""
        return None if self.parts is None else self.parts.by_questionnaire

    @strawberry.field(
        description="What the days between have changed, such as months since a date."
    )
    def by_time(self) -> Decimal | None:
        """Resolve ``Difference.byTime``."""
        return None if self.parts is None else self.parts.by_time


@strawberry.type(description="A question whose answer counts at another level than before.")
class ChangedAnswer:
    """GraphQL view of a changed level."""

    question: Question = strawberry.field(description="The question.")
    from_level: int = strawberry.field(description="The level, 0 to 4, of the earlier answer.")
    to_level: int = strawberry.field(description="The level, 0 to 4, of the later answer.")
    points: Decimal = strawberry.field(
        description="What that has changed in the score of the theme; over a theme these add up to"
        " `byAnswers`."
    )


@strawberry.type(description="Why the score of a theme has changed.")
class ThemeChange(Difference):
    """GraphQL view of the change of a theme."""

    questionnaire: strawberry.Private[CompiledQuestionnaire]
    explained: strawberry.Private[ExplainedTheme]

    @strawberry.field(description="The theme, of the later questionnaire version.")
    def theme(self) -> Theme:
        """Resolve ``ThemeChange.theme``."""
        return Theme.of(self.questionnaire, self.explained.theme)

    @strawberry.field(
        description="The questions that count both times at another level, in their order."
    )
    def answers(self) -> list[ChangedAnswer]:
        """Resolve ``ThemeChange.answers``."""
        return [
            ChangedAnswer(
                question=Question.of(self.questionnaire, level.question),
                from_level=level.from_level,
                to_level=level.to_level,
                points=level.points,
            )
            for level in self.explained.levels
        ]

    @strawberry.field(description="The questions that count now and did not before, in order.")
    def newly_counted(self) -> list[Question]:
        """Resolve ``ThemeChange.newlyCounted``."""
        return [Question.of(self.questionnaire, slug) for slug in self.explained.newly_counted]

    @strawberry.field(description="The questions that counted before and do not now, in order.")
    def no_longer_counted(self) -> list[Question]:
        """Resolve ``ThemeChange.noLongerCounted``."""
        return [Question.of(self.questionnaire, slug) for slug in self.explained.no_longer_counted]


@strawberry.type(
    description="Why the overall score has changed since an earlier result, and that of each theme."
)
class Change(Difference):
    """GraphQL view of an explained change."""

    explanation: strawberry.Private[Explanation]

    @strawberry.field(description="When the earlier result was submitted.")
    def since(self) -> dt.datetime:
        """Resolve ``Change.since``."""
        return self.explanation.since.computed_at

    @strawberry.field(description="The themes of the later version, in its order.")
    def themes(self) -> list[ThemeChange]:
        """Resolve ``Change.themes``."""
        return [
            ThemeChange(
                parts=theme.parts,
                questionnaire=self.explanation.questionnaire,
                explained=theme,
            )
            for theme in self.explanation.themes
        ]


async def history_entries(assessment_id: UUID, context: Context) -> list[HistoryEntry]:
    """Return the results that led to an assessment that the caller may see."""
    shelf = context.environment.shelf
    return [
        HistoryEntry(
            view=DocumentView(
                result, shelf.questionnaire(result.questionnaire_slug, result.questionnaire_version)
            ),
            assessment_id=global_id("Assessment", result.assessment_id),
            submitted_at=result.computed_at,
        )
        for result in await history_of(context.environment, context.principal, assessment_id)
    ]


async def latest_change(assessment_id: UUID, context: Context) -> Change | None:
    """Return why the result of an assessment that the caller may see has changed."""
    explanation = await explain_latest(context.environment, context.principal, assessment_id)
    if explanation is None:
        return None
    return Change(parts=explanation.parts, explanation=explanation)
