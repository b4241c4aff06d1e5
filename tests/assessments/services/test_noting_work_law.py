"""The law of the bound: a line for each kind of work, assessment, caller and whole hour."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessments.assessment import StoredAssessment
from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.services.noting_work import note_shown, write_noted
from assessments.services.shelf import Shelf
from assessments.services.walls import seen_by
from assessments.storage.database import Database
from schema.ids import global_id
from tests.assessments.services.working import WORKERS
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.laws import LAW
from tests.fixtures.looping import Looping
from tests.fixtures.managers import COMPANIES, MINE, REGISTER

COMPANY: Final = COMPANIES[MINE]
WORK: Final = (
    Action.ANSWERS_SAVED,
    Action.PROFILE_SAVED,
    Action.ASSESSMENT_SUBMITTED,
    Action.ASSESSMENT_OPENED,
)
ASSESSMENTS: Final = tuple(
    StoredAssessment(
        id=UUID(int=number),
        company_id=COMPANY,
        organisation_number=MINE,
        questionnaire_slug="q",
        questionnaire_version=1,
        status="draft",
        revision=0,
        answers={},
        facts={},
        token_hash=None,
        token_expires_at=None,
        token_revoked_at=None,
        started_at=NOON,
        updated_at=NOON,
        submitted_at=None,
    )
    for number in (71, 72)
)
Deed = tuple[str, Action, StoredAssessment, int]
DEEDS: Final = st.lists(
    st.tuples(
        st.sampled_from(sorted(WORKERS)),
        st.sampled_from(WORK),
        st.sampled_from(ASSESSMENTS),
        st.integers(-40, 50),
    ),
    max_size=30,
)
"""Who does what to which, and how many minutes after the one before; clocks of processes differ."""


def saves(*minutes: int) -> list[Deed]:
    """Return the same work again and again, so many minutes after the one before."""
    return [("a key", Action.ANSWERS_SAVED, ASSESSMENTS[0], after) for after in minutes]


@pytest.fixture
def apart(fresh_database_dsn: str) -> Iterator[Looping]:
    """Open a database in which the company is registered, in a loop that stays."""
    with asyncio.Runner() as runner:
        opened = connected(fresh_database_dsn, size=1)
        database = runner.run(opened.__aenter__())
        runner.run(database.run(REGISTER, COMPANY, MINE))
        yield Looping(runner, database)
        runner.run(opened.__aexit__(None, None, None))


async def is_written(_: Database) -> bool:
    return True


async def do(environment: Environment, who: str, action: Action, to: StoredAssessment) -> None:
    worker = WORKERS[who]
    if action is Action.ASSESSMENT_OPENED:
        await note_shown(environment, worker, to)
    else:
        database = seen_by(worker, environment)
        assert await write_noted(environment, worker, (action, to), database, is_written)


Line = tuple[str, str, str, datetime]


async def lines_after(database: Database, shelf: Shelf, deeds: list[Deed]) -> list[Line]:
    """Return the lines that deeds leave: subject with delegate, action, what, and when."""
    clock = Clock()
    environment = Environment(database=database, shelf=shelf, now=clock)
    await database.run("DELETE FROM audit_log")
    for who, action, to, minutes in deeds:
        clock.forward(timedelta(minutes=minutes))
        await do(environment, who, action, to)
    rows = await database.rows(
        "SELECT concat_ws(' for ', subject, delegate) AS who, action, what, at FROM audit_log"
    )
    return sorted((row["who"], row["action"], row["what"], row["at"]) for row in rows)


def expected_of(deeds: list[Deed]) -> list[Line]:
    """Return the first of each kind in each hour, as the rule is written."""
    at, first = NOON, dict[tuple[str, str, str, datetime], datetime]()
    for who, action, to, minutes in deeds:
        at += timedelta(minutes=minutes)
        worker = WORKERS[who]
        named = [getattr(worker, "subject", ""), getattr(worker, "delegate", None)]
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        name = " for ".join(filter(None, named))
        first.setdefault((name, action.value, global_id("Assessment", to.id), hour), at)
    return sorted((who, action, what, at) for (who, action, what, _), at in first.items())


@settings(LAW, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
@example(deeds=saves(0, 59, 1, 59, 1))
@example(deeds=saves(0, -1, 1, -1))
def test_there_is_one_line_for_each_kind_of_work_and_hour(
    apart: Looping, shelf: Shelf, deeds: list[Deed]
) -> None:
    found = apart.runner.run(lines_after(apart.database, shelf, deeds))
    assert found == expected_of(deeds)
