"""What a company reads of it that others list, invite or group it."""

from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import CompanyUser
from schema.ids import global_id
from tests.fixtures.asker import Asker
from tests.fixtures.endpoint import client_of
from tests.fixtures.managers import (
    ADMINISTRATOR,
    ANOTHERS,
    CLUSTER,
    COMPANIES,
    KARI,
    LIV,
    MINE,
    UNREGISTERED,
)
from tests.fixtures.startup import Json
from tests.schema.counting import DISSOLVE, INVITE, REVOKE, UPDATE, VERIFY, said_to
from tests.schema.test_erasing import erase_company

LOG: Final = """
query ($id: ID!) {
  node(id: $id) {
    ... on Company { accessLog(first: 20) { edges { node { actor action what } } } }
  }
}
"""
COMPANY: Final = global_id("Company", COMPANIES[MINE])
ADVISOR: Final = "Advisor of Norway Health Tech"
STAFF: Final = "An administrator"


async def log_of(environment: Environment) -> list[tuple[str, str]]:
    """Return what a company reads, in the order of words; each line is about itself."""
    kari = Asker(environment=environment, principal=KARI)
    edges = (await kari.data(LOG, id=COMPANY))["node"]["accessLog"]["edges"]
    assert {edge["node"]["what"] for edge in edges} <= {COMPANY}
    return sorted((edge["node"]["actor"], edge["node"]["action"]) for edge in edges)


@pytest.fixture
def liv(office: Environment) -> Asker:
    return Asker(environment=office, principal=LIV)


@pytest.fixture
def ada(office: Environment) -> Asker:
    return Asker(environment=office, principal=ADMINISTRATOR)


async def update(asker: Asker, **given: object) -> Json:
    return await said_to(asker, UPDATE, cluster=CLUSTER, **given)


async def verify(asker: Asker, parent: str, *numbers: str) -> Json:
    given = {"groupOrganisationNumber": parent, "organisationNumbers": list(numbers)}
    return await said_to(asker, VERIFY, **given)


async def test_a_company_reads_that_a_cluster_lists_it_and_takes_it_off(
    liv: Asker, office: Environment
) -> None:
    for _ in range(2):  # Once more changes nothing, and leaves no line.
        await update(liv, add=[MINE, UNREGISTERED])
    await update(liv, add=[ANOTHERS])
    added = (ADVISOR, "Listed the company as a member")
    assert await log_of(office) == [added]
    await update(liv, file=ANOTHERS, replace=True)
    assert await log_of(office) == [added, (ADVISOR, "Took the company off the list of members")]


async def test_a_company_reads_that_a_cluster_invites_it_and_takes_it_back(
    liv: Asker, office: Environment
) -> None:
    given = {"cluster": CLUSTER, "organisationNumbers": [MINE, UNREGISTERED]}
    made = await said_to(liv, INVITE, **given)
    await said_to(liv, INVITE, cluster=CLUSTER)
    for _ in range(2):
        await said_to(liv, REVOKE, invitationId=made["invitation"]["id"])
    assert await log_of(office) == [
        (ADVISOR, "Invited the company to a self-assessment"),
        (ADVISOR, "Revoked an invitation"),
    ]


async def test_a_company_reads_that_it_is_put_into_groups_and_taken_out(
    ada: Asker, office: Environment
) -> None:
    joined = (STAFF, "Put the company into a group")
    gone = (STAFF, "Took the company out of a group")
    await verify(ada, UNREGISTERED, MINE)
    await verify(ada, UNREGISTERED, MINE)
    await verify(ada, UNREGISTERED)
    assert await log_of(office) == [joined, gone]
    await verify(ada, MINE)
    await said_to(ada, DISSOLVE, groupOrganisationNumber=MINE)
    assert await log_of(office) == [joined, joined, gone, gone]


async def test_lines_of_an_erased_company_say_nothing_of_it(
    liv: Asker, office: Environment
) -> None:
    await update(liv, add=[MINE])
    user = CompanyUser(subject="s", organisations=(MINE,))
    async with client_of(office, principal=user) as client:
        await erase_company(client, COMPANY, MINE)
    rows = await office.database.rows(
        "SELECT actor, subject, recipient, what FROM audit_log WHERE action = 'member_added'"
    )
    assert [tuple(row.values()) for row in rows] == [("", None, None, "")]
