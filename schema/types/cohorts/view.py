"""What the fields of a cohort share: whom it is about, and its figures, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessments.cohorts.cells import CellKey
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.cohorts.reading import CohortFigures, OpenCohort, ShownFigure
from schema.context import Context
from schema.loaders.figures import shown_of


@dataclass(slots=True, kw_only=True)
class CohortView:
    """A cohort in a request, with the newest version of its questionnaire."""

    opened: OpenCohort
    questionnaire: CompiledQuestionnaire
    keys: Sequence[CellKey]
    _figures: CohortFigures | None = field(default=None, init=False)

    async def figures(self, context: Context) -> CohortFigures:
        """Return what is told of it; whatever asks at the same time is read together."""
        shown = await shown_of(context.figures, self.keys)
        if self._figures is None:
            self._figures = self.added_up(self.keys, shown)
        return self._figures

    def added_up(
        self, keys: Sequence[CellKey], shown: Mapping[CellKey, ShownFigure]
    ) -> CohortFigures:
        """Return the figures of cohorts together; none where one of them is not told of."""
        return self.opened.reader.figures(keys, shown)
