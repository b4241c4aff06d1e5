"""A release tells of each cohort exactly where it can, with noise, as before, or not at all."""

from collections import Counter
from dataclasses import replace

from assessments.cohorts.cohort import Cohort, Place
from assessments.cohorts.disclosure.refining import Part, Partition
from assessments.cohorts.disclosure.releasing import Telling, in_order, plan_release
from assessments.cohorts.disclosure.steps import Change
from assessments.cohorts.disclosure.threshold import Threshold
from tests.assessments.cohorts.population import UNIONS, lived

ALL = Cohort(period="all")
OSLO = replace(ALL, region=frozenset({"03"}))
ROGALAND = replace(ALL, region=frozenset({"11"}))
MEMBERS = replace(ALL, cluster="first")


def tellings(
    oslo: int, rogaland: int, *, cohorts: tuple[Cohort, ...] = (ALL, OSLO, ROGALAND)
) -> dict[Cohort, Telling]:
    sizes = {ALL: oslo + rogaland, OSLO: oslo, ROGALAND: rogaland}
    places = [
        Part(
            part=None,
            place=Place(region=region, periods=frozenset({"all"})),
            companies=companies,
        )
        for region, companies in (("03", oslo), ("11", rogaland))
        if companies
    ]
    changes = {
        c: Change(companies=sizes[c], told=None, came=sizes[c], is_shown=False) for c in cohorts
    }
    partition = Partition(parts=places, ghosts={}, following=1)
    return dict(plan_release(changes, partition, Threshold(), unions=UNIONS).tellings)


def test_where_all_are_enough_all_is_exact() -> None:
    assert tellings(9, 9) == dict.fromkeys((ALL, OSLO, ROGALAND), Telling.EXACT)


def test_what_would_leave_a_few_of_a_wider_cohort_is_withheld() -> None:
    assert tellings(30, 8) == {
        ALL: Telling.EXACT,
        OSLO: Telling.WITHHELD,
        ROGALAND: Telling.WITHHELD,
    }


def test_a_cohort_that_is_everybody_is_told_of_with_everybody() -> None:
    assert tellings(30, 0) == {ALL: Telling.EXACT, OSLO: Telling.EXACT, ROGALAND: Telling.WITHHELD}


def test_what_comes_first_is_exact_and_what_cuts_it_too_finely_carries_noise() -> None:
    """Members here and there: each is enough by itself, members of Oslo are not."""

    def part(region: str, companies: int, *clusters: str) -> Part:
        place = Place(region=region, clusters=frozenset(clusters), periods=frozenset({"all"}))
        return Part(part=None, place=place, companies=companies)

    parts = [part("03", 20), part("03", 5, "first"), part("11", 20), part("11", 20, "first")]
    sizes = {ALL: 65, OSLO: 25, ROGALAND: 40, MEMBERS: 25}
    changes = {
        c: Change(companies=sizes[c], told=None, came=sizes[c], is_shown=False)
        for c in in_order(sizes, sizes)
    }
    release = plan_release(
        changes, Partition(parts=parts, ghosts={}, following=1), Threshold(), unions=UNIONS
    )

    assert list(release.tellings.items()) == [
        (ALL, Telling.EXACT),
        (ROGALAND, Telling.EXACT),
        (OSLO, Telling.EXACT),
        (MEMBERS, Telling.NOISED),
    ]


def test_what_has_hardly_changed_is_kept() -> None:
    population = lived(3, companies=80, releases=1)
    asked = [figure.cohort for figure in population.figures]
    told = len(population.figures)
    population.submit(0)

    found = Counter(population.release(asked).values())

    assert found == {Telling.KEPT: told}
    assert len(population.figures) == told


def test_wide_comes_before_narrow_and_large_before_small() -> None:
    small = replace(OSLO, cluster="first")

    assert in_order([small, OSLO, ROGALAND, ALL], {ALL: 9, OSLO: 9, ROGALAND: 10, small: 90}) == [
        ALL,
        ROGALAND,
        OSLO,
        small,
    ]
