"""What happens beside a release, or a rebuild: nobody waits, and a release tells of one moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import Final

import pytest

from assessments.services.cells.rebuilding import rebuild
from assessments.services.cells.releasing import Released, release
from assessments.services.cells.settling import WORKER
from assessments.services.cells.working import keep_cells
from assessments.services.demonstration.creating import create_through_services
from assessments.services.figures import leave_figures
from assessments.services.principals import CompanyUser
from assessments.storage.release_parts import Move, keep_parts
from tests.assessments.services.cells.holding import PATIENCE_SECONDS, release_held
from tests.assessments.services.cells.releasing import NUMBERS, QUESTIONNAIRE, Releasing
from tests.assessments.services.gate import Gate
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on

DIMS: Final = ("03", "micro", None)
DUE: Final = "SELECT FROM cells WHERE changes <> 0"


@pytest.fixture
async def living(fresh_published_dsn: str) -> AsyncIterator[Releasing]:
    async with connected(fresh_published_dsn, size=8) as database:
        made = Releasing(await environment_on(database))
        await made.empty()
        yield made


async def at_once(work: Awaitable[object]) -> None:
    """Do something, and fail where it waits for what is held meanwhile, which would be for ever."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await work


async def test_nobody_waits_for_a_release(living: Releasing) -> None:
    await living.many(0, 12, 0, DIMS)
    await living.settle()
    kari = CompanyUser(subject="idp|kari", organisations=(NUMBERS[2],))
    async with release_held(living.environment, QUESTIONNAIRE):
        submitting = create_through_services(living.environment, 1, [1])
        await at_once(anext(submitting))
        await at_once(leave_figures(living.environment, kari, living.assessments[2]))
        await at_once(living.erase(3))
        await at_once(living.erase_company(4))
        await at_once(living.settle())
        await living.many(20, 1, 0, DIMS)
        await at_once(living.settle())
        assert (await living.figures(), await living.rows("cohort_releases")) == ({}, [])
    assert {row["companies"] for row in (await living.figures()).values()} == {12}


async def test_nobody_waits_for_a_rebuild(living: Releasing) -> None:
    await living.many(0, 30, 0, DIMS)
    company = 0
    async for _ in rebuild(living.environment):
        await at_once(living.erase_company(company))
        await living.many(30 + company, 1, 0, DIMS)
        await at_once(living.settle())
        assert await release(living.environment, QUESTIONNAIRE) is None
        company += 1
    assert company == 4
    assert await living.cells() == living.world.cells()
    assert await living.differences() == []


async def test_two_workers_release_beside_rebuilds(
    living: Releasing, caplog: pytest.LogCaptureFixture
) -> None:
    workers = [asyncio.create_task(keep_cells(living.environment, 0.01, 0.01)) for _ in range(2)]
    for first in range(0, 40, 10):
        await asyncio.gather(living.many(first, 10, 0, DIMS), living.rebuild())
        await asyncio.gather(living.erase_company(first), living.rebuild())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await living.rows("cell_outbox") or await living.database.rows(DUE):
            pass
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    assert await living.cells() == living.world.cells()
    assert await living.differences() == []
    assert {row["is_shown"] for row in (await living.figures()).values()} == {True}
    assert caplog.text == ""


async def test_who_goes_meanwhile_is_left_behind_in_the_part_that_was_told_of(
    living: Releasing,
) -> None:
    await living.many(0, 20, 0, DIMS)
    await living.release()
    await living.many(20, 20, 0, ("46", "micro", None))
    await living.release_while("erase_company", 25)
    await living.release_while("erase_company", 3)
    ghosts = await living.database.rows("SELECT ghosts FROM disclosure_atoms ORDER BY id")
    assert [row["ghosts"] for row in ghosts] == [1, 1]
    assert await living.release() == Released(exact=0, noised=0, withheld=0)
    assert await living.differences() == []


async def test_who_goes_while_parts_are_kept_is_left_behind_in_its_new_one(
    living: Releasing,
) -> None:
    await living.many(0, 1, 0, DIMS)
    await living.settle()
    (row,) = await living.database.rows("SELECT result_id, entered_at FROM contributions")
    move = Move(result_id=row["result_id"], entered_at=row["entered_at"], before=None, part=1)
    async with living.database.acting_for(WORKER).joined() as joined:
        await keep_parts(joined, [move], 1, 2)
        erasing = asyncio.create_task(living.erase_company(0))
        await Gate(living.database).waiting(1)
    await erasing
    assert await living.rows("disclosure_atoms") == [("(1,1)",)]


async def test_what_changes_meanwhile_is_looked_at_next_time(living: Releasing) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.release_while("many", 9, 9, 0, DIMS)
    assert await living.database.rows(DUE) != []
    assert await living.release() != Released(exact=0, noised=0, withheld=0)
    assert await living.database.rows(DUE) == []
