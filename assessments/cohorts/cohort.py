"""A cohort: the companies that figures are about, told apart by where their results are counted."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a result is counted: each dimension as it was on submission, or None if not stated.

    Args:
        region: Code of the county.
        size_band: The size by headcount.
        sector: The main sector.
        clusters: The clusters whose lists hold the company.
        periods: Quarters, years and ``all``, as far as the company has no later result in them.
    """

    region: str | None = None
    size_band: str | None = None
    sector: str | None = None
    clusters: AbstractSet[str] = frozenset()
    periods: AbstractSet[str] = frozenset()


Values = AbstractSet[str] | None
"""Values of a dimension that count as one: a county, or the counties of a part of the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Companies with a result in a period, with certain values of the dimensions; None is any."""

    period: str
    region: Values = None
    size_band: Values = None
    sector: Values = None
    cluster: str | None = None

    def holds(self, place: Place) -> bool:
        """Return whether results of a place belong to the cohort."""
        return (
            self.period in place.periods
            and (self.cluster is None or self.cluster in place.clusters)
            and _holds(self.region, place.region)
            and _holds(self.size_band, place.size_band)
            and _holds(self.sector, place.sector)
        )

    @property
    def narrowness(self) -> int:
        """How many dimensions are narrowed."""
        narrowed = (self.region, self.size_band, self.sector, self.cluster)
        return sum(values is not None for values in narrowed)


def _holds(values: Values, value: str | None) -> bool:
    return values is None or value in values


@dataclass(frozen=True, slots=True, kw_only=True)
class Unions:
    """Values that are told of together where one is too few, by what the union is called."""

    regions: Mapping[str, AbstractSet[str]]
    size_bands: Mapping[str, AbstractSet[str]]


def wider(cohort: Cohort, unions: Unions) -> Iterator[Cohort]:
    """Yield the cohorts that hold a cohort with one dimension widened."""
    for region in _wider(cohort.region, unions.regions):
        yield replace(cohort, region=region)
    for size_band in _wider(cohort.size_band, unions.size_bands):
        yield replace(cohort, size_band=size_band)
    if cohort.sector is not None:
        yield replace(cohort, sector=None)
    if cohort.cluster is not None:
        yield replace(cohort, cluster=None)


def _wider(values: Values, unions: Mapping[str, AbstractSet[str]]) -> Iterator[Values]:
    if values is not None:
        yield None
        yield from (union for union in unions.values() if values < union)
