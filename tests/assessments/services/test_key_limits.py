"""Keys on a company's behalf, how many there may be, and those made before a company registers."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.errors import NotAvailableError
from assessments.services.api_key_errors import ApiKeyRejectedError, TooManyApiKeysError
from assessments.services.api_key_terms import MAX_LIVE, WantedKey
from assessments.services.api_keys import (
    ShownKey,
    StoredKey,
    count_api_keys,
    create_api_key,
    list_api_keys,
    revoke_api_key,
    rotate_api_key,
)
from assessments.services.companies import register_company
from assessments.services.environment import Environment
from assessments.services.erasing import erase_company
from assessments.services.global_ids import global_id_of
from assessments.services.principals import CompanyUser, Principal, Scope
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import (
    ADMINISTRATOR,
    BOTH,
    COMPANIES,
    KARI,
    MINE,
    MINE_TOO,
    UNREGISTERED,
)

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])
OPEN: Final = WantedKey(name="Portal", scopes=[Scope.CATALOGUE])
DAY: Final = timedelta(days=1)
ACCOUNTANT: Final = replace(BOTH, organisations=(MINE,))
NEWCOMER: Final = CompanyUser(subject="id-porten:nils", organisations=(UNREGISTERED,))


async def made(
    office: Environment, principal: Principal, wanted: WantedKey = WANTED, **changes: object
) -> StoredKey:
    wanted = replace(wanted, **changes)  # type: ignore[arg-type]  # of several kinds
    return (await create_api_key(office, principal, wanted)).key


async def test_a_key_on_a_companys_behalf_lasts_ninety_days(office: Environment) -> None:
    assert (await made(office, ACCOUNTANT)).expires_at == NOON + 90 * DAY
    for expires_at in (NOON + timedelta(microseconds=1), NOON + 90 * DAY):
        key = await made(office, ACCOUNTANT, expires_at=expires_at)
        assert (key.expires_at, key.delegate) == (expires_at, BOTH.delegate)
    for expires_at in (NOON, NOON + 90 * DAY + timedelta(microseconds=1)):
        with pytest.raises(ApiKeyRejectedError) as refused:
            await made(office, ACCOUNTANT, expires_at=expires_at)
        assert refused.value.path == "expiresAt"
    assert await count_api_keys(office, KARI) == 3
    assert (await made(office, KARI)).expires_at == NOON + 365 * DAY


async def test_who_signs_in_for_the_company_itself_revokes_what_was_made_on_its_behalf(
    office: Environment,
) -> None:
    key = await made(office, ACCOUNTANT)
    assert await list_api_keys(office, KARI, before=None, limit=5) == [key]
    assert (await revoke_api_key(office, KARI, key.id)).revoked_at == NOON


async def test_who_acts_on_a_companys_behalf_takes_over_no_key_of_its(office: Environment) -> None:
    companys, own = await made(office, KARI), await made(office, ACCOUNTANT)
    another = replace(ACCOUNTANT, delegate=MINE_TOO)
    for who, key in ((ACCOUNTANT, companys), (another, companys), (another, own)):
        with pytest.raises(NotAvailableError):
            await rotate_api_key(office, who, key.id)
    rotated = await rotate_api_key(office, ACCOUNTANT, own.id, 0)
    assert rotated.key.expires_at == own.expires_at
    assert (await rotate_api_key(office, KARI, own.id, 0)).key.delegate == BOTH.delegate


async def test_an_organisation_has_so_many_keys_that_work(
    office: Environment, clock: Clock
) -> None:
    keys = [await made(office, KARI, expires_at=NOON + DAY) for _ in range(MAX_LIVE - 1)]
    shared = WantedKey(name="K", scopes=[Scope.CATALOGUE], organisation_number=MINE)
    keys.append(await made(office, ADMINISTRATOR, shared))
    for principal, wanted in ((KARI, WANTED), (ACCOUNTANT, WANTED), (ADMINISTRATOR, shared)):
        with pytest.raises(TooManyApiKeysError):
            await made(office, principal, wanted)
    assert await count_api_keys(office, KARI) == MAX_LIVE == 20
    assert (await made(office, BOTH, company_id=COMPANIES[MINE_TOO])).organisation_number
    assert (await made(office, ADMINISTRATOR, OPEN)).organisation_number is None
    await revoke_api_key(office, KARI, keys[3].id)
    await made(office, KARI)
    with pytest.raises(TooManyApiKeysError):
        await made(office, KARI)
    clock.forward(DAY)
    await made(office, KARI)


async def test_of_many_who_create_at_once_no_more_than_fit_succeed(
    office: Environment, fresh_database_dsn: str
) -> None:
    for _ in range(MAX_LIVE - 1):
        await made(office, KARI)
    async with connected(fresh_database_dsn, size=6) as database:
        crowded = replace(office, database=database)
        creating = (create_api_key(crowded, KARI, WANTED) for _ in range(6))
        outcomes = await asyncio.gather(*creating, return_exceptions=True)
    assert sum(isinstance(one, ShownKey) for one in outcomes) == 1
    assert sum(isinstance(one, TooManyApiKeysError) for one in outcomes) == 5
    assert await count_api_keys(office, KARI) == MAX_LIVE


async def companies_in_log(office: Environment) -> set[tuple[UUID | None, str]]:
    rows = await office.database.rows("SELECT company_id, what FROM audit_log")
    return {(row["company_id"], row["what"]) for row in rows}


async def test_a_company_that_registers_has_the_keys_made_for_its_number(
    office: Environment,
) -> None:
    before = await made(office, ADMINISTRATOR, OPEN, organisation_number=UNREGISTERED)
    others = await made(office, ADMINISTRATOR, OPEN)
    assert (before.company_id, others.company_id) == (None, None)
    company = await register_company(office, NEWCOMER, UNREGISTERED, [])
    found = await list_api_keys(office, NEWCOMER, before=None, limit=5)
    assert found == [replace(before, company_id=company.id)]
    after = await made(office, ADMINISTRATOR, OPEN, organisation_number=UNREGISTERED)
    assert after.company_id == company.id
    assert await companies_in_log(office) == {
        (None, global_id_of("ApiKey", others.id)),
        (company.id, global_id_of("ApiKey", before.id)),
        (company.id, global_id_of("ApiKey", after.id)),
        (company.id, global_id_of("Company", company.id)),
    }
    await erase_company(office, NEWCOMER, company.id, UNREGISTERED)
    assert await list_api_keys(office, ADMINISTRATOR, before=None, limit=5) == [others]
    assert await companies_in_log(office) == {
        (None, global_id_of("ApiKey", others.id)),
        (None, ""),
        (None, str(company.id)),
    }


async def test_a_key_made_while_a_company_registers_is_the_companys(
    office: Environment, fresh_database_dsn: str
) -> None:
    wanted = replace(OPEN, organisation_number=UNREGISTERED)
    async with connected(fresh_database_dsn, size=4) as database:
        busy = replace(office, database=database)
        shown, company = await asyncio.gather(
            create_api_key(busy, ADMINISTRATOR, wanted),
            register_company(busy, NEWCOMER, UNREGISTERED, []),
        )
    found = await list_api_keys(office, NEWCOMER, before=None, limit=5)
    assert found == [replace(shown.key, company_id=company.id)]


async def test_names_in_the_log_are_those_of_the_api(office: Environment) -> None:
    for key_id in (UUID(int=0), UUID(int=2**128 - 1), COMPANIES[MINE]):
        row = await office.database.row("SELECT global_id_of('ApiKey', $1) AS named", key_id)
        assert row is not None
        assert row["named"] == global_id_of("ApiKey", key_id)
