"""What if: an assessment with changed answers and facts."""

from dataclasses import dataclass
from decimal import Decimal

import strawberry

from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.questionnaire.visibility import Walk
from assessments.scoring.rounding import one_decimal
from assessments.services.evaluating import Evaluation
from assessments.services.simulating import Simulation as Simulated
from assessments.services.snapshots import theme_entry
from schema.context import Info
from schema.types.fact import Fact
from schema.types.level import Level
from schema.types.match_change import MatchChange
from schema.types.offer import Offer
from schema.types.offers import offer_of
from schema.types.question import Question, Theme
from schema.types.standing_check import StandingCheck, standing_checks
from schema.types.theme_result import ThemeResult, level_of


@dataclass(frozen=True)
class EvaluationView:
    """What would be the result of an assessment."""

    evaluation: Evaluation

    @property
    def questionnaire(self) -> CompiledQuestionnaire:
        """The questionnaire version."""
        return self.evaluation.questionnaire

    @property
    def walk(self) -> Walk:
        """What would be known."""
        return self.evaluation.walk


@strawberry.type(
    description="What an assessment comes to as its answers are, today. Of a draft, what is not"
    " answered counts for nothing, so that a new answer may lower the score: see `bounds`."
)
class SimulatedResult:
    """GraphQL view of scores that are not kept."""

    view: strawberry.Private[EvaluationView]

    @strawberry.field(
        description="The overall score, 0 to 100, with one decimal; null where nothing counts."
    )
    def score(self) -> Decimal | None:
        """Resolve ``SimulatedResult.score``."""
        found = self.view.evaluation.score.score
        return None if found is None else one_decimal(found)

    @strawberry.field(
        description="The overall level, never more than one above the lowest level of a theme."
    )
    def level(self, info: Info) -> Level | None:
        """Resolve ``SimulatedResult.level``."""
        return level_of(self.view, self.view.evaluation.score.level, info.context)

    @strawberry.field(description="The theme that holds the overall level down.")
    def weakest_theme(self) -> Theme | None:
        """Resolve ``SimulatedResult.weakestTheme``."""
        weakest = self.view.evaluation.score.weakest
        return None if weakest is None else Theme.of(self.view.questionnaire, weakest.theme.slug)

    @strawberry.field(description="The themes, in the questionnaire's order.")
    def themes(self) -> list[ThemeResult]:
        """Resolve ``SimulatedResult.themes``."""
        evaluation = self.view.evaluation
        return [
            ThemeResult(view=self.view, entry=theme_entry(theme, evaluation))
            for theme in evaluation.score.themes
        ]

    @strawberry.field(description="The required questions that are shown and not answered.")
    def missing(self) -> list[Question]:
        """Resolve ``SimulatedResult.missing``."""
        questionnaire = self.view.questionnaire
        return [Question.of(questionnaire, q.slug) for q in self.view.evaluation.missing]

    @strawberry.field(
        description="The checks across questions that would stand, in the questionnaire's order."
    )
    def warnings(self, info: Info) -> list[StandingCheck]:
        """Resolve ``SimulatedResult.warnings``."""
        found = [check.slug for check in self.view.evaluation.checks]
        return standing_checks(self.view.questionnaire, found, info.context)

    @strawberry.field(description="The facts that submitting needs and nobody has stated.")
    def missing_facts(self) -> list[Fact]:
        """Resolve ``SimulatedResult.missingFacts``."""
        return [Fact.of(fact) for fact in self.view.evaluation.missing_facts]


@strawberry.type(
    description="The difference that changed answers and facts would make to an assessment, on the"
    " same day and by the same catalogue. Nothing is saved."
)
class Simulation:
    """GraphQL view of a what-if."""

    simulated: strawberry.Private[Simulated]

    @strawberry.field(description="The assessment with the changes.")
    def result(self) -> SimulatedResult:
        """Resolve ``Simulation.result``."""
        return SimulatedResult(view=EvaluationView(self.simulated.after))

    @strawberry.field(
        description="The assessment without them, worked out today: of a submitted one, time may"
        " have changed it since its result."
    )
    def baseline(self) -> SimulatedResult:
        """Resolve ``Simulation.baseline``."""
        return SimulatedResult(view=EvaluationView(self.simulated.before))

    @strawberry.field(
        description="The overall score with the changes less the one without, both as shown; null"
        " where nothing counts in one of them."
    )
    def score_change(self) -> Decimal | None:
        """Resolve ``Simulation.scoreChange``."""
        return self.simulated.score_change

    @strawberry.field(description="The offers that would be open to the company and are not now.")
    def newly_eligible(self) -> list[Offer]:
        """Resolve ``Simulation.newlyEligible``."""
        return self._offers(self.simulated.newly_eligible)

    @strawberry.field(description="The offers that are open to the company now and would not be.")
    def no_longer_eligible(self) -> list[Offer]:
        """Resolve ``Simulation.noLongerEligible``."""
        return self._offers(self.simulated.no_longer_eligible)

    @strawberry.field(
        description="Every offer that would have another outcome, and why; those that would open"
        " first."
    )
    def match_changes(self, info: Info) -> list[MatchChange]:
        """Resolve ``Simulation.matchChanges``."""
        return [MatchChange.of(one, info.context) for one in self.simulated.turned]

    @strawberry.field(description="The questions that would be shown and are not now, in order.")
    def reveals_questions(self) -> list[Question]:
        """Resolve ``Simulation.revealsQuestions``."""
        return self._questions(self.simulated.shown_only(after=True))

    @strawberry.field(description="The questions that are shown now and would not be, in order.")
    def hides_questions(self) -> list[Question]:
        """Resolve ``Simulation.hidesQuestions``."""
        return self._questions(self.simulated.shown_only(after=False))

    def _offers(self, slugs: list[str]) -> list[Offer]:
        catalogue = self.simulated.after.catalogue
        return [offer_of(catalogue.offers_by_slug[slug].offer, catalogue) for slug in slugs]

    def _questions(self, slugs: list[str]) -> list[Question]:
        return [Question.of(self.simulated.after.questionnaire, slug) for slug in slugs]
