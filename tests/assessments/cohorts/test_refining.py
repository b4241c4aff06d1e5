"""Exact figures cut what is counted into parts, none of them smaller than may be told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.cohort import Cohort, Place
from assessments.cohorts.disclosure.refining import Part, Partition, refine
from tests.assessments.cohorts.population import Figure, Population, lived
from tests.fixtures.laws import examples

MINIMUM = 9
EVERYBODY = Cohort(period="all")


def oslo(*, part: int | None, companies: int, cluster: str | None = None) -> Part:
    place = Place(
        region="03",
        clusters=frozenset() if cluster is None else frozenset({cluster}),
        periods=frozenset({"all"}),
    )
    return Part(part=part, place=place, companies=companies)


def elsewhere(*, part: int | None, companies: int) -> Part:
    place = Place(region="11", periods=frozenset({"all"}))
    return Part(part=part, place=place, companies=companies)


def of(*parts: Part, ghosts: dict[int, int] | None = None, following: int = 7) -> Partition:
    return Partition(parts=parts, ghosts=ghosts or {}, following=following)


def numbers(partition: Partition | None) -> Sequence[int | None] | None:
    return None if partition is None else [part.part for part in partition.parts]


OSLO = replace(EVERYBODY, region=frozenset({"03"}))


def test_what_was_never_told_of_becomes_a_part() -> None:
    before = of(oslo(part=None, companies=9), elsewhere(part=None, companies=1))

    assert numbers(refine(before, OSLO, MINIMUM)) == [7, None]
    assert numbers(refine(before, EVERYBODY, MINIMUM)) == [7, 7]


def test_too_few_that_were_never_told_of_are_not_told_of() -> None:
    assert refine(of(oslo(part=None, companies=8)), OSLO, MINIMUM) is None
    few_new = of(oslo(part=1, companies=50), oslo(part=None, companies=8))
    assert refine(few_new, OSLO, MINIMUM) is None
    assert numbers(refine(of(*few_new.parts[:1], oslo(part=None, companies=9)), OSLO, 9)) == [1, 7]


def test_a_part_may_be_cut_where_both_sides_are_enough() -> None:
    before = of(oslo(part=3, companies=9), elsewhere(part=3, companies=9))

    assert numbers(refine(before, OSLO, MINIMUM)) == [7, 3]
    assert refine(of(oslo(part=3, companies=8), elsewhere(part=3, companies=9)), OSLO, 9) is None
    assert refine(of(oslo(part=3, companies=9), elsewhere(part=3, companies=8)), OSLO, 9) is None


def test_a_whole_part_stays_as_it_is() -> None:
    before = of(oslo(part=3, companies=9), elsewhere(part=4, companies=9))

    assert numbers(refine(before, OSLO, MINIMUM)) == [3, 4]


def test_nobody_is_not_told_of() -> None:
    assert refine(of(elsewhere(part=3, companies=20)), OSLO, MINIMUM) is None
    assert refine(of(), EVERYBODY, MINIMUM) is None


def test_those_who_are_gone_have_been_told_of() -> None:
    """With one gone, what is left of a part would tell of that one."""
    left = oslo(part=3, companies=20)

    assert refine(of(left, ghosts={3: 1}), OSLO, MINIMUM) is None
    assert refine(of(left, ghosts={3: 8}), OSLO, MINIMUM) is None
    assert numbers(refine(of(left, ghosts={3: 9}), OSLO, MINIMUM)) == [7]
    assert numbers(refine(of(left, ghosts={3: 0, 4: 1}), OSLO, MINIMUM)) == [3]


def test_each_part_is_cut_by_itself() -> None:
    before = of(
        oslo(part=3, companies=9),
        elsewhere(part=3, companies=9),
        oslo(part=4, companies=9, cluster="first"),
        elsewhere(part=4, companies=9),
        oslo(part=5, companies=1),
    )

    assert refine(before, OSLO, MINIMUM) is None
    enough = of(*before.parts[:4])
    assert numbers(refine(enough, OSLO, MINIMUM)) == [7, 3, 8, 4]


populations = st.builds(
    lived,
    st.integers(0, 10_000),
    companies=st.integers(9, 60),
    releases=st.integers(1, 4),
)


@given(populations)
@examples(30)
def test_every_exact_set_is_made_of_whole_parts(population: Population) -> None:
    """Parts are what the test finds itself: results that the same exact sets hold."""
    exact = [f.results for f in population.figures if f.told.is_exact]
    signatures = Counter(
        tuple(result in results for results in exact) for result in frozenset[int]().union(*exact)
    )

    assert all(companies >= MINIMUM for companies in signatures.values())


@given(populations, st.randoms())
@examples(30)
def test_results_of_one_part_can_be_exchanged_for_each_other(
    population: Population, chance: Random
) -> None:
    """What was told exactly stays the same: so it tells of no one of them."""
    exact = [f for f in population.figures if f.told.is_exact]
    by_part: dict[tuple[bool, ...], list[int]] = {}
    for result in population.results:
        by_part.setdefault(tuple(result in f.results for f in exact), []).append(result)
    before = [told_again(population, f) for f in exact]
    exchanged = dict(population.results)
    for results in by_part.values():
        shuffled = chance.sample(results, len(results))
        for result, other in zip(results, shuffled, strict=True):
            exchanged[result] = replace(
                population.results[other], place=population.results[result].place
            )
    population.results = exchanged

    assert [told_again(population, f) for f in exact] == before


def told_again(population: Population, figure: Figure) -> object:
    scores = population.cell(figure.results).scores["overall"]
    return (scores.companies, scores.sum_tenths, scores.histogram, scores.levels)
