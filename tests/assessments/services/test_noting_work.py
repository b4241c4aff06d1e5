"""What a company's log says of the work of programs and delegates, and what that costs."""

from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from assessments.errors import (
    AlreadySubmittedError,
    AnswersRejectedError,
    AssessmentIncompleteError,
    RevisionConflictError,
)
from assessments.services.assessing import start_assessment
from assessments.services.environment import Environment
from assessments.services.opening import open_assessment, open_assessments
from assessments.services.principals import CompanyUser, Integration, Principal, Scope
from assessments.storage.acting import Acting
from assessments.storage.database import Connection
from schema.ids import global_id
from tests.assessments.services.caller import Caller, boolean, number, option, rows_of, start
from tests.assessments.services.concept import ANSWERS, FACTS, fill_in
from tests.assessments.services.working import PROGRAM, WORKERS, begun_by, noted
from tests.fixtures.environment import Clock
from tests.fixtures.managers import COMPANIES, KARI, MINE
from tests.fixtures.statements import NotedConnection, NotedDatabase

ALL_WORK: Final = [
    "answers_saved",
    "assessment_opened",
    "assessment_started",
    "assessment_submitted",
    "profile_saved",
]
MINUTE: Final = timedelta(minutes=1)


async def work(caller: Caller) -> None:
    """Do all that can be done, most of it more than once."""
    await open_assessment(caller.environment, caller.principal, caller.id)
    await caller.save({"S06": number(1)})
    await fill_in(caller)
    await caller.submit()
    await open_assessment(caller.environment, caller.principal, caller.id)


@pytest.mark.parametrize("worker", WORKERS.values(), ids=WORKERS)
async def test_all_work_for_the_company_is_noted(office: Environment, worker: Principal) -> None:
    caller = await begun_by(office, worker)
    await work(caller)
    rows = await office.database.rows("SELECT * FROM audit_log ORDER BY action")
    assert [row["action"] for row in rows] == ALL_WORK
    is_program = isinstance(worker, Integration)
    delegate = worker.delegate if isinstance(worker, Integration | CompanyUser) else None
    expected = {
        "company_id": COMPANIES[MINE],
        "at": office.now(),
        "what": global_id("Assessment", caller.id),
        "subject": getattr(worker, "subject", None),
        "actor_kind": "integration" if is_program else "company_user",
        "actor": worker.name if isinstance(worker, Integration) else "",
        "delegate": delegate,
        "organisation": MINE if is_program and delegate is not None else None,
        "recipient": None,
    }
    for row in rows:
        assert {column: row[column] for column in expected} == expected


async def test_who_is_signed_in_for_the_company_is_not_noted(office: Environment) -> None:
    caller = await begun_by(office, KARI)
    await work(caller)
    page = await open_assessments(office, KARI, COMPANIES[MINE], first=5)
    assert page is not None
    assert page.total == 1
    assert await noted(office.database) == []


async def test_who_holds_an_access_token_is_not_noted(office: Environment) -> None:
    await work(await start(office))
    assert await office.database.rows("SELECT FROM audit_log") == []


@pytest.mark.parametrize("worker", WORKERS.values(), ids=WORKERS)
async def test_what_is_started_for_no_company_is_not_noted(
    office: Environment, worker: Principal
) -> None:
    await start_assessment(office, questionnaire="health-export", principal=worker)
    assert await office.database.rows("SELECT FROM audit_log") == []


async def test_a_program_without_the_scope_starts_what_is_nobodys(office: Environment) -> None:
    program = replace(PROGRAM, scopes=frozenset({Scope.MATCHING}))
    await start_assessment(office, questionnaire="health-export", principal=program)
    assert await office.database.rows("SELECT FROM audit_log") == []


async def test_much_work_within_an_hour_is_one_line_that_says_when_it_began(
    office: Environment, clock: Clock
) -> None:
    caller = await begun_by(office, PROGRAM)
    for amount in range(180):
        await caller.save({"S06": number(amount)})
        clock.forward(MINUTE)
    rows = await office.database.rows("SELECT at FROM audit_log WHERE action = 'answers_saved'")
    begun = clock.now - 180 * MINUTE
    assert sorted(row["at"] for row in rows) == [begun + timedelta(hours=n) for n in range(3)]


async def test_each_caller_and_each_assessment_has_its_own_line(office: Environment) -> None:
    one, other = [await begun_by(office, KARI) for _ in range(2)]
    for amount, worker in enumerate(WORKERS.values()):
        for caller, more in ((one, 0), (other, 0), (one, 100)):
            await open_assessment(office, worker, caller.id)
            await caller.holding(worker).save({"S06": number(amount + more)})
    lines = await office.database.rows("SELECT subject, delegate, action, what FROM audit_log")
    assert set(Counter(tuple(row.values()) for row in lines).values()) == {1}
    assert len(lines) == 2 * len(WORKERS) * 2


async def test_a_page_notes_each_assessment_on_it_and_no_other(office: Environment) -> None:
    mine = [(await begun_by(office, KARI)).id for _ in range(3)]
    for _ in range(2):
        page = await open_assessments(office, PROGRAM, COMPANIES[MINE], first=2)
        assert page is not None
        shown = {global_id("Assessment", one.id) for one in page.assessments}
        rows = await office.database.rows("SELECT action, what FROM audit_log")
        found = Counter(tuple(row.values()) for row in rows)
        assert found == Counter(("assessment_opened", what) for what in shown)
        assert len(shown & {global_id("Assessment", one) for one in mine}) == 2


async def test_what_is_copied_was_read(office: Environment) -> None:
    earlier = await begun_by(office, KARI)
    copied = await start_assessment(
        office,
        questionnaire="health-export",
        principal=PROGRAM,
        company_id=COMPANIES[MINE],
        copy_from=earlier.id,
    )
    rows = await office.database.rows("SELECT action, what FROM audit_log")
    assert {tuple(row.values()) for row in rows} == {
        ("assessment_opened", global_id("Assessment", earlier.id)),
        ("assessment_started", global_id("Assessment", copied.assessment.id)),
    }


async def test_what_changes_nothing_but_shows_it_is_a_reading(office: Environment) -> None:
    mine = await begun_by(office, KARI)
    await mine.state(FACTS)
    await mine.save(ANSWERS)
    caller = mine.holding(PROGRAM)
    await caller.save({})
    assert await noted(office.database) == ["assessment_opened"]
    await office.database.run("DELETE FROM audit_log")
    await caller.state({"uses_ai": boolean(False)})
    assert await noted(office.database) == ["assessment_opened"]
    await office.database.run("DELETE FROM audit_log")
    await caller.submit(key="k")
    await caller.submit(key="k")
    assert sorted(await noted(office.database)) == ["assessment_opened", "assessment_submitted"]


async def test_what_is_refused_is_not_noted(office: Environment) -> None:
    caller = (await begun_by(office, KARI)).holding(PROGRAM)
    async with caller.refused(AnswersRejectedError):
        await caller.save({"S04": option("nothing")})
    async with caller.refused(RevisionConflictError):
        await caller.save({"S06": number(1)}, expected=7)
    async with caller.refused(AssessmentIncompleteError):
        await caller.submit()
    await fill_in(caller.holding(KARI))
    await caller.holding(KARI).submit()
    async with caller.refused(AlreadySubmittedError):
        await caller.save({"S06": number(1)})
    assert await noted(office.database) == []


class _Unnotable(NotedConnection):
    """Fails when a line of the log is added."""

    async def execute(self, query: str, *args: object) -> str:
        if "INSERT INTO audit_log" in query:
            raise ConnectionResetError
        return await super().execute(query, *args)


class Unnotable(NotedDatabase):
    """A database on which nothing can be noted."""

    def acting_for(self, acting: Acting) -> "Unnotable":
        return Unnotable(self._inner.acting_for(acting), self.statements)

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Connection]:
        async with self._inner.writing() as connection:
            yield _Unnotable(connection, self.statements)


async def test_what_cannot_be_noted_is_not_done_and_not_shown(office: Environment) -> None:
    ready = await begun_by(office, KARI)
    await fill_in(ready)
    broken = replace(office, database=Unnotable(office.database))
    caller = replace(ready, environment=broken, principal=PROGRAM)
    before = await rows_of(office.database, ready.id)
    for attempt in (
        caller.save({"S06": number(1)}),
        caller.save({"S06": number(1)}, key="k"),
        caller.state({"employees": number(9)}),
        caller.submit(),
        caller.save({}),
        open_assessment(broken, PROGRAM, ready.id),
        open_assessments(broken, PROGRAM, COMPANIES[MINE], first=1),
        begun_by(broken, PROGRAM),
    ):
        with pytest.raises(ConnectionResetError):
            await attempt
    assert await rows_of(office.database, ready.id) == before
    assert len(await office.database.rows("SELECT FROM assessments")) == 1


async def counted(office: Environment, principal: Principal) -> dict[str, list[int]]:
    """Return how many statements each kind of work takes at first, and again."""
    database = NotedDatabase(office.database)
    environment = replace(office, database=database)
    counts: dict[str, list[int]] = {}

    def count(what: str) -> None:
        counts.setdefault(what, []).append(len(database.statements))
        database.statements.clear()

    for again in range(2):
        caller = await begun_by(environment, principal)
        count("start")
        for time in range(2):
            await open_assessment(environment, principal, caller.id)
            count("open")
            await caller.save({"S06": number(time)})
            count("save")
            await caller.state({"employees": number(time + again + 1)})
            count("state")
        await fill_in(caller)
        database.statements.clear()
        await caller.submit()
        count("submit")
    return counts


async def test_noting_costs_who_is_signed_in_nothing(office: Environment) -> None:
    assert await counted(office, KARI) == {
        "start": [2, 2],
        "open": [1, 1, 1, 1],
        "save": [2, 2, 2, 2],
        "state": [2, 2, 2, 2],
        "submit": [2, 2],
    }


async def test_noting_costs_a_program_one_statement_and_the_bounds_of_a_transaction(
    office: Environment,
) -> None:
    assert await counted(office, PROGRAM) == {
        "start": [5, 5],
        "open": [6, 4, 6, 4],  # The first reading of an hour locks the company and adds the line.
        "save": [5, 5, 5, 5],
        "state": [5, 5, 5, 5],
        "submit": [5, 5],
    }
