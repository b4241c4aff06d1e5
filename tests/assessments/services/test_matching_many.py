"""Matching many at once: the same as matching each company by itself."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Final

import pytest

from assessments.content.catalogue import Catalogue
from assessments.matching.match import match_offer
from assessments.matching.outcome import Outcome
from assessments.questionnaire.definition import Questionnaire
from assessments.services.demonstration.creating import build_rows
from assessments.services.environment import Environment
from assessments.services.matching_many import count_outcomes, outcomes_of_all
from assessments.services.publishing import publish
from assessments.services.snapshots import evaluated_again
from assessments.storage.bulk import load
from assessments.storage.results import all_results
from tests.fixtures.database import connected, new_database
from tests.fixtures.environment import NOON, environment_on
from tests.fixtures.parts import part_of

COMPANIES: Final = len(part_of(range(300), 4))
DAYS: Final = (date(2026, 11, 22), date(2031, 3, 1))


@pytest.fixture(scope="module")
async def populated(
    server: str,
    empty_database_dsn: str,
    catalogue_definition: Catalogue,
    questionnaire_definitions: list[Questionnaire],
) -> AsyncIterator[Environment]:
    """A database with the delivered content and made-up companies."""
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        await publish(database, catalogue_definition, questionnaire_definitions, NOON)
        environment = await environment_on(database)
        async with database.writing() as connection:
            await load(connection, build_rows(environment, 7, range(COMPANIES)))
        yield environment


async def _one_by_one(environment: Environment, day: date) -> dict[object, Sequence[Outcome]]:
    library = environment.library
    found: dict[object, Sequence[Outcome]] = {}
    async for kept in all_results(environment.database):
        result = kept.result
        questionnaire = library.questionnaire(result.questionnaire_slug)
        assert questionnaire is not None
        document = {**json.loads(result.document), "asOf": day.isoformat()}
        state = evaluated_again(document, questionnaire, library.catalogue).state
        found[result.id] = [
            match_offer(offer, state, frozenset(), day).outcome
            for offer in library.catalogue.offers
        ]
    return found


@pytest.mark.parametrize("day", DAYS)
async def test_every_company_and_every_delivered_offer(populated: Environment, day: date) -> None:
    catalogue = populated.library.catalogue
    many = await outcomes_of_all(populated.database, catalogue, catalogue.offers, day)
    assert len(many) == COMPANIES
    one_by_one = await _one_by_one(populated, day)
    assert many == one_by_one
    counted = await count_outcomes(populated.database, catalogue, catalogue.offers, day)
    for place, counts in enumerate(counted):
        outcomes = [outcomes[place] for outcomes in one_by_one.values()]
        assert counts == {o: outcomes.count(o) for o in set(outcomes)}
