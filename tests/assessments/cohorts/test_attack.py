"""Nobody finds out about a few companies, whatever they combine; without any one rule they do."""

import pytest

from assessments.cohorts.cohort import Cohort
from assessments.cohorts.disclosure import releasing
from assessments.cohorts.disclosure.noise import OF_SUMS
from assessments.cohorts.disclosure.refining import Partition, refine
from assessments.cohorts.disclosure.steps import Change, Step
from assessments.cohorts.disclosure.threshold import LEAST_K, Threshold
from tests.assessments.cohorts.attacker import fewest, uncertainty
from tests.assessments.cohorts.population import Population, Result, lived
from tests.fixtures.laws import tried

SPREAD = 28.9
"""Standard deviation of a score for somebody who knows nothing: 0 to 100, all as likely."""

LEFT = 16
"""Points that are left of it at least, after everything that was told."""

SEEDS = range(tried(40))
"""Populations that are attacked."""


def exact_sets(population: Population) -> list[frozenset[Result]]:
    return list(dict.fromkeys(f.results for f in population.figures if f.told.is_exact))


def deviations(population: Population) -> dict[frozenset[Result], float]:
    """Return how uncertain each set's sum is, in points, after all that was told of it."""
    noise = OF_SUMS.variance**0.5 / 10
    found = {f.results: noise for f in population.figures}
    return found | dict.fromkeys(exact_sets(population), 0.0)


def known_in(population: Population) -> frozenset[Result]:
    """Return as many results as somebody may know."""
    return frozenset(list(population.of_company.values())[: LEAST_K - 1])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_combination_of_exact_figures_is_about_fewer_than_the_least(seed: int) -> None:
    """Also not to somebody who knows all but one of the threshold: what is left is that many."""
    population = lived(seed, companies=20 + 2 * seed, releases=4)

    assert fewest(exact_sets(population)) - (LEAST_K - 1) >= LEAST_K


@pytest.mark.parametrize("seed", SEEDS)
def test_no_score_can_be_estimated_well_from_all_figures_together(seed: int) -> None:
    population = lived(seed, companies=20 + 5 * seed, releases=4)

    assert uncertainty(deviations(population).items(), SPREAD, known_in(population)) >= LEFT


def test_every_figure_is_about_at_least_the_least() -> None:
    figures = [figure for seed in range(5) for figure in lived(seed, 60, 3).figures]

    assert {len(f.results) >= Threshold().minimum for f in figures} == {True}
    assert min(len(f.results) for f in figures) == Threshold().minimum


def test_without_parts_a_combination_is_about_one_company(monkeypatch: pytest.MonkeyPatch) -> None:
    def any_set(partition: Partition, cohort: Cohort, minimum: int) -> Partition | None:
        return refine(partition, cohort, 1 if minimum else minimum)

    monkeypatch.setattr(releasing, "refine", any_set)

    assert fewest(exact_sets(lived(2, companies=24, releases=1))) == 1


def test_with_parts_of_the_threshold_only_one_company_is_left_to_who_knows_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def parts_of_k(partition: Partition, cohort: Cohort, _: int) -> Partition | None:
        return refine(partition, cohort, LEAST_K)

    monkeypatch.setattr(releasing, "refine", parts_of_k)
    found = [fewest(exact_sets(lived(seed, companies=40, releases=1))) for seed in range(8)]

    assert min(found) - (LEAST_K - 1) == 1


def test_without_noise_a_combination_is_about_two_companies() -> None:
    population = lived(0, companies=30, releases=1)

    assert fewest([f.results for f in population.figures]) == 2


def test_where_a_wider_cohort_may_leave_few_scores_are_estimated_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> bool:
        return False

    monkeypatch.setattr(releasing, "_leaves_few", never)
    population = lived(0, companies=300, releases=4)

    assert uncertainty(deviations(population).items(), SPREAD, known_in(population)) < LEFT


def test_without_steps_scores_are_estimated_better(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(change: Change, threshold: Threshold) -> Step:
        return Step.WITHHOLD if change.companies < threshold.minimum else Step.REPLACE

    monkeypatch.setattr(releasing, "next_step", at_once)
    population = lived(0, companies=60, releases=12)

    assert uncertainty(deviations(population).items(), SPREAD, known_in(population)) < LEFT


def test_without_a_least_number_a_figure_is_about_one_company(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def anything(change: Change, _: Threshold) -> Step:
        return Step.REPLACE if change.companies else Step.WITHHOLD

    monkeypatch.setattr(releasing, "next_step", anything)
    monkeypatch.setattr(Threshold, "minimum", 1)

    assert min(len(f.results) for f in lived(0, companies=30, releases=1).figures) == 1
