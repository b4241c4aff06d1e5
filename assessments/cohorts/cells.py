"""Which cells a contributor counts in, and what a change of its contributions does to them.

A contributor is a company, or the group that it belongs to. It contributes its latest result of a
quarter, and in longer periods the latest of these. All here is exact, and shown to nobody as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, product
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

ALL: Final = "all"
"""What stands for every period, cluster, region, size band or sector."""

_YEAR: Final = 4


class CellKey(NamedTuple):
    """Whom a cell counts: those with all of this, where it does not say ``ALL``.

    What a company did not state counts under ``ALL`` alone.
    """

    questionnaire: str
    period: str
    cluster: str
    region: str
    size_band: str
    sector: str

    @property
    def is_whole(self) -> bool:
        """Whether it is narrowed by its period and cluster alone."""
        return (self.region, self.size_band, self.sector) == (ALL, ALL, ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A result that counts for a contributor in a quarter.

    `measures` are numbers of measures; the first of them have `amounts`, and the others count once.
    `record_key` is 64 bits of chance, the same for as long as there is the result.
    """

    result_id: UUID
    contributor: str
    questionnaire: str
    quarter: str
    region: str | None
    size_band: str | None
    sector: str | None
    clusters: tuple[str, ...]
    measures: tuple[int, ...]
    amounts: tuple[int, ...]
    record_key: int

    def counts(self) -> Iterator[tuple[int, int]]:
        """Yield each measure and what is counted under it."""
        yield from zip(self.measures, self.amounts, strict=False)
        yield from ((measure, 1) for measure in self.measures[len(self.amounts) :])

    def is_version_of(self, other: "Contribution | None") -> bool:
        """Tell whether both are the same result, for whomever and in whichever cluster."""
        if other is None:
            return False
        return self == replace(other, contributor=self.contributor, clusters=self.clusters)


@dataclass(slots=True)
class Difference:
    """What is to be done to a cell: added to its numbers, and to its record keys by XOR.

    `changes` are the contributors that came, went or are counted by another result than before, in
    whole cells: whatever changes is in one of these.
    """

    contributors: int = 0
    record_keys: int = 0
    changes: int = 0
    counts: dict[int, int] = field(default_factory=dict[int, int])

    def count(self, contribution: Contribution, sign: int) -> None:
        """Put a contribution in, or with the sign -1 take it out."""
        self.contributors += sign
        self.record_keys ^= contribution.record_key
        for measure, amount in contribution.counts():
            self.counts[measure] = self.counts.get(measure, 0) + sign * amount


def periods_of(quarter: str) -> tuple[str, str, str]:
    """Return the periods that a quarter such as ``2026-Q3`` is in: itself, its year, and all."""
    return quarter, quarter[:_YEAR], ALL


def standing(contributions: Iterable[Contribution]) -> Mapping[CellKey, Contribution]:
    """Return what stands for one contributor in each cell that it counts in."""
    latest: dict[tuple[str, str], Contribution] = {}
    for contribution in sorted(contributions, key=attrgetter("quarter")):
        for period in periods_of(contribution.quarter):
            latest[contribution.questionnaire, period] = contribution
    return {
        CellKey(questionnaire, period, *where): contribution
        for (questionnaire, period), contribution in latest.items()
        for where in product(
            (ALL, *contribution.clusters),
            _either(contribution.region),
            _either(contribution.size_band),
            _either(contribution.sector),
        )
    }


def _either(stated: str | None) -> tuple[str, ...]:
    return (ALL,) if stated is None else (ALL, stated)


def differences(
    before: Iterable[Contribution], after: Iterable[Contribution]
) -> dict[CellKey, Difference]:
    """Return what takes cells from one state of some contributors to another."""
    found: dict[CellKey, Difference] = {}
    old, new = _by_contributor(before), _by_contributor(after)
    for contributor in old.keys() | new.keys():
        was, now = standing(old.get(contributor, ())), standing(new.get(contributor, ()))
        for key in was.keys() | now.keys():
            _note(found, key, was.get(key), now.get(key))
    return found


def _note(
    found: dict[CellKey, Difference],
    key: CellKey,
    was: Contribution | None,
    now: Contribution | None,
) -> None:
    if was is not None and was.is_version_of(now):
        return
    difference = found.setdefault(key, Difference())
    difference.changes += key.is_whole
    if was is not None:
        difference.count(was, -1)
    if now is not None:
        difference.count(now, 1)


def _by_contributor(contributions: Iterable[Contribution]) -> dict[str, Sequence[Contribution]]:
    ordered = sorted(contributions, key=attrgetter("contributor"))
    return {name: list(group) for name, group in groupby(ordered, attrgetter("contributor"))}
