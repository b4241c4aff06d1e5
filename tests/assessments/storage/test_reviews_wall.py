"""Hostile SQL about reviews: a cluster writes and reads its own while the answers are shared."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final
from uuid import UUID

import asyncpg
import pytest

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from assessments.services.accepting_reviews import GivenReview
from assessments.services.consenting import Wish, share_assessment, withdraw_consent
from assessments.services.environment import Environment
from assessments.services.reviewing import review_answers
from assessments.services.tokens import principal_of
from assessments.storage.acting import ACT, Acting
from schema.ids import parse_id_of
from tests.assessments.storage.test_row_level_security import held_by
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, advisor_of
from tests.fixtures.database import as_program
from tests.fixtures.respondent import Respondent

pytestmark = pytest.mark.usefixtures("nothing_shared", "consent")

ADVICE: Final = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE, scope=ConsentScope.ANSWERS)
MINE, OTHERS = Acting(recipients=(CLUSTER,)), Acting(recipients=(OTHER_CLUSTER,))
ADD: Final = """
INSERT INTO reviews (id, assessment_id, company_id, recipient, recipient_name, question, level,
    reviewed_at)
VALUES (gen_random_uuid(), $1, $2, $3, '{"nb": "N", "en": "N"}', 'S09', 4, now())
"""
READ: Final = "SELECT question FROM reviews"
SUPERSEDE: Final = "UPDATE reviews SET superseded_at = now()"
REFUSED: Final = asyncpg.InsufficientPrivilegeError


@asynccontextmanager
async def acting(dsn: str, caller: Acting) -> AsyncGenerator[asyncpg.Connection]:
    """Give a connection of the program's role, for `caller`, that is rolled back."""
    connection = await asyncpg.connect(as_program(dsn))
    try:
        await connection.execute("BEGIN")
        await connection.execute(ACT, *caller.settings())
        yield connection
    finally:
        await connection.close()


async def run(dsn: str, caller: Acting, statement: str, *args: object) -> str:
    """Run a statement, and return what PostgreSQL says was done."""
    async with acting(dsn, caller) as connection:
        done: str = await connection.execute(statement, *args)
        return done


@pytest.fixture
def assessment(submitted: Respondent) -> UUID:
    uuid = parse_id_of("Assessment", submitted.id)
    assert uuid is not None
    return uuid


@pytest.fixture
async def consent(
    environment: Environment, submitted: Respondent, assessment: UUID
) -> StoredConsent:
    """The answers are shared, and one is reviewed."""
    holder = principal_of(submitted.token)
    given = await share_assessment(environment, holder, assessment, ADVICE)
    low = GivenReview(question="S01", level=1)
    await review_answers(environment, advisor_of(CLUSTER), given.id, [low])
    return given


async def test_the_cluster_and_the_company_see_it_and_nobody_else(
    database_dsn: str, submitted: Respondent
) -> None:
    for caller, count in ((MINE, 1), (held_by(submitted), 1), (OTHERS, 0), (Acting(), 0)):
        assert await run(database_dsn, caller, READ) == f"SELECT {count}"
    both = Acting(recipients=(CLUSTER, OTHER_CLUSTER))
    assert await run(database_dsn, both, READ) == "SELECT 1"


async def test_only_the_cluster_itself_adds_and_supersedes(
    database_dsn: str, assessment: UUID, submitted: Respondent
) -> None:
    assert await run(database_dsn, MINE, ADD, assessment, None, CLUSTER) == "INSERT 0 1"
    assert await run(database_dsn, MINE, SUPERSEDE) == "UPDATE 1"
    for caller, cluster in (
        (MINE, OTHER_CLUSTER),
        (OTHERS, CLUSTER),
        (OTHERS, OTHER_CLUSTER),
        (held_by(submitted), CLUSTER),
        (Acting(), CLUSTER),
    ):
        with pytest.raises(REFUSED):
            await run(database_dsn, caller, ADD, assessment, None, cluster)
    for caller in (OTHERS, Acting()):
        assert await run(database_dsn, caller, SUPERSEDE) == "UPDATE 0"
    with pytest.raises(REFUSED):
        await run(database_dsn, held_by(submitted), SUPERSEDE)


async def test_a_review_is_of_the_company_that_shares(database_dsn: str, assessment: UUID) -> None:
    with pytest.raises(REFUSED):
        await run(database_dsn, MINE, ADD, assessment, UUID(int=1), CLUSTER)
    with pytest.raises(REFUSED):
        await run(database_dsn, MINE, "UPDATE reviews SET company_id = $1", UUID(int=1))


@pytest.mark.parametrize("ending", ["withdrawn", "summary"])
async def test_without_the_answers_the_cluster_sees_and_writes_nothing(
    database_dsn: str,
    environment: Environment,
    submitted: Respondent,
    consent: StoredConsent,
    ending: str,
) -> None:
    holder = principal_of(submitted.token)
    if ending == "withdrawn":
        await withdraw_consent(environment, holder, consent.id)
    else:
        narrower = replace(ADVICE, scope=ConsentScope.SUMMARY)
        await share_assessment(environment, holder, consent.assessment_id, narrower)
    assert await run(database_dsn, MINE, READ) == "SELECT 0"
    assert await run(database_dsn, MINE, SUPERSEDE) == "UPDATE 0"
    with pytest.raises(REFUSED):
        await run(database_dsn, MINE, ADD, consent.assessment_id, None, CLUSTER)
    locks = "SELECT FROM lock_for_review($1) AS locked WHERE locked"
    assert await run(database_dsn, MINE, locks, consent.id) == "SELECT 0"
    assert await run(database_dsn, held_by(submitted), READ) == "SELECT 1"


async def test_what_was_superseded_never_changes_again(
    database_dsn: str, environment: Environment, consent: StoredConsent
) -> None:
    nothing = GivenReview(question="S01")
    await review_answers(environment, advisor_of(CLUSTER), consent.id, [nothing])
    assert await run(database_dsn, MINE, READ) == "SELECT 1"
    assert await run(database_dsn, MINE, SUPERSEDE) == "UPDATE 0"


@pytest.mark.parametrize("caller", [OTHERS, Acting()])
async def test_others_lock_nothing(
    database_dsn: str, consent: StoredConsent, caller: Acting
) -> None:
    locks = "SELECT FROM lock_for_review($1) AS locked WHERE locked"
    assert await run(database_dsn, MINE, locks, consent.id) == "SELECT 1"
    assert await run(database_dsn, caller, locks, consent.id) == "SELECT 0"
