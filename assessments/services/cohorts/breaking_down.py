"""Figures about a cohort by the values of a dimension; with a new dimension go its values here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assessments.cohorts.asking import Asked
from assessments.content.catalogue import Catalogue
from assessments.services.cohorts.reading import AskedCohort, CohortFigures, Reader, reader_of
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


async def read_breakdown(
    environment: Environment, principal: Principal, asked: AskedCohort, by: Dimension
) -> Sequence[BrokenDown] | None:
    """Return what is told of each value of a dimension, in the order of the content or of time.

    Where fewer than half of the counties or size bands can be told of, parts of the country and
    wider bands take their place. None as in ``read_cohort``.

    Raises:
        PeriodNotToldError: There are no figures of such a period.
    """
    reader = reader_of(environment, principal, asked)
    if reader is None:
        return None
    whole = await reader.asked_in(asked)
    single = {
        value: reader.keys(asked.questionnaire, part)
        for value, part in (await _parts(reader, asked, whole, by)).items()
    }
    wider = {
        value: reader.keys(asked.questionnaire, part)
        for value, part in _wider(reader.catalogue, whole, by).items()
    }
    rows = (*single.values(), *wider.values())
    shown = await reader.shown(list(dict.fromkeys(key for keys in rows for key in keys)))
    told = sum(reader.figures(keys, shown).told is not None for keys in single.values())
    chosen = wider if wider and 2 * told < len(single) else single
    return [
        BrokenDown(value=value, figures=reader.figures(keys, shown))
        for value, keys in chosen.items()
    ]


async def _parts(
    reader: Reader, asked: AskedCohort, whole: Asked, by: Dimension
) -> Mapping[str, Asked]:
    """Return a cohort for each value of a dimension that is asked about."""
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
