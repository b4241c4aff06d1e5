"""Counting the cells of one period from all contributions, many at a time.

Contributions are counted where everything is known of them; the cells above are sums of these. An
array of integers comes from PostgreSQL as five numbers, and then the length and value of each.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assessments.cohorts.cells import ALL, CellKey
from assessments.storage.cell_counting import CellRow, Packed

Numbers = NDArray[np.int64]

_HEADER_BYTES: Final = 20
_BIG_ENDIAN: Final = ">i4"
_BYTES_EACH: Final = 8


class Leaf(NamedTuple):
    """Whom contributions are counted with at first: those with all of this alike."""

    cluster: str
    region: str | None
    size_band: str | None
    sector: str | None


class Count:
    """What has been counted of one period so far; `width` is the highest number of a measure."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._places: dict[Leaf, int] = {}
        self._contributors: Numbers = np.zeros(0, np.int64)
        self._record_keys: Numbers = np.zeros(0, np.int64)
        self._counts: Numbers = np.zeros((0, width), np.int64)

    def add(self, contributions: Sequence[Packed]) -> None:
        """Count some more, once with all and once with each cluster."""
        rows, places = self._placed(contributions)
        keys = np.array([one.record_key for one in contributions], np.int64)
        self._make_room()
        np.add.at(self._contributors, places, 1)
        np.bitwise_xor.at(self._record_keys, places, keys[rows])
        measures, lengths = unpacked([one.measures for one in contributions])
        weights = _weights(lengths, [one.amounts for one in contributions])
        picked = ranges(starts(lengths)[rows], lengths[rows])
        cells = np.repeat(places, lengths[rows]) * self._width + measures[picked] - 1
        np.add.at(self._counts.reshape(-1), cells, weights[picked])

    def cells(self, questionnaire: str, period: str) -> Iterator[CellRow]:
        """Yield every cell that counts anybody."""
        above: dict[CellKey, list[int]] = {}
        for leaf, place in self._places.items():
            for where in product(*((ALL,) if s is None else (ALL, s) for s in leaf[1:])):
                key = CellKey(questionnaire, period, leaf.cluster, *where)
                above.setdefault(key, []).append(place)
        for key, places in above.items():
            counts: list[int] = np.trim_zeros(self._counts[places].sum(axis=0), "b").tolist()
            keys = int(np.bitwise_xor.reduce(self._record_keys[places]))
            yield key, int(self._contributors[places].sum()), keys, counts

    def _placed(self, contributions: Sequence[Packed]) -> tuple[Numbers, Numbers]:
        """Return which contributions are counted where, a new place for each new leaf."""
        rows: list[int] = []
        places: list[int] = []
        for row, one in enumerate(contributions):
            for cluster in (ALL, *one.clusters):
                leaf = Leaf(cluster, one.region, one.size_band, one.sector)
                rows.append(row)
                places.append(self._places.setdefault(leaf, len(self._places)))
        return np.array(rows, np.int64), np.array(places, np.int64)

    def _make_room(self) -> None:
        """Have a row for each place, and as many again where there are too few."""
        missing = len(self._places) - len(self._contributors)
        if missing > 0:
            more = max(missing, len(self._contributors))
            self._contributors = np.pad(self._contributors, (0, more))
            self._record_keys = np.pad(self._record_keys, (0, more))
            self._counts = np.pad(self._counts, ((0, more), (0, 0)))


def unpacked(arrays: Sequence[bytes]) -> tuple[Numbers, Numbers]:
    """Return the numbers in some arrays one after another, and how many each array has."""
    numbers = b"".join(array[_HEADER_BYTES:] for array in arrays)
    values = np.frombuffer(numbers, _BIG_ENDIAN)[1::2].astype(np.int64)
    lengths = [max(0, len(array) - _HEADER_BYTES) // _BYTES_EACH for array in arrays]
    return values, np.array(lengths, np.int64)


def starts(lengths: Numbers) -> Numbers:
    """Return where each of some arrays begins that stand one after another."""
    begins: Numbers = np.cumsum(lengths) - lengths
    return begins


def ranges(begins: Numbers, lengths: Numbers) -> Numbers:
    """Return the numbers from each begin on, as many as its length, one range after another."""
    within = np.arange(int(lengths.sum()), dtype=np.int64) - np.repeat(starts(lengths), lengths)
    found: Numbers = np.repeat(begins, lengths) + within
    return found


def _weights(lengths: Numbers, amounts: Sequence[bytes]) -> Numbers:
    """Return what each measure adds: its amount where it has one, else 1."""
    weights: Numbers = np.ones(int(lengths.sum()), np.int64)
    values, of_each = unpacked(amounts)
    weights[ranges(starts(lengths), of_each)] = values
    return weights


def width_of(numbers: Mapping[str, int]) -> int:
    """Return how many places counts need."""
    return max(numbers.values(), default=0)
