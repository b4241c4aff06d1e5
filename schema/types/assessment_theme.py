"""How far an assessment has come, as a whole and by theme."""

import strawberry

from assessments.scoring import progress as counting
from schema.context import Info
from schema.types.assessment_view import AssessmentView
from schema.types.bounds import Bounds
from schema.types.question import Theme


@strawberry.type(description="How many of the shown questions are answered.")
class Progress:
    """GraphQL view of progress."""

    answered: int = strawberry.field(
        description="Shown questions with an answer; *don't know* and *does not apply* count."
    )
    visible: int = strawberry.field(description="Shown questions.")
    percent: int = strawberry.field(
        description="Whole percent, rounded down, so that 100 means that nothing is left."
    )

    @classmethod
    def of(cls, progress: counting.Progress) -> "Progress":
        """Build it."""
        return cls(answered=progress.answered, visible=progress.visible, percent=progress.percent)


@strawberry.type(description="How far a theme of an assessment has come.")
class AssessmentTheme:
    """GraphQL view of a theme of an assessment."""

    view: strawberry.Private[AssessmentView]
    number: strawberry.Private[int]
    theme: Theme = strawberry.field(description="The theme.")
    progress: Progress = strawberry.field(description="How many of its questions are answered.")

    @strawberry.field(
        description="How low and how high the score and level of the theme can still become; see"
        " `Assessment.bounds`."
    )
    def bounds(self, info: Info) -> Bounds:
        """Resolve ``AssessmentTheme.bounds``."""
        found = self.view.bounds.themes[self.number]
        return Bounds.of(found, self.view.questionnaire, info.context)
