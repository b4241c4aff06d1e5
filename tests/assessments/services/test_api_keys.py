"""Keys are created, rotated, revoked and listed by those whose they are, and by nobody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg
import pytest

from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.api_key_errors import (
    ApiKeyEndedError,
    ApiKeyInRotationError,
    ApiKeyRejectedError,
)
from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import (
    ShownKey,
    StoredKey,
    create_api_key,
    list_api_keys,
    read_api_key,
    revoke_api_key,
    rotate_api_key,
)
from assessments.services.environment import Environment
from assessments.services.global_ids import global_id_of
from assessments.services.principals import (
    Anonymous,
    Integration,
    Principal,
    Respondent,
    Scope,
    hash_secret,
)
from assessments.services.tokens import beginning_of_key, key_named_by
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import (
    ADMINISTRATOR,
    ANOTHERS,
    BOTH,
    COMPANIES,
    KARI,
    MINE,
    MINE_TOO,
    OLA,
    UNREGISTERED,
)

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY, Scope.CATALOGUE])
OPEN: Final = WantedKey(name="Portal", scopes=[Scope.CATALOGUE])
FIGURES: Final = WantedKey(
    name="Tall", scopes=[Scope.AGGREGATES], recipients=[], organisation_number=MINE
)
UNKNOWN: Final = UUID(int=7)

OTHERS: Final[list[Principal]] = [
    Anonymous(),
    Respondent(UNKNOWN, b"h" * 32),
    Integration(subject="i", name="i", scopes=frozenset(Scope), organisation=MINE, key_id=UNKNOWN),
]


async def rows(office: Environment, table: str = "api_keys") -> list[dict[str, Any]]:
    found = await office.database.rows(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - names of tables
    return [dict(row) for row in found]


async def noted(office: Environment) -> list[tuple[str, str, UUID | None, str]]:
    lines = await office.database.rows("SELECT * FROM audit_log ORDER BY ctid")
    return [(line["action"], line["subject"], line["company_id"], line["what"]) for line in lines]


async def test_a_company_creates_a_key_that_acts_for_it(office: Environment) -> None:
    created = await create_api_key(office, KARI, replace(WANTED, company_id=COMPANIES[MINE]))
    key = created.key
    assert await rows(office) == [
        {
            "id": key.id,
            "company_id": COMPANIES[MINE],
            "organisation_number": MINE,
            "delegate": None,
            "name": "Regnskap",
            "scopes": ["catalogue", "company"],
            "recipients": [],
            "secret_hash": hash_secret(created.secret),
            "earlier_hash": None,
            "earlier_until": None,
            "expires_at": NOON + timedelta(days=365),
            "last_used_at": None,
            "revoked_at": None,
            "created_at": NOON,
            "created_by": KARI.subject,
        }
    ]
    assert created.secret.startswith(f"{beginning_of_key(key.id)}_")
    assert len(created.secret) == 70
    assert key_named_by(created.secret) == key.id
    assert await noted(office) == [
        ("key_created", KARI.subject, COMPANIES[MINE], global_id_of("ApiKey", key.id))
    ]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ({"company_id": COMPANIES[MINE_TOO]}, MINE_TOO),
        ({"organisation_number": MINE}, MINE),
        ({"company_id": COMPANIES[MINE], "organisation_number": MINE}, MINE),
    ],
)
async def test_one_of_several_companies_is_named(
    office: Environment, said: dict[str, Any], number: str
) -> None:
    created = await create_api_key(office, BOTH, replace(WANTED, **said))
    assert (created.key.company_id, created.key.organisation_number) == (COMPANIES[number], number)
    assert created.key.delegate == BOTH.delegate


async def test_who_has_one_company_need_not_name_it(office: Environment) -> None:
    assert (await create_api_key(office, KARI, WANTED)).key.company_id == COMPANIES[MINE]


@pytest.mark.parametrize(
    "said",
    [
        {"company_id": COMPANIES[ANOTHERS]},
        {"company_id": UNKNOWN},
        {"organisation_number": ANOTHERS},
        {"organisation_number": UNREGISTERED},
        {"organisation_number": "x' OR true"},
        {"company_id": COMPANIES[MINE], "organisation_number": MINE_TOO},
        {"company_id": COMPANIES[ANOTHERS], "organisation_number": MINE},
    ],
)
async def test_a_company_that_is_not_the_callers_is_not_found(
    office: Environment, said: dict[str, Any]
) -> None:
    with pytest.raises(NotFoundError):
        await create_api_key(office, BOTH, replace(WANTED, **said))
    assert await rows(office) == []
    assert await noted(office) == []


async def test_an_administrator_creates_keys_for_any_organisation_or_none(
    office: Environment,
) -> None:
    said = ((FIGURES, MINE), (FIGURES, UNREGISTERED), (OPEN, None))
    for wanted, number in said:
        wanted = replace(wanted, organisation_number=number)  # noqa: PLW2901 - one of each
        await create_api_key(office, ADMINISTRATOR, wanted)
    found = [(row["company_id"], row["organisation_number"]) for row in await rows(office)]
    expected = [(COMPANIES[MINE], MINE), (None, UNREGISTERED), (None, None)]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert {row["created_by"] for row in await rows(office)} == {ADMINISTRATOR.subject}
    assert len(await noted(office)) == 3


async def test_an_administrator_sees_no_companies(office: Environment) -> None:
    with pytest.raises(NotFoundError):
        await create_api_key(office, ADMINISTRATOR, replace(OPEN, company_id=COMPANIES[MINE]))
    assert await rows(office) == []


@pytest.mark.parametrize("principal", OTHERS, ids=lambda one: type(one).__name__)
async def test_nobody_else_manages_keys(office: Environment, principal: Principal) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    before = await rows(office)
    with pytest.raises(NotAvailableError):
        await create_api_key(office, principal, WANTED)
    for refused in (
        read_api_key(office, principal, key.id),
        revoke_api_key(office, principal, key.id),
        rotate_api_key(office, principal, key.id),
        list_api_keys(office, principal, before=None, limit=5),
    ):
        with pytest.raises(NotFoundError):
            await refused
    assert await rows(office) == before
    assert len(await noted(office)) == 1


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 101}),
        ("name", {"name": "a\nb"}),
        ("name", {"name": "\x00"}),
        ("name", {"name": "\ud800"}),
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": [Scope.CATALOGUE, Scope.CATALOGUE]}),
        ("scopes", {"scopes": [Scope.CATALOGUE, Scope.AGGREGATES]}),
        ("scopes", {"scopes": [Scope.SHARED_ASSESSMENTS]}),
        ("expiresAt", {"expires_at": NOON}),
        ("expiresAt", {"expires_at": NOON + timedelta(days=731, microseconds=1)}),
        ("expiresAt", {"expires_at": datetime(9999, 12, 31, tzinfo=UTC)}),
        ("companyId", {}),
    ],
)
async def test_what_a_company_cannot_have(
    office: Environment, path: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        await create_api_key(office, BOTH, replace(WANTED, **changes))
    assert refused.value.path == path
    assert await rows(office) == []


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("scopes", {"scopes": [Scope.COMPANY]}),
        ("scopes", {"scopes": [Scope.SHARED_ASSESSMENTS], "recipients": ["eksfin"]}),
        ("recipients", {"recipients": ["eksfin"]}),
        ("organisationNumber", {"organisation_number": "974760674"}),
        ("organisationNumber", {"organisation_number": "974 760 673"}),
        ("organisationNumber", {"organisation_number": ""}),
    ],
)
async def test_what_an_administrator_cannot_give(
    office: Environment, path: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        await create_api_key(office, ADMINISTRATOR, replace(FIGURES, **changes))
    assert refused.value.path == path
    assert await rows(office) == []


@pytest.mark.parametrize(
    "expires_at", [NOON + timedelta(microseconds=1), NOON + timedelta(days=731)]
)
async def test_the_first_and_the_last_moment_at_which_a_key_may_end(
    office: Environment, expires_at: datetime
) -> None:
    created = await create_api_key(office, KARI, replace(WANTED, expires_at=expires_at))
    assert created.key.expires_at == expires_at


async def test_a_name_is_kept_without_blanks_around_it(office: Environment) -> None:
    created = await create_api_key(office, KARI, replace(WANTED, name=f"  {'x' * 100} "))
    assert created.key.name == "x" * 100


async def test_revoking_again_leaves_the_first_time(office: Environment, clock: Clock) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    clock.forward(timedelta(hours=1))
    revoked = await revoke_api_key(office, KARI, key.id)
    assert revoked == replace(key, revoked_at=NOON + timedelta(hours=1))
    clock.forward(timedelta(hours=1))
    assert await revoke_api_key(office, KARI, key.id) == revoked
    assert [line[0] for line in await noted(office)] == ["key_created", "key_revoked"]


async def test_another_companys_key_is_as_one_that_does_not_exist(office: Environment) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    before = await rows(office)
    for key_id in (key.id, UNKNOWN):
        for refused in (
            read_api_key(office, OLA, key_id),
            revoke_api_key(office, OLA, key_id),
            rotate_api_key(office, OLA, key_id),
            rotate_api_key(office, OLA, key_id, overlap_hours=-1),
        ):
            with pytest.raises(NotFoundError):
                await refused
    assert await rows(office) == before


async def test_an_administrator_may_end_any_key_but_not_take_it_over(office: Environment) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    before = await rows(office)
    with pytest.raises(NotAvailableError):
        await rotate_api_key(office, ADMINISTRATOR, key.id)
    assert await rows(office) == before
    assert (await revoke_api_key(office, ADMINISTRATOR, key.id)).revoked_at == NOON
    assert (await noted(office))[-1][:3] == (
        "key_revoked",
        ADMINISTRATOR.subject,
        COMPANIES[MINE],
    )


async def test_a_company_may_end_a_key_that_acts_for_it_but_not_take_it_over(
    office: Environment,
) -> None:
    key = (await create_api_key(office, ADMINISTRATOR, FIGURES)).key
    with pytest.raises(NotAvailableError):
        await rotate_api_key(office, KARI, key.id)
    assert (await revoke_api_key(office, KARI, key.id)).revoked_at == NOON


@pytest.mark.parametrize(("hours", "until"), [(1, 1), (168, 168), (0, None)])
async def test_rotating_keeps_the_secret_before_for_the_overlap(
    office: Environment, hours: int, until: int | None
) -> None:
    first = await create_api_key(office, KARI, WANTED)
    second = await rotate_api_key(office, KARI, first.key.id, hours)
    assert second.secret != first.secret
    assert second.key == replace(
        first.key,
        secret_hash=hash_secret(second.secret),
        earlier_hash=None if until is None else hash_secret(first.secret),
        earlier_until=None if until is None else NOON + timedelta(hours=until),
    )
    assert [line[0] for line in await noted(office)] == ["key_created", "key_rotated"]


async def _rotated(office: Environment) -> ShownKey:
    key = (await create_api_key(office, KARI, WANTED)).key
    return await rotate_api_key(office, KARI, key.id)


@pytest.mark.parametrize("hours", [-1, 169, 2**31 - 1])
async def test_an_overlap_out_of_range_is_refused(office: Environment, hours: int) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    before = await rows(office)
    with pytest.raises(ApiKeyRejectedError) as refused:
        await rotate_api_key(office, KARI, key.id, hours)
    assert refused.value.path == "overlapHours"
    assert await rows(office) == before


async def test_an_overlap_is_not_cut_short_by_chance(office: Environment, clock: Clock) -> None:
    rotated = await _rotated(office)
    clock.forward(timedelta(hours=24) - timedelta(microseconds=1))
    before = await rows(office)
    with pytest.raises(ApiKeyInRotationError):
        await rotate_api_key(office, KARI, rotated.key.id)
    assert await rows(office) == before
    clock.forward(timedelta(microseconds=1))
    again = await rotate_api_key(office, KARI, rotated.key.id)
    assert again.key.earlier_hash == hash_secret(rotated.secret)


async def test_without_overlap_all_earlier_secrets_end(office: Environment) -> None:
    rotated = await _rotated(office)
    again = await rotate_api_key(office, KARI, rotated.key.id, 0)
    assert (again.key.earlier_hash, again.key.earlier_until) == (None, None)


@pytest.mark.parametrize("ends", ["revoked", "expired"])
async def test_what_has_ended_is_not_rotated(office: Environment, clock: Clock, ends: str) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    if ends == "revoked":
        await revoke_api_key(office, KARI, key.id)
    else:
        clock.now = key.expires_at
    before = await rows(office)
    with pytest.raises(ApiKeyEndedError):
        await rotate_api_key(office, KARI, key.id)
    assert await rows(office) == before


async def _listed(
    office: Environment, principal: Principal, before: UUID | None = None, limit: int = 10
) -> list[StoredKey] | None:
    return await list_api_keys(office, principal, before=before, limit=limit)


async def test_everybody_lists_their_own_newest_first(office: Environment, clock: Clock) -> None:
    made: list[StoredKey] = []
    for principal, wanted in (
        (KARI, WANTED),
        (OLA, WANTED),
        (ADMINISTRATOR, OPEN),
        (ADMINISTRATOR, FIGURES),
    ):
        made.append((await create_api_key(office, principal, wanted)).key)
        clock.forward(timedelta(seconds=1))
    karis, olas, portal, shared = made
    assert await _listed(office, KARI) == [shared, karis]
    assert await _listed(office, BOTH) == [shared, karis]
    assert await _listed(office, OLA) == [olas]
    assert await _listed(office, ADMINISTRATOR) == [shared, portal, olas, karis]
    assert await _listed(office, ADMINISTRATOR, limit=2) == [shared, portal]
    assert await _listed(office, ADMINISTRATOR, before=portal.id) == [olas, karis]
    for unlisted in (olas.id, UNKNOWN):
        assert await _listed(office, KARI, before=unlisted) is None


async def test_nothing_changes_that_cannot_be_noted(office: Environment) -> None:
    key = (await create_api_key(office, KARI, WANTED)).key
    before = await rows(office)
    await office.database.run("ALTER TABLE audit_log ADD CHECK (action = 'key_created') NOT VALID")
    for change in (
        revoke_api_key(office, KARI, key.id),
        rotate_api_key(office, KARI, key.id),
    ):
        with pytest.raises(asyncpg.PostgresError, match="audit_log"):
            await change
    await office.database.run("ALTER TABLE audit_log ADD CHECK (action = '') NOT VALID")
    with pytest.raises(asyncpg.PostgresError, match="audit_log"):
        await create_api_key(office, KARI, WANTED)
    assert await rows(office) == before
