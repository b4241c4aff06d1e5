"""Figures are replaced when enough companies have come, gone or changed."""

import pytest

from assessments.cohorts.disclosure.steps import Change, Step, next_step
from assessments.cohorts.disclosure.threshold import LEAST_K, Threshold


def step(companies: int, told: int | None, came: int, *, is_shown: bool = True) -> Step:
    change = Change(companies=companies, told=told, came=came, is_shown=is_shown)
    return next_step(change, Threshold())


@pytest.mark.parametrize(
    ("companies", "told", "came", "expected"),
    [
        (9, None, 9, Step.REPLACE),
        (8, None, 8, Step.WITHHOLD),
        (20, 20, 0, Step.KEEP),
        (28, 20, 8, Step.KEEP),
        (29, 20, 9, Step.REPLACE),
        (20, 20, 9, Step.REPLACE),
        (12, 20, 0, Step.KEEP),
        (11, 20, 0, Step.REPLACE),
        (16, 20, 4, Step.KEEP),
        (15, 20, 4, Step.REPLACE),
        (8, 20, 0, Step.WITHHOLD),
    ],
)
def test_a_step_is_as_many_as_a_figure(
    companies: int, told: int | None, came: int, expected: Step
) -> None:
    assert step(companies, told, came) is expected


def test_a_company_that_answers_anew_counts_once() -> None:
    """It has come and gone at once: four of them are four, not eight."""
    assert Change(companies=20, told=20, came=4, is_shown=True).different == 4


def test_what_is_withheld_comes_back_in_a_step_too() -> None:
    assert step(9, 9, 1, is_shown=False) is Step.WITHHOLD
    assert step(18, 9, 9, is_shown=False) is Step.REPLACE


def test_the_threshold_can_only_be_raised() -> None:
    assert (Threshold().k, Threshold().minimum) == (5, 9)
    assert (Threshold(6).minimum, Threshold(6).for_median, Threshold(6).for_quartiles) == (
        11,
        13,
        25,
    )
    with pytest.raises(ValueError, match="at least 5"):
        Threshold(LEAST_K - 1)
