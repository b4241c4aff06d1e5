"""Which sets of companies can be told of exactly, beside all that were told of before.

What was told of exactly cuts the counted results into parts: two results are in the same part when
every set so far holds both or neither. Results of one part can be exchanged for each other without
changing anything that was told, so nothing can be found out about fewer than a whole part, by any
arithmetic. A set may be added when it leaves every part that it cuts with enough companies on both
sides. Results that no set has held yet are in no part; of those only as many as the set holds are
told of. Those that are gone stay in their part as ghosts, for figures with them have been told.

The idea is that of partition refinement (Paige and Tarjan, 1987), for the condition that Samarati
and Sweeney, 1998, call k-anonymity.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.cohorts.cohort import Cohort, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Results that are alike in where they are counted: of one `part`, or of none yet."""

    part: int | None
    place: Place
    companies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Everything that is counted, in parts, after all that was told of exactly.

    Args:
        parts: The results that are counted now.
        ghosts: How many of each part have been counted once and are no more.
        following: The number of the next part.
    """

    parts: Sequence[Part]
    ghosts: Mapping[int, int]
    following: int


def refine(partition: Partition, cohort: Cohort, minimum: int) -> Partition | None:
    """Return the parts once a set is told of exactly; None where that would tell of too few.

    Args:
        partition: The parts so far.
        cohort: The set.
        minimum: The fewest companies that may be told apart from others.
    """
    held, left = Counter[int | None](), Counter[int | None](partition.ghosts)
    for part in partition.parts:
        (held if cohort.holds(part.place) else left)[part.part] += part.companies
    del left[None]
    if not held or min(held.values()) < minimum:
        return None
    cut = [number for number in held if number is None or left[number]]
    if any(left[number] < minimum for number in cut if number is not None):
        return None
    new = {number: partition.following + at for at, number in enumerate(cut)}
    return replace(
        partition,
        parts=[
            replace(part, part=new[part.part])
            if part.part in new and cohort.holds(part.place)
            else part
            for part in partition.parts
        ],
        following=partition.following + len(cut),
    )
