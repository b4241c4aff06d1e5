"""Somebody who has everything that was ever told, knows whom it was about, and can calculate.

Two ways are open: to find a combination of exact figures that is about a few companies only, and to
estimate one company's score from all figures together, those with noise too.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.assessments.cohorts.population import Result

Matrix = NDArray[np.float64]
LARGEST = 20.0
"""The largest coefficient that the attacker tries."""


def matrix_of(sets: Sequence[frozenset[Result]], results: Sequence[Result]) -> Matrix:
    """Return a row for each set, a column for each result: 1 where the set holds it."""
    return np.array([[float(r in s) for r in results] for s in sets])


def fewest(sets: Sequence[frozenset[Result]]) -> int:
    """Return the fewest results that any combination of the sets' sums is about.

    Solved as an integer programme, once for each result that could be among them: whether a result
    has a weight in the combination is a binary variable, and their number is to be least.
    """
    results = sorted(frozenset[Result]().union(*sets))
    rows = matrix_of(sets, results)
    _, firsts = np.unique(rows, axis=1, return_index=True)
    return min(_fewest_with(rows, int(at)) for at in firsts)


def _fewest_with(rows: Matrix, at: int) -> int:
    sets, results = rows.shape
    cost = np.concatenate([np.zeros(sets), np.ones(results)])
    chosen = np.eye(results) * LARGEST
    weights = LinearConstraint(np.hstack([rows.T, -chosen]), -np.inf, 0)
    negative = LinearConstraint(np.hstack([-rows.T, -chosen]), -np.inf, 0)
    among = LinearConstraint(np.concatenate([rows[:, at], np.zeros(results)])[None, :], 1, 1)
    solved = milp(
        cost,
        constraints=[weights, negative, among],
        integrality=cost.astype(np.int64),
        bounds=Bounds(
            np.concatenate([np.full(sets, -LARGEST), np.zeros(results)]),
            np.concatenate([np.full(sets, LARGEST), np.ones(results)]),
        ),
    )
    return results + 1 if solved.x is None else round(float(solved.fun))


def uncertainty(
    sets: Iterable[tuple[frozenset[Result], float]], spread: float, known: frozenset[Result]
) -> float:
    """Return the least standard deviation that is left of any one unknown result's score.

    Args:
        sets: Each with the standard deviation of what was told of its sum; 0 for exact ones.
        spread: The standard deviation of a score for somebody who was told nothing.
        known: The results whose scores the attacker knows.
    """
    told = list(sets)
    results = sorted(frozenset[Result]().union(*(s for s, _ in told)) - known)
    rows = matrix_of([s for s, _ in told], results)
    weights = np.array([1 / max(deviation, 0.01) ** 2 for _, deviation in told])
    information = rows.T @ (rows * weights[:, None]) + np.eye(len(results)) / spread**2
    return float(np.sqrt(np.diag(np.linalg.inv(information)).min()))
