"""Hostile SQL about who is counted: each list is its cluster's, and groups are administrators'."""

from typing import Final

import asyncpg
import pytest

from assessments.storage.acting import ACT, NOBODY, Acting
from assessments.storage.database import Database
from tests.assessments.storage.test_reviews_wall import acting, run
from tests.assessments.storage.test_row_level_security import held_by
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER
from tests.fixtures.filled import OF_FILLED
from tests.fixtures.respondent import Respondent

pytestmark = pytest.mark.usefixtures("filled")

ADVISOR, ANOTHERS = Acting(recipients=(CLUSTER,)), Acting(recipients=(OTHER_CLUSTER,))
COMPANY, ADMINISTRATOR = Acting(organisations=(OF_FILLED,)), Acting(administrator=True)
CONFIRM: Final = """
INSERT INTO memberships (id, cluster, organisation_number, confirmed_at, confirmed_by)
VALUES (gen_random_uuid(), $1, '974760673', now(), 's')
"""
INVITE: Final = """
INSERT INTO invitations (id, cluster, code, created_at, created_by, expires_at)
VALUES (gen_random_uuid(), $1, 'x', now(), 's', now())
"""
LIST: Final = """
INSERT INTO invited_organisations (invitation_id, organisation_number, cluster, invited_at)
SELECT id, '974760673', $1, now() FROM invitations
"""
VERIFY: Final = """
INSERT INTO company_groups (organisation_number, group_number, verified_at, verified_by)
VALUES ('974760673', '974760673', now(), 's')
"""
NOTE: Final = "SELECT note_listing($1, $2, $3, 's', now())"
NEW: Final = "SELECT count(*) FROM audit_log WHERE at = now()"
MARK: Final = "INSERT INTO cell_outbox (organisation_number) VALUES ($1)"
REFUSED: Final = asyncpg.InsufficientPrivilegeError

SEEN: Final[dict[str, tuple[Acting, set[str]]]] = {
    "nobody": (NOBODY, set()),
    "an advisor": (ADVISOR, {"memberships", "invitations", "invited_organisations"}),
    "an advisor of another": (ANOTHERS, set()),
    "the company": (COMPANY, {"memberships", "invited_organisations", "company_groups"}),
    "another company": (Acting(organisations=("974760673",)), set()),
    "an administrator": (ADMINISTRATOR, {"company_groups"}),
}
TABLES: Final = (
    *("memberships", "company_groups", "invitations", "invited_organisations", "cell_outbox"),
)


@pytest.mark.parametrize("who", SEEN)
async def test_each_sees_what_is_its_own(database_dsn: str, who: str) -> None:
    caller, expected = SEEN[who]
    async with acting(database_dsn, caller) as connection:
        seen = {t for t in TABLES if await connection.fetchval(f"SELECT count(*) FROM {t}")}  # noqa: S608 - names of tables
    assert seen == expected


@pytest.mark.parametrize("statement", [CONFIRM, INVITE])
async def test_an_advisor_writes_for_the_cluster_and_nobody_else_does(
    database_dsn: str, statement: str
) -> None:
    assert await run(database_dsn, ADVISOR, statement, CLUSTER) == "INSERT 0 1"
    for caller in (ANOTHERS, COMPANY, ADMINISTRATOR, NOBODY):
        with pytest.raises(REFUSED):
            await run(database_dsn, caller, statement, CLUSTER)


async def test_whom_an_invitation_is_for_is_written_for_ones_own_alone(database_dsn: str) -> None:
    assert (await run(database_dsn, ADVISOR, LIST, CLUSTER)).startswith("INSERT 0 ")
    assert await run(database_dsn, ANOTHERS, LIST, OTHER_CLUSTER) == "INSERT 0 0"
    with pytest.raises(REFUSED):
        await run(database_dsn, ADVISOR, LIST, OTHER_CLUSTER)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE memberships SET ended_at = now()", "UPDATE invitations SET revoked_at = now()"],
)
async def test_an_advisor_ends_what_is_the_clusters(database_dsn: str, statement: str) -> None:
    assert await run(database_dsn, ADVISOR, statement) != "UPDATE 0"
    for caller in (ANOTHERS, COMPANY, ADMINISTRATOR, NOBODY):
        assert await run(database_dsn, caller, statement) == "UPDATE 0"


async def test_groups_are_written_by_administrators_alone(database_dsn: str) -> None:
    assert await run(database_dsn, ADMINISTRATOR, VERIFY) == "INSERT 0 1"
    assert await run(database_dsn, ADMINISTRATOR, "DELETE FROM company_groups") != "DELETE 0"
    for caller in (ADVISOR, COMPANY, NOBODY):
        assert await run(database_dsn, caller, "DELETE FROM company_groups") == "DELETE 0"
        with pytest.raises(REFUSED):
            await run(database_dsn, caller, VERIFY)


@pytest.mark.parametrize(
    ("caller", "done", "cluster"),
    [
        (ANOTHERS, "member_added", CLUSTER),
        (COMPANY, "member_added", CLUSTER),
        (ADMINISTRATOR, "member_added", CLUSTER),
        (ADMINISTRATOR, "member_added", None),
        (ADVISOR, "group_joined", CLUSTER),
        (ADVISOR, "group_joined", None),
        (NOBODY, "group_left", None),
        (ADVISOR, "assessment_read", CLUSTER),
    ],
)
async def test_only_who_may_list_a_company_tells_it_so(
    database_dsn: str, caller: Acting, done: str, cluster: str | None
) -> None:
    assert await told(database_dsn, ADVISOR, "member_added", CLUSTER) == 1
    assert await told(database_dsn, ADMINISTRATOR, "group_joined", None) == 1
    assert await told(database_dsn, caller, done, cluster) == 0


async def told(dsn: str, caller: Acting, done: str, cluster: str | None) -> int:
    """Return how many lines the company has more when `caller` tells that it was listed."""
    async with acting(dsn, caller) as connection:
        await connection.execute(NOTE, [OF_FILLED, "974760673"], done, cluster)
        await connection.execute(ACT, *COMPANY.settings())
        return int(await connection.fetchval(NEW))


async def test_a_company_marks_itself_and_no_other(database_dsn: str) -> None:
    for caller in (ADVISOR, ADMINISTRATOR, COMPANY):
        assert await run(database_dsn, caller, MARK, OF_FILLED) == "INSERT 0 1"
    for caller in (COMPANY, NOBODY):
        with pytest.raises(REFUSED):
            await run(database_dsn, caller, MARK, "974760673")


async def test_whoever_has_the_code_learns_the_cluster_and_sees_no_row(
    database_dsn: str, database: Database, filled: Respondent
) -> None:
    del filled
    row = await database.row("SELECT code, created_at FROM invitations")
    assert row is not None
    async with acting(database_dsn, NOBODY) as connection:
        found = await connection.fetch("SELECT * FROM invited_by($1, $2)", *row.values())
        assert [one["inviting"] for one in found] == [CLUSTER]
        assert await connection.fetch("SELECT * FROM invited_by('x', $1)", row["created_at"]) == []
        assert await connection.fetch("SELECT * FROM invitations") == []


async def test_the_agreement_is_ones_own_to_change(database_dsn: str, filled: Respondent) -> None:
    change = "UPDATE results SET include_in_aggregates = NOT include_in_aggregates"
    for caller in (ADVISOR, COMPANY, ADMINISTRATOR, NOBODY):
        assert await run(database_dsn, caller, change) == "UPDATE 0"
    assert await run(database_dsn, held_by(filled), change) == "UPDATE 1"
