"""Keys for what is shared are the recipients' own to give: no administrator comes to hold one."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.errors import NotAvailableError, NotFoundError
from assessments.services.api_key_errors import ApiKeyRejectedError, TooManyApiKeysError
from assessments.services.api_key_terms import MAX_LIVE, Manager, WantedKey, scopes_given_by
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
from assessments.services.key_authentication import KeyAuthentication
from assessments.services.principals import (
    Advisor,
    Integration,
    Scope,
    organisations_of,
    recipients_of,
)
from assessments.texts import Text, both
from tests.fixtures.database import connected
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.managers import (
    ADMINISTRATOR,
    AGENCY,
    CLUSTER,
    COMPANIES,
    KARI,
    LIV,
    MINE,
    PER,
)

SHARED: Final = WantedKey(
    name="Klynge", scopes=[Scope.SHARED_ASSESSMENTS], recipients=[CLUSTER, AGENCY]
)
OPEN: Final = WantedKey(name="Portal", scopes=[Scope.CATALOGUE])
ADA_TOO: Final = replace(ADMINISTRATOR, subject="staff:another")
MANAGERS: Final[dict[str, Manager]] = {"company": KARI, "advisor": LIV, "root": ADMINISTRATOR}
GIVEN: Final = {
    "company": {Scope.CATALOGUE, Scope.MATCHING, Scope.COMPANY},
    "advisor": {Scope.CATALOGUE, Scope.MATCHING, Scope.AGGREGATES, Scope.SHARED_ASSESSMENTS},
    "root": {Scope.CATALOGUE, Scope.MATCHING, Scope.AGGREGATES},
}


async def made(
    office: Environment,
    principal: Manager,
    wanted: WantedKey = SHARED,
    recipients: Sequence[str] | None = None,
) -> StoredKey:
    named = wanted.recipients if recipients is None else recipients
    return (await create_api_key(office, principal, replace(wanted, recipients=named))).key


async def listed(office: Environment, principal: Manager) -> list[StoredKey] | None:
    return await list_api_keys(office, principal, before=None, limit=50)


async def count(office: Environment, table: str = "api_keys") -> int:
    return len(await office.database.rows(f"SELECT 1 FROM {table}"))  # noqa: S608 - names of tables


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("who", MANAGERS)
async def test_each_kind_gives_its_own_scopes_and_no_other(
    office: Environment, who: str, scope: Scope
) -> None:
    recipients = [CLUSTER] if who == "advisor" else []
    wanted = replace(OPEN, scopes=[scope], recipients=recipients)
    if scope in GIVEN[who]:
        assert (await made(office, MANAGERS[who], wanted)).scopes == [scope.value]
        return
    with pytest.raises(ApiKeyRejectedError) as refused:
        await made(office, MANAGERS[who], wanted)
    assert refused.value.path == "scopes"
    assert (await count(office), await count(office, "audit_log")) == (0, 0)


@given(
    scopes=st.sets(st.sampled_from(sorted(scopes_given_by(ADMINISTRATOR)))),
    recipients=st.lists(st.sampled_from([CLUSTER, AGENCY])),
)
def test_whatever_an_administrator_can_give_proves_nothing_of_anybodys(
    scopes: set[Scope], recipients: list[str]
) -> None:
    program = Integration(
        subject="i",
        name="i",
        scopes=frozenset(scopes),
        organisation=MINE,
        recipients=tuple(recipients),
    )
    assert (organisations_of(program), recipients_of(program)) == ((), ())


async def test_an_advisor_makes_a_key_that_reads_for_its_recipients(office: Environment) -> None:
    shown = await create_api_key(office, LIV, SHARED)
    assert (shown.key.company_id, shown.key.organisation_number) == (None, None)
    assert (shown.key.recipients, shown.key.created_by) == ([CLUSTER, AGENCY], LIV.subject)
    keys = KeyAuthentication(office)
    program = await keys.authenticate(shown.secret)
    await keys.close()
    assert program is not None
    assert (recipients_of(program), organisations_of(program)) == ((CLUSTER, AGENCY), ())
    (line,) = await office.database.rows("SELECT * FROM audit_log")
    assert (line["action"], line["actor_kind"], line["subject"], line["company_id"]) == (
        "key_created",
        "advisor",
        LIV.subject,
        None,
    )
    assert line["what"] == global_id_of("ApiKey", shown.key.id)


@pytest.mark.parametrize("of", [[CLUSTER], [AGENCY, CLUSTER]])
async def test_nobody_makes_a_key_for_whom_they_do_not_read(
    office: Environment, of: list[str]
) -> None:
    with pytest.raises(ApiKeyRejectedError) as refused:
        await made(office, PER, recipients=of)
    assert refused.value.path == f"recipients.{of.index(CLUSTER)}"
    with pytest.raises(ApiKeyRejectedError):
        await made(office, Advisor(subject="a", recipients=()), recipients=of)
    assert await count(office) == 0


async def test_an_advisors_key_is_for_no_company(office: Environment) -> None:
    for company in COMPANIES.values():
        with pytest.raises(NotFoundError):
            await create_api_key(office, LIV, replace(SHARED, company_id=company))
    with pytest.raises(ApiKeyRejectedError) as refused:
        await create_api_key(office, LIV, replace(SHARED, organisation_number=MINE))
    assert refused.value.path == "organisationNumber"
    assert await count(office) == 0


async def test_a_key_is_managed_by_who_reads_for_all_of_its_recipients(
    office: Environment, clock: Clock
) -> None:
    both = await made(office, LIV)
    clock.forward(timedelta(seconds=1))
    agencys = await made(office, LIV, recipients=[AGENCY])
    clock.forward(timedelta(seconds=1))
    karis = await made(office, KARI, OPEN)
    clock.forward(timedelta(seconds=1))
    portal = await made(office, ADMINISTRATOR, OPEN)
    assert await listed(office, LIV) == [agencys, both]
    assert await listed(office, PER) == [agencys]
    assert await listed(office, KARI) == [karis]
    assert await listed(office, ADMINISTRATOR) == [portal, karis, agencys, both]
    assert await listed(office, Advisor(subject="a", recipients=())) == []
    for key in (both, karis, portal):
        for refused in (
            read_api_key(office, PER, key.id),
            revoke_api_key(office, PER, key.id),
            rotate_api_key(office, PER, key.id),
        ):
            with pytest.raises(NotFoundError):
                await refused
    rotated = await rotate_api_key(office, PER, agencys.id)
    assert rotated.key.recipients == [AGENCY]
    assert (await revoke_api_key(office, PER, agencys.id)).revoked_at == clock.now
    assert await count(office, "audit_log") == 6


@pytest.mark.parametrize("scope", sorted(GIVEN["advisor"]))
async def test_an_administrator_ends_a_recipients_key_but_never_holds_it(
    office: Environment, scope: Scope
) -> None:
    key = await made(office, LIV, replace(SHARED, scopes=[scope]))
    with pytest.raises(NotAvailableError):
        await rotate_api_key(office, ADMINISTRATOR, key.id)
    assert await read_api_key(office, LIV, key.id) == key
    assert (await revoke_api_key(office, ADMINISTRATOR, key.id)).revoked_at == NOON


@pytest.mark.parametrize(
    ("maker", "wanted", "other", "giver"),
    [
        (
            LIV,
            SHARED,
            ADMINISTRATOR,
            both("en rådgiver for alle mottakerne", "an advisor for all its recipients"),
        ),
        (
            KARI,
            replace(OPEN, scopes=[Scope.COMPANY]),
            ADMINISTRATOR,
            both("bedriften", "the company"),
        ),
        (
            ADMINISTRATOR,
            replace(OPEN, scopes=[Scope.AGGREGATES], organisation_number=MINE),
            KARI,
            both("en administrator", "an administrator"),
        ),
    ],
    ids=["advisor", "company", "administrator"],
)
async def test_who_may_not_rotate_a_key_is_told_who_may(
    office: Environment, maker: Manager, wanted: WantedKey, other: Manager, giver: Text
) -> None:
    key = await made(office, maker, wanted)
    with pytest.raises(NotAvailableError) as refused:
        await rotate_api_key(office, other, key.id)
    assert refused.value.message.nb.startswith(f"Bare {giver.nb} kan bytte ")
    assert refused.value.message.en.startswith(f"Only {giver.en} can rotate ")
    assert await read_api_key(office, other, key.id) == key


async def test_a_recipient_has_so_many_keys_that_work_whoever_made_them(
    office: Environment,
) -> None:
    keys = [await made(office, LIV) for _ in range(MAX_LIVE - 1)]
    keys.append(await made(office, LIV, recipients=[AGENCY]))
    for recipients in ([AGENCY], [AGENCY, CLUSTER], [CLUSTER, AGENCY]):
        with pytest.raises(TooManyApiKeysError):
            await made(office, LIV, recipients=recipients)
    await made(office, LIV, recipients=[CLUSTER])
    await revoke_api_key(office, LIV, keys[0].id)
    await made(office, LIV, recipients=[CLUSTER])
    await made(office, PER, recipients=[AGENCY])
    assert await count(office) == MAX_LIVE + 3


async def test_keys_of_one_recipient_are_not_counted_for_another(office: Environment) -> None:
    for recipients in ([CLUSTER], [AGENCY]):
        for _ in range(MAX_LIVE // 2):
            await made(office, LIV, recipients=recipients)
    for _ in range(MAX_LIVE // 2):
        await made(office, LIV, recipients=[AGENCY, CLUSTER])
    for recipients in ([CLUSTER], [AGENCY], [CLUSTER, AGENCY]):
        with pytest.raises(TooManyApiKeysError):
            await made(office, LIV, recipients=recipients)
    assert await count(office) == MAX_LIVE // 2 * 3


async def test_an_administrator_has_so_many_keys_of_no_organisation(office: Environment) -> None:
    key, *_ = [await made(office, ADMINISTRATOR, OPEN) for _ in range(MAX_LIVE)]
    with pytest.raises(TooManyApiKeysError):
        await made(office, ADMINISTRATOR, OPEN)
    await made(office, ADA_TOO, OPEN)
    await made(office, ADMINISTRATOR, replace(OPEN, organisation_number=MINE))
    await revoke_api_key(office, ADA_TOO, key.id)
    await made(office, ADMINISTRATOR, OPEN)


async def test_of_many_who_create_at_once_no_more_than_fit_succeed_and_none_waits_for_ever(
    office: Environment, fresh_database_dsn: str
) -> None:
    for _ in range(MAX_LIVE - 1):
        await made(office, LIV)
    async with connected(fresh_database_dsn, size=6) as database:
        crowded = replace(office, database=database)
        wishes = (SHARED, replace(SHARED, recipients=[AGENCY, CLUSTER])) * 3
        creating = (create_api_key(crowded, LIV, wanted) for wanted in wishes)
        outcomes = await asyncio.gather(*creating, return_exceptions=True)
    assert sum(isinstance(one, ShownKey) for one in outcomes) == 1
    assert sum(isinstance(one, TooManyApiKeysError) for one in outcomes) == 5
