"""What an advisor reads of what is shared: as far as it is, while it is, and noted each time."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.assessment import ConsentPurpose, ConsentScope, SharedAssessment, StoredConsent
from assessments.errors import NotFoundError
from assessments.services.consenting import Wish, share_assessment, withdraw_consent
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.services.sharing import SharedPage, read_shared, read_shared_page
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, STRANGERS, advisor_of
from tests.fixtures.environment import Clock, environment_on
from tests.fixtures.respondent import Respondent
from tests.fixtures.statements import NotedDatabase

pytestmark = pytest.mark.usefixtures("nothing_shared")

ADVICE: Final = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE)
ADVISOR: Final = advisor_of(CLUSTER)


def uuid_of(who: Respondent) -> UUID:
    uuid = parse_id_of("Assessment", who.id)
    assert uuid is not None
    return uuid


async def give(environment: Environment, who: Respondent, wish: Wish = ADVICE) -> StoredConsent:
    return await share_assessment(environment, principal_of(who.token), uuid_of(who), wish)


async def give_each(environment: Environment, clock: Clock, who: Respondent) -> list[StoredConsent]:
    """Share for every purpose, a minute apart, and return the consents, the last one first."""
    given: list[StoredConsent] = []
    for purpose in ConsentPurpose:
        clock.forward(timedelta(minutes=1))
        given.insert(0, await give(environment, who, replace(ADVICE, purpose=purpose)))
    return given


async def page(
    environment: Environment,
    principal: Principal = ADVISOR,
    cluster: str = CLUSTER,
    *,
    first: int = 200,
    after: UUID | None = None,
) -> SharedPage:
    found = await read_shared_page(environment, principal, cluster, first=first, after=after)
    assert found is not None
    return found


def ids(found: SharedPage) -> list[UUID]:
    return [shared.consent.id for shared in found.shared]


async def read_lines(database: Database) -> list[tuple[str, str | None, str, UUID | None]]:
    rows = await database.rows(
        """
        SELECT actor, subject, what, company_id FROM audit_log
        WHERE action = 'assessment_read' AND actor_kind = 'advisor' ORDER BY at, id
        """
    )
    return [tuple(row.values()) for row in rows]


async def test_a_summary_is_what_it_says(environment: Environment, submitted: Respondent) -> None:
    given = await give(environment, submitted)
    (shared,) = (await page(environment)).shared
    assert shared.consent == given
    stored = await submitted.stored()
    assert shared.submitted_at == stored.submitted_at
    assert (shared.region, shared.size_band, shared.sector) == ("32", "micro", None)
    assert set(shared.summary) == {"score", "level", "themes", "gaps", "matches", "profile"}
    assert shared.summary["profile"] == {
        "legal_name": {"text": "Pustelyd AS"},
        "organisation_number": {"text": "923609016"},
        "cluster_memberships": {"options": ["norway-health-tech"]},
    }
    assert set(shared.summary["themes"][0]) == {"theme", "score", "level"}
    assert {len(match) for match in shared.summary["matches"]} == {2}
    assert shared.document is None


async def test_answers_are_the_whole_result(
    environment: Environment, submitted: Respondent
) -> None:
    await give(environment, submitted, replace(ADVICE, scope=ConsentScope.ANSWERS))
    (shared,) = (await page(environment)).shared
    stored = (await submitted.stored()).result
    assert stored is not None
    assert shared.document is not None
    assert set(shared.document["answers"]["S04"]) == {"option", "at"}
    for part in ("score", "level"):
        assert shared.document[part] == shared.summary[part]
    assert [t["score"] for t in shared.document["themes"]] == [
        t["score"] for t in shared.summary["themes"]
    ]


async def test_a_page_is_of_the_last_shared(
    environment: Environment, clock: Clock, submitted: Respondent
) -> None:
    given = [consent.id for consent in await give_each(environment, clock, submitted)]
    whole = await page(environment)
    assert (ids(whole), whole.has_more) == (given, False)
    half = await page(environment, first=2)
    assert (ids(half), half.has_more) == (given[:2], True)
    rest = await page(environment, first=2, after=given[1])
    assert (ids(rest), rest.has_more) == (given[2:], False)
    assert ids(await page(environment, after=given[-1])) == []


async def test_withdrawing_in_the_middle_of_paging(
    environment: Environment, clock: Clock, submitted: Respondent
) -> None:
    given = [consent.id for consent in await give_each(environment, clock, submitted)]
    half = await page(environment, first=2)
    for gone in (given[1], given[2]):
        await withdraw_consent(environment, principal_of(submitted.token), gone)
    assert ids(await page(environment, first=2, after=ids(half)[-1])) == given[3:]
    assert ids(await page(environment)) == [given[0], given[3]]


async def test_what_is_withdrawn_is_gone_in_every_process(
    environment: Environment, database: Database, submitted: Respondent
) -> None:
    other_process = await environment_on(database)
    given = await give(environment, submitted)
    assert ids(await page(other_process)) == [given.id]
    await read_shared(other_process, ADVISOR, given.id)
    await withdraw_consent(environment, principal_of(submitted.token), given.id)
    assert ids(await page(other_process)) == []
    with pytest.raises(NotFoundError):
        await read_shared(other_process, ADVISOR, given.id)


async def test_what_is_erased_is_gone_too(
    environment: Environment, database: Database, startup: Respondent
) -> None:
    await startup.submit()
    given = await give(environment, startup)
    assert ids(await page(environment)) == [given.id]
    await database.run("DELETE FROM assessments WHERE id = $1", uuid_of(startup))
    assert ids(await page(environment)) == []
    assert await read_shared_page(environment, ADVISOR, CLUSTER, first=1, after=given.id) is None


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_read_nothing_and_nothing_is_noted(
    environment: Environment, submitted: Respondent, stranger: Principal
) -> None:
    given = await give(environment, submitted)
    for cluster in (CLUSTER, "no-such-cluster"):
        with pytest.raises(NotFoundError):
            await read_shared_page(environment, stranger, cluster, first=1)
    for consent in (given.id, UUID(int=7)):
        with pytest.raises(NotFoundError):
            await read_shared(environment, stranger, consent)
    assert await read_lines(environment.database) == []


async def test_the_giver_is_no_recipient(environment: Environment, submitted: Respondent) -> None:
    given = await give(environment, submitted)
    with pytest.raises(NotFoundError):
        await read_shared(environment, principal_of(submitted.token), given.id)


async def test_a_position_in_the_list_of_another_cluster_is_none(
    environment: Environment, submitted: Respondent
) -> None:
    given = await give(environment, submitted)
    of_both = advisor_of(CLUSTER, OTHER_CLUSTER)
    for after in (given.id, UUID(int=7)):
        found = await read_shared_page(environment, of_both, OTHER_CLUSTER, first=1, after=after)
        assert found is None
    assert await read_lines(environment.database) == []


async def test_each_reading_is_noted_once_for_each_assessment(
    environment: Environment, clock: Clock, database: Database, submitted: Respondent
) -> None:
    given = await give_each(environment, clock, submitted)
    line = (CLUSTER, ADVISOR.subject, global_id("Assessment", uuid_of(submitted)), None)
    await page(environment)
    assert await read_lines(database) == [line]
    await read_shared(environment, ADVISOR, given[0].id)
    assert await read_lines(database) == [line] * 2


async def test_a_longer_page_takes_no_more_statements(
    environment: Environment, clock: Clock, submitted: Respondent
) -> None:
    await give_each(environment, clock, submitted)
    sent: list[list[str]] = []
    for first in (1, 4):
        noted = NotedDatabase(environment.database)
        await page(replace(environment, database=noted), first=first)
        sent.append(noted.statements)
    assert sent[0] == sent[1]
    assert len(sent[0]) == 4


async def test_what_is_only_looked_for_to_tell_that_there_is_more_is_not_noted(
    environment: Environment, database: Database, submitted: Respondent, startup: Respondent
) -> None:
    await startup.submit()
    await give(environment, submitted)
    last = await give(environment, startup, replace(ADVICE, purpose=ConsentPurpose.CASE))
    found = await page(environment, first=1)
    (line,) = await read_lines(database)
    assert found.has_more
    assert line[2] == global_id("Assessment", found.shared[0].consent.assessment_id)
    assert last.id in ids(await page(environment))


async def test_the_company_is_noted_as_it_is_now(
    environment: Environment, database: Database, startup: Respondent
) -> None:
    await startup.submit()
    await give(environment, startup)
    company = UUID(int=4_141)
    add = "INSERT INTO companies VALUES ($1, '983974872', '{}', 0, now(), now())"
    await database.run(f"{add} ON CONFLICT DO NOTHING", company)
    await database.run(
        "UPDATE assessments SET company_id = $2 WHERE id = $1", uuid_of(startup), company
    )
    await page(environment)
    assert [line[3] for line in await read_lines(database)] == [company]


async def test_nothing_is_read_that_cannot_be_noted(
    environment: Environment, database: Database, submitted: Respondent
) -> None:
    await give(environment, submitted)
    await database.run("ALTER TABLE audit_log ADD CONSTRAINT no_room CHECK (false) NOT VALID")
    found: list[SharedAssessment] = []
    try:
        with pytest.raises(Exception, match="no_room"):
            found += (await page(environment)).shared
    finally:
        await database.run("ALTER TABLE audit_log DROP CONSTRAINT no_room")
    assert found == []
