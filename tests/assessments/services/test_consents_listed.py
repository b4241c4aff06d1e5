"""What is listed of consents, how many may be given, and withdrawing that nothing stops."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.assessment import ConsentPurpose, ConsentScope
from assessments.content.catalogue import Catalogue
from assessments.errors import NotFoundError, TooManyConsentsError
from assessments.services.access import revoke_access
from assessments.services.consenting import (
    DAY,
    MAX_CONSENTS,
    MAX_GIVEN,
    Wish,
    consents_of,
    share_assessment,
    withdraw_consent,
    withdraw_given,
)
from assessments.services.environment import Environment, minute_in_norway
from assessments.services.principals import CompanyUser, Principal
from assessments.services.recipients import recipients_by_slug
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from schema.ids import parse_id_of
from tests.assessments.services.caller import Caller
from tests.assessments.services.wording import helps
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, STRANGERS
from tests.fixtures.environment import NOON, Clock
from tests.fixtures.respondent import Respondent

pytestmark = pytest.mark.usefixtures("nothing_shared")

CASE: Final = Wish(recipient=OTHER_CLUSTER, purpose=ConsentPurpose.CASE)
ADVICE: Final = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE)
SECOND: Final = timedelta(seconds=1)


@pytest.fixture
def who(submitted: Respondent, environment: Environment) -> Caller:
    """Whoever holds the token of the submitted assessment."""
    uuid = parse_id_of("Assessment", submitted.id)
    assert uuid is not None
    principal = principal_of(submitted.token)
    return Caller(environment=environment, principal=principal, id=uuid, token=submitted.token)


async def give(who: Caller, wish: Wish) -> UUID:
    return (await share_assessment(who.environment, who.principal, who.id, wish)).id


async def give_anew(who: Caller, clock: Clock, times: int) -> None:
    """Give consents one after another to one recipient, each in the place of the one before."""
    for number in range(times):
        scope = (ConsentScope.SUMMARY, ConsentScope.ANSWERS)[number % 2]
        await give(who, replace(ADVICE, scope=scope))
        clock.forward(SECOND)


async def listed(who: Caller) -> list[UUID]:
    (found,) = await consents_of(who.environment, who.principal, [who.id])
    return [consent.id for consent in found]


def test_fewer_can_stand_than_are_listed(catalogue_definition: Catalogue) -> None:
    """Those that have ended too: what was given to them before still stands."""
    most = len(recipients_by_slug(catalogue_definition)) * len(ConsentPurpose)
    assert 0 < most < MAX_CONSENTS


async def test_who_still_reads_is_listed_first_whatever_was_given_to_others_since(
    who: Caller, clock: Clock
) -> None:
    standing = await give(who, CASE)
    clock.forward(SECOND)
    for _ in range(3):
        await give_anew(who, clock, MAX_GIVEN - 10)
        clock.forward(DAY)
    newest = await give(who, replace(ADVICE, contact="Kari"))
    (found,) = await consents_of(who.environment, who.principal, [who.id])
    assert len(found) == MAX_CONSENTS
    assert [consent.id for consent in found[:2]] == [newest, standing]
    assert [consent.withdrawn_at is None for consent in found] == [True] * 2 + [False] * 198
    given = [consent.granted_at for consent in found[2:]]
    assert given == sorted(given, reverse=True)


async def test_after_so_many_in_a_day_the_next_waits_until_the_first_is_a_day_old(
    who: Caller, clock: Clock, database: Database
) -> None:
    await give_anew(who, clock, MAX_GIVEN - 1)
    standing = await give(who, CASE)
    before = await database.rows("SELECT * FROM consents ORDER BY id")
    lines = await database.rows("SELECT * FROM audit_log ORDER BY id")
    with pytest.raises(TooManyConsentsError) as refused:
        await give(who, replace(CASE, scope=ConsentScope.ANSWERS))
    assert refused.value.retry_at == NOON + DAY
    assert helps(refused.value.message, ("13", "2026"))
    assert await give(who, CASE) == standing  # The same wish changes nothing, and is not counted.
    assert await database.rows("SELECT * FROM consents ORDER BY id") == before
    assert await database.rows("SELECT * FROM audit_log ORDER BY id") == lines
    clock.now = NOON + DAY - timedelta(microseconds=1)
    with pytest.raises(TooManyConsentsError):
        await give(who, replace(CASE, scope=ConsentScope.ANSWERS))
    clock.now = NOON + DAY
    fuller = await give(who, replace(CASE, scope=ConsentScope.ANSWERS))
    with pytest.raises(TooManyConsentsError) as refused:
        await give(who, CASE)
    assert refused.value.retry_at == NOON + DAY + SECOND
    assert (await listed(who))[0] == fuller


async def test_nothing_stops_withdrawing(who: Caller, clock: Clock) -> None:
    standing = await give(who, CASE)
    await give_anew(who, clock, MAX_GIVEN - 1)
    with pytest.raises(TooManyConsentsError):
        await give(who, replace(ADVICE, contact="Kari"))
    by_id = await withdraw_consent(who.environment, who.principal, standing)
    by_wish = await withdraw_given(who.environment, who.principal, who.id, ADVICE)
    assert by_wish is not None
    assert (by_id.withdrawn_at, by_wish.withdrawn_at) == (clock.now, clock.now)
    (found,) = await consents_of(who.environment, who.principal, [who.id])
    assert [one for one in found if one.withdrawn_at is None] == []


@pytest.mark.parametrize("is_revoked", [True, False])
async def test_who_has_no_access_left_withdraws_by_what_it_gave(
    respondent: Respondent, environment: Environment, clock: Clock, *, is_revoked: bool
) -> None:
    uuid = parse_id_of("Assessment", respondent.id)
    assert uuid is not None
    principal = principal_of(respondent.token)
    await respondent.database.run(
        """
        INSERT INTO consents (id, assessment_id, recipient, recipient_name, purpose, scope, contact,
            granted_at)
        VALUES ($1, $2, $3, '{"nb": "x", "en": "x"}', 'advice', 'summary', 'Kari', now())
        """,
        UUID(int=3),
        uuid,
        CLUSTER,
    )
    clock.forward(timedelta(days=366))
    if is_revoked:
        await revoke_access(environment, uuid)
    for _ in range(2):
        for wish in (ADVICE, CASE, replace(ADVICE, purpose=ConsentPurpose.CASE)):
            assert await withdraw_given(environment, principal, uuid, wish) is None
    found = await respondent.database.rows(
        "SELECT id, withdrawn_at, contact FROM consents WHERE assessment_id = $1", uuid
    )
    assert [tuple(row.values()) for row in found] == [(UUID(int=3), clock.now, None)]


@pytest.mark.parametrize(
    "stranger", [*STRANGERS.values(), CompanyUser(subject="s", organisations=())]
)
async def test_strangers_withdraw_nothing_by_what_others_gave(
    who: Caller, stranger: Principal
) -> None:
    standing = await give(who, ADVICE)
    for assessment_id in (who.id, UUID(int=9)):
        with pytest.raises(NotFoundError):
            await withdraw_given(who.environment, stranger, assessment_id, ADVICE)
    ((found,),) = await consents_of(who.environment, who.principal, [who.id])
    assert (found.id, found.withdrawn_at) == (standing, None)


@pytest.mark.parametrize(
    ("seconds", "nb", "en"),
    [
        (0, "22.11.2026 kl. 13.00", "on 2026-11-22 at 13:00 Norwegian time"),
        (1, "22.11.2026 kl. 13.01", "on 2026-11-22 at 13:01 Norwegian time"),
        (60, "22.11.2026 kl. 13.01", "on 2026-11-22 at 13:01 Norwegian time"),
    ],
)
def test_a_minute_is_never_too_early(seconds: int, nb: str, en: str) -> None:
    said = minute_in_norway(NOON + timedelta(seconds=seconds))
    assert (said.nb, said.en) == (nb, en)
