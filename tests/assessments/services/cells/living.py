"""A database in which companies submit, join and leave, and the same as a list beside it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from assessments.errors import NotFoundError
from assessments.services.cells.rebuilding import rebuild
from assessments.services.cells.settling import WORKER, lock_all_concerned, settle
from assessments.services.cells.verifying import Found, Unsettled, verify_cells
from assessments.services.cells.working import settle_some
from assessments.services.environment import Environment
from assessments.services.erasing import erase_assessment, erase_company
from assessments.services.principals import Administrator
from assessments.storage.cell_outbox import mark, take_marked
from assessments.storage.database import Database
from tests.assessments.services.cells.naive import Key, Numbers, Result, World

COMPANIES: Final = ("810034882", "974760673", "923609016", "889640782", "985399077", "123456785")
GROUPS: Final = ("974760673", "991825827")
CLUSTERS: Final = ("norway-health-tech", "oslo-cancer-cluster")
ADMINISTRATOR: Final = Administrator(subject="idp|administrator", name="Drift")
FIRST: Final = datetime(2025, 6, 30, 21, 30, tzinfo=UTC)
"""Half an hour before a new quarter in Norway, where it is summer."""

_ADD: Final = """
    WITH company AS (
        INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
        VALUES (gen_random_uuid(), $1, '{}', 0, $2, $2)
        ON CONFLICT (organisation_number) DO UPDATE SET updated_at = $2 RETURNING id
    ), assessment AS (
        INSERT INTO assessments (id, company_id, questionnaire_slug, questionnaire_version, status,
            revision, answers, facts, include_in_aggregates, started_at, updated_at, submitted_at)
        SELECT gen_random_uuid(), id, $3, 1, 'submitted', 1, '{}', '{}', $4, $2, $2, $2
        FROM company RETURNING id, company_id
    )
    INSERT INTO results (id, assessment_id, company_id, questionnaire_slug, questionnaire_version,
        catalogue_version, engine_version, as_of, computed_at, answers_hash, region, size_band,
        sector, include_in_aggregates, document, measures, amounts, record_key)
    SELECT gen_random_uuid(), id, company_id, $3, 1, 1, '1.0.0', $2::date, $2, 'h', $5, $6, $7, $4,
        '{}', $8, $9, $10
    FROM assessment RETURNING id, assessment_id
"""
_CELLS: Final = "SELECT * FROM cells WHERE contributors <> 0 OR record_keys <> 0 OR counts <> '{}'"
_TABLES: Final = (
    *("contributions", "cells", "cell_outbox", "memberships", "company_groups", "companies"),
    *("audit_log", "disclosure_atoms"),
)


class KilledError(Exception):
    """A worker was ended in the middle of its work."""


@dataclass
class Living:
    """What happens, in the database and beside it."""

    environment: Environment
    companies: tuple[str, ...] = COMPANIES
    world: World = field(default_factory=World)
    assessments: list[UUID] = field(default_factory=list[UUID])
    chance: Random = field(default_factory=lambda: Random(5))

    @property
    def database(self) -> Database:
        return self.environment.database

    async def empty(self) -> None:
        await self.database.run(f"TRUNCATE {', '.join(_TABLES)} CASCADE")

    async def submit(
        self,
        company: int,
        days: int,
        dims: tuple[str | None, str | None, str | None] = (None, None, None),
        counted: Sequence[int] = (3,),
        *,
        agrees: bool = True,
    ) -> None:
        region, size_band, sector = dims
        amounts, under = self.said(days, counted)
        result = Result(
            name="",
            company=self.companies[company],
            at=FIRST + timedelta(days=days, seconds=len(self.world.results)),
            agrees=agrees,
            questionnaire="health-export",
            region=region,
            size_band=size_band,
            sector=sector,
            amounts=amounts,
            counted=under,
            record_key=self.chance.getrandbits(64) - 2**63,
        )
        row = await self.database.row(
            _ADD,
            *(result.company, result.at, result.questionnaire, agrees),
            *(region, size_band, sector, [*result.amounts, *sorted(result.counted)]),
            *([*result.amounts.values()], result.record_key),
        )
        assert row is not None
        result.name = row["id"]
        self.world.results.append(result)
        self.assessments.append(row["assessment_id"])
        await mark(self.database, [result.company])

    def said(self, days: int, counted: Sequence[int]) -> tuple[dict[int, int], set[int]]:
        """Return the amounts that a result has, and what else it is counted under."""
        return {1: days % 7 * 100 + 5, 2: len(counted)}, set(counted)

    async def withdraw(self, place: int) -> None:
        """Take back the agreement to be counted."""
        if not self.world.results:
            return
        result = self.world.results[place % len(self.world.results)]
        result.agrees = False
        await self.database.run(
            "UPDATE results SET include_in_aggregates = false WHERE id = $1", result.name
        )
        await mark(self.database, [result.company])

    async def erase(self, place: int) -> None:
        if not self.world.results:
            return
        place %= len(self.world.results)
        await erase_assessment(self.environment, ADMINISTRATOR, self.assessments[place])
        del self.world.results[place], self.assessments[place]

    async def erase_company(self, company: int) -> None:
        number = self.companies[company]
        try:
            await erase_company(self.environment, ADMINISTRATOR, None, number)
        except NotFoundError:
            return
        kept = [place for place, r in enumerate(self.world.results) if r.company != number]
        self.world.results = [self.world.results[place] for place in kept]
        self.assessments = [self.assessments[place] for place in kept]
        self.world.forget(number)
        for table in ("contributions", "cell_outbox", "memberships", "company_groups"):
            assert number not in str(await self.rows(table))

    async def regroup(self, company: int, group: int | None) -> None:
        number = self.companies[company]
        left = self.world.groups.pop(number, number)
        await self.database.run("DELETE FROM company_groups WHERE organisation_number = $1", number)
        if group is not None:
            self.world.groups[number] = GROUPS[group]
            await self.database.run(
                "INSERT INTO company_groups (organisation_number, group_number, verified_at,"
                " verified_by) VALUES ($1, $2, now(), 'issuer:administrator')",
                *(number, GROUPS[group]),
            )
        await mark(self.database, {number, left, self.world.contributor(number)})

    async def join(self, company: int, cluster: int) -> None:
        member = (CLUSTERS[cluster], self.companies[company])
        if member not in self.world.members:
            self.world.members.add(member)
            await self.database.run(
                "INSERT INTO memberships (id, cluster, organisation_number, confirmed_at,"
                " confirmed_by) VALUES (gen_random_uuid(), $1, $2, now(), 'issuer:advisor')",
                *member,
            )
            await mark(self.database, [member[1]])

    async def leave(self, company: int, cluster: int) -> None:
        member = (CLUSTERS[cluster], self.companies[company])
        self.world.members.discard(member)
        await self.database.run(
            "UPDATE memberships SET ended_at = now() WHERE cluster = $1"
            " AND organisation_number = $2 AND ended_at IS NULL",
            *member,
        )
        await mark(self.database, [member[1]])

    async def work(self, at_once: int) -> None:
        await settle_some(self.environment, at_once)

    async def kill(self, at_once: int) -> None:
        """Do what the worker does, and end before it is kept."""
        with suppress(KilledError):
            async with self.database.acting_for(WORKER).joined() as joined:
                numbers = {one.organisation_number for one in await take_marked(joined, at_once)}
                await settle(joined, await lock_all_concerned(joined, numbers))
                raise KilledError

    async def rebuild(self) -> None:
        async for _ in rebuild(self.environment):
            pass

    async def settle(self) -> None:
        """Settle all there is."""
        while await settle_some(self.environment):
            pass

    async def rows(self, table: str) -> list[tuple[object, ...]]:
        rows = await self.database.rows(f"SELECT t::text FROM {table} t ORDER BY 1")  # noqa: S608 - names of tables
        return [tuple(row.values()) for row in rows]

    async def cells(self) -> dict[Key, Numbers]:
        """Return what the database holds."""
        return {
            tuple(row.values())[:6]: (
                row["contributors"],
                row["record_keys"],
                {number: n for number, n in enumerate(row["counts"], 1) if n},
            )
            for row in await self.database.rows(_CELLS)
        }

    async def differences(self) -> list[Found]:
        """Return what the comparison finds, and nothing that is yet to be counted."""
        found = [one async for one in verify_cells(self.environment)]
        return [one for one in found if not isinstance(one, Unsettled)]
