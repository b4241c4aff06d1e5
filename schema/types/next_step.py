"""``type NextStep``."""

from decimal import Decimal
from typing import Any

import strawberry

from assessments.matching.offers import Scheme as AuthoredScheme
from schema.context import Info
from schema.types.level import Level
from schema.types.offers import Scheme, scheme_of
from schema.types.question import Question
from schema.types.result_view import ResultView
from schema.types.theme_result import Cap, caps_of


@strawberry.type(
    description="One question taken one level up, and what that brings while the same questions are"
    " shown and counted."
)
class NextStep:
    """GraphQL view of a step."""

    view: strawberry.Private[ResultView]
    entry: strawberry.Private[dict[str, Any]]

    @strawberry.field(description="The question.")
    def question(self) -> Question:
        """Resolve ``NextStep.question``."""
        return Question.of(self.view.questionnaire, self.entry["question"])

    @strawberry.field(description="The level, 0 to 4, at which it counts now.")
    def from_level(self) -> int:
        """Resolve ``NextStep.fromLevel``."""
        return int(self.entry["from"])

    @strawberry.field(description="The next level that an answer to it gives.")
    def to_level(self) -> int:
        """Resolve ``NextStep.toLevel``."""
        return int(self.entry["to"])

    @strawberry.field(
        description="What the score of its theme gains, in points of 0 to 100 with one decimal,"
        " rounded by itself: shown scores may differ by a tenth more or less."
    )
    def theme_score_gain(self) -> Decimal:
        """Resolve ``NextStep.themeScoreGain``."""
        return Decimal(self.entry["themeGain"])

    @strawberry.field(
        description="What the overall score gains, in points of 0 to 100 with one decimal, rounded"
        " by itself: shown scores, and `simulate`, may differ by a tenth more or less."
    )
    def score_gain(self) -> Decimal:
        """Resolve ``NextStep.scoreGain``."""
        return Decimal(self.entry["gain"])

    @strawberry.field(
        description="The overall level that it leads to; null where that stays as it is."
    )
    def level_reached(self, info: Info) -> Level | None:
        """Resolve ``NextStep.levelReached``."""
        return self.view.level(self.entry["level"], info.context)

    @strawberry.field(
        description="The level of its theme that it leads to; null where that stays as it is."
    )
    def theme_level_reached(self, info: Info) -> Level | None:
        """Resolve ``NextStep.themeLevelReached``."""
        return self.view.level(self.entry["themeLevel"], info.context)

    @strawberry.field(description="The caps that hold now and would not.")
    def caps_lifted(self, info: Info) -> list[Cap]:
        """Resolve ``NextStep.capsLifted``."""
        return caps_of(self.view, self.entry["caps"], info.context)

    @strawberry.field(description="The schemes that it would open to the company.")
    def opens_schemes(self) -> list[Scheme]:
        """Resolve ``NextStep.opensSchemes``."""
        catalogue = self.view.catalogue
        opened = (catalogue.definition.offers_by_slug[slug] for slug in self.entry["opens"])
        return [scheme_of(o, catalogue) for o in opened if isinstance(o, AuthoredScheme)]

    @strawberry.field(
        description="The questions that it would show; their answers count too then, and may lower"
        " the score."
    )
    def reveals_questions(self) -> list[Question]:
        """Resolve ``NextStep.revealsQuestions``."""
        questionnaire = self.view.questionnaire
        return [Question.of(questionnaire, slug) for slug in self.entry["reveals"]]

    @strawberry.field(
        description="What to do, in words; null where the catalogue of the result has no advice."
    )
    def advice(self, info: Info) -> str | None:
        """Resolve ``NextStep.advice``."""
        step = (
            self.view.questionnaire.definition.slug,
            self.entry["question"],
            int(self.entry["to"]),
        )
        return info.context.say_any(self.view.catalogue.definition.advice_by_step.get(step))
