"""Which cells a contributor counts in, and what a change of its contributions does to them.

A contributor is a company, or the group that it belongs to. It contributes its latest result of a
quarter, and in longer periods the latest of these. All here is exact, and shown to nobody as it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

ALL: Final = "all"
"""What stands for every period, cluster, region, size band or sector."""

_YEAR: Final = 4
_DIMENSIONS: Final = 3


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

    def is_version_of(self, other: "Contribution | None") -> bool:
        """Tell whether both are the same result, for whomever and in whichever cluster."""
        if other is None:
            return False
        return self == replace(other, contributor=self.contributor, clusters=self.clusters)


class Leaf(NamedTuple):
    """Where a contribution is counted first: those with all of this alike, None where not stated.

    The cells in which it counts are those of the leaf, and all above.
    """

    questionnaire: str
    period: str
    cluster: str
    region: str | None
    size_band: str | None
    sector: str | None

    @property
    def whole(self) -> CellKey:
        """The cell that is narrowed by period and cluster alone."""
        return CellKey(self.questionnaire, self.period, self.cluster, ALL, ALL, ALL)

    def cells(self) -> Iterator[CellKey]:
        """Yield the cells in which the leaf counts."""
        region, size_band, sector = (
            (ALL,) if stated is None else (ALL, stated) for stated in self[_DIMENSIONS:]
        )
        for where in product(region, size_band, sector):
            yield CellKey(self.questionnaire, self.period, self.cluster, *where)


class Move(NamedTuple):
    """A contribution that comes into a leaf, with the sign 1, or goes from it, with -1."""

    leaf: Leaf
    contribution: Contribution
    sign: int


def periods_of(quarter: str) -> tuple[str, str, str]:
    """Return the periods that a quarter such as ``2026-Q3`` is in: itself, its year, and all."""
    return quarter, quarter[:_YEAR], ALL


def moves_between(
    before: Iterable[Contribution], after: Iterable[Contribution]
) -> Iterator[Sequence[Move]]:
    """Yield, for each contributor, what takes it from one state to another; nothing twice."""
    old, new = _by_contributor(before), _by_contributor(after)
    for contributor in old.keys() | new.keys():
        was, now = _standing(old.get(contributor, ())), _standing(new.get(contributor, ()))
        moves = [move for place in was.keys() | now.keys() for move in _moves(place, was, now)]
        if moves:
            yield moves


Standing = Mapping[tuple[str, str], Contribution]
"""What stands for a contributor, by questionnaire and period."""


def _standing(contributions: Iterable[Contribution]) -> Standing:
    latest: dict[tuple[str, str], Contribution] = {}
    for contribution in sorted(contributions, key=attrgetter("quarter")):
        for period in periods_of(contribution.quarter):
            latest[contribution.questionnaire, period] = contribution
    return latest


def _moves(place: tuple[str, str], was: Standing, now: Standing) -> Iterator[Move]:
    old, new = was.get(place), now.get(place)
    left, come = _clusters(old), _clusters(new)
    if old is not None and old.is_version_of(new):
        left, come = left - come, come - left
    if old is not None:
        yield from (Move(_leaf(place, cluster, old), old, -1) for cluster in sorted(left))
    if new is not None:
        yield from (Move(_leaf(place, cluster, new), new, 1) for cluster in sorted(come))


def _clusters(contribution: Contribution | None) -> frozenset[str]:
    return frozenset() if contribution is None else frozenset({ALL, *contribution.clusters})


def _leaf(place: tuple[str, str], cluster: str, of: Contribution) -> Leaf:
    return Leaf(*place, cluster, of.region, of.size_band, of.sector)


def _by_contributor(contributions: Iterable[Contribution]) -> dict[str, Sequence[Contribution]]:
    ordered = sorted(contributions, key=attrgetter("contributor"))
    return {name: list(group) for name, group in groupby(ordered, attrgetter("contributor"))}
