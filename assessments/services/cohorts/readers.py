"""Who reads figures, what is asked about, and where it is read; more is in ``reading``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from assessments.cohorts.askable import figure_key
from assessments.cohorts.asking import Asked, cohorts_for
from assessments.cohorts.cells import ALL, CellKey
from assessments.cohorts.told import Told, together
from assessments.content.catalogue import Catalogue
from assessments.matching.offers import Cluster
from assessments.services.cohorts.periods import period_between, period_bounded
from assessments.services.environment import Environment
from assessments.services.principals import Advisor, Integration, Principal, Scope
from assessments.services.recipients import recipients_by_slug
from assessments.services.walls import seen_by_reader
from assessments.storage.cohort_figures import (
    FoundFigure,
    ShownFigure,
    SoughtFigure,
    found_figures,
    shown_figures,
    told_quarters,
)
from assessments.storage.database import Database

NOTHING: Final = FoundFigure(shown=None, lists=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCohort:
    """What somebody asks about; None, or no value at all, is any.

    Attributes:
        questionnaire: Its slug.
        cluster: The slug of the cluster whose members they are.
        regions: Codes of counties.
        size_bands: Sizes by headcount.
        sectors: Main sectors.
        submitted_from: The first quarter, such as ``2026-Q3``.
        submitted_to: The last one.
    """

    questionnaire: str
    cluster: str | None = None
    regions: frozenset[str] | None = None
    size_bands: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    submitted_from: str | None = None
    submitted_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFigures:
    """What is told of a cohort.

    Attributes:
        told: The figures; None where they are of too few, or would tell of somebody.
        released_at: As of when, the oldest where figures were added up.
        minimum: The fewest companies that a figure is about.
        release: The number of the release, the oldest likewise.
        parts: Of how many cohorts they were added up; none where nothing is told.
        noised: How many of these are told of with noise.
    """

    told: Told | None
    released_at: datetime | None
    minimum: int
    release: int | None = None
    parts: int = 0
    noised: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether numbers of companies, means, quantiles and deviations are without noise."""
        return self.told is not None and self.told.is_exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who may read figures, of what, and where they are."""

    database: Database
    catalogue: Catalogue
    clusters: Sequence[str]
    numbers: Mapping[str, int]
    minimum: int

    async def asked_in(self, asked: AskedCohort) -> Asked:
        """Return what is asked about, in a period that figures are told of.

        Raises:
            PeriodNotToldError: There are no figures of such a period.
        """
        bounds = (asked.submitted_from, asked.submitted_to)
        period = ALL if bounds == (None, None) else period_bounded(*bounds)
        if period is None:
            period = period_between(*bounds, await self.quarters(asked.questionnaire))
        return Asked(
            period=period,
            cluster=asked.cluster,
            regions=asked.regions or None,
            size_bands=asked.size_bands or None,
            sectors=asked.sectors or None,
        )

    async def quarters(self, questionnaire: str) -> Sequence[str]:
        """Return the quarters that anything is told of, the first one first."""
        return await told_quarters(self.database, questionnaire)

    def keys(self, questionnaire: str, asked: Asked) -> Sequence[CellKey]:
        """Return what the cohorts are called that together are what is asked about."""
        unions = self.catalogue.groupings.unions
        return [figure_key(questionnaire, one, unions) for one in cohorts_for(asked, unions)]

    async def shown(self, keys: Sequence[CellKey]) -> Mapping[CellKey, ShownFigure]:
        """Return what is told of some cohorts, in one statement."""
        return await shown_figures(self.database, keys, self.numbers)

    def figures(
        self, keys: Sequence[CellKey], shown: Mapping[CellKey, ShownFigure]
    ) -> CohortFigures:
        """Return the figures of cohorts together; none where one of them is not told of."""
        found = [shown[key] for key in keys if key in shown]
        if not found or len(found) < len(keys):
            return CohortFigures(told=None, released_at=None, minimum=self.minimum)
        return CohortFigures(
            told=together([one.told for one in found]),
            released_at=min(one.released_at for one in found),
            minimum=self.minimum,
            release=min(one.release for one in found),
            parts=len(found),
            noised=sum(not one.told.is_exact for one in found),
        )


def reader_of(environment: Environment, principal: Principal, asked: AskedCohort) -> Reader | None:
    """Return who reads; None where there is nothing to read, or not for whoever asks."""
    clusters = _clusters_of(environment, principal)
    if clusters is None or environment.library.questionnaire(asked.questionnaire) is None:
        return None
    if asked.cluster is not None and asked.cluster not in clusters:
        return None
    return Reader(
        database=seen_by_reader(clusters, environment),
        catalogue=environment.library.catalogue.definition,
        clusters=clusters,
        numbers=environment.shelf.measures,
        minimum=environment.threshold.minimum,
    )


def _clusters_of(environment: Environment, principal: Principal) -> Sequence[str] | None:
    """Return the clusters of which figures are read; None for whoever reads none at all."""
    recipients = _read_for(principal)
    if recipients is None:
        return None
    known = recipients_by_slug(environment.library.catalogue.definition)
    return [slug for slug in sorted(recipients) if isinstance(known.get(slug), Cluster)]


async def read_figures(
    environment: Environment, principal: Principal, sought: Sequence[SoughtFigure]
) -> Sequence[FoundFigure]:
    """Return what `principal` may be told of some cohorts, in their order and in one statement.

    Of clusters that it does not read for, and to whoever reads no figures, nothing is told.
    """
    clusters = _clusters_of(environment, principal)
    if clusters is None:
        return [NOTHING] * len(sought)
    seen = seen_by_reader(clusters, environment)
    found = await found_figures(seen, list(dict.fromkeys(sought)), environment.shelf.measures)
    return [found[one] for one in sought]


def _read_for(principal: Principal) -> Sequence[str] | None:
    """Return for whom figures are read; None for whoever reads none."""
    if isinstance(principal, Advisor):
        return principal.recipients
    if isinstance(principal, Integration) and Scope.AGGREGATES in principal.scopes:
        return principal.recipients
    return None
