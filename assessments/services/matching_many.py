"""What every company in the database can make of offers, at once.

Every submitted result is a company here, with its answers and facts as they were.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from assessments.content.library import CompiledCatalogue
from assessments.matching.compiled import CompiledOffer
from assessments.matching.outcome import Outcome
from assessments.services.environment import Environment
from assessments.services.matching_facts import facts_digest, matching_facts
from assessments.services.snapshots import evaluated_again
from assessments.storage.database import Database
from assessments.storage.matching_many import Many
from assessments.storage.results import count_without_facts, put_facts, results_without_facts


async def facts_to_refresh(environment: Environment) -> int:
    """Return of how many results the facts were worked out by other content or rules, or never."""
    digest = facts_digest(environment.library.catalogue)
    return await count_without_facts(environment.database, digest)


async def refresh_facts(environment: Environment) -> AsyncIterator[int]:
    """Work out anew the facts of results that were worked out by other content or rules.

    Yield after each page how many results it had. What was submitted since needs nothing.

    Raises:
        NoContentError: A result's questionnaire version is not in the database.
    """
    catalogue = environment.library.catalogue
    digest = facts_digest(catalogue)
    async for page in results_without_facts(environment.database, digest):
        facts: dict[UUID, str] = {}
        for kept in page:
            result = kept.result
            key = (result.questionnaire_slug, result.questionnaire_version)
            questionnaire = environment.shelf.questionnaire(*key)
            evaluation = evaluated_again(json.loads(result.document), questionnaire, catalogue)
            facts[result.id] = matching_facts(evaluation.state)
        await put_facts(environment.database, facts, digest)
        yield len(page)


async def outcomes_of_all(
    database: Database, catalogue: CompiledCatalogue, offers: Sequence[CompiledOffer], as_of: date
) -> Mapping[UUID, Sequence[Outcome]]:
    """Return what the company of each result can make of each of `offers`, in their order.

    Args:
        database: Where the results are, with their facts up to date.
        catalogue: The one that the facts were worked out by, or one that works them out alike.
        offers: The offers, which may be changed ones.
        as_of: The day.
    """
    return await _many(catalogue, offers, as_of).outcomes(database)


async def count_outcomes(
    database: Database, catalogue: CompiledCatalogue, offers: Sequence[CompiledOffer], as_of: date
) -> Sequence[Mapping[Outcome, int]]:
    """Return for each of `offers`, in order, how many companies have which outcome."""
    return await _many(catalogue, offers, as_of).counts(database)


def _many(catalogue: CompiledCatalogue, offers: Sequence[CompiledOffer], as_of: date) -> Many:
    return Many(offers, catalogue.facts, catalogue.constants, as_of)
