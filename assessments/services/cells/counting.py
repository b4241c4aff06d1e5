"""Counting cells from contributions, many at a time.

Contributions are counted where everything is known of them, in leaves; the cells above are sums of
these.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from assessments.cohorts.cells import ALL, CellKey, Contribution, Leaf, Move
from assessments.storage.cell_counting import Packed
from assessments.storage.cells import Difference
from assessments.storage.packing import Numbers, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What some contributions count under, one after another.

    Attributes:
        lengths: How many measures each has.
        measures: Their numbers.
        weights: What each of them adds.
    """

    lengths: Numbers
    measures: Numbers
    weights: Numbers


class Count:
    """What has been counted so far, by leaf."""

    def __init__(self) -> None:
        self._places: dict[Leaf, int] = {}
        self._contributors: Numbers = np.zeros(0, np.int64)
        self._record_keys: Numbers = np.zeros(0, np.int64)
        self._counts: Numbers = np.zeros((0, 0), np.int64)

    def add(self, questionnaire: str, period: str, contributions: Sequence[Packed]) -> None:
        """Count some that stand in a period, once with all and once with each cluster."""
        rows: list[int] = []
        places: list[int] = []
        for row, one in enumerate(contributions):
            for cluster in (ALL, *one.clusters):
                where = (one.region, one.size_band, one.sector)
                rows.append(row)
                places.append(self._place(Leaf(questionnaire, period, cluster, *where)))
        keys = np.array([one.record_key for one in contributions], np.int64)
        measures, lengths = unpacked([one.measures for one in contributions])
        amounts, of_each = unpacked([one.amounts for one in contributions])
        self._count(
            _array(places),
            _array(rows),
            np.ones(len(rows), np.int64),
            keys,
            _weighed(lengths, measures, of_each, amounts),
        )

    def move(self, moves: Sequence[Move]) -> None:
        """Count contributions that come, and take out those that go."""
        found: dict[int, int] = {}
        contributions: list[Contribution] = []
        rows: list[int] = []
        for move in moves:
            row = found.setdefault(id(move.contribution), len(contributions))
            if row == len(contributions):
                contributions.append(move.contribution)
            rows.append(row)
        self._count(
            _array([self._place(move.leaf) for move in moves]),
            _array(rows),
            _array([move.sign for move in moves]),
            np.array([one.record_key for one in contributions], np.int64),
            _weighed(
                _array([len(one.measures) for one in contributions]),
                _array(chain.from_iterable(one.measures for one in contributions)),
                _array([len(one.amounts) for one in contributions]),
                _array(chain.from_iterable(one.amounts for one in contributions)),
            ),
        )

    def cells(self) -> Iterator[tuple[CellKey, Difference]]:
        """Yield what is counted in each cell, as what takes it there from nothing."""
        above: dict[CellKey, list[int]] = {}
        for leaf, place in self._places.items():
            for key in leaf.cells():
                above.setdefault(key, []).append(place)
        for key, places in above.items():
            yield (
                key,
                Difference(
                    contributors=int(self._contributors[places].sum()),
                    record_keys=int(np.bitwise_xor.reduce(self._record_keys[places])),
                    counts=self._counts[places].sum(axis=0),
                    changes=0,
                ),
            )

    def _place(self, leaf: Leaf) -> int:
        return self._places.setdefault(leaf, len(self._places))

    def _count(
        self, places: Numbers, rows: Numbers, signs: Numbers, keys: Numbers, weighed: Weighed
    ) -> None:
        """Count, at each of some places, the contribution of a row with a sign."""
        self._make_room(int(weighed.measures.max(initial=0)))
        np.add.at(self._contributors, places, signs)
        np.bitwise_xor.at(self._record_keys, places, keys[rows])
        lengths = weighed.lengths[rows]
        picked = ranges(starts(weighed.lengths)[rows], lengths)
        cells = np.repeat(places, lengths) * self._counts.shape[1] + weighed.measures[picked] - 1
        by = np.repeat(signs, lengths) * weighed.weights[picked]
        np.add.at(self._counts.reshape(-1), cells, by)

    def _make_room(self, width: int) -> None:
        """Have a row for each place, as many again where there are too few, of at least a width."""
        wider = max(0, width - self._counts.shape[1])
        missing = len(self._places) - len(self._contributors)
        more = max(missing, len(self._contributors)) if missing > 0 else 0
        if wider or more:
            self._contributors = np.pad(self._contributors, (0, more))
            self._record_keys = np.pad(self._record_keys, (0, more))
            self._counts = np.pad(self._counts, ((0, more), (0, wider)))


def starts(lengths: Numbers) -> Numbers:
    """Return where each of some arrays begins that stand one after another."""
    begins: Numbers = np.cumsum(lengths) - lengths
    return begins


def ranges(begins: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers from each begin on, as many as its length, one range after another."""
    within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(starts(lengths), lengths)
    found: Numbers = np.repeat(begins, lengths) + within
    return found


def _array(numbers: Iterable[int]) -> Numbers:
    return np.fromiter(numbers, np.int64)


def _weighed(lengths: Numbers, measures: Numbers, of_each: Numbers, amounts: Numbers) -> Weighed:
    """Return what each measure adds: its amount where it has one, else 1."""
    weights: Numbers = np.ones(int(lengths.sum()), np.int64)
    weights[ranges(starts(lengths), of_each)] = amounts
    return Weighed(lengths=lengths, measures=measures, weights=weights)
