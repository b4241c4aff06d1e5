"""What is left of a company that acted for another, once the one that acted is erased."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import RFC_4122

import pytest

from assessments.errors import NotFoundError
from assessments.services.environment import Environment
from assessments.services.erasing import erase_company
from assessments.services.principals import CompanyUser, Principal
from assessments.services.walls import seen_by
from assessments.storage.database import Database
from assessments.storage.identifiers import uuid7
from schema.ids import global_id
from tests.contract.operations import operation
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import ADMINISTRATOR, COMPANIES, MINE, MINE_TOO, OLA, client_as
from tests.fixtures.startup import Json
from tests.schema.test_api_keys import create, is_refused
from tests.schema.test_erasing import dump

ACCOUNTANT: Final = CompanyUser(subject="idp#ola", organisations=(MINE,), delegate=MINE_TOO)
OWNER: Final = CompanyUser(subject="idp#kari", organisations=(MINE,))
ERASER: Final = CompanyUser(subject="idp#ola", organisations=(MINE_TOO,))
COMPANY: Final = global_id("Company", COMPANIES[MINE])
LOG: Final = """
query Log($id: ID!) {
  node(id: $id) {
    ... on Company {
      accessLog(first: 9) { edges { node { actor action delegate isDelegated onBehalfOf what } } }
    }
  }
}
"""
KEYS: Final = """
{ apiKeys(first: 9) { edges { node { name delegate isDelegated revokedAt } } } }
"""
DIRECTLY: Final = ("Signed in for the company", "Created an API key", None, False, None)
THROUGH_ANOTHER: Final = (
    "Signed in for the company, through another organisation (its number is erased)",
    "Created an API key",
    None,
    True,
    MINE,
)
SERVICE: Final = (
    "The service itself",
    "Ended an API key, because the organisation that made it for the company was erased",
    None,
    False,
    None,
)


async def erase(environment: Environment, principal: Principal, number: str) -> None:
    await erase_company(environment, principal, COMPANIES[number], number)


async def ends(environment: Environment) -> list[tuple[datetime | None, datetime]]:
    """Return when each key was revoked, if it was, and when it expires."""
    rows = await environment.database.rows("SELECT revoked_at, expires_at FROM api_keys")
    return [(row["revoked_at"], row["expires_at"]) for row in rows]


async def log_of(client: GraphQLClient) -> list[Json]:
    client.language = "en"
    found = (await client.data(LOG, {"id": COMPANY}))["node"]["accessLog"]["edges"]
    return [edge["node"] for edge in found]


@pytest.mark.parametrize("principal", [ERASER, ADMINISTRATOR], ids=["its own", "administrator"])
async def test_that_another_acted_stays_true_and_its_keys_end(
    office: Environment, principal: Principal
) -> None:
    async with (
        client_as(ACCOUNTANT, office) as accountant,
        client_as(OWNER, office) as owner,
        client_of(office) as program,
    ):
        theirs = await create(accountant, companyId=COMPANY)
        ours = await create(owner, companyId=COMPANY, name="Vårt")
        named = {line["delegate"] for line in await log_of(owner)}
        await erase(office, principal, MINE_TOO)
        keys = [edge["node"] for edge in (await owner.data(KEYS))["apiKeys"]["edges"]]
        log = await log_of(owner)
        for program.token, is_over in ((theirs["secret"], True), (ours["secret"], False)):
            assert await is_refused(program) is is_over
    assert named == {None, MINE_TOO}
    assert {tuple(key.values()) for key in keys} == {
        ("Vårt", None, False, None),
        ("Regnskap", None, True, "2026-11-22T12:00:00.000Z"),
    }
    assert {tuple(line.values()) for line in log} == {
        (*SERVICE, theirs["apiKey"]["id"]),
        (*THROUGH_ANOTHER, theirs["apiKey"]["id"]),
        (*DIRECTLY, ours["apiKey"]["id"]),
    }


async def test_an_erasure_by_another_number_ends_none_of_its_keys(office: Environment) -> None:
    async with client_as(ACCOUNTANT, office) as accountant:
        await create(accountant, companyId=COMPANY)
    before = await dump(office.database)
    with pytest.raises(NotFoundError):
        await erase_company(office, ADMINISTRATOR, COMPANIES[MINE_TOO], MINE)
    assert await dump(office.database) == before


@pytest.mark.parametrize("ending", ["revoked", "expired"])
async def test_a_key_that_has_ended_already_gets_no_second_line_or_date(
    office: Environment, clock: Clock, ending: str
) -> None:
    async with client_as(ACCOUNTANT, office) as accountant, client_as(OWNER, office) as owner:
        key = (await create(accountant, companyId=COMPANY))["apiKey"]["id"]
        if ending == "revoked":
            await owner.data(operation("RevokeApiKey"), {"input": {"apiKeyId": key}})
        clock.forward(timedelta(days=1 if ending == "revoked" else 91))
        before, logged = await ends(office), await log_of(owner)
        await erase(office, ERASER, MINE_TOO)
        assert await ends(office) == before
        assert [line["action"] for line in await log_of(owner)] == [
            line["action"] for line in logged
        ]


async def test_a_stranger_ends_no_keys_by_the_function_alone(office: Environment) -> None:
    async with client_as(ACCOUNTANT, office) as accountant, client_of(office) as program:
        program.token = (await create(accountant, companyId=COMPANY))["secret"]
        for stranger in (OLA, OWNER):
            seen = seen_by(stranger, office)
            await seen.run("SELECT forget_delegate($1, $2)", COMPANIES[MINE_TOO], NOON)
        assert not await is_refused(program)


async def test_two_that_act_for_each_other_can_be_erased_at_once(office: Environment) -> None:
    others = replace(ACCOUNTANT, organisations=(MINE_TOO,), delegate=MINE)
    async with client_as(ACCOUNTANT, office) as one, client_as(others, office) as other:
        await create(one, companyId=COMPANY)
        await create(other, companyId=global_id("Company", COMPANIES[MINE_TOO]))
    await asyncio.gather(erase(office, OWNER, MINE), erase(office, ERASER, MINE_TOO))
    left = await office.database.rows("SELECT id FROM api_keys")
    about = await office.database.rows("SELECT id FROM audit_log WHERE company_id IS NOT NULL")
    assert (left, about) == ([], [])


@pytest.mark.parametrize("days", [-20_000, 0, 0.123, 100_000])
async def test_the_database_makes_ids_as_the_program_does(database: Database, days: float) -> None:
    at = NOON + timedelta(days=days)
    rows = await database.rows("SELECT uuid7_at($1) AS id FROM generate_series(1, 64)", at)
    made = {row["id"] for row in rows}
    same = (1 << 80) - 1
    assert len(made) == 64
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
    assert {one.int & ~same for one in made} == {uuid7(at, 0).int & ~same}
