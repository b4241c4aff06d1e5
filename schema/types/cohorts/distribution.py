"""How scores are spread: means, quantiles, bars and levels."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import strawberry

from assessments.cohorts.shares import share
from assessments.cohorts.told import BIN_WIDTH, Scores
from assessments.questionnaire.compiled import CompiledQuestionnaire
from schema.context import Context, Info
from schema.types.level import Level
from schema.types.question import Theme

SHARE: Final = (
    "0 to 1 with three decimals. Both numbers may carry noise of their own; what would be more than"
    " all is 1."
)


@strawberry.type(description="How many companies have a score in a bar of the histogram.")
class HistogramBin:
    """GraphQL view of a bar."""

    from_: Decimal = strawberry.field(name="from", description="Where it begins, in points.")
    to: Decimal = strawberry.field(
        description="Where it ends; a score that is exactly there is in the next bar, and 100 in"
        " the last one."
    )
    companies: int = strawberry.field(description="How many, always with noise.")


@strawberry.type(description="How many companies are at a level.")
class LevelCount:
    """GraphQL view of a count by level."""

    level: Level = strawberry.field(description="The level.")
    companies: int | None = strawberry.field(
        description="How many, always with noise; null where it is protected."
    )
    share: Decimal | None = strawberry.field(
        description="Which share of those who have a level at all, or who have answered the"
        f" question. {SHARE} Null where it is protected."
    )


@strawberry.type(
    description="How the scores of a theme, or overall, are spread. Points are 0 to 100."
)
class Distribution:
    """GraphQL view of scores."""

    scores: strawberry.Private[Scores]
    questionnaire: strawberry.Private[CompiledQuestionnaire]
    companies: int = strawberry.field(description="How many companies have such a score.")
    mean: Decimal = strawberry.field(description="The mean, with one decimal.")
    median: Decimal | None = strawberry.field(
        description="The middle of the five points in which the median lies; null where there are"
        " fewer than eleven companies with the usual protection. Where several cohorts were added"
        " up it is read from the histogram, and so are the quartiles."
    )
    lower_quartile: Decimal | None = strawberry.field(
        description="Likewise of the quartile below; null with fewer than twenty-one companies."
    )
    upper_quartile: Decimal | None = strawberry.field(
        description="Likewise of the quartile above; null with fewer than twenty-one companies."
    )
    standard_deviation: Decimal | None = strawberry.field(
        description="The standard deviation in points, with one decimal; with noise it is read from"
        " the quartiles, and null where there are none."
    )

    @classmethod
    def of(cls, scores: Scores, questionnaire: CompiledQuestionnaire) -> "Distribution":
        """Build it."""
        return cls(
            scores=scores,
            questionnaire=questionnaire,
            companies=scores.companies,
            mean=scores.mean,
            median=scores.quantiles.median,
            lower_quartile=scores.quantiles.lower_quartile,
            upper_quartile=scores.quantiles.upper_quartile,
            standard_deviation=scores.deviation,
        )

    @strawberry.field(description="Companies by tens of points, the lowest first.")
    def histogram(self) -> list[HistogramBin]:
        """Resolve ``Distribution.histogram``."""
        return [
            HistogramBin(
                from_=Decimal(at * BIN_WIDTH),
                to=Decimal((at + 1) * BIN_WIDTH),
                companies=companies,
            )
            for at, companies in enumerate(self.scores.bins)
        ]

    @strawberry.field(description="Companies by level, the lowest first.")
    def levels(self, info: Info) -> list[LevelCount]:
        """Resolve ``Distribution.levels``."""
        return level_counts(self.scores, self.questionnaire, info.context)


@strawberry.type(description="A theme, and how its scores are spread.")
class CohortTheme:
    """GraphQL view of the scores of a theme."""

    theme: Theme = strawberry.field(description="The theme.")
    distribution: Distribution | None = strawberry.field(
        description="How its scores are spread; null where that is protected, also where too few"
        " of the companies have a score in this theme."
    )


def level_counts(
    scores: Scores, questionnaire: CompiledQuestionnaire, context: Context
) -> list[LevelCount]:
    """Return companies by level, the lowest first."""
    return [
        LevelCount(
            level=Level.of(level, context),
            companies=companies,
            share=share(companies, scores.companies),
        )
        for level, companies in zip(questionnaire.definition.levels, scores.levels, strict=True)
    ]


def distribution_of(
    scores: Mapping[str, Scores], of: str, questionnaire: CompiledQuestionnaire
) -> Distribution | None:
    """Return how the scores of a theme or overall are spread; None where nothing is told."""
    found = scores.get(of)
    return None if found is None else Distribution.of(found, questionnaire)


def themes_of(
    scores: Mapping[str, Scores], questionnaire: CompiledQuestionnaire
) -> list[CohortTheme]:
    """Return all themes of a questionnaire in their order, told of or not."""
    return [
        CohortTheme(
            theme=Theme.of(questionnaire, theme.slug),
            distribution=distribution_of(scores, theme.slug, questionnaire),
        )
        for theme in questionnaire.themes
    ]
