"""Noise is the same for the same companies, spread as it says, and drawn alike by every machine."""

from collections import Counter
from random import Random

import pytest

from assessments.cohorts.disclosure.noise import OF_COUNTS, OF_SUMS, Noise

DRAWS = 20_000


def draws(noise: Noise) -> list[int]:
    chance = Random(1)
    return [noise.drawn(chance.getrandbits(64), "companies") for _ in range(DRAWS)]


def test_the_same_figure_of_the_same_companies_has_the_same_noise() -> None:
    """These are frozen: other ones would tell a second time of what has been told of."""
    assert [OF_COUNTS.drawn(key, "companies") for key in range(8)] == [-3, 2, -2, -2, 2, 0, 10, 0]
    assert [OF_SUMS.drawn(key, "score:overall") for key in range(4)] == [-119, 39, -193, -245]


def test_another_figure_of_the_same_companies_has_noise_of_its_own() -> None:
    names = [f"option:{at}" for at in range(50)]

    assert len({OF_SUMS.drawn(7, name) for name in names}) > 40


@pytest.mark.parametrize("noise", [OF_COUNTS, Noise(steps=8), OF_SUMS])
def test_it_is_spread_as_it_says(noise: Noise) -> None:
    found = draws(noise)
    mean, variance = sum(found) / DRAWS, sum(draw**2 for draw in found) / DRAWS

    assert abs(mean) < 4 * (noise.variance / DRAWS) ** 0.5
    assert abs(variance / noise.variance - 1) < 0.06
    assert sum(abs(draw) <= noise.margin for draw in found) / DRAWS == pytest.approx(0.95, abs=0.02)


def test_each_step_out_is_half_as_likely_for_counts() -> None:
    """One draw of three changes nothing; the others are as often up as down."""
    sizes = Counter(draws(OF_COUNTS))

    assert sizes[0] / DRAWS == pytest.approx(1 / 3, abs=0.015)
    for size in (1, 2, 3):
        for draw in (size, -size):
            assert sizes[draw] / DRAWS == pytest.approx(2**-size / 3, abs=0.01)


def test_variances_are_those_that_people_are_told() -> None:
    assert (OF_COUNTS.variance, OF_COUNTS.margin) == (4, 4)
    assert (OF_SUMS.variance, OF_SUMS.margin) == (204160, 904)
