"""Groups of companies, as administrators verify them."""

from dataclasses import replace
from typing import Final
from uuid import UUID

import pytest

from assessments.services.environment import Environment
from assessments.texts import Language
from schema.ids import global_id
from tests.fixtures.asker import Asker
from tests.fixtures.managers import ADMINISTRATOR, ANOTHERS, MINE, MINE_TOO, UNREGISTERED
from tests.fixtures.startup import Json
from tests.schema.counting import DISSOLVE, VERIFY, said_to
from tests.schema.refusals import says_what_to_do
from tests.schema.test_erasing import dump
from tests.schema.test_members import marked

IDS: Final = "SELECT group_id FROM company_groups"
NAMED: Final = "SELECT DISTINCT what FROM audit_log WHERE company_id IS NULL"
LINES: Final = """
SELECT actor_kind, action, what, company_id FROM audit_log WHERE company_id IS NULL
"""


@pytest.fixture
def ada(office: Environment) -> Asker:
    return Asker(environment=office, principal=ADMINISTRATOR)


async def verify(asker: Asker, parent: str, *numbers: str) -> Json:
    given = {"groupOrganisationNumber": parent, "organisationNumbers": list(numbers)}
    return await said_to(asker, VERIFY, **given)


async def dissolve(asker: Asker, parent: str) -> Json:
    return await said_to(asker, DISSOLVE, groupOrganisationNumber=parent)


async def groups(environment: Environment) -> dict[str, str]:
    rows = await environment.database.rows("SELECT * FROM company_groups")
    return {row["organisation_number"]: row["group_number"] for row in rows}


async def ids(environment: Environment) -> set[UUID]:
    return {row["group_id"] for row in await environment.database.rows(IDS)}


async def test_a_group_is_exactly_those_that_were_verified_last(
    ada: Asker, office: Environment
) -> None:
    said = await verify(ada, MINE, MINE_TOO, ANOTHERS, MINE_TOO)
    assert said["organisationNumbers"] == sorted([MINE, MINE_TOO, ANOTHERS])
    assert await groups(office) == dict.fromkeys([MINE, MINE_TOO, ANOTHERS], MINE)
    assert await marked(office) == sorted([MINE, MINE_TOO, ANOTHERS])
    await verify(ada, MINE, f"{ANOTHERS[:3]} {ANOTHERS[3:]}")
    assert await groups(office) == dict.fromkeys([MINE, ANOTHERS], MINE)
    assert await marked(office) == sorted([MINE, MINE_TOO])
    await verify(ada, MINE, ANOTHERS)
    assert await marked(office) == []
    lines = await office.database.rows(LINES)
    (named,) = await ids(office)
    line = ("administrator", "group_verified", global_id("CompanyGroup", named), None)
    assert [tuple(one.values()) for one in lines] == [line] * 2


async def test_who_joins_another_group_leaves_the_one_before(
    ada: Asker, office: Environment
) -> None:
    await verify(ada, MINE, ANOTHERS)
    await marked(office)
    await verify(ada, UNREGISTERED, ANOTHERS)
    assert await groups(office) == {
        MINE: MINE,
        ANOTHERS: UNREGISTERED,
        UNREGISTERED: UNREGISTERED,
    }
    assert await marked(office) == sorted([MINE, ANOTHERS, UNREGISTERED])


async def test_what_is_dissolved_is_a_group_no_more(ada: Asker, office: Environment) -> None:
    await verify(ada, MINE, ANOTHERS)
    await verify(ada, MINE_TOO)
    await marked(office)
    assert await dissolve(ada, MINE) == {
        "__typename": "DissolveGroupSuccess",
        "organisationNumbers": sorted([MINE, ANOTHERS]),
    }
    assert await groups(office) == {MINE_TOO: MINE_TOO}
    assert await marked(office) == sorted([MINE, ANOTHERS])
    before = await dump(office.database)
    assert (await dissolve(ada, MINE))["__typename"] == "NotFound"
    assert await dump(office.database) == before


async def test_a_group_goes_by_an_id_that_tells_nothing_of_its_number(
    ada: Asker, office: Environment
) -> None:
    named: list[UUID] = []
    for _ in range(2):
        await verify(ada, MINE)
        (one,) = await ids(office)
        named.append(one)
        await dissolve(ada, MINE)
    assert len(set(named)) == 2
    lines = await office.database.rows(NAMED)
    assert {row["what"] for row in lines} == {global_id("CompanyGroup", one) for one in named}


WRONG: Final[dict[str, tuple[str, Json]]] = {
    "the parent": ("InvalidOrganisationNumber", {"groupOrganisationNumber": "12345678"}),
    "another": ("NumbersRejected", {"organisationNumbers": [MINE, "x"]}),
    "too many": ("NumbersRejected", {"organisationNumbers": [MINE] * 5_001}),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_said_in_both_languages_and_changes_nothing(
    ada: Asker, office: Environment, wrong: str
) -> None:
    typename, given = WRONG[wrong]
    given = {"groupOrganisationNumber": MINE, "organisationNumbers": [MINE_TOO], **given}
    before = await dump(office.database)
    en = await said_to(ada, VERIFY, **given)
    nb = await said_to(replace(ada, language=Language.NB), VERIFY, **given)
    assert (en["__typename"], nb["__typename"]) == (typename, typename)
    for one, other in [
        (nb, en),
        *zip(nb.get("rejections", []), en.get("rejections", []), strict=True),
    ]:
        says_what_to_do(one["message"], other["message"])
    assert await dump(office.database) == before
    assert (await dissolve(ada, "x"))["__typename"] == "InvalidOrganisationNumber"
