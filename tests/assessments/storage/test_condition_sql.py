"""Conditions as SQL: the same as the evaluator, for thousands of made-up companies at once."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from assessments.matching.compiled import CompiledOffer, compile_offers
from assessments.matching.match import match_offer
from assessments.matching.offers import Offer
from assessments.matching.outcome import Outcome
from assessments.questionnaire.conditions.evaluate import Constants, State
from assessments.questionnaire.conditions.operators import Operator
from assessments.questionnaire.values import Marker, Value
from assessments.services.matching_facts import matching_facts
from assessments.storage.bulk import ASSESSMENTS, RESULTS
from assessments.storage.database import Database
from assessments.storage.matching_many import Many
from tests.assessments.matching.made_offers import criterion, offer
from tests.assessments.storage.made_companies import (
    AGE,
    COMPUTED,
    FACTS,
    FIGURES,
    FOUNDED,
    KINDS,
    STATED,
    STATED_LEAVES,
    TODAY,
    is_close,
    known,
)
from tests.conditions.random_conditions import COMPARISONS, CONSTANTS, SCORES
from tests.fixtures.database import connected, new_database
from tests.fixtures.engine import Data
from tests.fixtures.laws import tried
from tests.fixtures.parts import part_of

COMPANIES: Final = tried(20_000)
OFFERS: Final = 40
MARKERS: Final = (Marker.DONT_KNOW, Marker.NOT_APPLICABLE, Marker.ABSENT)


def _company(chance: Random) -> State:
    """Return a company of which each fact is known, is not for whatever reason, or is not there."""
    stated: dict[str, Value] = {}
    for slug, values in STATED.items():
        if chance.random() < 0.8:
            markers = MARKERS if chance.random() < 0.5 else ()
            stated[slug] = chance.choice([*values, *markers])
    scores = {theme: chance.choice(SCORES) for theme in ("overall", "t") if chance.random() < 0.8}
    return State(facts=known(stated), scores=scores)


def _tree(chance: Random, depth: int) -> Data:
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return chance.choice(STATED_LEAVES)
    if kind < 0.55:
        return {"not": _tree(chance, depth - 1)}
    children = [_tree(chance, depth - 1) for _ in range(chance.randint(1, 3))]
    return {chance.choice(["all", "any"]): children}


def _offer(chance: Random, number: int) -> Data:
    criteria = [
        criterion(
            f"c{place}",
            _tree(chance, 2),
            hard=chance.random() < 0.85,
            actionable=chance.random() < 0.5,
        )
        for place in range(chance.randint(0, 4))
    ]
    return offer(
        f"offer-{number}",
        criteria=criteria,
        applicant=chance.choice(["company", "company", "company", "cluster"]),
        open_to_all=chance.random() < 0.2,
        status=chance.choice(["active"] * 8 + ["ended"]),
        valid_from=chance.choice([None] * 8 + ["2027-01-01"]),
    )


def _every_leaf() -> list[Data]:
    """Return an offer per comparison, so that each is tried by itself too."""
    return [
        offer(f"leaf-{number}", criteria=[criterion("c", leaf)])
        for number, leaf in enumerate(part_of(STATED_LEAVES, 4))
    ]


def _compiled(offers: Sequence[Data]) -> tuple[CompiledOffer, ...]:
    adapter: TypeAdapter[Offer] = TypeAdapter(Offer)
    made = [adapter.validate_python(one) for one in offers]
    constants = Constants(
        groups=CONSTANTS.groups, rates=CONSTANTS.rates, dont_know=CONSTANTS.dont_know
    )
    return compile_offers(made, constants, lambda slug: (slug,))


@dataclass(frozen=True, slots=True)
class Population:
    database: Database
    companies: dict[UUID, State]


def _id(number: int) -> UUID:
    return UUID(int=number + 1)


def _rows(companies: Sequence[State]) -> tuple[list[Any], list[Any]]:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    assessments = [
        (_id(n), None, "q", 1, "submitted", 1, "{}", "{}", b"h", at, None, False, at, at, at)
        for n in range(len(companies))
    ]
    results = [
        (
            *(_id(n), _id(n), None, "q", 1, 1, "1.1.0", TODAY, at, b"h"),
            *(None, None, None, False, "{}", matching_facts(state), "d", None, None, None),
        )
        for n, state in enumerate(companies)
    ]
    return assessments, results


@pytest.fixture(scope="module")
async def population(server: str, empty_database_dsn: str) -> AsyncIterator[Population]:
    chance = Random(20_000)
    companies = [_company(chance) for _ in range(COMPANIES)]
    async with new_database(server, empty_database_dsn) as dsn, connected(dsn) as database:
        assessments, results = _rows(companies)
        async with database.writing() as connection:
            await connection.copy_records_to_table(
                "assessments", records=assessments, columns=ASSESSMENTS
            )
            await connection.copy_records_to_table("results", records=results, columns=RESULTS)
        yield Population(database, {_id(n): state for n, state in enumerate(companies)})


async def _agree(population: Population, offers: tuple[CompiledOffer, ...]) -> set[Outcome]:
    """Fail where one company has another outcome; return the outcomes that there were."""
    found = await Many(offers, FACTS, CONSTANTS, TODAY).outcomes(population.database)
    assert found.keys() == population.companies.keys()
    seen: set[Outcome] = set()
    for company, state in population.companies.items():
        expected = [match_offer(one, state, frozenset(), TODAY).outcome for one in offers]
        seen |= set(expected)
        if found[company] != expected:
            wrong = next(
                (one.offer, many, single)
                for one, many, single in zip(offers, found[company], expected, strict=True)
                if many is not single
            )
            pytest.fail(f"{state}: {wrong}")
    return seen


def test_every_operator_is_tried() -> None:
    assert {leaf["op"] for leaf in STATED_LEAVES} == {str(op) for op in Operator}
    assert set(KINDS) == {*COMPARISONS, *FIGURES, FOUNDED, AGE, *COMPUTED}


async def test_the_companies_are_such_that_computed_facts_matter(population: Population) -> None:
    states = population.companies.values()
    for slug in COMPUTED:
        seen = [state.facts.get(slug) for state in states]
        assert {marker for marker in seen if isinstance(marker, Marker)} == set(MARKERS)
        assert sum(isinstance(value, Fraction) for value in seen) > COMPANIES / 20
    divided = [s for s in states if s.facts.get("revenue") == 0 and s.facts.get("exported") == 0]
    assert {state.facts["share"] for state in divided} == {Marker.ABSENT}
    assert sum(is_close(state.facts.get("share")) for state in states) > COMPANIES / 100


async def test_every_comparison_agrees_for_every_company(population: Population) -> None:
    seen = await _agree(population, _compiled(_every_leaf()))
    assert seen == {Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE, Outcome.CANNOT_TELL}


async def test_random_offers_agree_for_every_company(population: Population) -> None:
    chance = Random(7)
    seen = await _agree(population, _compiled([_offer(chance, n) for n in range(OFFERS)]))
    assert seen == set(Outcome)


def test_a_criterion_compares_no_answer() -> None:
    (one,) = _compiled([offer("x", criteria=[criterion("c", {"answer": "q", "op": "answered"})])])
    with pytest.raises(TypeError, match="only a questionnaire"):
        Many([one], FACTS, CONSTANTS, TODAY)
