"""Services alone keep what is a company's from others, also on a database that hides nothing."""

from dataclasses import replace

import pytest

from assessments.errors import NotFoundError
from assessments.services.access_log import read_access_log
from assessments.services.auditing import Action, note
from assessments.services.environment import Environment
from assessments.services.history import history_of
from assessments.services.invitations import (
    InvitationWanted,
    create_invitation,
    read_invitations,
    revoke_invitation,
)
from assessments.services.principals import (
    Administrator,
    Anonymous,
    CompanyUser,
    Integration,
    Principal,
    Scope,
    hash_secret,
)
from assessments.services.principals import Respondent as Holder
from assessments.services.tokens import principal_of
from schema.ids import parse_id_of
from tests.assessments.services.test_keys_first_wall import OpenDatabase
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, advisor_of
from tests.fixtures.environment import Clock
from tests.fixtures.managers import ANOTHERS, COMPANIES, KARI, LIV, MINE, OLA, PER
from tests.fixtures.respondent import Respondent
from tests.schema.test_erasing import dump

STRANGERS: dict[str, Principal] = {
    "nobody": Anonymous(),
    "another company": OLA,
    "a company of none": CompanyUser(subject="s", organisations=()),
    "an advisor": advisor_of(CLUSTER),
    "an administrator": Administrator(subject="a", name="Ada"),
    "a program of another": Integration(
        subject="i", name="i", scopes=frozenset(Scope), organisation=ANOTHERS
    ),
    "a program without the scope": Integration(
        subject="i", name="i", scopes=frozenset({Scope.CATALOGUE}), organisation=MINE
    ),
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
async def test_the_access_log_is_the_companys(office: Environment, stranger: Principal) -> None:
    unwalled = replace(office, database=OpenDatabase(office.database))
    mine = COMPANIES[MINE]
    for _ in range(2):
        await note(unwalled, KARI, Action.COMPANY_UPDATED, (mine, "x"), unwalled.database)
    page = await read_access_log(unwalled, KARI, mine, first=5)
    assert page is not None
    assert len(page.lines) == 2
    after = page.lines[0].id
    theirs = await read_access_log(unwalled, stranger, mine, first=5)
    assert theirs is not None
    assert theirs.lines == []
    assert await read_access_log(unwalled, stranger, mine, first=5, after=after) is None
    rest = await read_access_log(unwalled, KARI, mine, first=5, after=after)
    assert rest is not None
    assert len(rest.lines) == 1


OTHERS: dict[str, Principal] = {
    **STRANGERS,
    "an advisor": PER,
    "an advisor of another cluster": advisor_of(OTHER_CLUSTER),
    "an advisor of none": advisor_of(),
}


@pytest.mark.parametrize("stranger", OTHERS.values(), ids=OTHERS)
async def test_an_invitation_is_its_clusters(office: Environment, stranger: Principal) -> None:
    unwalled = replace(office, database=OpenDatabase(office.database))
    made = await create_invitation(office, LIV, CLUSTER, InvitationWanted())
    before = await dump(office.database)
    with pytest.raises(NotFoundError):
        await revoke_invitation(unwalled, stranger, made.id)
    with pytest.raises(NotFoundError):
        await read_invitations(unwalled, stranger, CLUSTER, first=5)
    assert await dump(office.database) == before
    assert (await revoke_invitation(unwalled, LIV, made.id)).revoked_at == office.now()
    both = advisor_of(CLUSTER, OTHER_CLUSTER)
    page = await read_invitations(unwalled, both, OTHER_CLUSTER, first=5, after=made.id)
    assert page is None


async def test_a_history_is_for_whose_the_assessment_is(
    environment: Environment, submitted: Respondent, clock: Clock
) -> None:
    unwalled = replace(environment, database=OpenDatabase(environment.database))
    uuid = parse_id_of("Assessment", submitted.id)
    assert uuid is not None
    wrong = Holder(uuid, hash_secret("x"))
    for stranger in (*STRANGERS.values(), wrong):
        assert await history_of(unwalled, stranger, uuid) == []
    holder = principal_of(submitted.token)
    (result,) = await history_of(unwalled, holder, uuid)
    assert result.assessment_id == uuid
    clock.now = (await submitted.stored()).token_expires_at or clock.now
    assert await history_of(unwalled, holder, uuid) == []
