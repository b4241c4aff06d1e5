"""Every root field and every type that ``node`` reaches, for everybody to whom nothing belongs.

What each caller may do is declared beside the field; here it is tried. A refusal says the same as
for what does not exist, takes the same statements, and changes nothing. Who may do something is
tried in ``test_matrix_allowed``, credentials of no use in ``test_matrix_credentials``.
"""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Administrator, Advisor, CompanyUser, Principal
from assessments.storage.database import Database
from schema.permissions import OPEN, REACHED_BY, Caller
from tests.contract.operations import operation
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.environment import environment_on
from tests.fixtures.parts import part_of
from tests.schema.listening import listening
from tests.schema.matrix import (
    ABOUT,
    BY_OTHER_NAMES,
    CLUSTER,
    NODES,
    NONE,
    REQUESTS,
    STRANGERS,
    THEIRS,
    Target,
    invitation_of,
    is_refused,
    key_of,
    new_key,
    owned,
    root_fields,
)
from tests.schema.test_erasing import dump

ADVISORS_OWN = frozenset(
    {
        *("createApiKey", "apiKeys", "members", "updateMembers"),
        *("invitations", "createInvitation", "cohort"),
    }
)
"""What an advisor keeps for a cluster, whatever is shared with it."""
THEIR_USER = CompanyUser(subject="s", organisations=(THEIRS,))
THEIR_ADMINISTRATOR = Administrator(subject="theirs", name="Theirs")
THEIR_ADVISOR = Advisor(subject="theirs", recipients=(CLUSTER,))
BY_NAME = ("cluster", "token", "purpose", "number", "invitation", "cluster_key")
FORGET = (
    "DELETE FROM company_groups WHERE verified_by = 'theirs'",
    "DELETE FROM invitations WHERE created_by = 'theirs'",
    "DELETE FROM api_keys WHERE created_by = 'theirs'",
)
"""Tests share a database, and some count what clusters and administrators have there."""


def test_every_root_field_and_every_node_declares_who_may_use_it() -> None:
    undeclared = [name for name, who in root_fields().items() if not who]
    assert undeclared == []
    node = served_schema().core.get_type("Node")
    implementing = served_schema().core.get_possible_types(node)  # type: ignore[arg-type]  # an interface
    assert {one.name for one in implementing} == set(REACHED_BY)


def test_all_that_is_somebodys_is_tried() -> None:
    assert {name for name, who in root_fields().items() if who != OPEN} == set(ABOUT)
    assert {name for name, who in REACHED_BY.items() if who != OPEN} == set(NODES)


@pytest.fixture(scope="module")
async def target(database: Database) -> AsyncGenerator[Target]:
    """What belongs to a company and a cluster that nobody in these tests is signed in for."""
    environment = await environment_on(database)
    async with (
        client_of(environment, principal=THEIR_USER) as client,
        client_of(environment, principal=THEIR_ADVISOR) as advisor,
        client_of(environment, principal=THEIR_ADMINISTRATOR) as administrator,
    ):
        theirs = replace(
            await owned(client, database, THEIRS),
            invitation=await invitation_of(advisor, CLUSTER),
            cluster_key=await key_of(advisor, CLUSTER),
        )
        await administrator.data(*ABOUT["verifyGroup"](theirs))
        yield theirs
    for statement in FORGET:
        await database.run(statement)


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_finds_nothing_and_changes_nothing(
    environment: Environment, database: Database, target: Target, stranger: str
) -> None:
    before = await dump(database)
    async with listening(environment, principal=STRANGERS[stranger]) as ask:
        for name, allowed, request in part_of(REQUESTS, 3, list(STRANGERS).index(stranger)):
            if stranger == "administrator" and Caller.ADMINISTRATOR in allowed:
                continue
            there = await ask(request(target))
            assert there.status == 200, name
            assert is_refused(there.body), (name, there.body)
            assert await ask(request(NONE)) == there, name
    assert await dump(database) == before


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_finds_nothing_by_other_names(
    environment: Environment, database: Database, target: Target, stranger: str
) -> None:
    fields, before = root_fields(), await dump(database)
    async with listening(environment, principal=STRANGERS[stranger]) as ask:
        for name, (field, request) in BY_OTHER_NAMES.items():
            if stranger == "administrator" and Caller.ADMINISTRATOR in (fields[field] or OPEN):
                continue
            there = await ask(request(target))
            (said,) = there.body["data"].values()
            assert is_refused(there.body) or said["__typename"] == "ApiKeyRejected", (name, said)
            assert await ask(request(NONE)) == there, name
    assert await dump(database) == before


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_makes_no_key_for_a_recipient(
    environment: Environment, database: Database, stranger: str
) -> None:
    """Which recipients there are everybody knows, from the catalogue."""
    before = await dump(database)
    async with listening(environment, principal=STRANGERS[stranger]) as ask:
        (said,) = (await ask(new_key(recipients=[CLUSTER]))).body["data"].values()
    assert said["__typename"] in {"NotAvailable", "ApiKeyRejected"}
    assert await dump(database) == before


def test_what_strangers_try_is_theirs_and_not_nothings() -> None:
    """Requests about something and about nothing differ, or comparing them would tell nothing."""
    theirs = Target(*(f"x{place}" for place in range(6)), **dict.fromkeys(BY_NAME, "x"))
    alike = {name for name, _, request in REQUESTS if request(theirs) == request(NONE)}
    assert alike == {"apiKeys"}
    assert all(request(theirs) != request(NONE) for _, request in BY_OTHER_NAMES.values())


@pytest.mark.usefixtures("nothing_shared")
@pytest.mark.parametrize(
    "reader",
    [Advisor(subject="a", recipients=(CLUSTER,)), reads_for(CLUSTER)],
    ids=lambda one: type(one).__name__,
)
async def test_what_is_withdrawn_is_to_its_reader_as_what_never_was(
    environment: Environment, database: Database, reader: Principal
) -> None:
    async with client_of(environment, principal=THEIR_USER) as client:
        theirs = await owned(client, database, THEIRS)
        async with listening(environment, principal=reader) as ask:
            assert not is_refused((await ask(NODES["SharedAssessment"](theirs))).body)
        withdrawn = {"input": {"consentId": theirs.consent}}
        said = await client.data(operation("WithdrawConsent"), withdrawn)
        assert said["withdrawConsent"]["__typename"] == "WithdrawConsentSuccess"
    before = await dump(database)
    own = ADVISORS_OWN if isinstance(reader, Advisor) else frozenset[str]()
    async with listening(environment, principal=reader) as ask:
        for name, _, request in REQUESTS:
            if name in own:
                continue
            there = await ask(request(theirs))
            assert is_refused(there.body), (name, there.body)
            none = replace(NONE, cluster=theirs.cluster)
            assert await ask(request(none)) == there, name
    assert await dump(database) == before
