"""A database of which figures are told, and beside it the long way what may be told of whom."""

import json
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final

from assessments.cohorts.cells import CellKey
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.cohorts.measures import bin_of
from assessments.services.cells.releasing import Released, release
from tests.assessments.services.cells.holding import release_held
from tests.assessments.services.cells.living import Living
from tests.assessments.services.cells.naive import Result

QUESTIONNAIRE: Final = "health-export"
WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)
OF_LEVELS: Final = (20, 40, 60, 80)
PARTS: Final = {"ostlandet": {"03", "32"}, "vestlandet": {"11", "46"}}
BANDS: Final = {"under_50": {"micro", "small"}, "from_50": {"medium", "large"}}

_FIGURES: Final = "SELECT to_jsonb(f)::text AS row FROM cohort_figures f"
_ATOMS: Final = """
    SELECT result_id, atom FROM contributions WHERE questionnaire_slug = 'health-export'
"""


def numbers(count: int) -> tuple[str, ...]:
    """Return organisation numbers that are valid."""
    found: list[str] = []
    digits = 90000000
    while len(found) < count:
        digits += 1
        rest = sum(int(d) * w for d, w in zip(str(digits), WEIGHTS, strict=True)) % 11
        if rest != 1:
            found.append(f"{digits}{-rest % 11}")
    return tuple(found)


NUMBERS: Final = numbers(60)

Names = frozenset[object]
"""Ids of results."""
Figures = dict[CellKey, dict[str, Any]]
"""Rows of figures, by key."""


@dataclass
class Releasing(Living):
    """What happens, and what was told of whom."""

    companies: tuple[str, ...] = NUMBERS
    measures: dict[str, int] = field(default_factory=dict[str, int])
    told: dict[tuple[CellKey, int], Names] = field(default_factory=dict[tuple[CellKey, int], Names])
    exact: list[Names] = field(default_factory=list[Names])
    seen: Counter[str] = field(default_factory=Counter[str])

    async def empty(self) -> None:
        await self.database.run("TRUNCATE cohort_releases, cohort_figures")
        await super().empty()
        rows = await self.database.rows("SELECT key, id FROM measures")
        self.measures = {row["key"]: row["id"] for row in rows}

    def said(self, days: int, counted: Sequence[int]) -> tuple[dict[int, int], set[int]]:
        """Return a score, and what it is counted under."""
        tenths = (days * 37 + len(self.world.results) * 61) % 1001
        level = sum(tenths >= 10 * least for least in OF_LEVELS)
        said = {f"bin:overall:{bin_of(tenths)}", f"level:overall:{level}"}
        answered = {self.measures["dont_know:S01"]} if list(counted) else set[int]()
        amounts = {self.measures["score:overall"]: tenths}
        return amounts, {self.measures[key] for key in said} | answered

    async def many(self, first: int, count: int, days: int, dims: tuple[str | None, ...]) -> None:
        """Have several companies submit."""
        region, size_band, sector = dims
        for company in range(first, first + count):
            await self.submit(company % len(self.companies), days, (region, size_band, sector))

    async def join_many(self, first: int, count: int, cluster: int) -> None:
        for company in range(first, first + count):
            await self.join(company % len(self.companies), cluster)

    async def leave_many(self, first: int, count: int, cluster: int) -> None:
        for company in range(first, first + count):
            await self.leave(company % len(self.companies), cluster)

    async def rejoin_many(self, first: int, count: int, cluster: int) -> None:
        """Take companies off a list and put them on it again."""
        await self.leave_many(first, count, cluster)
        await self.settle()
        await self.join_many(first, count, cluster)

    async def withdraw_many(self, first: int, count: int) -> None:
        for place in range(first, first + count):
            await self.withdraw(place)

    async def release(self) -> Released | None:
        """Count all there is, and tell of it."""
        await self.settle()
        before = await self.figures()
        released = await release(self.environment, QUESTIONNAIRE)
        after = await self.figures()
        await self.check(before, after)
        return released

    async def release_while(self, name: str, *given: Any) -> None:
        """Count all there is and tell of it, while something else happens and is counted."""
        await self.settle()
        before, then = await self.figures(), deepcopy(self.world)
        async with release_held(self.environment, QUESTIONNAIRE):
            await getattr(self, name)(*given)
            await self.settle()
        now, self.world = self.world, then
        await self.check(before, await self.figures())
        self.world = now

    async def with_minimum(self, k: int) -> None:
        """Ask for more companies behind a figure from now on."""
        self.environment = replace(self.environment, threshold=Threshold(k))

    async def figures(self) -> Figures:
        rows = [json.loads(row["row"]) for row in await self.database.rows(_FIGURES)]
        return {
            CellKey(
                *(
                    row[name]
                    for name in (
                        "questionnaire_slug",
                        "period",
                        "cluster",
                        "region",
                        "size_band",
                        "sector",
                    )
                )
            ): row
            for row in rows
        }

    def held(self, key: CellKey) -> Names:
        """Return the results that a cohort holds now, found one by one."""
        wanted = (
            PARTS.get(key.region, {key.region}),
            BANDS.get(key.size_band, {key.size_band}),
            {key.sector},
        )
        found: set[object] = set()
        for (_, period, cluster, *dims), result in self.standing():
            if (period, cluster) == (key.period, key.cluster) and all(
                dim in values for dim, values in zip(dims, wanted, strict=True)
            ):
                found.add(result.name)
        return frozenset(found)

    def standing(self) -> list[tuple[tuple[str, ...], Result]]:
        """Return every cell, with each result that it counts."""
        return [c for c in self.world.counted() if c[0][0] == QUESTIONNAIRE]

    async def check(self, before: Figures, after: Figures) -> None:
        """Compare what is told with what may be told of those who are counted now."""
        minimum = self.environment.threshold.minimum
        results = {result.name: result for result in self.world.results}
        for key, row in after.items():
            now = self.held(key)
            was = before.get(key)
            if not row["is_shown"]:
                assert was is not None
                assert not was["is_shown"] or self.may_go(key, was, now, minimum)
                self.seen["withheld"] += 1
                continue
            assert row["companies"] >= minimum
            assert len(now) >= minimum
            if was is not None and was["release_id"] == row["release_id"]:
                assert was == row
                self.seen["kept"] += 1
                continue
            if was is not None:
                assert self.steps(key, was, now) >= minimum
            self.told[key, row["release_id"]] = now
            self.seen["exact" if row["is_exact"] else "noised"] += 1
            assert row["companies"] == len(now)
            if row["is_exact"]:
                self.exact.append(now)
                scores = [self.score_of(results[name]) for name in now]
                assert row["told_companies"] == len(now)
                assert row["scores"]["overall"]["sum_tenths"] == sum(scores)
        await self.check_parts()

    def may_go(self, key: CellKey, was: dict[str, Any], now: Names, minimum: int) -> bool:
        """Tell whether what was shown may be shown no more: of too few, or there was a step."""
        few = len(now) < minimum or was["companies"] < minimum
        return few or self.steps(key, was, now) >= minimum

    def steps(self, key: CellKey, was: dict[str, Any], now: Names) -> int:
        """Return by how many a cohort differs from when it was told of."""
        earlier = self.told[key, was["release_id"]]
        return max(len(now - earlier), len(earlier - now))

    def score_of(self, result: Result) -> int:
        return result.amounts[self.measures["score:overall"]]

    async def check_parts(self) -> None:
        """Compare the parts with the exact sets that hold each result, and ghosts with the gone."""
        signatures = {
            name: tuple(name in told for told in self.exact)
            for name in frozenset[object]().union(*self.exact)
        }
        rows = await self.database.rows(_ATOMS)
        atoms = {row["result_id"]: row["atom"] for row in rows}
        assert {name for name, atom in atoms.items() if atom is not None} == (
            signatures.keys() & atoms.keys()
        )
        by_atom: dict[int, set[tuple[bool, ...]]] = {}
        for name, atom in atoms.items():
            if atom is not None:
                by_atom.setdefault(atom, set()).add(signatures[name])
        assert all(len(found) == 1 for found in by_atom.values())
        assert len({next(iter(found)) for found in by_atom.values()}) == len(by_atom)
        everybody = Counter(signatures.values())
        assert all(count >= 9 for count in everybody.values())
        left = Counter(s for name, s in signatures.items() if name not in atoms)
        ghosts = await self.database.rows("SELECT id, ghosts FROM disclosure_atoms")
        found = {row["id"]: row["ghosts"] for row in ghosts}
        assert sum(found.values()) == left.total()
        for atom, (signature,) in ((a, tuple(s)) for a, s in by_atom.items()):
            assert found[atom] == left[signature]
