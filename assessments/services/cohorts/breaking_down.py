"""Figures about a cohort by the values of a dimension; with a new dimension go its values here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assessments.cohorts.asking import Asked
from assessments.cohorts.cells import CellKey
from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.reading import (
    AskedCohort,
    CohortFigures,
    OpenCohort,
    Reader,
    ShownFigure,
    open_cohort,
)
from assessments.services.cohorts.values import counties, sectors, size_bands
from assessments.services.environment import Environment
from assessments.services.principals import Principal


class Dimension(StrEnum):
    """What figures can be broken down by."""

    REGION = "region"
    SIZE_BAND = "size_band"
    SECTOR = "sector"
    CLUSTER = "cluster"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenDown:
    """The figures of a value, or of values together, called by its slug, code or quarter."""

    value: str
    figures: CohortFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the cohorts of each value are called, and those of values together."""

    reader: Reader
    single: Mapping[str, Sequence[CellKey]]
    wider: Mapping[str, Sequence[CellKey]]

    @property
    def keys(self) -> Sequence[CellKey]:
        """All of them, each once."""
        rows = (*self.single.values(), *self.wider.values())
        return list(dict.fromkeys(key for keys in rows for key in keys))

    def told_by(self, shown: Mapping[CellKey, ShownFigure]) -> Sequence[BrokenDown]:
        """Return the figures of each value, or of values together where few can be told of."""
        single = [self.reader.figures(keys, shown).told for keys in self.single.values()]
        told = len(single) - single.count(None)
        chosen = self.wider if self.wider and 2 * told < len(single) else self.single
        return [
            BrokenDown(value=value, figures=self.reader.figures(keys, shown))
            for value, keys in chosen.items()
        ]


async def parts_of(opened: OpenCohort, by: Dimension) -> Parts:
    """Return the cohorts of the values of a dimension, in the order of the content or of time."""
    reader, questionnaire = opened.reader, opened.asked.questionnaire
    single = await _single(opened, by)
    wider = _wider(reader.catalogue, opened.whole, by)
    return Parts(
        reader=reader,
        single={value: reader.keys(questionnaire, part) for value, part in single.items()},
        wider={value: reader.keys(questionnaire, part) for value, part in wider.items()},
    )


async def read_breakdown(
    environment: Environment, principal: Principal, asked: AskedCohort, by: Dimension
) -> Sequence[BrokenDown] | None:
    """Return what is told of each value of a dimension, in the order of the content or of time.

    Where fewer than half of the counties or size bands can be told of, parts of the country and
    wider bands take their place. None as in ``read_cohort``.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    opened = await open_cohort(environment, principal, asked)
    if opened is None:
        return None
    parts = await parts_of(opened, by)
    return parts.told_by(await opened.reader.shown(parts.keys))


async def _single(opened: OpenCohort, by: Dimension) -> Mapping[str, Asked]:
    """Return a cohort for each value of a dimension that is asked about."""
    reader, asked, whole = opened.reader, opened.asked, opened.whole
    match by:
        case Dimension.REGION:
            return {
                code: replace(whole, regions={code})
                for code in counties(reader.catalogue)
                if whole.regions is None or code in whole.regions
            }
        case Dimension.SIZE_BAND:
            return {
                band: replace(whole, size_bands={band})
                for band in size_bands(reader.catalogue)
                if whole.size_bands is None or band in whole.size_bands
            }
        case Dimension.SECTOR:
            return {
                sector: replace(whole, sectors={sector})
                for sector in sectors(reader.catalogue)
                if whole.sectors is None or sector in whole.sectors
            }
        case Dimension.CLUSTER:
            return {
                cluster: replace(whole, cluster=cluster)
                for cluster in reader.clusters
                if whole.cluster in {None, cluster}
            }
        case Dimension.QUARTER:
            quarters = await reader.quarters(asked.questionnaire)
            return {
                quarter: replace(whole, period=quarter)
                for quarter in quarters
                if (asked.submitted_from or quarter) <= quarter <= (asked.submitted_to or quarter)
            }


def _wider(catalogue: Catalogue, whole: Asked, by: Dimension) -> Mapping[str, Asked]:
    """Return a cohort for each union of values that are all asked about."""
    unions = catalogue.groupings.unions
    if by is Dimension.REGION:
        return {
            slug: replace(whole, regions=values)
            for slug, values in unions.regions.items()
            if whole.regions is None or values <= whole.regions
        }
    if by is Dimension.SIZE_BAND:
        return {
            slug: replace(whole, size_bands=values)
            for slug, values in unions.size_bands.items()
            if whole.size_bands is None or values <= whole.size_bands
        }
    return {}
