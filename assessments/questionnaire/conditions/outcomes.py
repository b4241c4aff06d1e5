"""Sets of outcomes, and how ``all``, ``any`` and ``not`` combine them.

A condition is true, false, or absent (it compares something that is not there and never will be).
A don't know could have been anything, so a condition yields the set of outcomes over every way
in which the don't-knows could be resolved, leaf by leaf. A set is an integer of four bits; ``OPEN``
says that something unanswered had a part in it. Read as Kleene logic, a set of one true is true, a
set of one false is false, and every other set is unknown.
"""

from collections.abc import Iterable
from typing import Final

TRUE: Final = 1
FALSE: Final = 2
ABSENT: Final = 4
OPEN: Final = 8

EITHER: Final = TRUE | FALSE
ANYTHING: Final = TRUE | FALSE | ABSENT
SETS: Final = 16


def _members(outcome: int) -> list[int]:
    return [bit for bit in (TRUE, FALSE, ABSENT) if outcome & bit]


def _simplest(outcome: int) -> int:
    """Drop the mark of openness where it makes no difference."""
    return outcome & ANYTHING if outcome & ANYTHING in {TRUE, FALSE, ABSENT} else outcome


def _combine(dominant: int, neutral: int) -> tuple[tuple[int, ...], ...]:
    def pair(one: int, other: int) -> int:
        if dominant in {one, other}:
            return dominant
        return other if one == neutral else one if other == neutral else ABSENT

    return tuple(
        tuple(
            _simplest((a | b) & OPEN | _union(pair(x, y) for x in _members(a) for y in _members(b)))
            for b in range(SETS)
        )
        for a in range(SETS)
    )


def _union(outcomes: Iterable[int]) -> int:
    result = 0
    for outcome in outcomes:
        result |= outcome
    return result


ALL: Final = _combine(dominant=FALSE, neutral=TRUE)
"""``ALL[a][b]``: the set for "both", false winning over absent, absent over true."""

ANY: Final = _combine(dominant=TRUE, neutral=FALSE)
"""``ANY[a][b]``: the set for "at least one", true winning over absent, absent over false."""

NOT: Final = tuple(
    (s & (ABSENT | OPEN)) | (FALSE if s & TRUE else 0) | (TRUE if s & FALSE else 0)
    for s in range(SETS)
)
"""``NOT[a]``: true and false change places, absent stays."""
