"""The law that SQL and the evaluator agree, for any condition and any state of a company."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questionnaire.conditions.evaluate import Reading, State, compile_condition
from assessments.questionnaire.conditions.outcomes import FALSE, TRUE
from assessments.services.matching_facts import matching_facts
from assessments.storage.condition_sql import Writer
from assessments.storage.database import Database
from tests.assessments.storage.made_companies import FACTS, STATED_LEAVES, TODAY
from tests.assessments.storage.states import STATES
from tests.conditions.random_conditions import CONSTANTS, trees
from tests.fixtures.database import connected
from tests.fixtures.engine import CONDITION, Data
from tests.fixtures.laws import examples

ASKED: Final = """
    SELECT ARRAY[{said}] AS said
    FROM unnest(${number}::jsonb[]) WITH ORDINALITY AS r (facts, place)
    CROSS JOIN LATERAL (SELECT {columns} OFFSET 0) f ORDER BY r.place
"""
CERTAIN: Final = {TRUE: True, FALSE: False}


@pytest.fixture(scope="module")
async def database(database_dsn: str) -> AsyncIterator[Database]:
    async with connected(database_dsn, size=1, statement_cache=0) as database:
        yield database


async def _by_sql(
    database: Database, conditions: Sequence[Data], states: Sequence[State]
) -> list[list[bool | None]]:
    """Return what each condition says of each state, by one statement that reads no table."""
    writer = Writer(FACTS, CONSTANTS, TODAY)
    columns = [writer.condition(CONDITION.validate_python(one)) for one in conditions]
    statement = ASKED.format(
        said=", ".join(columns), columns=writer.columns, number=len(writer.parameters) + 1
    )
    rows = await database.rows(
        statement,
        *writer.parameters,
        [matching_facts(state) for state in states],
    )
    return [list(row["said"]) for row in rows]


@examples(150)
@given(
    conditions=st.lists(trees(STATED_LEAVES), min_size=8, max_size=20),
    states=st.lists(STATES, min_size=8, max_size=20),
)
async def test_sql_says_what_the_evaluator_says(
    database: Database, conditions: list[Data], states: list[State]
) -> None:
    compiled = [
        compile_condition(CONDITION.validate_python(one), CONSTANTS, Reading.MATCHING)
        for one in conditions
    ]
    expected = [[CERTAIN.get(evaluate(state)) for evaluate in compiled] for state in states]
    assert await _by_sql(database, conditions, states) == expected
