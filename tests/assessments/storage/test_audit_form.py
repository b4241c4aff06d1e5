"""Hostile SQL against the form of lines of the audit log; and how those are found that name one."""

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.services.auditing import Action
from assessments.services.environment import Environment
from assessments.storage.acting import Acting
from assessments.storage.database import Database
from tests.assessments.storage.test_audit_wall import ADVISOR, CLUSTER, OWN, filled
from tests.fixtures.managers import COMPANIES, MINE

__all__ = ["filled"]

LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
NOTE: Final = """
    INSERT INTO audit_log (id, company_id, at, actor_kind, actor, recipient, action, what)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'x')
"""
AT: Final = "SELECT at FROM audit_log WHERE id = $1"
ELSEWHERE: Final = "oslo-cancer-cluster"

Line = tuple[Acting, str, str, str | None, str]
FORMED: Final[dict[str, Line]] = {
    "a company": (OWN, "company_user", "", None, "company_updated"),
    "a company that shares": (OWN, "company_user", "", ELSEWHERE, "consent_given"),
    "a program by name": (OWN, "integration", "Arkiv", ELSEWHERE, "consent_given"),
    "an advisor": (ADVISOR, "advisor", CLUSTER, CLUSTER, "assessment_read"),
    "a newer program": (OWN, "company_user", "", None, "made_coffee"),
}
MISSHAPEN: Final[dict[str, Line]] = {
    "a company with a name": (OWN, "company_user", "Kari", None, "company_updated"),
    "an advisor by name": (ADVISOR, "advisor", "Kari", CLUSTER, "assessment_read"),
    "an advisor without a recipient": (ADVISOR, "advisor", CLUSTER, None, "assessment_read"),
    "an advisor for another": (ADVISOR, "advisor", ELSEWHERE, ELSEWHERE, "assessment_read"),
    "a reading for another": (OWN, "integration", "Arkiv", ELSEWHERE, "assessment_read"),
    "words": (OWN, "company_user", "", None, "You have won"),
    "nothing": (OWN, "company_user", "", None, ""),
    "much": (OWN, "company_user", "", None, "a" * 51),
}


async def note_line(database: Database, line: Line, at: datetime = LONG_AGO) -> datetime:
    """Note a line as whoever the settings say, and return when the log says that it was."""
    acting, kind, actor, recipient, action = line
    line_id = uuid4()
    await database.acting_for(acting).run(
        NOTE, line_id, COMPANIES[MINE], at, kind, actor, recipient, action
    )
    return await at_of(database, line_id)


async def at_of(database: Database, line_id: object) -> datetime:
    row = await database.row(AT, line_id)
    assert row is not None
    at: datetime = row["at"]
    return at


@pytest.mark.parametrize("line", FORMED.values(), ids=FORMED)
async def test_what_has_the_form_is_noted(filled: Environment, line: Line) -> None:
    assert await note_line(filled.database, line) == LONG_AGO


@pytest.mark.parametrize("line", MISSHAPEN.values(), ids=MISSHAPEN)
async def test_what_has_another_form_is_not_noted(filled: Environment, line: Line) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await note_line(filled.database, line)


@pytest.mark.parametrize("action", Action)
async def test_each_action_has_the_form(filled: Environment, action: Action) -> None:
    if action is not Action.COMPANY_ERASED and action is not Action.ASSESSMENT_ERASED:
        recipient = CLUSTER if "read" in action or "reviewed" in action else None
        acting = Acting(organisations=(MINE,), recipients=(CLUSTER,))
        await note_line(filled.database, (acting, "company_user", "", recipient, action))


TEXTS: Final = st.one_of(
    st.none(),
    st.text(alphabet="0123456789 #:é", max_size=24),
    st.from_regex(r"a?[0-9]{9}b?", fullmatch=True),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), number=st.from_regex(r"[0-9]{9}", fullmatch=True)
)
async def test_the_index_holds_what_a_search_in_the_texts_finds(
    database: Database, texts: tuple[str | None, ...], number: str
) -> None:
    for wanted in {number, *(nine for text in texts if text for nine in windows(text))}:
        row = await database.row(
            "SELECT numbers_in($1, $2, $3, $4) @> ARRAY[$5] AS found", *texts, wanted
        )
        assert row is not None
        assert row["found"] is any(wanted in text for text in texts if text is not None)


def windows(text: str) -> set[str]:
    """Return each stretch of nine ASCII digits in `text`."""
    nines = {text[place : place + 9] for place in range(len(text) - 8)}
    return {nine for nine in nines if nine.isascii() and nine.isdigit()}


async def test_erasing_a_company_does_not_read_the_whole_log(filled: Environment) -> None:
    async with filled.database.acting_for(OWN).writing() as connection:
        await connection.execute("SET LOCAL enable_seqscan = off")
        gone = await connection.fetchrow(
            "SELECT erase_company($1, $2) AS ids", COMPANIES[MINE], MINE
        )
        read = await connection.fetchrow(
            "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'audit_log'"
        )
    assert gone is not None
    assert read is not None
    assert (len(gone["ids"]), read["seq_scan"]) == (1, 0)
