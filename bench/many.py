"""Times matching of 100,000 companies to the whole catalogue by one statement.

The companies are 1,000 made-up ones, each a hundred times, in an embedded database of the bench's
own. The ratio is to matching each of them by itself, in one process, without reading it. Both are
the best of several rounds.
"""

import asyncio
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from api.embedded_database.database import start
from api.migrating import migrate
from assessments.matching.match import match_offers
from assessments.services.evaluating import Evaluation
from assessments.services.matching_facts import matching_facts
from assessments.storage.bulk import ASSESSMENTS, RESULTS
from assessments.storage.database import Database, connected
from assessments.storage.matching_many import Many
from bench.engine import fresh
from bench.made_up import Content, load, said_by

DIFFERENT = 1_000
EACH = 100
DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, tzinfo=UTC)
ROUNDS = 3


async def _fill(database: Database, evaluations: list[Evaluation]) -> None:
    facts = [matching_facts(evaluation.state) for evaluation in evaluations]
    ids = [UUID(int=number + 1) for number in range(DIFFERENT * EACH)]
    async with database.writing() as connection:
        await connection.copy_records_to_table(
            "assessments",
            records=(
                (id_, None, "q", 1, "submitted", 1, "{}", "{}", b"h", AT, None, False, AT, AT, AT)
                for id_ in ids
            ),
            columns=ASSESSMENTS,
        )
        await connection.copy_records_to_table(
            "results",
            records=(
                (
                    *(id_, id_, None, "q", 1, 1, "1", DAY, AT, b"h"),
                    *(None, None, None, False, "{}", facts[number % DIFFERENT], "d"),
                )
                for number, id_ in enumerate(ids)
            ),
            columns=RESULTS,
        )
    await database.row("ANALYZE results")


async def _time(dsn: str, content: Content) -> None:
    evaluations = [fresh(content, said_by(content, number)) for number in range(DIFFERENT)]
    catalogue = content.catalogue
    async with connected(dsn, size=1) as database:
        await _fill(database, evaluations)
        many = Many(catalogue.offers, catalogue.facts, catalogue.constants, DAY)
        rounds: list[float] = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await many.counts(database)
            rounds.append(time.perf_counter() - began)
        together = min(rounds)
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for evaluation in evaluations:
            match_offers(catalogue.offers, evaluation.state, frozenset(), DAY)
        rounds.append(time.perf_counter() - began)
    alone = min(rounds) * EACH
    companies = f"{DIFFERENT * EACH:,} companies × {len(catalogue.offers)} offers"
    print(f"{companies + ', one statement':48} {together:9.1f} s")
    print(f"{'the same, one company after the other':48} {alone:9.1f} s, {alone / together:.0f} ×")


def main() -> None:
    """Print the seconds and the ratio."""
    content = load()
    with tempfile.TemporaryDirectory() as folder:
        database = start(Path(folder))
        try:
            migrate(database.dsn)
            asyncio.run(_time(database.dsn, content))
        finally:
            database.stop()


if __name__ == "__main__":
    main()
