"""Cohorts that answer a question about several values share no company, and leave none out."""

from collections.abc import Set as AbstractSet

from hypothesis import given
from hypothesis import strategies as st

from assessments.cohorts.asking import Asked, cohorts_for
from assessments.cohorts.cohort import Cohort, Place, wider
from tests.assessments.cohorts.population import BANDS, PARTS, REGIONS, SECTORS, SIZES, UNIONS
from tests.fixtures.laws import examples


def some(values: list[str]) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(values), min_size=1)


def stated(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


questions = st.builds(
    Asked,
    period=st.just("all"),
    cluster=st.none() | st.just("first"),
    regions=some(list(REGIONS)),
    size_bands=some(list(SIZES)),
    sectors=some(list(SECTORS)),
)
places = st.builds(
    Place,
    region=stated(list(REGIONS)),
    size_band=stated(list(SIZES)),
    sector=stated(list(SECTORS)),
    clusters=st.sampled_from([frozenset[str](), frozenset({"first"})]),
    periods=st.just(frozenset({"all", "2026"})),
)


def is_asked(value: str | None, asked: AbstractSet[str] | None) -> bool:
    return asked is None or value in asked


@given(questions, places)
@examples(200)
def test_each_company_that_is_asked_about_is_in_one_cohort_and_others_in_none(
    asked: Asked, place: Place
) -> None:
    belongs = (
        is_asked(place.region, asked.regions)
        and is_asked(place.size_band, asked.size_bands)
        and is_asked(place.sector, asked.sectors)
        and (asked.cluster is None or asked.cluster in place.clusters)
    )

    assert sum(c.holds(place) for c in cohorts_for(asked, UNIONS)) == belongs


def test_unions_come_before_their_values() -> None:
    asked = Asked(period="2026", regions={"03", "32", "11"}, size_bands={"micro", "small"})

    assert cohorts_for(asked, UNIONS) == [
        Cohort(period="2026", region=PARTS[0], size_band=BANDS[0]),
        Cohort(period="2026", region=frozenset({"11"}), size_band=BANDS[0]),
    ]


@given(questions, places)
@examples(100)
def test_a_wider_cohort_holds_what_a_cohort_holds(asked: Asked, place: Place) -> None:
    for cohort in cohorts_for(asked, UNIONS):
        for wide in wider(cohort, UNIONS):
            assert wide.holds(place) or not cohort.holds(place)
            assert wide != cohort


def test_wider_cohorts_have_one_dimension_widened() -> None:
    cohort = Cohort(
        period="all", region=frozenset({"11"}), sector=frozenset({"a"}), cluster="first"
    )

    assert list(wider(cohort, UNIONS)) == [
        Cohort(period="all", sector=frozenset({"a"}), cluster="first"),
        Cohort(period="all", region=PARTS[1], sector=frozenset({"a"}), cluster="first"),
        Cohort(period="all", region=frozenset({"11"}), cluster="first"),
        Cohort(period="all", region=frozenset({"11"}), sector=frozenset({"a"})),
    ]
