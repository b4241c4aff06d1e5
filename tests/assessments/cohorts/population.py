"""Made-up companies that join, answer anew and leave, and what each release tells of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from random import Random

from assessments.cohorts.cohort import Cohort, Place, Unions
from assessments.cohorts.disclosure.protecting import ExactCell, ExactScores, protect
from assessments.cohorts.disclosure.refining import Part, Partition
from assessments.cohorts.disclosure.releasing import Telling, in_order, plan_release
from assessments.cohorts.disclosure.steps import Change
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.told import Told

PERIOD = "all"
REGIONS = {"03": 30, "11": 12, "46": 12, "50": 13, "32": 13, "18": 4, "55": 2, "56": 1}
PARTS = (frozenset({"03", "32"}), frozenset({"11", "46"}), frozenset({"18", "55", "56"}))
SIZES = {"micro": 50, "small": 30, "medium": 15, "large": 5}
BANDS = (frozenset({"micro", "small"}), frozenset({"medium", "large"}))
SECTORS = {"medtech": 40, "digital_health": 30, "biotech": 20, "diagnostics": 10}
CLUSTERS = {"first": 0.5, "second": 0.2, "third": 0.1}

Result = int
"""Numbers results; a company that answers anew has another one."""


def cohorts() -> Sequence[Cohort]:
    """Return all cohorts that somebody can ask for."""
    regions = (None, *PARTS, *(frozenset({r}) for r in REGIONS))
    sizes = (None, *BANDS, *(frozenset({s}) for s in SIZES))
    sectors = (None, *(frozenset({s}) for s in SECTORS))
    return [
        Cohort(period=PERIOD, region=region, size_band=size, sector=sector, cluster=cluster)
        for region, size, sector, cluster in product(regions, sizes, sectors, (None, *CLUSTERS))
    ]


UNIONS = Unions(
    regions={str(at): part for at, part in enumerate(PARTS)},
    size_bands={str(at): band for at, band in enumerate(BANDS)},
)


@dataclass(frozen=True)
class Counted:
    """A result that is counted: where, its score in whole points, and its key."""

    place: Place
    points: int
    key: int
    answered: bool


@dataclass(frozen=True)
class Figure:
    """What was told of a set of results."""

    cohort: Cohort
    results: frozenset[Result]
    told: Told


@dataclass
class Population:
    """The companies, and all that was told of them so far."""

    chance: Random
    threshold: Threshold = field(default_factory=Threshold)
    results: dict[Result, Counted] = field(default_factory=dict[Result, Counted])
    of_company: dict[int, Result] = field(default_factory=dict[int, Result])
    figures: list[Figure] = field(default_factory=list[Figure])
    shown: dict[Cohort, Figure] = field(default_factory=dict[Cohort, Figure])
    last: dict[Cohort, frozenset[Result]] = field(default_factory=dict[Cohort, frozenset[Result]])
    part_of: dict[Result, int | None] = field(default_factory=dict[Result, int | None])
    ghosts: Counter[int] = field(default_factory=Counter[int])
    following: int = 0

    def submit(self, company: int) -> None:
        """Have a company submit, for the first time or anew."""
        before = self.of_company.get(company)
        place = self._place() if before is None else self.results[before].place
        self.leave(company)
        number = len(self.part_of)
        self.of_company[company], self.part_of[number] = number, None
        self.results[number] = Counted(
            place=place,
            points=self.chance.randint(0, 100),
            key=self.chance.getrandbits(64),
            answered=self.chance.random() < 0.3,
        )

    def leave(self, company: int) -> None:
        """Have a company not be counted any more."""
        result = self.of_company.pop(company, None)
        if result is not None:
            part = self.part_of[result]
            if part is not None:
                self.ghosts[part] += 1

    def release(self, asked: Iterable[Cohort]) -> Mapping[Cohort, Telling]:
        """Tell of the cohorts, and return what was done with each."""
        counted = [(r, self.results[r]) for r in self.of_company.values()]
        members = {
            cohort: frozenset(r for r, c in counted if cohort.holds(c.place)) for cohort in asked
        }
        sizes = {cohort: len(results) for cohort, results in members.items()}
        changes = {c: self._change(c, members[c]) for c in in_order(members, sizes)}
        partition = Partition(
            parts=[Part(part=self.part_of[r], place=c.place, companies=1) for r, c in counted],
            ghosts=self.ghosts,
            following=self.following,
        )
        release = plan_release(changes, partition, self.threshold, unions=UNIONS)
        self.following = release.partition.following
        for (result, _), part in zip(counted, release.partition.parts, strict=True):
            self.part_of[result] = part.part
        for cohort, telling in release.tellings.items():
            if telling in {Telling.EXACT, Telling.NOISED}:
                self._tell(cohort, members[cohort], is_exact=telling is Telling.EXACT)
            elif telling is Telling.WITHHELD:
                self.shown.pop(cohort, None)
        return release.tellings

    def _change(self, cohort: Cohort, results: frozenset[Result]) -> Change:
        told = self.last.get(cohort)
        return Change(
            companies=len(results),
            told=None if told is None else len(told),
            came=len(results - (told or frozenset())),
            is_shown=cohort in self.shown,
        )

    def _tell(self, cohort: Cohort, results: frozenset[Result], *, is_exact: bool) -> None:
        told = protect(self.cell(results), self.threshold, is_exact=is_exact)
        if told is None:
            raise AssertionError(cohort)
        figure = Figure(cohort, results, told)
        self.figures.append(figure)
        self.shown[cohort], self.last[cohort] = figure, results

    def cell(self, results: Iterable[Result]) -> ExactCell:
        """Return what is counted of results."""
        counted = [self.results[r] for r in results]
        key = 0
        for c in counted:
            key ^= c.key
        histogram = [0] * 101
        for c in counted:
            histogram[c.points] += 1
        levels = [sum(c.points // 21 == level for c in counted) for level in range(5)]
        scores = ExactScores(
            sum_tenths=sum(10 * c.points for c in counted), histogram=histogram, levels=levels
        )
        answers = {"answered": sum(c.answered for c in counted), "nobody": 0}
        return ExactCell(
            companies=len(counted), key=key, scores={"overall": scores}, counts=answers
        )

    def _place(self) -> Place:
        def one(weights: Mapping[str, int]) -> str:
            return self.chance.choices(list(weights), list(weights.values()))[0]

        return Place(
            region=one(REGIONS),
            size_band=one(SIZES),
            sector=one(SECTORS),
            clusters=frozenset(c for c, share in CLUSTERS.items() if self.chance.random() < share),
            periods=frozenset({PERIOD}),
        )


def lived(seed: int, companies: int, releases: int) -> Population:
    """Return a population after some releases, between which few or many joined, changed, left."""
    chance = Random(seed)
    population, asked = Population(chance), cohorts()
    for company in range(companies):
        population.submit(company)
    population.release(asked)
    for release in range(1, releases):
        for _ in range(chance.choice((1, 3, 12, companies // 2))):
            company = chance.randrange(companies + 5 * release)
            if chance.random() < 0.2:
                population.leave(company)
            else:
                population.submit(company)
        population.release(asked)
    return population
