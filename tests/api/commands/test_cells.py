"""``eksportklar cells``: counted anew, compared, and kept by a process of its own."""

from datetime import UTC, datetime

import pytest

from assessments.storage.database import Database
from assessments.storage.releasing import have_releases_alone
from tests.fixtures.commands import CommandLine

NUMBER = "974760673"
SETTLED = ["0 results and 0 cells differ."]
_OWN = """
    WITH company AS (
        INSERT INTO companies (id, organisation_number, facts, revision, created_at, updated_at)
        VALUES (gen_random_uuid(), $1, '{}', 0, $2, $2) RETURNING id
    )
    UPDATE results SET company_id = company.id, include_in_aggregates = true FROM company
"""


@pytest.fixture
async def with_company(with_results: CommandLine, fresh_database: Database) -> CommandLine:
    """The command line on a database with a company and two results of its own."""
    await fresh_database.run(_OWN, NUMBER, datetime(2026, 11, 22, tzinfo=UTC))
    return with_results


async def test_results_are_counted_and_compared(
    with_company: CommandLine, fresh_database: Database
) -> None:
    await fresh_database.run(
        "UPDATE results SET measures = NULL, amounts = NULL, record_key = NULL"
    )
    before = await with_company.run_beside("cells", "verify")
    assert (before.code, len(before.out)) == (0, 2)
    assert before.out[0].startswith("2 results to be measured")
    ran = await with_company.run_beside("cells", "rebuild")
    assert (ran.code, ran.out, ran.err) == (0, ["Counted 3 periods anew."], [])
    ran = await with_company.run_beside("cells", "verify")
    assert (ran.code, ran.out) == (0, SETTLED)


async def test_differences_are_said_and_end_with_one(
    with_company: CommandLine, fresh_database: Database
) -> None:
    missing = await with_company.run_beside("cells", "verify")
    assert (missing.code, missing.out[-1]) == (1, "1 result and 0 cells differ.")
    assert missing.out[0].endswith(": not counted")
    await with_company.run_beside("cells", "rebuild")
    await fresh_database.run(
        "UPDATE cells SET contributors = 3, counts[1] = 7 WHERE period = 'all'"
    )
    await fresh_database.run("UPDATE contributions SET quarter = '2020-Q1'")
    ran = await with_company.run_beside("cells", "verify")
    assert ran.code == 1
    assert ran.out[0].endswith(": counted otherwise than it should be")
    assert any(
        " all all all all: 3 contributors, counted anew 1; 1 count differ" in line
        for line in ran.out
    )
    await fresh_database.run("UPDATE results SET include_in_aggregates = false")
    ran = await with_company.run_beside("cells", "verify")
    assert ran.out[0].endswith(": counted, and should not be")


async def test_the_worker_counts_what_waits_and_ends(
    with_company: CommandLine, fresh_database: Database
) -> None:
    await fresh_database.run("INSERT INTO cell_outbox (organisation_number) VALUES ($1)", NUMBER)
    waiting = await with_company.run_beside("cells", "verify")
    assert (waiting.code, waiting.out[-1]) == (0, SETTLED[0])
    assert waiting.out[0].startswith("1 company to be counted")
    ran = await with_company.run_beside("cells", "work", "--once")
    assert (ran.code, ran.out, ran.err) == (0, [], [])
    ran = await with_company.run_beside("cells", "verify")
    assert (ran.code, ran.out) == (0, SETTLED)


async def test_figures_are_told_by_hand(
    with_company: CommandLine, fresh_database: Database
) -> None:
    await with_company.run_beside("cells", "rebuild")
    said = ["ready: 0 cohorts told of anew exactly, 0 with noise, 0 no more"]
    ran = await with_company.run_beside("cells", "release")
    assert (ran.code, ran.out, ran.err) == (0, said, [])
    assert await fresh_database.rows("SELECT FROM cohort_figures") == []


async def test_a_release_that_is_under_way_is_said(
    with_company: CommandLine, fresh_database: Database
) -> None:
    async with fresh_database.joined() as joined:
        assert await have_releases_alone(joined)
        ran = await with_company.run_beside("cells", "release")
    assert (ran.code, len(ran.out), ran.err) == (0, 1, [])
    assert ran.out[0].startswith("ready: another process")


@pytest.mark.parametrize(
    ("command", "code"), [("rebuild", 1), ("verify", 2), ("work", 1), ("release", 1)]
)
async def test_what_stops_them_is_said_in_a_line(
    command_line: CommandLine, command: str, code: int
) -> None:
    command_line.set("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    command_line.set("PROGRAM_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    ran = await command_line.run_beside("cells", command)
    assert (ran.code, len(ran.err)) == (code, 1)
