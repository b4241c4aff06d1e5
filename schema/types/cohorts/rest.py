"""A cohort of a cluster beside everybody else who fits the filter."""

from collections.abc import Mapping
from decimal import Decimal

import strawberry

from assessments.cohorts.margins import margin_of_difference, margin_of_mean
from assessments.cohorts.measures import OVERALL
from assessments.cohorts.rest import rest_of
from assessments.cohorts.told import Scores, Told
from assessments.questionnaire.compiled import CompiledQuestionnaire
from assessments.services.cohorts.reading import CohortFigures
from schema.context import Context
from schema.loaders.figures import shown_of
from schema.types.cohorts.distribution import LevelCount, level_counts
from schema.types.cohorts.ranked import BarrierCount, barriers_of
from schema.types.cohorts.view import CohortView
from schema.types.question import Theme


@strawberry.type(description="The scores of the others, and how far the cohort is from them.")
class RestScores:
    """GraphQL view of the scores of the rest."""

    companies: int = strawberry.field(description="How many of the others have such a score.")
    mean: Decimal = strawberry.field(
        description="The mean of the others, in points with one decimal."
    )
    difference: Decimal = strawberry.field(
        description="The cohort's mean less that of the others: above 0 where the cohort scores"
        " higher."
    )
    levels: list[LevelCount] = strawberry.field(
        description="The others by level, the lowest first, always with noise."
    )


@strawberry.type(description="A theme, and the scores of the others in it.")
class RestTheme:
    """GraphQL view of the rest's scores in a theme."""

    theme: Theme = strawberry.field(description="The theme.")
    scores: RestScores | None = strawberry.field(
        description="Their scores; null where that is protected, for the cohort or for the others."
    )


@strawberry.type(
    description="Everybody who fits the filter but is not in its cluster, worked out from what is"
    " told of all and of the cohort, and so without quartiles. Where the two are of different days,"
    " it is about right."
)
class CohortRest:
    """GraphQL view of the others."""

    companies: int = strawberry.field(description="How many others there are.")
    is_exact: bool = strawberry.field(
        description="Whether the number of companies and the overall mean are without noise."
    )
    margin_of_mean: Decimal = strawberry.field(
        description="How far their overall mean is from the true one in nineteen of twenty cases,"
        " at most, in points; 0 where it is exact."
    )
    margin_of_difference: Decimal = strawberry.field(
        description="Likewise of the difference of the overall means; a smaller difference may be"
        " none."
    )
    overall: RestScores | None = strawberry.field(
        description="Their overall scores; null where that is protected."
    )
    themes: list[RestTheme] = strawberry.field(
        description="All themes, in the questionnaire's order."
    )
    barriers: list[BarrierCount] = strawberry.field(
        description="All barriers of the questionnaire, those that most of the others show first."
    )


async def rest_beside(view: CohortView, context: Context) -> CohortRest | None:
    """Return the others; None without a cluster, and where too few would be told of."""
    everywhere = view.opened.everywhere
    if everywhere is None:
        return None
    shown = await shown_of(context.figures, [*view.keys, *everywhere])
    part, whole = view.added_up(view.keys, shown), view.added_up(everywhere, shown)
    if part.told is None or whole.told is None:
        return None
    rest = rest_of(whole.told, part.told, part.minimum)
    return None if rest is None else _rest(view, (whole, part), part.told, rest, context)


def _rest(
    view: CohortView,
    figures: tuple[CohortFigures, CohortFigures],
    told: Told,
    rest: Told,
    context: Context,
) -> CohortRest:
    whole, part = figures
    questionnaire = view.questionnaire
    return CohortRest(
        companies=rest.companies,
        is_exact=rest.is_exact,
        margin_of_mean=margin_of_mean(whole.noised + part.noised, rest.companies),
        margin_of_difference=margin_of_difference(
            whole.noised,
            part.noised,
            part_companies=told.companies,
            rest_companies=rest.companies,
        ),
        overall=_scores(OVERALL, told.scores, rest.scores, questionnaire, context),
        themes=[
            RestTheme(
                theme=Theme.of(questionnaire, theme.slug),
                scores=_scores(theme.slug, told.scores, rest.scores, questionnaire, context),
            )
            for theme in questionnaire.themes
        ],
        barriers=barriers_of(rest, questionnaire),
    )


def _scores(
    of: str,
    part: Mapping[str, Scores],
    rest: Mapping[str, Scores],
    questionnaire: CompiledQuestionnaire,
    context: Context,
) -> RestScores | None:
    if of not in rest:
        return None
    return RestScores(
        companies=rest[of].companies,
        mean=rest[of].mean,
        difference=part[of].mean - rest[of].mean,
        levels=level_counts(rest[of], questionnaire, context),
    )
