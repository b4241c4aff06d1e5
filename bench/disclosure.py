"""Says how much protection leaves to see of a cluster, and how wide the noise is there.

A made-up country of 600 companies, unevenly spread as they are: 15 counties, 4 size bands, 7
sectors, and four clusters of which the largest has about half. What the first release tells of the
largest cluster is printed for three countries.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from random import Random

from assessments.cohorts.cohort import Cohort, Place, Unions
from assessments.cohorts.disclosure.noise import OF_SUMS
from assessments.cohorts.disclosure.refining import Part, Partition
from assessments.cohorts.disclosure.releasing import Telling, in_order, plan_release
from assessments.cohorts.disclosure.steps import Change
from assessments.cohorts.disclosure.threshold import Threshold

COUNTRIES = 3
COMPANIES = 600
COUNTIES: Mapping[str, int] = {
    "03": 30, "32": 13, "11": 11, "46": 12, "50": 9, "31": 3, "33": 3, "34": 4, "39": 3, "40": 3,
    "42": 3, "15": 2, "18": 2, "55": 1, "56": 1,
}  # fmt: skip
PARTS = (
    frozenset({"03", "31", "32", "33", "34", "39", "40"}),
    frozenset({"11", "15", "46"}),
    frozenset({"18", "55", "56"}),
    frozenset({"42"}),
    frozenset({"50"}),
)
SIZES: Mapping[str, int] = {"micro": 50, "small": 30, "medium": 15, "large": 5}
BANDS = (frozenset({"micro", "small"}), frozenset({"medium", "large"}))
SECTORS: Mapping[str, int] = {"a": 30, "b": 25, "c": 15, "d": 10, "e": 10, "f": 5, "g": 5}
CLUSTERS: Mapping[str, float] = {"largest": 0.5, "second": 0.2, "third": 0.1, "fourth": 0.1}

UNIONS = Unions(
    regions={str(at): part for at, part in enumerate(PARTS)},
    size_bands={str(at): band for at, band in enumerate(BANDS)},
)
ALL = Cohort(period="all")
LARGEST = replace(ALL, cluster="largest")


def country(chance: Random) -> Sequence[Place]:
    """Return where companies are counted."""

    def one(weights: Mapping[str, int]) -> str:
        return chance.choices(list(weights), list(weights.values()))[0]

    return [
        Place(
            region=one(COUNTIES),
            size_band=one(SIZES),
            sector=one(SECTORS),
            clusters=frozenset(c for c, share in CLUSTERS.items() if chance.random() < share),
            periods=frozenset({"all"}),
        )
        for _ in range(COMPANIES)
    ]


def asked() -> Sequence[Cohort]:
    """Return all cohorts that somebody can ask for."""
    regions = (None, *PARTS, *(frozenset({code}) for code in COUNTIES))
    sizes = (None, *BANDS, *(frozenset({band}) for band in SIZES))
    sectors = (None, *(frozenset({sector}) for sector in SECTORS))
    return [
        replace(ALL, cluster=cluster, region=region, size_band=size, sector=sector)
        for cluster, region, size, sector in product((None, *CLUSTERS), regions, sizes, sectors)
    ]


def told(places: Sequence[Place]) -> tuple[Mapping[Cohort, Telling], Mapping[Cohort, int]]:
    """Return what is told of each cohort, and how many companies it holds."""
    companies = {cohort: sum(map(cohort.holds, places)) for cohort in asked()}
    some = in_order([cohort for cohort, n in companies.items() if n], companies)
    changes = {
        cohort: Change(
            companies=companies[cohort], told=None, came=companies[cohort], is_shown=False
        )
        for cohort in some
    }
    partition = Partition(
        parts=[Part(part=None, place=place, companies=1) for place in places],
        ghosts={},
        following=1,
    )
    release = plan_release(changes, partition, Threshold(), unions=UNIONS)
    return release.tellings, companies


def breakdowns() -> Iterable[tuple[str, Sequence[Cohort]]]:
    """Yield the breakdowns of the largest cluster by name."""
    yield "whole", [LARGEST]
    yield "counties", [replace(LARGEST, region=frozenset({code})) for code in COUNTIES]
    yield "parts of the country", [replace(LARGEST, region=part) for part in PARTS]
    yield "size bands", [replace(LARGEST, size_band=frozenset({band})) for band in SIZES]
    yield "sectors", [replace(LARGEST, sector=frozenset({sector})) for sector in SECTORS]
    yield (
        "parts by wider bands",
        [replace(LARGEST, region=part, size_band=band) for part, band in product(PARTS, BANDS)],
    )


def main() -> None:
    """Print, for each breakdown, the share of companies in what is told, and the noise of means."""
    noise = OF_SUMS.margin / 10
    for number in range(COUNTRIES):
        tellings, companies = told(country(Random(number)))
        print(f"country {number}: {companies[LARGEST]} of {COMPANIES} companies")
        for name, cohorts in breakdowns():
            by = Counter[Telling]()
            for cohort in cohorts:
                by[tellings.get(cohort, Telling.WITHHELD)] += companies[cohort]
            shares = ", ".join(f"{t} {by[t] / sum(by.values()):4.0%}" for t in Telling if by[t])
            margins = [noise / companies[c] for c in cohorts if tellings.get(c) is Telling.NOISED]
            width = f"; means within {min(margins):.1f} to {max(margins):.1f}" if margins else ""
            print(f"  {name:22} {shares}{width}")


if __name__ == "__main__":
    main()
