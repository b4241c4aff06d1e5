"""Comparing the cells of a period with a count of all contributions, as of one moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assessments.cohorts.cells import CellKey, periods_of
from assessments.services.cells.counting import Count
from assessments.storage.cell_counting import (
    counted_quarters,
    live_cells,
    live_periods,
    standing_in,
)
from assessments.storage.cells import Difference
from assessments.storage.database import Database
from assessments.storage.packing import Numbers, added

Period = tuple[str, str]
"""A questionnaire and a period."""

_NO_COUNTS: Numbers = np.zeros(0, np.int64)
_NOBODY = Difference(0, 0, _NO_COUNTS, 0)


@dataclass(frozen=True, slots=True)
class OtherCell:
    """A cell with other numbers than come out anew, and what makes it what comes out."""

    key: CellKey
    contributors: int
    contributors_anew: int
    difference: Difference

    @property
    def counts(self) -> int:
        """Of how many measures the counts are others."""
        return int(np.count_nonzero(self.difference.counts))


async def periods_in(database: Database) -> Sequence[Period]:
    """Return every questionnaire and period in which something is counted, or was, in order."""
    quarters = await counted_quarters(database)
    counted = {(slug, period) for slug, quarter in quarters for period in periods_of(quarter)}
    return sorted(counted | await live_periods(database))


async def other_cells(database: Database, of: Period) -> Sequence[OtherCell]:
    """Return the cells of a period that differ, in order, in a transaction that looks at once."""
    count = Count()
    async for some in standing_in(database, *of):
        count.add(*of, some)
    live = await live_cells(database, *of)
    return list(_others(live, dict(count.cells())))


def _others(
    live: Mapping[CellKey, tuple[int, int, Numbers]], anew: Mapping[CellKey, Difference]
) -> Iterator[OtherCell]:
    for key in sorted(live.keys() | anew.keys()):
        contributors, record_keys, counts = live.get(key, (0, 0, _NO_COUNTS))
        now = anew.get(key, _NOBODY)
        more = now.contributors - contributors
        by = Difference(
            contributors=more,
            record_keys=now.record_keys ^ record_keys,
            counts=added(now.counts, -counts),
            changes=max(1, abs(more)) if key.is_whole else 0,
        )
        if by.contributors or by.record_keys or by.counts.any():
            yield OtherCell(key, contributors, now.contributors, by)
