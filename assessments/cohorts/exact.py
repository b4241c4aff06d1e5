"""The exact cell of a cohort, from the cells that count it and the numbers of all measures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from assessments.cohorts.disclosure.protecting import ExactCell, ExactScores
from assessments.cohorts.measures import FULL_SCORE, LEVELS

OF_SCORES: Final = ("score", "bin", "level")
"""The kinds of measures that scores are told by; all others are counts."""

_KEYS: Final = 2**64


@dataclass(frozen=True, slots=True)
class Summed:
    """What some cells hold together: contributors, the XOR of their keys, counts by number."""

    contributors: int
    record_keys: int
    counts: Sequence[int]


def summed(cells: Iterable[Summed]) -> Summed:
    """Return cells that share no company as one."""
    contributors, record_keys, counts = 0, 0, list[int]()
    for cell in cells:
        contributors += cell.contributors
        record_keys ^= cell.record_keys
        counts = [a + b for a, b in zip_longest(counts, cell.counts, fillvalue=0)]
    return Summed(contributors, record_keys, counts)


def exact_cell(cell: Summed, numbers: Mapping[str, int]) -> ExactCell:
    """Return what is counted of a cohort by every measure there is.

    Args:
        cell: What it holds.
        numbers: The number of each measure, from 1, by key.
    """

    def count(key: str) -> int:
        number = numbers.get(key, 0)
        return cell.counts[number - 1] if 0 < number <= len(cell.counts) else 0

    return ExactCell(
        companies=cell.contributors,
        key=cell.record_keys % _KEYS,
        scores={
            of: ExactScores(
                sum_tenths=count(f"score:{of}"),
                histogram=[count(f"bin:{of}:{points}") for points in range(FULL_SCORE + 1)],
                levels=[count(f"level:{of}:{level}") for level in LEVELS],
            )
            for of in _scored(numbers)
        },
        counts={key: count(key) for key in numbers if kind_of(key) not in OF_SCORES},
    )


def kind_of(key: str) -> str:
    """Return what kind of measure a key names."""
    return key.split(":", 1)[0]


def _scored(numbers: Mapping[str, int]) -> Iterator[str]:
    for key in numbers:
        kind, _, of = key.partition(":")
        if kind == "score":
            yield of
