"""Hostile SQL in an advisor's name: it shows what is shared with its clusters, no more."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

import asyncpg
import pytest

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from assessments.services.consenting import Wish, share_assessment, withdraw_consent
from assessments.services.environment import Environment
from assessments.services.principals import Scope, hash_secret
from assessments.services.tokens import principal_of
from assessments.services.walls import seen_by
from assessments.storage.acting import ACT, Acting
from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, reads_for
from tests.fixtures.database import as_program
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import ANSWERS, Json, answers_input

pytestmark = pytest.mark.usefixtures("nothing_shared")

REVENUE, EXPORTED, RAISED, SET_ASIDE = 31415926, 2718281, 16180339, 14142135
MONEY: Final = tuple(map(str, (REVENUE, EXPORTED, RAISED, SET_ASIDE)))
RUNWAY: Final = "lt3"
ABOUT_MONEY: Final = ("S04", "S06", "I08", "revenue_nok", "runway", "employees")
PROFILE: Final[Json] = {"annualRevenueNok": REVENUE, "exportRevenueNok": EXPORTED, "employees": 9}


@pytest.fixture
async def rich(respondent: Respondent) -> Respondent:
    """The start-up with amounts that are easy to find, submitted."""
    await fill_in(respondent)
    assert (await respondent.state(PROFILE))["__typename"] == "SaveProfileSuccess"
    money: dict[str, Json] = {
        "S04": {"option": RUNWAY},
        "S06": {"number": RAISED},
        "I08": {"number": SET_ASIDE},
        "I02": {"number": 9},
        "I09": {"dontKnow": True},
    }
    saved = await respondent.save_listed(answers_input({**ANSWERS, **money}))
    assert saved["__typename"] == "SaveAnswersSuccess", saved
    done = await respondent.submit()
    assert done["__typename"] == "SubmitAssessmentSuccess", done
    return respondent


async def give(
    environment: Environment, who: Respondent, scope: ConsentScope = ConsentScope.SUMMARY
) -> StoredConsent:
    uuid = parse_id_of("Assessment", who.id)
    assert uuid is not None
    wish = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE, scope=scope, contact="Kari")
    return await share_assessment(environment, principal_of(who.token), uuid, wish)


@asynccontextmanager
async def acting(dsn: str, *recipients: str) -> AsyncGenerator[asyncpg.Connection]:
    """Give a connection of the program's role that acts for an advisor."""
    connection = await asyncpg.connect(as_program(dsn))
    try:
        await connection.execute("BEGIN")
        await connection.execute(ACT, *Acting(recipients=recipients).settings())
        yield connection
    finally:
        await connection.close()


async def seen(dsn: str, query: str, *recipients: str) -> list[str]:
    """Return the rows of a query as text."""
    async with acting(dsn, *recipients) as connection:
        rows = await connection.fetch(f"SELECT x::text AS row FROM ({query}) AS x")  # noqa: S608 - queries of these tests
        return [row["row"] for row in rows]


WHOLE: Final = "SELECT * FROM shared_assessments"


async def test_the_amounts_are_there_to_be_found(
    database_dsn: str, environment: Environment, rich: Respondent
) -> None:
    given = await give(environment, rich, ConsentScope.ANSWERS)
    (row,) = await seen(database_dsn, WHOLE, CLUSTER)
    assert str(given.id) in row
    for amount in MONEY:
        assert amount in row
    for word in ("S04", RUNWAY, "revenue_nok"):
        assert word in row


async def test_a_summary_has_no_money_and_no_runway(
    database_dsn: str, environment: Environment, rich: Respondent
) -> None:
    given = await give(environment, rich)
    (row,) = await seen(database_dsn, WHOLE, CLUSTER)
    assert str(given.id) in row
    assert "Pustelyd AS" in row
    for hidden in (*MONEY, *ABOUT_MONEY, f'"{RUNWAY}"', "answers", "counted", "caps"):
        assert hidden not in row


async def test_the_wall_holds_for_programs_without_the_scope(
    environment: Environment, rich: Respondent
) -> None:
    await give(environment, rich, ConsentScope.ANSWERS)
    for program, expected in (
        (reads_for(CLUSTER), 1),
        (reads_for(OTHER_CLUSTER), 0),
        *((reads_for(CLUSTER, scope=s), 0) for s in Scope if s is not Scope.SHARED_ASSESSMENTS),
    ):
        database = seen_by(program, environment)
        for table in ("shared_assessments", "consents"):
            rows = await database.rows(f"SELECT 1 FROM {table}")  # noqa: S608 - names of tables
            assert len(rows) == expected, program


GAPS: Final = {
    "only_runway": ["S04"],
    "only_money": ["S06", "I08"],
    "more": ["S04", "S05"],
    "other": ["R01"],
}


@pytest.mark.parametrize(
    ("questionnaire", "shown"),
    [("health-export", ["more", "other"]), ("another", list(GAPS))],
)
async def test_a_gap_that_only_money_shows_is_in_no_summary(
    database: Database, questionnaire: str, shown: list[str]
) -> None:
    document: Json = {
        "gaps": GAPS,
        "themes": [],
        "matches": [],
        "new": "not in it",
        "facts": {"a": 1},
    }
    row = await database.row(
        "SELECT summary_of($1, $2) AS summary", json.dumps(document), questionnaire
    )
    assert row is not None
    nothing = {"legal_name": None, "organisation_number": None, "cluster_memberships": None}
    assert json.loads(row["summary"]) == {
        "score": None,
        "level": None,
        "themes": [],
        "gaps": shown,
        "matches": [],
        "profile": nothing,
    }


TABLES: Final = (
    "assessments",
    "assessment_changes",
    "results",
    "result_scores",
    "idempotency_keys",
    "companies",
    "audit_log",
)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("table", TABLES)
async def test_no_row_behind_what_is_shared_is_seen(
    database: Database,
    database_dsn: str,
    environment: Environment,
    submitted: Respondent,
    table: str,
) -> None:
    await give(environment, submitted, ConsentScope.ANSWERS)
    query = f"SELECT * FROM {table}"  # noqa: S608 - names of tables
    assert await database.rows(query) != []
    assert await seen(database_dsn, query, CLUSTER, OTHER_CLUSTER) == []


@pytest.mark.parametrize("recipients", [(), (OTHER_CLUSTER,), ("norway-health", "tech")])
async def test_others_see_neither_consent_nor_what_is_shared(
    database_dsn: str, environment: Environment, submitted: Respondent, recipients: tuple[str, ...]
) -> None:
    given = await give(environment, submitted, ConsentScope.ANSWERS)
    assert await seen(database_dsn, WHOLE, *recipients) == []
    assert await seen(database_dsn, "SELECT * FROM consents", *recipients) == []
    position = f"SELECT shared_position('{CLUSTER}', '{given.id}')"
    assert await seen(database_dsn, position, *recipients) == ["()"]


async def test_a_recipient_sees_its_consent_while_it_stands(
    database_dsn: str, environment: Environment, submitted: Respondent
) -> None:
    given = await give(environment, submitted)
    (row,) = await seen(database_dsn, "SELECT * FROM consents", CLUSTER)
    assert "Kari" in row
    await withdraw_consent(environment, principal_of(submitted.token), given.id)
    assert await seen(database_dsn, "SELECT * FROM consents", CLUSTER) == []
    assert await seen(database_dsn, WHOLE, CLUSTER) == []


async def test_a_function_that_leaks_is_shown_what_is_shared_only(
    database_dsn: str, environment: Environment, submitted: Respondent, rich: Respondent
) -> None:
    mine = await give(environment, submitted)
    wish = Wish(recipient=OTHER_CLUSTER, purpose=ConsentPurpose.ADVICE, scope=ConsentScope.ANSWERS)
    uuid = parse_id_of("Assessment", rich.id)
    assert uuid is not None
    await share_assessment(environment, principal_of(rich.token), uuid, wish)
    told: list[str] = []
    async with acting(database_dsn, CLUSTER) as connection:
        connection.add_log_listener(lambda _, message: told.append(str(message)))
        await connection.execute(
            """
            SET LOCAL enable_indexscan = off;
            SET LOCAL enable_bitmapscan = off;
            CREATE FUNCTION pg_temp.leaks(anything text) RETURNS boolean COST 0.0000001
            LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE '%', anything; RETURN true; END $$
            """
        )
        for column in ("consent_id::text", "recipient", "document::text", "summary::text"):
            query = f"SELECT 1 FROM shared_assessments WHERE pg_temp.leaks({column})"  # noqa: S608 - names of columns
            assert len(await connection.fetch(query)) == 1
    assert len(told) == 4
    assert str(mine.id) in told[0]
    assert CLUSTER in told[1]
    assert [text for text in told for amount in MONEY if amount in text] == []


HOSTILE: Final = (
    "DELETE FROM consents",
    "UPDATE consents SET scope = 'answers'",
    "UPDATE consents SET recipient = 'norway-health-tech'",
    "CREATE OR REPLACE FUNCTION questions_about_money() RETURNS text[] LANGUAGE sql RETURN '{}'",
    "ALTER VIEW shared_assessments SET (security_barrier = false)",
    "DROP VIEW shared_assessments",
    "CREATE SCHEMA mine",
)


@pytest.mark.parametrize("statement", HOSTILE)
async def test_a_recipient_changes_nothing(
    database_dsn: str, environment: Environment, submitted: Respondent, statement: str
) -> None:
    await give(environment, submitted)
    async with acting(database_dsn, CLUSTER) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE shared_assessments SET scope = 'answers'", "DELETE FROM shared_assessments"],
)
async def test_the_view_is_for_reading_by_its_form_and_by_privilege(
    database_dsn: str, statement: str
) -> None:
    async with acting(database_dsn, CLUSTER) as connection:
        for privilege, expected in (("SELECT", True), ("INSERT, UPDATE, DELETE", False)):
            asked = "SELECT has_table_privilege('shared_assessments', $1)"
            assert await connection.fetchval(asked, privilege) is expected
        with pytest.raises(asyncpg.ObjectNotInPrerequisiteStateError):
            await connection.execute(statement)


async def test_a_recipient_neither_withdraws_nor_gives(
    database_dsn: str, environment: Environment, submitted: Respondent
) -> None:
    given = await give(environment, submitted)
    async with acting(database_dsn, CLUSTER) as connection:
        done = await connection.execute("UPDATE consents SET contact = NULL, withdrawn_at = now()")
        assert done == "UPDATE 0"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(
                """
                INSERT INTO consents (id, assessment_id, recipient, recipient_name, purpose, scope,
                    granted_at)
                VALUES (gen_random_uuid(), $1, 'norway-health-tech', '{}', 'case', 'answers', now())
                """,
                given.assessment_id,
            )


async def test_tables_that_pose_as_others_are_not_looked_into(
    database_dsn: str, environment: Environment, submitted: Respondent
) -> None:
    given = await give(environment, submitted)
    async with acting(database_dsn, OTHER_CLUSTER) as connection:
        await connection.execute(
            f"""
            CREATE TEMP TABLE consents AS
            SELECT '{given.id}'::uuid AS id, '{OTHER_CLUSTER}' AS recipient, now() AS granted_at;
            SET LOCAL search_path = pg_temp, public
            """
        )
        row = await connection.fetchrow(
            "SELECT public.shared_position($1, $2) AS at", OTHER_CLUSTER, given.id
        )
        assert row is not None
        assert row["at"] is None


async def test_who_holds_the_token_sees_its_own_consents_only(
    database_dsn: str, environment: Environment, submitted: Respondent, draft: Respondent
) -> None:
    await give(environment, submitted)
    secret = hash_secret(draft.token)
    for about in (draft, submitted):
        assessment = parse_id_of("Assessment", about.id)
        settings = Acting(assessment=assessment, secrets=(secret,)).settings()
        connection = await asyncpg.connect(as_program(database_dsn))
        try:
            await connection.execute("BEGIN")
            await connection.execute(ACT, *settings)
            assert await connection.fetch("SELECT * FROM consents") == []
            assert await connection.fetch("SELECT * FROM shared_assessments") == []
        finally:
            await connection.close()
