"""``type Cohort``: what many companies have in common, as far as it may be told."""

from typing import Annotated

import strawberry

from assessments.cohorts.measures import OVERALL
from assessments.services.cohorts.breaking_down import Dimension
from assessments.services.cohorts.open_schemes import open_schemes
from schema.context import Info
from schema.loaders.figures import lists_of
from schema.paging import First, capped
from schema.types.cohorts.breakdown import BreakdownRow, rows_of
from schema.types.cohorts.coverage import Coverage
from schema.types.cohorts.disclosure import Disclosure
from schema.types.cohorts.distribution import (
    CohortTheme,
    Distribution,
    distribution_of,
    themes_of,
)
from schema.types.cohorts.questions import CohortQuestion, questions_of, themes_asked
from schema.types.cohorts.ranked import (
    BarrierCount,
    Lever,
    SchemeDemand,
    UnmetBarrier,
    barriers_of,
    demand_of,
    levers_of,
    unmet_of,
)
from schema.types.cohorts.rest import CohortRest, rest_beside
from schema.types.cohorts.view import CohortView

RANKED = "Empty where the figures are protected; what is newer than the figures is left out."


@strawberry.type(
    description="Figures about the companies that fit a filter. Companies chose to answer, and"
    " agreed to be counted. Where the figures are protected, `suppressed` is true and they are"
    " null; lists of what the content has (themes, questions, values of a dimension) are whole even"
    " so, with nulls, and lists by how many companies there are (barriers, schemes, levers) are"
    " empty. Numbers with noise need not add up."
)
class Cohort:
    """GraphQL view of figures about many."""

    view: strawberry.Private[CohortView]

    @strawberry.field(description="How many companies; null where that is protected.")
    async def companies(self, info: Info) -> int | None:
        """Resolve ``Cohort.companies``."""
        told = (await self.view.figures(info.context)).told
        return None if told is None else told.companies

    @strawberry.field(
        description="Whether the figures are protected: they would be of too few, or would tell of"
        " somebody. So they are while nothing has been released."
    )
    async def suppressed(self, info: Info) -> bool:
        """Resolve ``Cohort.suppressed``."""
        return (await self.view.figures(info.context)).told is None

    @strawberry.field(description="Who answered of the filter's cluster; null without a cluster.")
    async def coverage(self, info: Info) -> Coverage | None:
        """Resolve ``Cohort.coverage``."""
        cluster = self.view.opened.cluster
        if cluster is None:
            return None
        lists, shown = await lists_of(info.context.figures, cluster)
        return None if lists is None else Coverage.of(lists, shown)

    @strawberry.field(description="How the figures are protected, and how exact they are.")
    async def disclosure(self, info: Info) -> Disclosure:
        """Resolve ``Cohort.disclosure``."""
        return Disclosure.of(await self.view.figures(info.context), info.context)

    @strawberry.field(
        description="How the overall scores are spread; null where that is protected."
    )
    async def overall(self, info: Info) -> Distribution | None:
        """Resolve ``Cohort.overall``."""
        told = (await self.view.figures(info.context)).told
        questionnaire = self.view.questionnaire
        return None if told is None else distribution_of(told.scores, OVERALL, questionnaire)

    @strawberry.field(description="All themes, in the questionnaire's order.")
    async def themes(self, info: Info) -> list[CohortTheme]:
        """Resolve ``Cohort.themes``."""
        told = (await self.view.figures(info.context)).told
        return themes_of({} if told is None else told.scores, self.view.questionnaire)

    @strawberry.field(
        description="All barriers of the questionnaire, those that most companies show first, of"
        f" equals in the questionnaire's order. {RANKED}"
    )
    async def barriers(self, info: Info) -> list[BarrierCount]:
        """Resolve ``Cohort.barriers``."""
        told = (await self.view.figures(info.context)).told
        return [] if told is None else barriers_of(told, self.view.questionnaire)

    @strawberry.field(
        description="The schemes of today's catalogue, those first that most companies are eligible"
        " for, then those of which it cannot be told for most, then those that most miss by one"
        f" thing; of equals in the catalogue's order. {RANKED}"
    )
    async def scheme_demand(self, info: Info, first: First) -> list[SchemeDemand]:
        """Resolve ``Cohort.schemeDemand``."""
        most = capped(first)
        told = (await self.view.figures(info.context)).told
        return [] if told is None else demand_of(told, info.context.library.catalogue)[:most]

    @strawberry.field(
        description="All barriers of the questionnaire, those first that most companies show while"
        f" no scheme relieves them, of equals in the questionnaire's order. {RANKED}"
    )
    async def unmet_barriers(self, info: Info) -> list[UnmetBarrier]:
        """Resolve ``Cohort.unmetBarriers``."""
        context = info.context
        told = (await self.view.figures(context)).told
        if told is None:
            return []
        today = open_schemes(context.library.catalogue, context.environment.today())
        return unmet_of(told, self.view.questionnaire, today)

    @strawberry.field(
        description="The questions of which one step up lifts most companies to a higher overall"
        f" level, the most first, of equals in the questionnaire's order. {RANKED}"
    )
    async def levers(self, info: Info, first: First) -> list[Lever]:
        """Resolve ``Cohort.levers``."""
        most = capped(first)
        told = (await self.view.figures(info.context)).told
        return [] if told is None else levers_of(told, self.view.questionnaire)[:most]

    @strawberry.field(
        description="The figures of each value of a dimension that the filter leaves, in the"
        " order of the content or of time, protected or not. Where fewer than half of the counties"
        " or size bands can be told of, parts of the country or wider bands take their place."
    )
    async def breakdown(
        self,
        info: Info,
        by: Annotated[Dimension, strawberry.argument(description="By what.")],
    ) -> list[BreakdownRow]:
        """Resolve ``Cohort.breakdown``."""
        return await rows_of(self.view, by, info.context)

    @strawberry.field(description="All questions, or those of a theme, in the order of asking.")
    async def questions(
        self,
        info: Info,
        theme: Annotated[
            str | None, strawberry.argument(description="The slug of a theme; all unless given.")
        ] = None,
    ) -> list[CohortQuestion]:
        """Resolve ``Cohort.questions``."""
        themes = themes_asked(theme, self.view.questionnaire)
        figures = await self.view.figures(info.context)
        return questions_of(figures, themes, self.view.questionnaire, info.context)

    @strawberry.field(
        description="Everybody who fits the filter without its cluster and is not in the cohort, to"
        " compare with. Null without a cluster, and where the figures of all or of the cohort are"
        " protected or too few are left."
    )
    async def rest(self, info: Info) -> CohortRest | None:
        """Resolve ``Cohort.rest``."""
        return await rest_beside(self.view, info.context)
