"""Creates many made-up companies, on every processor, with the rows that the services leave.

They are registered, and count in figures about many once the cells are rebuilt.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from assessments.content.documents import catalogue_from, questionnaire_from, to_document
from assessments.content.library import Library, build_library
from assessments.services.demonstration.owning import build_companies
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.bulk import BulkRows, load

AT_ONCE = 200

_worker: list[Environment] = []
"""The environment of a worker process, set when it starts."""


async def create_many(
    environment: Environment, seed: int, numbers: Sequence[int], workers: int
) -> AsyncIterator[int]:
    """Create companies in bulk, each batch in a transaction, and yield how many were added."""
    library = environment.library
    documents = (
        library.newest_id,
        library.catalogue.version,
        to_document(library.catalogue.definition),
        tuple(to_document(q.definition) for q in library.questionnaires.values()),
        dict(environment.shelf.measures),
    )
    batches = deque(numbers[i : i + AT_ONCE] for i in range(0, len(numbers), AT_ONCE))
    loop = asyncio.get_running_loop()
    waiting: deque[asyncio.Future[BulkRows]] = deque()
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=documents) as pool:
        while batches or waiting:
            while batches and len(waiting) < 2 * workers:
                waiting.append(loop.run_in_executor(pool, _build, seed, batches.popleft()))
            rows = await waiting.popleft()
            async with environment.database.writing() as connection:
                await load(connection, rows)
            yield len(rows.companies)


def _begin(
    newest_id: int,
    version: int,
    catalogue: str,
    questionnaires: tuple[str, ...],
    measures: Mapping[str, int],
) -> None:
    library = build_library(
        newest_id,
        (version, catalogue_from(catalogue)),
        [questionnaire_from(document) for document in questionnaires],
    )
    _worker.append(environment_without_database(library, measures))


def environment_without_database(
    library: Library, measures: Mapping[str, int] | None = None
) -> Environment:
    """Return an environment in which everything can be worked out and nothing stored."""
    nowhere: Any = None
    return Environment(database=nowhere, shelf=Shelf(nowhere, library, measures))


def _build(seed: int, numbers: Sequence[int]) -> BulkRows:
    return build_companies(_worker[0], seed, numbers)
