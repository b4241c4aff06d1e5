"""What becomes of figures: told of nine, in steps of nine, and of whom nobody can be told."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

import pytest

from assessments.cohorts.cells import CellKey
from assessments.services.cells.releasing import (
    CellsDifferError,
    Released,
    release,
    release_due,
)
from assessments.services.cells.working import keep_cells
from assessments.storage.acting import NOBODY, Acting
from assessments.storage.releasing import have_releases_alone
from tests.assessments.services.cells.living import CLUSTERS
from tests.assessments.services.cells.releasing import NUMBERS, QUESTIONNAIRE, Releasing
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on

ALL: Final = CellKey(QUESTIONNAIRE, "all", "all", "all", "all", "all")
CLUSTER: Final = ALL._replace(cluster=CLUSTERS[0])
DIMS: Final = ("03", "micro", None)
PATIENCE_SECONDS: Final = 20


@pytest.fixture
async def living(fresh_published_dsn: str) -> AsyncIterator[Releasing]:
    async with connected(fresh_published_dsn, size=8) as database:
        made = Releasing(await environment_on(database))
        await made.empty()
        yield made


@pytest.fixture(scope="module")
async def clustered(module_published_dsn: str) -> AsyncIterator[Releasing]:
    """Companies of two clusters, told of, of which one has left since; tests only read."""
    async with connected(module_published_dsn, size=2) as database:
        made = Releasing(await environment_on(database))
        await made.empty()
        await made.many(0, 25, 0, DIMS)
        await made.join_many(1, 12, 0)
        await made.join_many(10, 10, 1)
        await made.release()
        await made.leave_many(1, 1, 0)
        yield made


async def shown(living: Releasing) -> dict[CellKey, dict[str, Any]]:
    return {key: row for key, row in (await living.figures()).items() if row["is_shown"]}


async def releases(living: Releasing) -> int:
    return len(await living.rows("cohort_releases"))


async def test_eight_are_not_told_of_and_nine_are(living: Releasing) -> None:
    await living.many(0, 8, 0, DIMS)
    assert await living.release() == Released(exact=0, noised=0, withheld=0)
    assert (await living.figures(), await releases(living)) == ({}, 0)
    await living.many(8, 1, 0, DIMS)
    await living.release()
    told = await shown(living)
    assert told[ALL]["is_exact"]
    assert told[ALL]["told_companies"] == 9
    assert {key.period for key in told} == {"all", "2025", "2025-Q2"}
    assert {key.region for key in told} == {"all", "03", "ostlandet"}
    assert {key.size_band for key in told} == {"all", "micro", "under_50"}
    assert {row["companies"] for row in told.values()} == {9}
    by_narrowed = {sum(part != "all" for part in key[2:]) for key in told if key.period == "2025"}
    assert by_narrowed == {0, 1, 2}


async def test_figures_stand_until_nine_have_come(living: Releasing) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.release()
    before = await living.figures()
    await living.many(9, 8, 0, DIMS)
    assert await living.release() == Released(exact=0, noised=0, withheld=0)
    assert (await living.figures(), await releases(living)) == (before, 1)
    await living.many(17, 1, 0, DIMS)
    await living.release()
    assert (await living.figures())[ALL]["companies"] == 18
    assert await releases(living) == 2


async def test_who_is_taken_off_a_list_and_put_on_again_makes_no_step(living: Releasing) -> None:
    await living.many(0, 12, 0, DIMS)
    await living.join_many(0, 12, 0)
    await living.release()
    before = await living.figures()
    assert before[CLUSTER]["companies"] == 12
    await living.rejoin_many(0, 12, 0)
    await living.release()
    assert await living.figures() == before
    await living.many(20, 9, 0, DIMS)
    await living.release()
    assert (await living.figures())[CLUSTER] == before[CLUSTER]
    await living.join_many(20, 9, 0)
    await living.release()
    assert (await living.figures())[CLUSTER]["companies"] == 21


async def test_what_is_of_too_few_is_withheld_and_nothing_of_it_is_left(
    living: Releasing,
) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.release()
    await living.erase_company(3)
    told = await shown(living)
    assert told[ALL]["companies"] == 9
    done = await living.release()
    assert done == Released(exact=0, noised=0, withheld=len(told))
    for row in (await living.figures()).values():
        assert not row["is_shown"]
        assert (row["told_companies"], row["scores"], row["counts"]) == (None, None, None)
    for table in ("cohort_figures", "cohort_releases", "disclosure_atoms"):
        assert NUMBERS[3] not in str(await living.rows(table))


async def test_asking_for_more_withholds_what_was_told_of_fewer(living: Releasing) -> None:
    await living.many(0, 10, 0, DIMS)
    await living.release()
    await living.with_minimum(6)
    await living.many(10, 3, 0, DIMS)
    await living.release()
    assert await shown(living) == {}
    await living.many(13, 8, 0, DIMS)
    await living.release()
    assert (await shown(living))[ALL]["companies"] == 21
    minimums = await living.database.rows("SELECT minimum FROM cohort_releases ORDER BY id")
    assert [row["minimum"] for row in minimums] == [9, 11, 11]


async def test_values_are_told_of_together_where_each_is_of_too_few(living: Releasing) -> None:
    await living.many(0, 5, 0, ("03", None, None))
    await living.many(5, 6, 0, ("32", None, None))
    await living.release()
    told = await shown(living)
    assert {key.region for key in told} == {"all", "ostlandet"}
    assert told[ALL._replace(region="ostlandet")]["companies"] == 11


async def test_every_measure_is_told_of_also_what_nobody_has(living: Releasing) -> None:
    await living.many(0, 40, 0, DIMS)
    await living.release()
    counts = (await shown(living))[ALL]["counts"]
    assert len(counts) == max(living.measures.values())
    assert abs(counts[living.measures["dont_know:S01"] - 1] - 40) <= 20
    of_scores = [n for key, n in living.measures.items() if key.startswith(("score:", "bin:"))]
    assert {counts[number - 1] for number in of_scores} == {0}
    assert any(counts[n - 1] for k, n in living.measures.items() if k.startswith("option:"))


async def test_cells_that_differ_are_told_of_to_nobody(living: Releasing) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.release()
    before = await living.figures()
    await living.many(9, 9, 0, DIMS)
    await living.settle()
    await living.database.run("UPDATE cells SET contributors = 17 WHERE region = '03'")
    with pytest.raises(CellsDifferError):
        await release(living.environment, QUESTIONNAIRE)
    assert (await living.figures(), await releases(living)) == (before, 1)
    await living.rebuild()
    await living.release()
    assert (await shown(living))[ALL]["companies"] == 18


async def test_one_makes_a_release_at_a_time(living: Releasing) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.settle()
    async with living.database.joined() as joined:
        assert await have_releases_alone(joined)
        assert await release(living.environment, QUESTIONNAIRE) is None
    done = await asyncio.gather(*(release(living.environment, QUESTIONNAIRE) for _ in range(3)))
    assert sum(one is not None and bool(one.exact) for one in done) == 1
    assert await releases(living) == 1


async def test_a_release_is_due_when_something_has_changed_and_time_has_gone_by(
    living: Releasing,
) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.settle()
    await release_due(living.environment, timedelta(hours=1))
    assert await releases(living) == 1
    await living.many(9, 9, 0, DIMS)
    await living.settle()
    await release_due(living.environment, timedelta(hours=1))
    assert await releases(living) == 1
    await release_due(living.environment, timedelta(0))
    assert await releases(living) == 2
    await release_due(living.environment, timedelta(0))
    assert await releases(living) == 2


async def test_the_worker_tells_and_says_what_keeps_it_from_telling(
    living: Releasing, caplog: pytest.LogCaptureFixture
) -> None:
    await living.many(0, 9, 0, DIMS)
    await living.settle()
    await living.database.run("UPDATE cells SET contributors = 10 WHERE region = '03'")
    worker = asyncio.create_task(keep_cells(living.environment, 0.01, 0.01))
    with caplog.at_level(logging.ERROR):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while "eksportklar cells rebuild" not in caplog.text:  # noqa: ASYNC110 - a task
                await asyncio.sleep(0.01)
            await living.rebuild()
            while not await living.figures():  # noqa: ASYNC110 - a task
                await asyncio.sleep(0.01)
    worker.cancel()
    await asyncio.gather(worker, return_exceptions=True)


@pytest.mark.parametrize(
    ("acting", "sees"),
    [
        (NOBODY, {"all"}),
        (Acting(recipients=(CLUSTERS[0],)), {"all", CLUSTERS[0]}),
        (Acting(recipients=(CLUSTERS[1],)), {"all", CLUSTERS[1]}),
        (Acting(organisations=(NUMBERS[2],)), {"all", CLUSTERS[0]}),
        (Acting(organisations=(NUMBERS[1],)), {"all"}),
        (Acting(organisations=(NUMBERS[0],)), {"all"}),
        (Acting(worker=True), {"all", *CLUSTERS}),
    ],
)
async def test_of_a_cluster_its_advisors_and_members_are_told(
    clustered: Releasing, acting: Acting, sees: set[str]
) -> None:
    seen = clustered.database.acting_for(acting)
    rows = await seen.rows("SELECT DISTINCT cluster FROM cohort_figures")
    assert {row["cluster"] for row in rows} == sees
    assert len(await seen.rows("SELECT FROM cohort_releases")) == 1


async def test_scores_are_kept_as_they_are_told(living: Releasing) -> None:
    await living.many(0, 40, 0, (None, None, None))
    await living.release()
    row = (await living.figures())[ALL]
    overall = row["scores"]["overall"]
    assert overall["companies"] == 40
    assert len(overall["bins"]) == 10
    assert json.dumps(overall["quantiles"]).count(".5") == 3
