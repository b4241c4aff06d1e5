"""Every root field and every type that ``node`` reaches, for everybody to whom nothing belongs.

What each caller may do is declared beside the field; here it is tried. A refusal says the same as
for what does not exist, takes the same statements, and changes nothing. Who may do something is
tried in ``test_matrix_allowed``, credentials of no use in ``test_matrix_credentials``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Advisor, CompanyUser, Principal
from assessments.storage.database import Database
from schema.permissions import OPEN, REACHED_BY, Caller
from tests.assessments.services.test_keys_first_wall import OpenDatabase
from tests.contract.operations import operation
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.environment import environment_on
from tests.fixtures.parts import part_of
from tests.fixtures.statements import NotedDatabase
from tests.schema.listening import listening
from tests.schema.matrix import (
    ABOUT,
    CLUSTER,
    NODES,
    NONE,
    REQUESTS,
    STRANGERS,
    THEIRS,
    Target,
    beside_it,
    is_refused,
    of_strangers,
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
ALONE: Final = "services alone"
WALLS: Final[Mapping[str, type[NotedDatabase]]] = {
    "both walls": NotedDatabase,
    ALONE: OpenDatabase,
}
"""What the database hides: what it does, or nothing, where services may first have to look."""
THEIR_USER = CompanyUser(subject="s", organisations=(THEIRS,))


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
async def target(database: Database) -> Target:
    """What belongs to a company that nobody in these tests is signed in for."""
    async with client_of(await environment_on(database), principal=THEIR_USER) as client:
        theirs = await owned(client, database, THEIRS)
    return await beside_it(await environment_on(database), theirs)


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_finds_nothing_and_changes_nothing(
    environment: Environment, database: Database, target: Target, stranger: str, wall: str
) -> None:
    before = await dump(database)
    behind = replace(environment, database=WALLS[wall](environment.database))
    async with listening(behind, principal=STRANGERS[stranger]) as ask:
        for name, allowed, request in part_of(of_strangers(), 3, list(STRANGERS).index(stranger)):
            if stranger == "administrator" and Caller.ADMINISTRATOR in allowed:
                continue
            there = await ask(request(target))
            assert there.status == 200, name
            assert is_refused(there.body), (name, there.body)
            none = await ask(request(NONE))
            assert none.body == there.body, name
            assert none.statements == there.statements or wall == ALONE, name
    assert await dump(database) == before


async def test_what_strangers_try_is_theirs_and_not_nothings(target: Target) -> None:
    """Requests about something and about nothing differ, or comparing them would tell nothing."""
    alike = {name for name, _, request in of_strangers() if request(target) == request(NONE)}
    assert alike == {"apiKeys"}


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
