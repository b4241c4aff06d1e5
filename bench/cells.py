"""Times figures about many: reading them, counting them all anew, keeping them up, and submitting.

What is read is timed at two sizes, of which the second is five times the first; both in one run, in
an embedded database of the bench's own. `--results 1000000` is the larger size. What a submission
costs more with cells than without is the time that working out its measures and noting it in the
outbox take, the latter with a round trip of its own, which it has not in the product.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from api.embedded_database.database import start
from api.migrating import migrate
from assessments.services.assessing import evaluate, start_assessment
from assessments.services.cells.rebuilding import rebuild
from assessments.services.cells.releasing import release
from assessments.services.cells.working import settle_some
from assessments.services.cohorts.reading import AskedCohort, read_cohort
from assessments.services.demonstration.creating import QUESTIONNAIRE, environment_of, prepare
from assessments.services.environment import Environment
from assessments.services.measuring import KEY_BITS, measured, numbered
from assessments.services.principals import Advisor
from assessments.services.publishing import publish
from assessments.services.requests import Precondition
from assessments.services.saving import save_answers, save_profile
from assessments.services.snapshots import snapshot
from assessments.services.submitting import Declared, submit
from assessments.services.tokens import principal_of
from assessments.storage.cell_outbox import mark
from assessments.storage.database import Database, connected
from bench.crowd import Crowd, crowd_in
from bench.made_up import Content, load

RESULTS: Final = 20_000
TIMES_LARGER: Final = 5
READS: Final = 200
SCANS: Final = 3
CHANGED: Final = 1_000
SUBMISSIONS: Final = 60
OTHER_SEED: Final = 3
COUNTY: Final = "03"
ADVISOR: Final = Advisor(subject="idp|bench", recipients=("norway-health-tech",))
ASKED: Final = AskedCohort(questionnaire=QUESTIONNAIRE, regions=frozenset({COUNTY}))

_SCAN: Final = """
    SELECT measure, count(*) FROM (
        SELECT DISTINCT ON (company_id) measures FROM results
        WHERE include_in_aggregates AND company_id IS NOT NULL AND questionnaire_slug = $1
          AND region = $2
        ORDER BY company_id, computed_at DESC
    ) AS latest, unnest(measures) AS measure GROUP BY measure
"""
_SIZE: Final = "SELECT count(*) AS cells, pg_total_relation_size('cells') AS bytes FROM cells"
_CHANGE: Final = """
    WITH chosen AS (
        SELECT id, organisation_number FROM companies WHERE organisation_number LIKE '4%'
        ORDER BY organisation_number LIMIT $1
    ), changed AS (
        UPDATE results SET include_in_aggregates = NOT include_in_aggregates
        WHERE company_id IN (SELECT id FROM chosen)
    )
    INSERT INTO cell_outbox (organisation_number) SELECT organisation_number FROM chosen
"""


def line(name: str, said: str) -> None:
    """Print a line of the table."""
    print(f"{name:56} {said}", flush=True)


async def seconds(work: Awaitable[object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def typical(work: Callable[[], Awaitable[object]], times: int) -> float:
    """Return how long something takes half of the time, in seconds."""
    return median([await seconds(work()) for _ in range(times)])


async def rebuilt(environment: Environment) -> None:
    """Count all cells anew."""
    async for _ in rebuild(environment):
        pass


async def caught_up(environment: Environment) -> None:
    """Count all that waits."""
    while await settle_some(environment):
        pass


async def _at(crowd: Crowd, results: int) -> tuple[float, float]:
    """Print what there is at a size; return the seconds to read a cohort, and to scan for it."""
    environment = crowd.environment
    database = environment.database
    await crowd.grow(results)
    spent = await seconds(rebuilt(environment))
    each = f"{crowd.results / spent:,.0f} results/s"
    line(f"{crowd.results:,} results, all cells anew", f"{spent:9.1f} s, {each}")
    for row in await database.rows(_SIZE):
        line("  cells", f"{row['cells']:9,}, {row['bytes'] / 1e6:,.0f} MB")
    await database.run(_CHANGE, CHANGED)
    spent = await seconds(caught_up(environment))
    each = f"{CHANGED / spent:,.0f} companies/s"
    line(f"  catching up with {CHANGED:,} companies after that", f"{spent:9.1f} s, {each}")
    spent = await seconds(release(environment, QUESTIONNAIRE))
    line("  a release", f"{spent:9.1f} s")
    read = await typical(lambda: read_cohort(environment, ADVISOR, ASKED), READS)
    scan = await typical(lambda: database.rows(_SCAN, QUESTIONNAIRE, COUNTY), SCANS)
    line("  a cohort is read in", f"{read * 1e3:9.2f} ms, p50")
    line("  the same by scanning results", f"{scan * 1e3:9.2f} ms, {scan / read:,.0f} ×")
    return read, scan


async def _submission(
    environment: Environment, content: Content, number: int
) -> tuple[float, float, float]:
    """Return the seconds that a submission takes without cells, to work out measures, to note."""
    prepared = prepare(OTHER_SEED, number, content.questionnaire, content.catalogue)
    own = environment_of(environment, OTHER_SEED, prepared.company)
    started = await start_assessment(own, questionnaire=QUESTIONNAIRE)
    principal, of = principal_of(started.access_token), started.assessment.id
    await save_profile(own, principal, of, prepared.facts, Precondition())
    draft = await save_answers(own, principal, of, prepared.answers, Precondition())
    evaluation = evaluate(own, draft, own.today())
    snapshot(evaluation, draft.answers, draft.facts)
    began = time.perf_counter()
    numbered(measured(evaluation), environment.shelf.measures, own.random_bits(KEY_BITS))
    measuring = time.perf_counter() - began
    async with environment.database.joined() as joined:
        noting = await seconds(mark(joined, ["400000001"]))
    declared = Declared(include_in_aggregates=True)
    spent = await seconds(
        submit(own, principal, of, declared=declared, precondition=Precondition())
    )
    return spent - measuring, measuring, noting


async def _time(database: Database, results: int) -> None:
    content = load()
    definitions = [content.questionnaire.definition]
    await publish(database, content.catalogue.definition, definitions, datetime.now(UTC))
    crowd = await crowd_in(database)
    submitted = [
        await _submission(crowd.environment, content, number) for number in range(SUBMISSIONS)
    ]
    without, measuring, noting = (median(column) for column in zip(*submitted, strict=True))
    line("a submission without cells", f"{without * 1e3:9.2f} ms, p50")
    line("  its measures", f"{measuring * 1e3:9.2f} ms, {measuring / without:.1%} more")
    line("  its row of the outbox", f"{noting * 1e3:9.2f} ms, {noting / without:.1%} more at most")
    small = await _at(crowd, results // TIMES_LARGER)
    large = await _at(crowd, results)
    line(f"reading at {TIMES_LARGER} times the size", f"{large[0] / small[0]:9.2f} ×")
    line(f"scanning at {TIMES_LARGER} times the size", f"{large[1] / small[1]:9.2f} ×")


async def _run(dsn: str, results: int) -> None:
    async with connected(dsn, size=3) as database:
        await _time(database, results)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="Time figures about many.")
    parser.add_argument("--results", type=int, default=RESULTS, help="How many results there are.")
    results: int = parser.parse_args().results
    with tempfile.TemporaryDirectory() as folder:
        database = start(Path(folder))
        try:
            migrate(database.dsn)
            asyncio.run(_run(database.dsn, results))
        finally:
            database.stop()


if __name__ == "__main__":
    main()
