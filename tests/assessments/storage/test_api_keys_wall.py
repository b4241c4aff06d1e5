"""Which keys the database shows, whatever services forget to ask."""

from typing import Any, Final
from uuid import UUID

import asyncpg
import pytest

from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import ShownKey, create_api_key, rotate_api_key
from assessments.services.environment import Environment
from assessments.services.principals import Scope, hash_secret
from assessments.storage.acting import NOBODY, Acting
from tests.fixtures.managers import ADMINISTRATOR, ANOTHERS, COMPANIES, KARI, MINE, OLA

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])
Keys = dict[str, ShownKey]


@pytest.fixture
async def made(office: Environment) -> Keys:
    """A key of each company and one of the installation, the first one rotated."""
    first = await create_api_key(office, KARI, WANTED)
    open_key = WantedKey(name="Portal", scopes=[Scope.CATALOGUE])
    return {
        "earlier": first,
        "mine": await rotate_api_key(office, KARI, first.key.id),
        "anothers": await create_api_key(office, OLA, WANTED),
        "nobodys": await create_api_key(office, ADMINISTRATOR, open_key),
    }


async def seen(office: Environment, acting: Acting) -> set[UUID]:
    rows = await office.database.acting_for(acting).rows("SELECT id FROM api_keys")
    return {row["id"] for row in rows}


async def test_who_knows_the_secret_sees_that_key_alone(office: Environment, made: Keys) -> None:
    for shown in made.values():
        secrets = (hash_secret(shown.secret),)
        assert await seen(office, Acting(key=shown.key.id, secrets=secrets)) == {shown.key.id}


async def test_half_a_proof_is_none(office: Environment, made: Keys) -> None:
    mine, anothers = made["mine"], made["anothers"]
    held = hash_secret(mine.secret)
    for acting in (
        NOBODY,
        Acting(key=mine.key.id),
        Acting(secrets=(held,)),
        Acting(key=mine.key.id, secrets=(b"x" * 32,)),
        Acting(key=anothers.key.id, secrets=(held,)),
        Acting(assessment=mine.key.id, secrets=(held,)),
        Acting(recipients=("norway-health-tech",)),
        Acting(organisations=("914778271",)),
    ):
        assert await seen(office, acting) == set()


async def test_a_company_sees_its_own_and_an_administrator_all(
    office: Environment, made: Keys
) -> None:
    assert await seen(office, Acting(organisations=(MINE,))) == {made["mine"].key.id}
    every = {shown.key.id for shown in made.values()}
    assert len(every) == 3
    assert await seen(office, Acting(administrator=True)) == every


async def test_an_administrator_sees_nothing_else(office: Environment, made: Keys) -> None:
    assert len(made) == 4
    administrator = office.database.acting_for(Acting(administrator=True))
    for table in ("companies", "assessments", "audit_log", "results"):
        assert await administrator.rows(f"SELECT * FROM {table}") == []  # noqa: S608 - names of tables


@pytest.mark.parametrize(
    ("company", "organisation"),
    [
        (COMPANIES[ANOTHERS], ANOTHERS),
        (COMPANIES[ANOTHERS], MINE),
        (COMPANIES[MINE], ANOTHERS),
        (None, ANOTHERS),
        (None, None),
    ],
)
async def test_no_company_makes_a_key_for_another(
    office: Environment, made: Keys, company: UUID | None, organisation: str | None
) -> None:
    acting = office.database.acting_for(Acting(organisations=(MINE,)))
    for statement in (
        "UPDATE api_keys SET company_id = $1, organisation_number = $2",
        """
        INSERT INTO api_keys (id, company_id, organisation_number, name, scopes, secret_hash,
            expires_at, created_at, created_by)
        VALUES (gen_random_uuid(), $1, $2, 'x', '{company}', 'h', now(), now(), 'x')
        """,
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await acting.run(statement, company, organisation)
    assert made["mine"].key.id in await seen(office, Acting(organisations=(MINE,)))


@pytest.mark.parametrize(
    "acting", [NOBODY, Acting(organisations=(ANOTHERS,)), Acting(recipients=("x",))]
)
async def test_what_is_hidden_cannot_be_changed(
    office: Environment, made: Keys, acting: Acting
) -> None:
    async def stored() -> list[dict[str, Any]]:
        of_mine = "SELECT * FROM api_keys WHERE id = $1"
        return [dict(row) for row in await office.database.rows(of_mine, made["mine"].key.id)]

    before = await stored()
    await office.database.acting_for(acting).run("UPDATE api_keys SET revoked_at = now()")
    assert await stored() == before


async def test_keys_are_never_deleted(office: Environment, made: Keys) -> None:
    assert len(made) == 4
    administrator = office.database.acting_for(Acting(administrator=True))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await administrator.run("DELETE FROM api_keys")
