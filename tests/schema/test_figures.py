"""Leaving figures about many, and joining them again."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

import pytest

from assessments.services.access import revoke_access
from assessments.services.downloading import download
from assessments.services.environment import Environment
from assessments.services.principals import Integration, Principal, Scope
from assessments.services.tokens import principal_of
from assessments.services.verifying import verify_all
from assessments.storage.database import Database
from assessments.texts import Language
from schema.ids import parse_id_of
from tests.fixtures.asker import Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import Clock
from tests.fixtures.filled import list_somebody
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.fixtures.startup import Json
from tests.schema.counting import JOIN, LEAVE, said_to
from tests.schema.refusals import says_what_to_do
from tests.schema.test_companies import NOBODYS, NUMBER, OTHER, OTHERS, USER, begin, claim, register
from tests.schema.test_erasing import dump, erase_company
from tests.schema.test_members import marked

INCLUDED: Final = "query ($id: ID!) { assessment(id: $id) { includedInAggregates revision } }"
PROGRAM: Final = Integration(
    subject="i", name="i", scopes=frozenset({Scope.COMPANY}), organisation=NUMBER
)
GROUPS: Final = "SELECT group_number FROM company_groups"
FLAGS: Final = """
SELECT a.include_in_aggregates AS agreed, r.include_in_aggregates AS counted
FROM assessments a JOIN results r ON r.assessment_id = a.id WHERE a.id = $1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """A company's submitted assessment, and whoever is signed in for the company."""

    company: str
    assessment: str
    asker: Asker


async def submitted_by(environment: Environment, *, agrees: bool = True) -> Owned:
    """Submit an assessment of the company's own."""
    async with client_of(environment, principal=USER) as client:
        company = (await register(client))["company"]["id"]
        begun = (await begin(client, companyId=company))["assessment"]["id"]
        mine = Respondent(client, environment.database, begun, "")
        await fill_in(mine, NUMBER)
        await mine.submit(includeInAggregates=agrees)
    asker = Asker(environment=environment, principal=USER)
    return Owned(company=company, assessment=begun, asker=asker)


@pytest.fixture
async def owned(office: Environment) -> Owned:
    """One that agrees, before which nothing was marked."""
    await office.database.run("DELETE FROM companies")
    found = await submitted_by(office)
    await marked(office)
    return found


async def flags(environment: Environment, assessment: str) -> tuple[bool, bool]:
    row = await environment.database.row(FLAGS, parse_id_of("Assessment", assessment))
    assert row is not None
    return row["agreed"], row["counted"]


async def leave(asker: Asker, **given: object) -> Json:
    return await said_to(asker, LEAVE, **given)


async def join(asker: Asker, assessment: str) -> Json:
    return await said_to(asker, JOIN, assessmentId=assessment)


def left(results: int) -> Json:
    return {"__typename": "LeaveFiguresSuccess", "results": results}


JOINED: Final = {
    "__typename": "JoinFiguresSuccess",
    "assessment": {"includedInAggregates": True},
}


async def noted(database: Database) -> list[tuple[str, str]]:
    rows = await database.rows(
        "SELECT actor_kind, action FROM audit_log WHERE action LIKE 'figures%'"
        " ORDER BY at, action DESC"
    )
    return [(row["actor_kind"], row["action"]) for row in rows]


@pytest.mark.parametrize("who", [USER, PROGRAM])
async def test_a_company_leaves_and_joins_and_each_change_is_marked_and_noted(
    owned: Owned, office: Environment, who: Principal
) -> None:
    asker = replace(owned.asker, principal=who)
    before = await owned.asker.data(INCLUDED, id=owned.assessment)
    assert before["assessment"]["includedInAggregates"] is True
    assert await leave(asker, assessmentId=owned.assessment) == left(1)
    assert await flags(office, owned.assessment) == (False, False)
    assert await marked(office) == [NUMBER]
    said = (await owned.asker.data(INCLUDED, id=owned.assessment))["assessment"]
    assert said == {"includedInAggregates": False, "revision": before["assessment"]["revision"]}
    assert await leave(asker, assessmentId=owned.assessment) == left(0)
    assert await marked(office) == []
    assert await join(owned.asker, owned.assessment) == JOINED
    assert await flags(office, owned.assessment) == (True, True)
    assert await marked(office) == [NUMBER]
    assert await join(owned.asker, owned.assessment) == JOINED
    assert await marked(office) == []
    kind = "company_user" if who is USER else "integration"
    joined = ("company_user", "figures_joined")
    assert await noted(office.database) == [(kind, "figures_left"), joined]


@pytest.mark.parametrize("who", [USER, PROGRAM, None])
async def test_a_program_joins_nothing_whoever_said_no(
    owned: Owned, office: Environment, who: Principal | None
) -> None:
    if who is None:
        owned = await submitted_by(office, agrees=False)
    else:
        leaver = replace(owned.asker, principal=who)
        assert await leave(leaver, assessmentId=owned.assessment) == left(1)
    before = await dump(office.database)
    program = replace(owned.asker, principal=PROGRAM)
    en = await join(program, owned.assessment)
    nb = await join(replace(program, language=Language.NB), owned.assessment)
    assert en["__typename"] == "NotAvailable"
    says_what_to_do(nb["message"], en["message"])
    assert (await join(program, "x"))["__typename"] == "NotFound"
    assert await dump(office.database) == before


async def test_a_company_leaves_with_all_it_has_and_is_asked_again_when_it_submits(
    owned: Owned, office: Environment
) -> None:
    second, silent = await submitted_by(office), await submitted_by(office, agrees=False)
    await marked(office)
    assert await leave(owned.asker, companyId=owned.company) == left(2)
    assert await marked(office) == [NUMBER]
    for one in (owned, second, silent):
        assert await flags(office, one.assessment) == (False, False)
    later = await submitted_by(office)
    assert await flags(office, later.assessment) == (True, True)
    assert await noted(office.database) == [("company_user", "figures_left")] * 2


async def test_what_is_another_companys_is_as_what_is_not_there(
    owned: Owned, office: Environment
) -> None:
    before = await dump(office.database)
    stranger = replace(owned.asker, principal=OTHERS)
    for theirs, none in (
        ({"companyId": owned.company}, {"companyId": "x"}),
        ({"assessmentId": owned.assessment}, {"assessmentId": owned.company}),
    ):
        refused = await leave(stranger, **theirs)
        assert refused == await leave(stranger, **none)
        assert refused["__typename"] == "NotFound"
    assert (await join(stranger, owned.assessment))["__typename"] == "NotFound"
    assert await join(stranger, owned.assessment) == await join(stranger, "x")
    assert await dump(office.database) == before


@pytest.mark.parametrize("ending", ["expired", "revoked"])
async def test_leaving_works_with_a_link_that_has_ended_and_joining_does_not(
    office: Environment, clock: Clock, ending: str
) -> None:
    async with client_of(office) as client:
        mine = await start(client, office.database)
        await fill_in(mine)
        await mine.submit(includeInAggregates=True)
    holder = Asker(environment=office, principal=principal_of(mine.token))
    if ending == "expired":
        clock.forward(timedelta(days=366))
    else:
        await revoke_access(office, (await mine.stored()).id)
    for _ in range(2):  # A finder does not learn whether it was counted.
        assert await leave(holder, assessmentId=mine.id) == left(0)
    assert (await join(holder, mine.id))["__typename"] == "AccessExpired"
    assert await flags(office, mine.id) == (False, False)
    assert await marked(office) == []
    assert await noted(office.database) == [("respondent", "figures_left")]


async def test_a_draft_has_nothing_to_leave_and_is_submitted_before_it_joins(
    office: Environment,
) -> None:
    async with client_of(office) as client:
        mine = await start(client, office.database)
    holder = Asker(environment=office, principal=principal_of(mine.token))
    before = await dump(office.database)
    assert await leave(holder, assessmentId=mine.id) == left(0)
    en = await join(holder, mine.id)
    nb = await join(replace(holder, language=Language.NB), mine.id)
    assert en["__typename"] == "NotSubmitted"
    says_what_to_do(nb["message"], en["message"])
    assert await dump(office.database) == before


@pytest.mark.parametrize("named", [{}, {"assessmentId": "x", "companyId": "x"}])
async def test_exactly_one_thing_is_named(owned: Owned, named: Json) -> None:
    code, _ = await owned.asker.refusal(LEAVE, input=named)
    assert code == "BAD_USER_INPUT"


async def test_a_claim_is_marked_where_there_is_a_result(owned: Owned, office: Environment) -> None:
    async with client_of(office) as client:
        draft = await start(client, office.database)
        client.token = None
        mine = await start(client, office.database)
        await fill_in(mine, NUMBER)
        await mine.submit(includeInAggregates=True)
    assert await marked(office) == []
    async with client_of(office, principal=USER) as client:
        await claim(client, draft, owned.company)
        assert await marked(office) == []
        await claim(client, mine, owned.company)
    assert await marked(office) == [NUMBER]


async def test_a_result_that_left_is_verified_as_any_other(
    owned: Owned, office: Environment
) -> None:
    await leave(owned.asker, assessmentId=owned.assessment)
    assert [one.differences async for one in verify_all(office)] == [()]


async def test_a_company_sees_where_it_is_listed_and_goes_from_there_when_it_is_erased(
    owned: Owned, office: Environment
) -> None:
    await list_somebody(office, NUMBER, OTHER, NOBODYS)
    uuid = parse_id_of("Company", owned.company)
    assert uuid is not None
    found = await download(office, USER, uuid)
    for table in ("memberships", "invited_organisations", "company_groups"):
        (row,) = found[table]
        assert row["organisation_number"] == NUMBER
        assert not {"confirmed_by", "verified_by"} & set(row)
    await marked(office)
    async with client_of(office, principal=USER) as client:
        await erase_company(client, owned.company)
    left = await dump(office.database)
    assert NUMBER not in str(left)
    for table in ("memberships", "invited_organisations", "company_groups"):
        assert len(left[table]) == 2
    assert {row["group_number"] for row in await office.database.rows(GROUPS)} == {NOBODYS}
    assert await marked(office) == sorted([NOBODYS, OTHER])
