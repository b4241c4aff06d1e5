"""``type Benchmark``: how a company stands among others, by what may be told of them."""

from decimal import Decimal

import strawberry

from assessments.assessment import StoredAssessment
from assessments.cohorts.measures import OVERALL
from assessments.cohorts.standing import percentile
from assessments.cohorts.told import Scores
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.cohorts.benchmarking import read_peers
from assessments.services.cohorts.reading import CohortFigures
from assessments.services.cohorts.refusals import FilterRejectedError
from schema.context import Context, Info
from schema.types.cohorts.disclosure import Disclosure
from schema.types.cohorts.filter import CohortFilterInput, asked_by, filter_refused
from schema.types.question import Theme
from schema.types.theme_result import DocumentView

BENCHMARK = (
    "How the result stands among those of companies that chose to answer and agreed to be counted,"
    " in protected figures, the same that advisors see; the company is among them where it is"
    " counted itself. Null for a draft."
)
PEERS = (
    "Whom to compare with, of the same questionnaire; everybody if left out. Of a cluster there are"
    " figures for its confirmed members, when they are signed in."
)
PERCENTILE = (
    "How many in a hundred of these companies have a lower score, read from the histogram, whose"
    " numbers carry noise; null where nothing is told, and where the company has no score."
)


@strawberry.type(description="How an overall score stands among those of other companies.")
class BenchmarkFigures:
    """GraphQL view of the overall comparison."""

    percentile: Decimal | None = strawberry.field(description=PERCENTILE)
    median: Decimal | None = strawberry.field(
        description="The middle of the five points in which the median lies."
    )
    lower_quartile: Decimal | None = strawberry.field(
        description="Likewise of the quartile below; null with too few companies."
    )
    upper_quartile: Decimal | None = strawberry.field(
        description="Likewise of the quartile above; null with too few companies."
    )


@strawberry.type(description="How the score of a theme stands among those of other companies.")
class BenchmarkTheme:
    """GraphQL view of the comparison in a theme."""

    theme: Theme = strawberry.field(description="The theme.")
    percentile: Decimal | None = strawberry.field(description=PERCENTILE)
    median: Decimal | None = strawberry.field(
        description="The middle of the five points in which the median lies; null where it is"
        " protected."
    )


@strawberry.type(
    description="How a result stands among those of other companies. Where their figures are"
    " protected, `suppressed` is true, and all figures are null."
)
class Benchmark:
    """GraphQL view of a comparison with others."""

    figures: strawberry.Private[CohortFigures]
    own: strawberry.Private[DocumentView]

    @strawberry.field(
        description="Whether the figures are protected: they would be of too few, or would tell of"
        " somebody. So they are while nothing has been released."
    )
    def suppressed(self) -> bool:
        """Resolve ``Benchmark.suppressed``."""
        return self.figures.told is None

    @strawberry.field(description="How many companies; null where that is protected.")
    def companies(self) -> int | None:
        """Resolve ``Benchmark.companies``."""
        return None if self.figures.told is None else self.figures.told.companies

    @strawberry.field(description="The overall score; null where that is protected.")
    def overall(self) -> BenchmarkFigures | None:
        """Resolve ``Benchmark.overall``."""
        scores = self._scores(OVERALL)
        if scores is None:
            return None
        return BenchmarkFigures(
            percentile=_percentile(self.own.score, scores),
            median=scores.quantiles.median,
            lower_quartile=scores.quantiles.lower_quartile,
            upper_quartile=scores.quantiles.upper_quartile,
        )

    @strawberry.field(description="The themes of the result, in the questionnaire's order.")
    def themes(self) -> list[BenchmarkTheme]:
        """Resolve ``Benchmark.themes``."""
        return [
            self._theme(self.own.questionnaire, theme["theme"], theme["score"])
            for theme in self.own.document["themes"]
        ]

    @strawberry.field(description="How the figures are protected, and how exact they are.")
    def disclosure(self, info: Info) -> Disclosure:
        """Resolve ``Benchmark.disclosure``."""
        return Disclosure.of(self.figures, info.context)

    def _scores(self, of: str) -> Scores | None:
        return None if self.figures.told is None else self.figures.told.scores.get(of)

    def _theme(
        self, questionnaire: CompiledQuestionnaire, slug: str, score: Decimal | None
    ) -> BenchmarkTheme:
        scores = self._scores(slug)
        return BenchmarkTheme(
            theme=Theme.of(questionnaire, slug),
            percentile=None if scores is None else _percentile(score, scores),
            median=None if scores is None else scores.quantiles.median,
        )


async def benchmark_of(
    stored: StoredAssessment,
    questionnaire: CompiledQuestionnaire,
    peers: CohortFilterInput | None,
    context: Context,
) -> Benchmark | None:
    """Return how an assessment stands among others; None for a draft.

    Raises:
        SaidError: The filter cannot be used.
    """
    if stored.result is None:
        return None
    asked = None if peers is None else asked_by(peers, context)
    try:
        figures = await read_peers(context.environment, context.principal, stored, asked)
    except FilterRejectedError as error:
        raise filter_refused(error) from error
    return Benchmark(figures=figures, own=DocumentView(stored.result, questionnaire))


def _percentile(score: Decimal | None, scores: Scores) -> Decimal | None:
    return None if score is None else percentile(score, scores.bins)
