"""Members of a cluster, as its advisors keep the list."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.members import update_members
from assessments.services.number_lists import MAX_NUMBERS, MembersWanted
from assessments.services.principals import Advisor
from assessments.texts import Language
from tests.fixtures.asker import OTHER_CLUSTER, Asker, advisor_of
from tests.fixtures.database import connected
from tests.fixtures.managers import AGENCY, ANOTHERS, CLUSTER, LIV, MINE, MINE_TOO
from tests.fixtures.startup import Json
from tests.schema.counting import MEMBERS, UPDATE, said_to
from tests.schema.refusals import says_what_to_do
from tests.schema.test_erasing import dump

THREE: Final = sorted([MINE, MINE_TOO, ANOTHERS])


@pytest.fixture
def liv(office: Environment) -> Asker:
    return Asker(environment=office, principal=LIV)


async def update(asker: Asker, **given: object) -> Json:
    return await said_to(asker, UPDATE, **{"cluster": CLUSTER, **given})


def done(added: int, removed: int, members: int) -> Json:
    counts = {"added": added, "removed": removed, "members": members}
    return {"__typename": "UpdateMembersSuccess", **counts}


async def members(asker: Asker, cluster: str = CLUSTER) -> list[str]:
    found = (await asker.data(MEMBERS, cluster=cluster))["members"]
    assert found["totalCount"] == len(found["entries"])
    return [entry["node"]["organisationNumber"] for entry in found["entries"]]


async def marked(environment: Environment) -> list[str]:
    rows = await environment.database.rows(
        "DELETE FROM cell_outbox RETURNING id, organisation_number"
    )
    return sorted(row["organisation_number"] for row in rows)


async def test_numbers_go_on_the_list_and_off_it_and_each_change_is_marked(
    liv: Asker, office: Environment
) -> None:
    assert await update(liv, add=[MINE, f" {MINE_TOO[:3]} {MINE_TOO[3:]}", MINE]) == done(2, 0, 2)
    assert await marked(office) == sorted([MINE, MINE_TOO])
    assert await update(liv, add=[MINE, ANOTHERS], remove=[MINE_TOO]) == done(1, 1, 2)
    assert await marked(office) == sorted([ANOTHERS, MINE_TOO])
    assert await members(liv) == sorted([MINE, ANOTHERS])
    assert await update(liv, add=[MINE], remove=[MINE_TOO]) == done(0, 0, 2)
    assert await marked(office) == []
    assert await update(liv, add=[MINE_TOO]) == done(1, 0, 3)
    lines = await office.database.rows(
        "SELECT actor_kind, actor, recipient, action, what FROM audit_log WHERE company_id IS NULL"
    )
    line = ("advisor", CLUSTER, CLUSTER, "members_updated", CLUSTER)
    assert [tuple(one.values()) for one in lines] == [line] * 3


async def test_a_file_is_added_or_becomes_the_list(liv: Asker, office: Environment) -> None:
    await update(liv, add=[MINE])
    file = f"Navn;Organisasjonsnummer\nA;{MINE_TOO}\nB;{ANOTHERS}\n"
    assert await update(liv, file=file) == done(2, 0, 3)
    await marked(office)
    assert await update(liv, file=f"{MINE}\n{MINE}\n", replace=True) == done(0, 2, 1)
    assert await marked(office) == sorted([MINE_TOO, ANOTHERS])
    assert await members(liv) == [MINE]


async def test_a_quote_left_open_takes_nobody_off_the_list(liv: Asker, office: Environment) -> None:
    await update(liv, add=[MINE, MINE_TOO])
    before = await dump(office.database)
    file = f'orgnr;navn\n{MINE};"Foo AS\n{MINE_TOO};Bar AS\n'
    refused = await update(liv, file=file, replace=True)
    assert refused["__typename"] == "NumbersRejected"
    assert [(one["path"], one["place"]) for one in refused["rejections"]] == [("file", 2)]
    assert await dump(office.database) == before


async def test_one_list_says_nothing_of_another(liv: Asker, office: Environment) -> None:
    other = Asker(environment=office, principal=advisor_of(OTHER_CLUSTER))
    await update(liv, add=[MINE])
    assert await update(other, cluster=OTHER_CLUSTER, add=[MINE, ANOTHERS]) == done(2, 0, 2)
    assert await update(liv, file=MINE_TOO, replace=True) == done(1, 1, 1)
    assert await members(other, OTHER_CLUSTER) == sorted([MINE, ANOTHERS])


WRONG: Final[dict[str, tuple[Json, list[tuple[str, int | None]]]]] = {
    "an entry": ({"add": [MINE, "12345678"]}, [("add", 2)]),
    "lines": ({"file": f"orgnr\n{MINE}\nx\n"}, [("file", 3)]),
    "several": (
        {"add": ["x"], "remove": ["y"], "file": "z"},
        [("add", 1), ("remove", 1), ("file", 1)],
    ),
    "in both": ({"add": [MINE], "remove": [ANOTHERS, MINE]}, [("remove", 2)]),
    "no file": ({"replace": True}, [("replace", None)]),
    "more than the file": ({"replace": True, "file": MINE, "add": [MINE]}, [("replace", None)]),
    "an empty file": ({"replace": True, "file": "orgnr\n"}, [("file", None)]),
    "too many": ({"remove": [MINE] * (MAX_NUMBERS + 1)}, [("remove", None)]),
    "too many in all": (
        {"add": [MINE], "file": f"{MINE_TOO}\n" * MAX_NUMBERS},
        [("file", None)],
    ),
    "too long": ({"file": " " * 500_001}, [("file", None)]),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
async def test_what_is_wrong_is_named_in_both_languages_and_changes_nothing(
    liv: Asker, office: Environment, wrong: str
) -> None:
    given, named = WRONG[wrong]
    await update(liv, add=[MINE_TOO])
    before = await dump(office.database)
    en = await update(liv, **given)
    nb = await update(replace(liv, language=Language.NB), **given)
    assert await dump(office.database) == before
    assert (en["__typename"], en["code"]) == ("NumbersRejected", "NUMBERS_REJECTED")
    assert [(one["path"], one["place"]) for one in en["rejections"]] == named
    for one, other in [(nb, en), *zip(nb["rejections"], en["rejections"], strict=True)]:
        says_what_to_do(one["message"], other["message"])


async def test_as_many_as_may_be_are_taken_and_of_the_wrong_ones_twenty_are_named(
    liv: Asker,
) -> None:
    assert await update(liv, add=[MINE] * MAX_NUMBERS) == done(1, 0, 1)
    said = await update(liv, file="x\n" * 23)
    assert [one["place"] for one in said["rejections"]] == list(range(1, 21))
    assert said["more"] == 3


async def test_an_organisation_has_no_members_and_is_as_what_is_not_there(
    liv: Asker, office: Environment
) -> None:
    before = await dump(office.database)
    refused = [await update(liv, cluster=one, add=[MINE]) for one in (AGENCY, OTHER_CLUSTER, "x")]
    assert refused == [refused[0]] * 3
    assert refused[0]["__typename"] == "NotFound"
    lists = [await liv.refusal(MEMBERS, cluster=one) for one in (AGENCY, OTHER_CLUSTER, "x")]
    assert lists == [lists[0]] * 3
    nb = await replace(liv, language=Language.NB).refusal(MEMBERS, cluster="x")
    assert (lists[0][0], nb[0]) == ("NOT_FOUND", "NOT_FOUND")
    says_what_to_do(nb[1], lists[0][1])
    assert await dump(office.database) == before


async def test_pages_go_on_where_they_ended_also_when_that_member_is_gone(liv: Asker) -> None:
    await update(liv, add=THREE)
    first = (await liv.data(MEMBERS, cluster=CLUSTER, first=1))["members"]
    assert first["totalCount"] == 3
    assert first["pageInfo"]["hasNextPage"] is True
    cursor = first["pageInfo"]["endCursor"]
    await update(liv, remove=THREE[:1])
    rest = (await liv.data(MEMBERS, cluster=CLUSTER, first=5, after=cursor))["members"]
    assert [entry["node"]["organisationNumber"] for entry in rest["entries"]] == THREE[1:]
    assert (rest["pageInfo"]["hasPreviousPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


async def test_a_cursor_of_another_list_is_refused(liv: Asker, office: Environment) -> None:
    both = replace(liv, principal=advisor_of(CLUSTER, OTHER_CLUSTER))
    await update(both, add=[MINE])
    page = (await both.data(MEMBERS, cluster=CLUSTER))["members"]
    cursor = page["pageInfo"]["endCursor"]
    code, _ = await both.refusal(MEMBERS, cluster=OTHER_CLUSTER, after=cursor)
    assert code == "BAD_USER_INPUT"
    await office.database.run("DELETE FROM memberships")
    code, _ = await both.refusal(MEMBERS, cluster=CLUSTER, after=cursor)
    assert code == "BAD_USER_INPUT"


@pytest.fixture
async def crowded(office: Environment, fresh_database_dsn: str) -> AsyncIterator[Environment]:
    async with connected(fresh_database_dsn, size=8) as database:
        yield replace(office, database=database)


async def test_of_lists_sent_at_once_the_last_one_stands_whole(crowded: Environment) -> None:
    advisors = [Advisor(subject=f"login:{n}", recipients=(CLUSTER,)) for n in range(6)]
    lists = [[number, other] for number in THREE for other in THREE if number != other]
    done_by = await asyncio.gather(
        *(
            update_members(
                crowded, advisor, CLUSTER, MembersWanted(file="\n".join(wanted), replace=True)
            )
            for advisor, wanted in zip(advisors, lists, strict=True)
        )
    )
    assert {one.members for one in done_by} == {2}
    standing = await members(Asker(environment=crowded, principal=LIV))
    assert standing in [sorted(wanted) for wanted in lists]
    rows = await crowded.database.rows(
        "SELECT confirmed_by FROM memberships WHERE ended_at IS NULL"
    )
    assert len(rows) == 2
