"""The tables that combine sets of outcomes, against every way to resolve what is not known."""

from collections.abc import Callable
from itertools import product

import pytest

from assessments.questionnaire.conditions.outcomes import (
    ABSENT,
    ALL,
    ANY,
    ANYTHING,
    EITHER,
    FALSE,
    NOT,
    OPEN,
    SETS,
    TRUE,
)

ORDER = (FALSE, ABSENT, TRUE)
"""Kleene's order: "both" is the least, "at least one" is the greatest."""


def _members(outcome: int) -> list[int]:
    return [bit for bit in ORDER if outcome & bit]


def _resolved(
    one: int, other: int, pick: Callable[[tuple[int, int]], int]
) -> tuple[frozenset[int], bool]:
    """Return the members of the combined set, and whether something open had a part in it."""
    pairs = product(_members(one), _members(other))
    members = frozenset(ORDER[pick((ORDER.index(x), ORDER.index(y)))] for x, y in pairs)
    return members, bool((one | other) & OPEN) and len(members) > 1


@pytest.mark.parametrize(("table", "pick"), [(ALL, min), (ANY, max)], ids=["all", "any"])
def test_groups_combine_every_way_to_resolve_each_side(
    table: tuple[tuple[int, ...], ...], pick: Callable[[tuple[int, int]], int]
) -> None:
    for one, other in product(range(SETS), repeat=2):
        if _members(one) and _members(other):
            members, is_open = _resolved(one, other, pick)
            assert table[one][other] == sum(members) + OPEN * is_open, (one, other)


def test_not_swaps_true_and_false_and_keeps_the_rest() -> None:
    swapped = {TRUE: FALSE, FALSE: TRUE, ABSENT: ABSENT}
    for outcome in range(SETS):
        members = sum(swapped[member] for member in _members(outcome))
        assert NOT[outcome] == members + (outcome & OPEN)


def test_what_the_words_mean() -> None:
    assert _members(EITHER) == [FALSE, TRUE]
    assert _members(ANYTHING) == [FALSE, ABSENT, TRUE]
    assert ALL[EITHER | OPEN][FALSE] == FALSE
    assert ANY[EITHER | OPEN][TRUE] == TRUE
    assert ALL[EITHER | OPEN][ABSENT] == FALSE | ABSENT | OPEN
