"""What the fields of an assessment are read from."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assessments.assessment import StoredAssessment
from assessments.content.library import CompiledCatalogue
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.scoring.bounds.working import DraftBounds
from assessments.services.as_submitted import as_submitted
from assessments.services.assessing import evaluate
from assessments.services.environment import Environment
from assessments.services.evaluating import Evaluation
from schema.types.carried_over import CarriedAnswer
from schema.types.question import Question


@dataclass(frozen=True)
class AssessmentView:
    """An assessment as it was read, with what follows from it when somebody asks.

    All of it by the `catalogue` that the request began with.
    """

    stored: StoredAssessment
    environment: Environment
    catalogue: CompiledCatalogue

    @cached_property
    def _today(self) -> Evaluation:
        return replace(evaluate(self.environment, self.stored), catalogue=self.catalogue)

    @cached_property
    def evaluation(self) -> Evaluation:
        """What follows from the answers and facts today; once submitted, what followed then."""
        return as_submitted(self.stored, self._today)

    def on(self, day: date) -> Evaluation:
        """Return what follows from the answers and facts on a day, by the catalogue in use."""
        return replace(self._today, as_of=day)

    @property
    def bounds(self) -> DraftBounds:
        """How low and how high the scores can still become."""
        return self.evaluation.bounds

    @property
    def questionnaire(self) -> CompiledQuestionnaire:
        """The questionnaire version."""
        return self.environment.shelf.questionnaire(
            self.stored.questionnaire_slug, self.stored.questionnaire_version
        )

    @property
    def earlier(self) -> CompiledQuestionnaire | None:
        """The questionnaire version that answers were copied from."""
        kept = self.stored.carried_over
        if kept is None:
            return None
        return self.environment.shelf.questionnaire(kept["slug"], kept["version"])

    def carried_from(self, slug: str) -> CarriedAnswer | None:
        """Return where the answer to a question comes from, if it still is the copied one."""
        kept, earlier = self.stored.carried_over, self.earlier
        if kept is None or earlier is None or not self.stored.is_carried(slug):
            return None
        source, _, mapped = kept["answers"][slug]
        return CarriedAnswer(question=Question.of(earlier, source), mapped=mapped)
