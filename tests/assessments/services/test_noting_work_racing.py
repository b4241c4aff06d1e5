"""Work for a company by many at once, and beside an erasure."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest

from assessments.errors import NotFoundError
from assessments.services.environment import Environment
from assessments.services.erasing import erase_company
from assessments.services.opening import open_assessment, open_assessments
from assessments.services.shelf import Shelf
from tests.assessments.services.caller import number
from tests.assessments.services.concept import ANSWERS
from tests.assessments.services.gate import Gate, gate
from tests.assessments.services.test_sharing_racing import Interrupted, nothing
from tests.assessments.services.working import PROGRAM, begun_by, noted
from tests.fixtures.database import connected
from tests.fixtures.environment import Clock
from tests.fixtures.managers import COMPANIES, KARI, MINE, REGISTER

MANY: Final = 8


@pytest.fixture
async def crowded(
    fresh_database_dsn: str, shelf: Shelf, clock: Clock
) -> AsyncIterator[Environment]:
    """A registered company, with a connection for each of many."""
    async with connected(fresh_database_dsn, size=MANY + 2) as database:
        await database.run(REGISTER, COMPANIES[MINE], MINE)
        yield Environment(database=database, shelf=shelf, now=clock)


async def test_many_saves_at_once_are_one_line(
    crowded: Environment, fresh_database_dsn: str
) -> None:
    caller = (await begun_by(crowded, KARI)).holding(PROGRAM)
    shown = ("S01", "S04", "S05", "S06", "S07")
    async with gate(fresh_database_dsn, caller.id) as closed:
        saves = [asyncio.create_task(caller.save({slug: ANSWERS[slug]})) for slug in shown]
        await closed.waiting(len(shown))
    assert {one.revision for one in await asyncio.gather(*saves)} == {2, 3, 4, 5, 6}
    assert await noted(crowded.database) == ["answers_saved"]


async def _shown(environment: Environment, one: UUID | None) -> list[UUID]:
    """Return the ids of the assessments that a program is shown: a page of them, or one."""
    if one is None:
        page = await open_assessments(environment, PROGRAM, COMPANIES[MINE], first=5)
        return [] if page is None else [found.id for found in page.assessments]
    with suppress(NotFoundError):
        return [(await open_assessment(environment, PROGRAM, one)).id]
    return []


async def test_many_readings_at_once_are_one_line_each(crowded: Environment) -> None:
    mine = [(await begun_by(crowded, KARI)).id for _ in range(2)]
    async with crowded.database.writing() as connection:
        await connection.execute("SELECT FROM companies FOR UPDATE")
        readings = [
            asyncio.create_task(_shown(crowded, one)) for one in (*mine, *mine, None, None, None)
        ]
        await Gate(crowded.database).waiting(len(readings))
    assert sorted(map(len, await asyncio.gather(*readings))) == [1, 1, 1, 1, 2, 2, 2]
    assert await noted(crowded.database) == ["assessment_opened"] * 2


async def test_of_two_with_the_same_key_one_is_done_and_both_are_answered_alike(
    crowded: Environment, fresh_database_dsn: str
) -> None:
    caller = (await begun_by(crowded, KARI)).holding(PROGRAM)
    async with gate(fresh_database_dsn, caller.id) as closed:
        saves = [asyncio.create_task(caller.save({"S06": number(1)}, key="once")) for _ in range(2)]
        await closed.waiting(2)
    one, other = await asyncio.gather(*saves)
    assert one == other
    assert Counter(await noted(crowded.database)) == {"answers_saved": 1, "assessment_opened": 1}


async def test_a_key_that_was_used_meanwhile_undoes_the_save_and_its_line(
    crowded: Environment, fresh_database_dsn: str
) -> None:
    caller = (await begun_by(crowded, KARI)).holding(PROGRAM)
    await caller.holding(KARI).save({"S06": number(1)})
    async with gate(fresh_database_dsn, caller.id) as closed:
        saves = [
            asyncio.create_task(one.save({"S06": number(1)}, key="once"))
            for one in (caller.holding(KARI), caller)
        ]
        await closed.waiting(2)
    one, other = await asyncio.gather(*saves)
    assert one == other
    assert await noted(crowded.database) == ["assessment_opened"]


async def erasing(environment: Environment) -> None:
    await erase_company(environment, KARI, COMPANIES[MINE], MINE)


async def no_company_is_named(environment: Environment) -> None:
    rows = await environment.database.rows("SELECT company_id, actor, subject FROM audit_log")
    assert {tuple(row.values()) for row in rows} <= {(None, "", None)}


@pytest.mark.parametrize("is_page", [False, True])
async def test_a_reading_that_meets_an_erasure_shows_nothing(
    crowded: Environment, *, is_page: bool
) -> None:
    caller = await begun_by(crowded, KARI)
    async with crowded.database.writing() as connection:
        await connection.execute("SELECT FROM companies FOR UPDATE")
        erasure = asyncio.create_task(erasing(crowded))
        await Gate(crowded.database).waiting(1)
        reading = asyncio.create_task(_shown(crowded, None if is_page else caller.id))
        await Gate(crowded.database).waiting(2)
    await erasure
    assert await reading == []
    await no_company_is_named(crowded)


async def test_an_erasure_waits_for_work_that_is_being_noted(crowded: Environment) -> None:
    caller = (await begun_by(crowded, KARI)).holding(PROGRAM)
    tasks: list[asyncio.Task[None]] = []

    async def erase_beside() -> None:
        tasks.append(asyncio.create_task(erasing(crowded)))
        await Gate(crowded.database).waiting(1)

    interrupted = Interrupted(crowded.database, before=erase_beside, after=nothing)
    saving = replace(caller, environment=replace(crowded, database=interrupted))
    assert (await saving.save({"S06": number(1)})).revision == 2
    await asyncio.gather(*tasks)
    await no_company_is_named(crowded)
    with pytest.raises(NotFoundError):
        await caller.save({"S06": number(2)})
