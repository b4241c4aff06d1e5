"""What the cells should hold, counted the long way from a list of everything that happened.

Nothing of the program is used here but the names that cells go by.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

NORWAY: Final = ZoneInfo("Europe/Oslo")

Key = tuple[str, ...]
"""Questionnaire, period, cluster, region, size band, sector."""
Numbers = tuple[int, int, dict[int, int]]
"""Contributors, the XOR of their record keys, and what is not 0 by number of measure."""


@dataclass(kw_only=True)
class Result:
    """A submitted result of a company, by its number."""

    name: object
    company: str
    at: datetime
    agrees: bool
    questionnaire: str
    region: str | None
    size_band: str | None
    sector: str | None
    amounts: dict[int, int]
    counted: set[int]
    record_key: int

    @property
    def quarter(self) -> str:
        local = self.at.astimezone(NORWAY)
        return f"{local.year}-Q{1 + (local.month - 1) // 3}"


@dataclass
class World:
    """Everything there is."""

    results: list[Result] = field(default_factory=list[Result])
    groups: dict[str, str] = field(default_factory=dict[str, str])
    members: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Clusters, each with the number of a company on its list."""

    def cells(self) -> dict[Key, Numbers]:
        """Return every cell in which anybody is counted."""
        found: dict[Key, list[Result]] = {}
        for key, result in self.counted():
            found.setdefault(key, []).append(result)
        return {key: _numbers(results) for key, results in found.items()}

    def counted(self) -> Iterator[tuple[Key, Result]]:
        """Yield each cell with each result that is counted in it."""
        for contributor in {self.contributor(r.company) for r in self.results}:
            mine = [r for r in self.results if self.contributor(r.company) == contributor]
            yield from self._places(contributor, [r for r in mine if r.agrees])

    def forget(self, company: str) -> None:
        """Take a company off all lists; the group that it is the parent of goes by another."""
        self.members = {member for member in self.members if member[1] != company}
        self.groups.pop(company, None)
        others = sorted(one for one, group in self.groups.items() if group == company)
        self.groups.update(dict.fromkeys(others, next(iter(others), "")))

    def contributor(self, company: str) -> str:
        return self.groups.get(company, company)

    def _clusters(self, contributor: str) -> list[str]:
        return sorted({c for c, number in self.members if self.contributor(number) == contributor})

    def _places(self, contributor: str, mine: list[Result]) -> Iterator[tuple[Key, Result]]:
        periods = {p for r in mine for p in (r.quarter, r.quarter[:4], "all")}
        slugs = {r.questionnaire for r in mine}
        for slug, period in product(slugs, periods):
            within = [
                r
                for r in mine
                if r.questionnaire == slug and (period == "all" or r.quarter.startswith(period))
            ]
            if within:
                latest = max(within, key=lambda r: (r.at, str(r.name)))
                dims = [
                    {"all", d} - {None} for d in (latest.region, latest.size_band, latest.sector)
                ]
                for cluster in ("all", *self._clusters(contributor)):
                    for region, size_band, sector in product(*dims):
                        yield (
                            (slug, period, cluster, str(region), str(size_band), str(sector)),
                            latest,
                        )


def _numbers(results: list[Result]) -> Numbers:
    counts: Counter[int] = Counter()
    keys = 0
    for result in results:
        keys ^= result.record_key
        counts.update(result.amounts)
        counts.update(result.counted)
    return len(results), keys, {number: n for number, n in counts.items() if n}
