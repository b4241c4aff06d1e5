"""Giving and withdrawing consents: by whoever may read the assessment, noted, and once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from assessments.assessment import ConsentPurpose, ConsentScope, StoredConsent
from assessments.errors import (
    AccessExpiredError,
    InvalidContactError,
    NotFoundError,
    NotSubmittedError,
    RecipientEndedError,
    UnknownRecipientError,
)
from assessments.services.access import revoke_access
from assessments.services.consenting import (
    Wish,
    consents_of,
    share_assessment,
    withdraw_consent,
)
from assessments.services.environment import Environment
from assessments.services.principals import Principal
from assessments.services.tokens import principal_of
from schema.ids import global_id, parse_id_of
from tests.assessments.services.caller import Caller
from tests.fixtures.asker import CLUSTER, STRANGERS, advisor_of
from tests.fixtures.environment import Clock
from tests.fixtures.respondent import Respondent

pytestmark = pytest.mark.usefixtures("nothing_shared")

ADVICE: Final = Wish(recipient=CLUSTER, purpose=ConsentPurpose.ADVICE)
REACH_US: Final = "Kari Nordmann, 22 22 22 22"


@pytest.fixture
def who(submitted: Respondent, environment: Environment) -> Caller:
    """Whoever holds the token of the submitted assessment."""
    uuid = parse_id_of("Assessment", submitted.id)
    assert uuid is not None
    principal = principal_of(submitted.token)
    return Caller(environment=environment, principal=principal, id=uuid, token=submitted.token)


async def give(who: Caller, wish: Wish = ADVICE) -> StoredConsent:
    return await share_assessment(who.environment, who.principal, who.id, wish)


async def withdraw(who: Caller, consent_id: UUID) -> StoredConsent:
    return await withdraw_consent(who.environment, who.principal, consent_id)


async def listed(who: Caller) -> list[StoredConsent]:
    (found,) = await consents_of(who.environment, who.principal, [who.id])
    return found


async def noted(who: Caller) -> list[tuple[str, str, str, UUID | None]]:
    rows = await who.database.rows(
        "SELECT action, actor_kind, what, company_id FROM audit_log ORDER BY at, id"
    )
    return [tuple(row.values()) for row in rows]


async def test_a_consent_is_dated_and_names_its_recipient(who: Caller, clock: Clock) -> None:
    given = await give(who, replace(ADVICE, scope=ConsentScope.ANSWERS, contact=f" {REACH_US} "))
    assert given.recipient == CLUSTER
    assert (given.recipient_name.nb, given.recipient_name.en) == (
        "Norway Health Tech",
        "Norway Health Tech",
    )
    assert (given.purpose, given.scope) == (ConsentPurpose.ADVICE, ConsentScope.ANSWERS)
    assert (given.contact, given.granted_at) == (REACH_US, clock.now)
    assert given.withdrawn_at is None
    assert given.company_id is None
    assert await listed(who) == [given]
    what = global_id("Assessment", who.id)
    assert await noted(who) == [("consent_given", "respondent", what, None)]


async def test_an_agency_is_a_recipient_too(who: Caller) -> None:
    given = await give(who, replace(ADVICE, recipient="innovasjon-norge"))
    assert given.recipient_name.en == "Innovation Norway"


async def test_withdrawing_keeps_the_date_and_forgets_the_contact(
    who: Caller, clock: Clock
) -> None:
    given = await give(who, replace(ADVICE, contact=REACH_US))
    clock.forward(timedelta(hours=1))
    withdrawn = await withdraw(who, given.id)
    assert withdrawn == replace(given, contact=None, withdrawn_at=clock.now)
    clock.forward(timedelta(hours=1))
    assert await withdraw(who, given.id) == withdrawn
    assert await listed(who) == [withdrawn]
    assert [action for action, *_ in await noted(who)] == ["consent_given", "consent_withdrawn"]


async def test_giving_again_makes_a_new_consent(who: Caller, clock: Clock) -> None:
    first = await give(who)
    gone = await withdraw(who, first.id)
    clock.forward(timedelta(hours=1))
    second = await give(who)
    assert second.id != first.id
    assert await listed(who) == [second, gone]


async def test_the_same_wish_twice_is_one_consent(who: Caller, clock: Clock) -> None:
    given = await give(who)
    clock.forward(timedelta(hours=1))
    assert await give(who) == given
    assert await listed(who) == [given]
    assert len(await noted(who)) == 1


@pytest.mark.parametrize(
    "other", [replace(ADVICE, scope=ConsentScope.ANSWERS), replace(ADVICE, contact=REACH_US)]
)
async def test_another_scope_or_contact_takes_the_place_of_the_first(
    who: Caller, clock: Clock, other: Wish
) -> None:
    first = await give(who)
    clock.forward(timedelta(hours=1))
    second = await give(who, other)
    assert await listed(who) == [second, replace(first, withdrawn_at=clock.now)]
    actions = [action for action, *_ in await noted(who)]
    assert sorted(actions) == ["consent_given", "consent_given", "consent_withdrawn"]


async def test_each_purpose_has_a_consent_of_its_own(who: Caller) -> None:
    for purpose in ConsentPurpose:
        await give(who, replace(ADVICE, purpose=purpose))
    assert {c.purpose for c in await listed(who) if c.withdrawn_at is None} == set(ConsentPurpose)


async def test_of_many_at_once_one_stands(who: Caller) -> None:
    wishes = [replace(ADVICE, contact=f"Nr {n % 2}") for n in range(8)]
    await asyncio.gather(*(give(who, wish) for wish in wishes))
    standing = [c for c in await listed(who) if c.withdrawn_at is None]
    assert len(standing) == 1
    assert all(c.contact is None for c in await listed(who) if c.withdrawn_at is not None)


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_strangers_neither_share_nor_withdraw(who: Caller, stranger: Principal) -> None:
    given = await give(who)
    other = who.holding(stranger)
    with pytest.raises(NotFoundError):
        await give(other)
    with pytest.raises(NotFoundError):
        await withdraw(other, given.id)
    assert await listed(other) == []
    assert await listed(who) == [given]


async def test_a_recipient_does_not_withdraw_what_it_reads(who: Caller) -> None:
    given = await give(who)
    with pytest.raises(NotFoundError):
        await withdraw(who.holding(advisor_of(CLUSTER)), given.id)
    assert await listed(who) == [given]


async def test_a_consent_of_another_assessment_is_not_found(who: Caller, caller: Caller) -> None:
    given = await give(who)
    with pytest.raises(NotFoundError):
        await withdraw(caller, given.id)
    with pytest.raises(NotFoundError):
        await withdraw(who, UUID(int=7))
    assert await listed(who) == [given]


async def test_who_has_lost_access_withdraws_still_but_gives_nothing(
    respondent: Respondent, environment: Environment, clock: Clock
) -> None:
    uuid = parse_id_of("Assessment", respondent.id)
    assert uuid is not None
    who = Caller(
        environment=environment,
        principal=principal_of(respondent.token),
        id=uuid,
        token=respondent.token,
    )
    await respondent.database.run(
        """
        INSERT INTO consents (id, assessment_id, recipient, recipient_name, purpose, scope, contact,
            granted_at)
        SELECT i, $1, 'abelia', '{"nb": "Abelia", "en": "Abelia"}', p, 'summary', 'x', now()
        FROM unnest($2::uuid[], ARRAY['case', 'advice']) AS n (i, p)
        """,
        uuid,
        [UUID(int=1), UUID(int=2)],
    )
    clock.forward(timedelta(days=366))
    with pytest.raises(AccessExpiredError):
        await give(who)
    assert (await withdraw(who, UUID(int=1))).contact is None
    await revoke_access(environment, uuid)
    assert (await withdraw(who, UUID(int=2))).withdrawn_at == clock.now


async def test_a_draft_is_not_shared(caller: Caller) -> None:
    with pytest.raises(NotSubmittedError):
        await give(caller)
    assert await listed(caller) == []


@pytest.mark.parametrize(
    ("named", "suggested"),
    [
        ("norway-helth-tech", ("norway-health-tech",)),
        ("Norway Health Tech", ("norway-health-tech",)),
        ("innovation norway", ("innovasjon-norge",)),
        ("xyzzy", ()),
        ("", ()),
        ("n" * 1000, ()),
        ("veikart-helsenaringen", ()),
    ],
)
async def test_an_unknown_recipient_is_refused_with_those_like_it(
    who: Caller, named: str, suggested: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownRecipientError) as refused:
        await give(who, replace(ADVICE, recipient=named))
    assert refused.value.suggestions[: len(suggested)] == suggested
    assert bool(refused.value.suggestions) == bool(suggested)
    assert await listed(who) == []


@pytest.mark.parametrize(
    ("gone", "successors"),
    [
        ("norwegian-smart-care-cluster", ("norway-health-tech",)),
        ("meditnor", ()),
    ],
)
async def test_a_recipient_that_is_no_more_names_what_is_in_its_place(
    who: Caller, gone: str, successors: tuple[str, ...]
) -> None:
    with pytest.raises(RecipientEndedError) as refused:
        await give(who, replace(ADVICE, recipient=gone))
    assert refused.value.successors == successors
    assert await listed(who) == []


@pytest.mark.parametrize("contact", ["", "  ", "x" * 201, "a\nb", "a\u202eb", "a\x00b"])
async def test_a_contact_that_cannot_be_used_is_refused(who: Caller, contact: str) -> None:
    with pytest.raises(InvalidContactError):
        await give(who, replace(ADVICE, contact=contact))
    assert await listed(who) == []
