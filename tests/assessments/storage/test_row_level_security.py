"""Hostile SQL as the role that the program serves with: it sees what the caller proves, no more."""

from typing import Final
from uuid import UUID

import asyncpg
import pytest

from assessments.services.cells.settling import WORKER
from assessments.services.principals import hash_secret
from assessments.storage.acting import ACT, NOBODY, Acting
from assessments.storage.database import Database
from assessments.storage.database import connected as connected_as
from assessments.storage.roles import role_at
from schema.ids import parse_id_of
from tests.fixtures.asker import CLUSTER
from tests.fixtures.database import as_program, connected
from tests.fixtures.filled import OF_FILLED
from tests.fixtures.respondent import Respondent
from tests.migrations.steps import query
from tests.schema.test_erasing import dump

OPEN: Final = {"alembic_version", "content_versions", "measures"}
"""Tables in which nothing is anybody's."""
HIDDEN: Final = (
    "assessments",
    "assessment_changes",
    "idempotency_keys",
    "results",
    "result_scores",
    "companies",
    "audit_log",
    "api_keys",
    "consents",
    "reviews",
    "memberships",
    "company_groups",
    "invitations",
    "invited_organisations",
    "cell_outbox",
    "contributions",
    "cells",
    "disclosure_atoms",
    "cohort_releases",
    "cohort_figures",
)
COUNTED: Final = {"cell_outbox", "cells", "disclosure_atoms"}
"""Of these only whoever counts sees rows."""
ADVISED: Final = {"invitations"}
"""Of these advisors see rows, and no company."""
NOTHING: Final = UUID(int=0)


def held_by(respondent: Respondent) -> Acting:
    """Return what the respondent proves."""
    secret = hash_secret(respondent.token)
    return Acting(assessment=parse_id_of("Assessment", respondent.id), secrets=(secret,))


@pytest.fixture
def program(database_dsn: str) -> str:
    """The address at which the program serves."""
    return as_program(database_dsn)


async def _count(database: Database, table: str) -> int:
    row = await database.row(f"SELECT count(*) AS n FROM {table}")  # noqa: S608 - names of tables
    assert row is not None
    return int(row["n"])


async def test_every_table_of_somebodys_is_protected(database_dsn: str) -> None:
    tables = await query(
        database_dsn,
        "SELECT relname, relrowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    )
    assert {name for name, is_protected in tables if not is_protected} == OPEN
    assert {name for name, is_protected in tables if is_protected} == set(HIDDEN)


async def test_the_role_owns_nothing_and_is_held_back(program: str, database_dsn: str) -> None:
    assert (await role_at(program)).is_bound
    assert not (await role_at(database_dsn)).is_bound


@pytest.mark.parametrize("table", HIDDEN)
async def test_who_proves_nothing_sees_nothing_also_after_others(
    program: str, database: Database, filled: Respondent, table: str
) -> None:
    assert await _count(database, table) > 0
    async with connected_as(program, size=1) as served:
        held = served.acting_for(held_by(filled))
        assert await _count(held, "assessments") == 1
        assert await _count(held, "results") == 1
        for seen in (served, served.acting_for(NOBODY)):
            assert await _count(seen, table) == 0


@pytest.mark.parametrize(
    "proved",
    [
        {"assessment": True},
        {"secrets": (b"x" * 32,), "assessment": True},
        {"secrets": True},
        {"organisations": ("974760673",)},
        {"recipients": ("norway-health", "tech")},
    ],
)
async def test_half_a_proof_is_none(
    program: str, database: Database, filled: Respondent, proved: dict[str, object]
) -> None:
    given: dict[str, object] = dict(proved)
    if given.get("assessment") is True:
        given["assessment"] = held_by(filled).assessment
    if given.get("secrets") is True:
        given["secrets"] = held_by(filled).secrets
    async with connected_as(program, size=1) as served:
        acting = served.acting_for(Acting(**given))  # type: ignore[arg-type]  # of several kinds
        for table in HIDDEN:
            assert await _count(database, table) > 0, table
            assert await _count(acting, table) == 0, table


async def test_the_whole_proof_shows_what_is_there_to_be_seen(
    program: str, filled: Respondent
) -> None:
    async with connected_as(program, size=1) as served:
        held = served.acting_for(held_by(filled))
        company = served.acting_for(Acting(organisations=(OF_FILLED,)))
        seen = {t for t in HIDDEN if await _count(held, t) or await _count(company, t)}
        advisor, counts = (
            served.acting_for(one) for one in (Acting(recipients=(CLUSTER,)), WORKER)
        )
        others = ADVISED | COUNTED
        advised = {table for table in others if await _count(advisor, table)}
        counted = {table for table in others if await _count(counts, table)}
    assert (seen, advised, counted) == (set(HIDDEN) - others, ADVISED, COUNTED)


HOSTILE: Final = (
    "UPDATE assessments SET company_id = NULL",
    "UPDATE results SET company_id = NULL",
    "UPDATE assessment_changes SET company_id = NULL",
    "UPDATE consents SET withdrawn_at = now(), contact = NULL",
    "UPDATE reviews SET superseded_at = now()",
    "UPDATE memberships SET ended_at = now()",
    "UPDATE company_groups SET group_number = organisation_number",
    "UPDATE invitations SET revoked_at = now()",
    "UPDATE results SET include_in_aggregates = true",
    "UPDATE cells SET changes = 0",
    "UPDATE contributions SET clusters = '{}'",
    "UPDATE contributions SET atom = 9",
    "UPDATE cohort_figures SET told_companies = 1",
    "UPDATE disclosure_atoms SET ghosts = 0",
    "UPDATE cell_outbox SET noted_at = now()",
    "DELETE FROM cell_outbox",
    "DELETE FROM contributions",
)
REFUSED: Final = (
    "UPDATE results SET document = '{}'",
    "UPDATE assessment_changes SET changes = '{}'",
    "UPDATE audit_log SET what = ''",
    "DELETE FROM audit_log",
    "DELETE FROM assessments",
    "DELETE FROM companies",
    "DELETE FROM consents",
    "UPDATE consents SET scope = 'answers'",
    "UPDATE consents SET recipient = 'oslo-cancer-cluster'",
    "DELETE FROM reviews",
    "UPDATE reviews SET level = 4",
    "UPDATE reviews SET recipient = 'oslo-cancer-cluster'",
    "DELETE FROM memberships",
    "UPDATE memberships SET organisation_number = '974760673'",
    "DELETE FROM invitations",
    "UPDATE invitations SET code = 'x'",
    "DELETE FROM invited_organisations",
    "UPDATE results SET record_key = 1",
    "DELETE FROM cells",
    "DELETE FROM disclosure_atoms",
    "INSERT INTO disclosure_atoms (id) VALUES (9)",
    "DELETE FROM cohort_figures",
    "DELETE FROM cohort_releases",
    "UPDATE cohort_releases SET minimum = 1",
    "INSERT INTO cohort_releases (questionnaire_slug, made_at, minimum) VALUES ('q', now(), 9)",
    "INSERT INTO measures (key) VALUES ('score:x')",
    "UPDATE cell_outbox SET organisation_number = '974760673'",
    "INSERT INTO cell_outbox (organisation_number) VALUES ('974760673')",
    "CREATE OR REPLACE VIEW shared_assessments AS SELECT 1 AS consent_id",
    "DELETE FROM assessment_changes",
    "DELETE FROM results",
    "TRUNCATE assessments CASCADE",
    "ALTER TABLE assessments DISABLE ROW LEVEL SECURITY",
    "DROP POLICY seen ON assessments",
    "CREATE TABLE mine (id int)",
    "INSERT INTO content_versions (kind) VALUES ('catalogue')",
    "CREATE POLICY mine ON assessments USING (true)",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "SET LOCAL row_security = off; SELECT * FROM assessments",
)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("statement", HOSTILE)
async def test_what_is_hidden_cannot_be_changed(
    program: str, database: Database, statement: str
) -> None:
    table = statement.removeprefix("UPDATE ").removeprefix("DELETE FROM ").split()[0]
    assert await _count(database, table) > 0
    before = await dump(database)
    connection = await asyncpg.connect(program)
    try:
        assert await connection.execute(statement) in {"UPDATE 0", "DELETE 0"}
    finally:
        await connection.close()
    assert await dump(database) == before


@pytest.mark.parametrize("statement", REFUSED)
async def test_what_the_role_may_not_do_is_refused(
    program: str, database: Database, filled: Respondent, statement: str
) -> None:
    owner = await database.row("SELECT quote_ident(current_user) AS name")
    assert owner is not None
    connection = await asyncpg.connect(program)
    try:
        await connection.execute("BEGIN")
        await connection.execute(ACT, *held_by(filled).settings())
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement.replace("{owner}", owner["name"]))
        await connection.execute("ROLLBACK")
    finally:
        await connection.close()


async def test_nobody_starts_an_assessment_for_another_company(fresh_database_dsn: str) -> None:
    async with connected(fresh_database_dsn, size=2) as owner:
        await owner.run(
            "INSERT INTO companies VALUES ($1, '123456785', '{}', 0, now(), now())", NOTHING
        )
        acting = Acting(assessment=UUID(int=1), organisations=("974760673",))
        for company, raises in ((NOTHING, True), (None, False)):
            adds = owner.acting_for(acting).run(
                """
                INSERT INTO assessments (id, company_id, questionnaire_slug,
                    questionnaire_version, status, revision, answers, facts,
                    include_in_aggregates, started_at, updated_at)
                VALUES ($1, $2, 'q', 1, 'draft', 0, '{}', '{}', false, now(), now())
                """,
                UUID(int=1),
                company,
            )
            if raises:
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await adds
            else:
                await adds


@pytest.mark.parametrize("name", ["x'y", "a,b", "", "a b", "æ"])
def test_what_cannot_be_a_name_is_put_into_no_list(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        Acting(organisations=(name,)).settings()
