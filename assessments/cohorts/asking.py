"""Which cohorts answer a question about several values at once: such that share no company."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product

from assessments.cohorts.cohort import Cohort, Unions, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks about; None is any value, also where nothing was stated."""

    period: str
    cluster: str | None = None
    regions: AbstractSet[str] | None = None
    size_bands: AbstractSet[str] | None = None
    sectors: AbstractSet[str] | None = None


def cohorts_for(asked: Asked, unions: Unions) -> Sequence[Cohort]:
    """Return cohorts that together are what is asked about, no company in two of them.

    Unions come before their single values: more companies stand behind them.
    """
    return [
        Cohort(
            period=asked.period,
            cluster=asked.cluster,
            region=region,
            size_band=size_band,
            sector=sector,
        )
        for region, size_band, sector in product(
            _apart(asked.regions, unions.regions),
            _apart(asked.size_bands, unions.size_bands),
            _apart(asked.sectors, {}),
        )
    ]


def _apart(
    values: AbstractSet[str] | None, unions: Mapping[str, AbstractSet[str]]
) -> Sequence[Values]:
    if values is None:
        return [None]
    whole = [union for union in unions.values() if union <= values]
    rest = values - frozenset[str]().union(*whole)
    return [*whole, *(frozenset({value}) for value in sorted(rest))]
