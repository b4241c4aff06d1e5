"""Which cohorts can be asked for, and what each is called where figures are kept.

Figures are made beforehand, so that asking more tells no more. With one dimension more narrowed
almost every cohort is of too few, and there are too many of them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import product
from typing import Final

from assessments.cohorts.cells import ALL, CellKey
from assessments.cohorts.cohort import Cohort, Place, Unions, Values

MOST_NARROWED: Final = 2
"""How many dimensions are narrowed at most, in a quarter or a year."""
MOST_NARROWED_OF_ALL: Final = 3
"""And over all time, where most companies are."""


def cohorts_of(place: Place, unions: Unions) -> Iterator[Cohort]:
    """Yield the cohorts that can be asked for and hold the results of a place."""
    regions = _values_of(place.region, unions.regions)
    size_bands = _values_of(place.size_band, unions.size_bands)
    sectors = _values_of(place.sector, {})
    for period, cluster, region, size_band, sector in product(
        place.periods, (None, *place.clusters), regions, size_bands, sectors
    ):
        cohort = Cohort(
            period=period, cluster=cluster, region=region, size_band=size_band, sector=sector
        )
        if cohort.narrowness <= (MOST_NARROWED_OF_ALL if period == ALL else MOST_NARROWED):
            yield cohort


def figure_key(questionnaire: str, cohort: Cohort, unions: Unions) -> CellKey:
    """Return what a cohort is called: by its single values, or by what a union is called.

    Raises:
        KeyError: Several values are no union.
    """
    return CellKey(
        questionnaire,
        cohort.period,
        cohort.cluster or ALL,
        _called(cohort.region, unions.regions),
        _called(cohort.size_band, unions.size_bands),
        _called(cohort.sector, {}),
    )


def cohort_called(key: CellKey, unions: Unions) -> Cohort:
    """Return the cohort that is called so; where a union is there no more, one that holds nobody.

    Args:
        key: What it is called.
        unions: The values that are told of together.
    """
    return Cohort(
        period=key.period,
        cluster=None if key.cluster == ALL else key.cluster,
        region=_values_called(key.region, unions.regions),
        size_band=_values_called(key.size_band, unions.size_bands),
        sector=_values_called(key.sector, {}),
    )


def cells_of(questionnaire: str, cohort: Cohort) -> Sequence[CellKey]:
    """Return the cells that together count a cohort, no company in two of them."""
    single = (_single(values) for values in (cohort.region, cohort.size_band, cohort.sector))
    return [
        CellKey(questionnaire, cohort.period, cohort.cluster or ALL, *where)
        for where in product(*single)
    ]


def _values_of(value: str | None, unions: Mapping[str, AbstractSet[str]]) -> Sequence[Values]:
    if value is None:
        return [None]
    alone = frozenset({value})
    wider = (union for union in unions.values() if value in union and union != alone)
    return [None, alone, *wider]


def _called(values: Values, unions: Mapping[str, AbstractSet[str]]) -> str:
    if values is None:
        return ALL
    if len(values) == 1:
        return next(iter(values))
    return {frozenset(union): slug for slug, union in unions.items()}[frozenset(values)]


def _values_called(called: str, unions: Mapping[str, AbstractSet[str]]) -> Values:
    return None if called == ALL else frozenset(unions.get(called, {called}))


def _single(values: Values) -> Collection[str]:
    return (ALL,) if values is None else sorted(values)
