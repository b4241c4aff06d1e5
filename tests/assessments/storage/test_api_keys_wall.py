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
from tests.fixtures.managers import (
    ADMINISTRATOR,
    AGENCY,
    ANOTHERS,
    CLUSTER,
    COMPANIES,
    KARI,
    LIV,
    MINE,
    OLA,
)

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])
Keys = dict[str, ShownKey]


@pytest.fixture
async def made(office: Environment) -> Keys:
    """A key of each company, of recipients and of the installation, the first one rotated."""
    first = await create_api_key(office, KARI, WANTED)
    open_key = WantedKey(name="Portal", scopes=[Scope.CATALOGUE])
    shared = WantedKey(
        name="Klynge", scopes=[Scope.SHARED_ASSESSMENTS], recipients=[CLUSTER, AGENCY]
    )
    return {
        "earlier": first,
        "mine": await rotate_api_key(office, KARI, first.key.id),
        "anothers": await create_api_key(office, OLA, WANTED),
        "nobodys": await create_api_key(office, ADMINISTRATOR, open_key),
        "recipients": await create_api_key(office, LIV, shared),
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
        Acting(recipients=(CLUSTER,)),
        Acting(recipients=(AGENCY, "oslo-cancer-cluster")),
        Acting(organisations=("914778271",)),
    ):
        assert await seen(office, acting) == set()


async def test_a_company_and_recipients_see_their_own_and_an_administrator_all(
    office: Environment, made: Keys
) -> None:
    assert await seen(office, Acting(organisations=(MINE,))) == {made["mine"].key.id}
    every = {shown.key.id for shown in made.values()}
    assert len(every) == 4
    for recipients in ((AGENCY, CLUSTER), (CLUSTER, "oslo-cancer-cluster", AGENCY)):
        assert await seen(office, Acting(recipients=recipients)) == {made["recipients"].key.id}
    assert await seen(office, Acting(administrator=True)) == every


async def test_an_administrator_sees_nothing_else(office: Environment, made: Keys) -> None:
    assert len(made) == 5
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
    assert len(made) == 5
    administrator = office.database.acting_for(Acting(administrator=True))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await administrator.run("DELETE FROM api_keys")


GIVER: Final[dict[str, Acting]] = {
    "company": Acting(organisations=(MINE,)),
    "recipients": Acting(recipients=(CLUSTER, AGENCY)),
    "administrator": Acting(administrator=True),
}
INSERT: Final = """
    INSERT INTO api_keys (id, organisation_number, name, scopes, recipients, secret_hash,
        expires_at, created_at, created_by)
    VALUES (gen_random_uuid(), $1, 'x', $2, $3, 'h', now(), now(), 'x')
"""


@pytest.mark.parametrize(
    ("giver", "organisation", "scope", "recipients", "is_added"),
    [
        ("company", MINE, "company", [], True),
        ("company", MINE, "aggregates", [], False),
        ("company", MINE, "shared_assessments", [], False),
        ("company", MINE, "shared_assessments", [CLUSTER], False),
        ("company", MINE, "catalogue", [CLUSTER], False),
        ("recipients", None, "shared_assessments", [CLUSTER, AGENCY], True),
        ("recipients", None, "aggregates", [AGENCY], True),
        ("recipients", None, "company", [AGENCY], False),
        ("recipients", MINE, "catalogue", [AGENCY], False),
        ("recipients", None, "catalogue", [], False),
        ("recipients", None, "shared_assessments", [CLUSTER, "oslo-cancer-cluster"], False),
        ("administrator", ANOTHERS, "aggregates", [], True),
        ("administrator", None, "catalogue", [], True),
        ("administrator", MINE, "company", [], False),
        ("administrator", None, "shared_assessments", [], False),
        ("administrator", None, "shared_assessments", [CLUSTER], False),
        ("administrator", None, "aggregates", [CLUSTER], False),
    ],
)
async def test_what_nobody_may_give_the_database_does_not_take(
    office: Environment,
    giver: str,
    organisation: str | None,
    scope: str,
    recipients: list[str],
    *,
    is_added: bool,
) -> None:
    adds = office.database.acting_for(GIVER[giver]).run(INSERT, organisation, [scope], recipients)
    if is_added:
        await adds
    else:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await adds
    assert len(await office.database.rows("SELECT 1 FROM api_keys")) == is_added


FIXED: Final = {
    "scopes": "'{shared_assessments}'",
    "recipients": "'{norway-health-tech}'",
    "organisation_number": f"'{MINE}'",
    "company_id": "NULL",
    "delegate": "NULL",
    "name": "'x'",
    "expires_at": "now() + interval '9 years'",
    "created_at": "now()",
    "created_by": "'x'",
    "id": "gen_random_uuid()",
}


@pytest.mark.parametrize("giver", GIVER)
@pytest.mark.parametrize("column", FIXED)
async def test_what_a_key_may_do_and_for_whom_never_changes(
    office: Environment, made: Keys, giver: str, column: str
) -> None:
    before = await office.database.rows("SELECT * FROM api_keys ORDER BY id")
    assert len(before) == len(made) - 1
    acting = office.database.acting_for(GIVER[giver])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await acting.run(f"UPDATE api_keys SET {column} = {FIXED[column]}")  # noqa: S608 - names of columns
    assert await office.database.rows("SELECT * FROM api_keys ORDER BY id") == before


@pytest.mark.parametrize("whose", ["mine", "recipients"])
async def test_an_administrator_takes_no_key_over_and_brings_none_back(
    office: Environment, made: Keys, whose: str
) -> None:
    key_id = made[whose].key.id
    administrator = office.database.acting_for(Acting(administrator=True))
    takes = "UPDATE api_keys SET secret_hash = 'x', earlier_hash = NULL, earlier_until = NULL"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await administrator.run(f"{takes} WHERE id = $1", key_id)
    await administrator.run("UPDATE api_keys SET revoked_at = now() WHERE id = $1", key_id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await administrator.run("UPDATE api_keys SET revoked_at = NULL WHERE id = $1", key_id)


async def test_who_holds_a_key_that_was_revoked_does_not_bring_it_back(
    office: Environment, made: Keys
) -> None:
    key = made["recipients"].key
    await office.database.run("UPDATE api_keys SET revoked_at = now() WHERE id = $1", key.id)
    holder = Acting(key=key.id, secrets=(hash_secret(made["recipients"].secret),))
    await office.database.acting_for(holder).run("UPDATE api_keys SET revoked_at = NULL")
    (row,) = await office.database.rows("SELECT * FROM api_keys WHERE id = $1", key.id)
    assert row["revoked_at"] is not None
