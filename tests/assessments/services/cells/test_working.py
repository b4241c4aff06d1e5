"""The worker beside others: two at once, with erasures and a rebuild, and killed as a process."""

import asyncio
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Final

import pytest

from assessments.services.cells.comparing import OtherCell
from assessments.services.cells.settling import WORKER, lock_all_concerned, settle
from assessments.services.cells.verifying import OtherResult, Unsettled, verify_cells
from assessments.services.cells.working import keep_cells, settle_some
from assessments.storage.cell_outbox import take_marked
from tests.assessments.services.cells.living import CLUSTERS, COMPANIES, GROUPS, Living
from tests.fixtures.content import ROOT
from tests.fixtures.database import as_program, connected
from tests.fixtures.environment import environment_on
from tests.fixtures.server_process import PROGRAM

PATIENCE_SECONDS: Final = 20
LOCKS: Final = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"


@pytest.fixture
async def living(fresh_published_dsn: str) -> AsyncIterator[Living]:
    async with connected(fresh_published_dsn, size=8) as database:
        yield Living(await environment_on(database))


async def happen(living: Living, seed: int, steps: int) -> None:
    """Do as many random things as there are steps, one after another."""
    random = Random(seed)
    companies, clusters = range(len(COMPANIES)), range(len(CLUSTERS))
    for _ in range(steps):
        company = random.choice(companies)
        what = random.randrange(10)
        if what < 5:
            dims = (random.choice(("03", "46", None)), "1-9", random.choice(("medtech", None)))
            await living.submit(company, random.randrange(400), dims, random.sample(range(3, 9), 3))
        elif what == 5:
            await living.erase(random.randrange(50))
        elif what == 6:
            await living.erase_company(company)
        elif what == 7:
            await living.regroup(company, random.choice((None, *range(len(GROUPS)))))
        elif what == 8:
            await living.join(company, random.choice(clusters))
        else:
            await living.leave(company, random.choice(clusters))


async def assert_kept(living: Living) -> None:
    await living.settle()
    assert await living.cells() == living.world.cells() != {}
    assert await living.differences() == []


@pytest.mark.whole
async def test_two_workers_and_a_rebuild_beside_all_that_happens(living: Living) -> None:
    workers = [asyncio.create_task(keep_cells(living.environment, 0.01, 0.01)) for _ in range(2)]
    for seed in range(3):
        await asyncio.gather(happen(living, seed, 60), living.rebuild())
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    await assert_kept(living)


@pytest.mark.whole
async def test_a_worker_that_is_killed_again_and_again_loses_nothing(
    living: Living, fresh_published_dsn: str
) -> None:
    given = {
        **os.environ,  # noqa: TID251 - what coverage of subprocesses needs is in it
        "EKSPORTKLAR_DATABASE_URL": fresh_published_dsn,
        "EKSPORTKLAR_PROGRAM_DATABASE_URL": as_program(fresh_published_dsn),
        "EKSPORTKLAR_CELLS_POLL_SECONDS": "0.01",
    }
    settled = 0
    for seed in range(3):
        process = subprocess.Popen([PROGRAM, "cells", "work"], cwd=ROOT, env=given)  # noqa: ASYNC220 - it is to run beside the tests
        await happen(living, seed, 40)
        settled += await _until(living, lambda left: left < 20)
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        assert await _no_locks(living)
    assert settled
    await assert_kept(living)


async def _until(living: Living, is_done: Callable[[int], bool]) -> bool:
    """Wait until so many rows of the outbox are left."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_done(len(await living.rows("cell_outbox"))):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    return True


async def _no_locks(living: Living) -> bool:
    """Wait until the server has noticed that a process is gone."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await living.database.rows(LOCKS):  # noqa: ASYNC110 - the server is another process
            await asyncio.sleep(0.01)
    return True


async def test_rows_that_one_worker_has_the_other_leaves(living: Living) -> None:
    for company in range(3):
        await living.submit(company, 0)
    async with living.database.acting_for(WORKER).joined() as joined:
        taken = await take_marked(joined, 2)
        assert [one.organisation_number for one in taken] == list(COMPANIES[:2])
        assert await settle_some(living.environment) == 1
    await assert_kept(living)


async def test_who_submits_does_not_wait_for_the_worker(living: Living) -> None:
    await living.submit(0, 0)
    async with living.database.acting_for(WORKER).joined() as joined:
        await settle(joined, await lock_all_concerned(joined, [COMPANIES[0]]))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await living.submit(0, 1)
            await living.submit(1, 0)
    await assert_kept(living)


async def test_erasing_takes_out_what_was_counted_at_once(living: Living) -> None:
    await living.submit(0, 0, ("03", None, None))
    await living.submit(1, 0, ("03", None, None))
    await living.settle()
    await living.submit(0, 1)
    await living.erase_company(0)
    assert await living.rows("cell_outbox") == []
    assert await living.cells() == living.world.cells() != {}
    await living.erase(0)
    assert (await living.cells(), await living.rows("contributions")) == ({}, [])


async def test_who_was_published_with_others_leaves_one_more_behind(living: Living) -> None:
    for company in range(3):
        await living.submit(company, 0)
    await living.settle()
    await living.database.run("INSERT INTO disclosure_atoms (id) VALUES (7)")
    await living.database.run("UPDATE contributions SET atom = 7")
    await living.join(0, 0)
    await living.submit(1, 0)
    await living.settle()
    await living.erase(2)
    atoms = await living.database.rows("SELECT contributor, atom FROM contributions ORDER BY 1")
    found = {row["contributor"]: row["atom"] for row in atoms}
    assert found == {COMPANIES[0]: 7, COMPANIES[1]: None}
    assert await living.rows("disclosure_atoms") == [("(7,2)",)]
    await living.rebuild()
    assert await living.rows("disclosure_atoms") == [("(7,2)",)]


async def test_changes_are_counted_once_per_contributor(living: Living) -> None:
    whole = (
        "SELECT changes FROM cells WHERE period = 'all' AND cluster = 'all' AND region = 'all'"
        " AND size_band = 'all' AND sector = 'all'"
    )

    async def changes() -> int:
        (row,) = await living.database.rows(whole)
        return int(row["changes"])

    await living.submit(0, 0)
    await living.submit(1, 0)
    await living.settle()
    assert await changes() == 2
    await living.join(0, 0)
    await living.settle()
    assert await changes() == 2
    await living.submit(0, 100)
    await living.settle()
    assert await changes() == 3
    await living.submit(0, 1)
    await living.settle()
    assert await changes() == 3
    await living.erase_company(0)
    assert await changes() == 4
    await living.rebuild()
    assert await changes() == 4


async def test_what_was_tampered_with_is_found_and_put_right(living: Living) -> None:
    await living.submit(0, 0, ("03", None, None))
    await living.submit(1, 100)
    await living.settle()
    for statement in (
        "UPDATE cells SET contributors = 5 WHERE region = '03' AND period = 'all'",
        "UPDATE cells SET counts[3] = 9 WHERE region = '03' AND period = '2025'",
        "DELETE FROM cells WHERE period = '2025-Q4'",
        "DELETE FROM contributions WHERE contributor = '974760673'",
    ):
        await living.database.run(statement)
    found = [one async for one in verify_cells(living.environment)]
    assert found[0] == Unsettled(unmeasured=0, waiting=0)
    assert [(o.is_counted, o.should_be) for o in found if isinstance(o, OtherResult)] == [
        (False, True)
    ]
    cells = {one.key[1:4]: one for one in found if isinstance(one, OtherCell)}
    assert cells["all", "all", "03"].contributors == 5
    assert cells["2025", "all", "03"].counts == 1
    await living.rebuild()
    assert await living.cells() == living.world.cells()
    assert await living.differences() == []


async def test_a_group_whose_parent_is_erased_stays_counted_and_published_as_it_was(
    living: Living,
) -> None:
    for company in (0, 1, 2):
        await living.regroup(company, 0)
        await living.submit(company, company + 1)
    await living.settle()
    await living.database.run("INSERT INTO disclosure_atoms (id) VALUES (7)")
    await living.database.run("UPDATE contributions SET atom = 7")
    assert COMPANIES[1] == GROUPS[0]
    await living.erase_company(1)
    assert await living.cells() == living.world.cells() != {}
    (row,) = await living.database.rows("SELECT contributor, atom FROM contributions")
    assert tuple(row.values()) == (COMPANIES[0], 7)
    assert await living.rows("disclosure_atoms") == [("(7,0)",)]
