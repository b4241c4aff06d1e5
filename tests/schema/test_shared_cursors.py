"""Cursors of growing lists: good where they were given, and refused whatever else they say."""

import base64
from typing import Final
from uuid import UUID

import pytest
from graphql import GraphQLError
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.assessment import ConsentPurpose
from assessments.texts import Language
from schema.keyset import cursor_at, position_of
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, Asker, advisor_of
from tests.fixtures.laws import LAW
from tests.fixtures.respondent import Respondent
from tests.schema.test_sharing import ALL, given_by, read_all

NAMED: Final = f"sharedAssessments:{CLUSTER}"
ROWS: Final = st.uuids()


@LAW
@given(row=ROWS)
def test_a_cursor_says_where_it_stands(row: UUID) -> None:
    assert position_of(NAMED, cursor_at(NAMED, row)) == row
    assert position_of(NAMED, None) is None


@LAW
@given(row=ROWS, other=st.text(st.characters(codec="ascii"), max_size=30))
def test_a_cursor_of_another_list_is_refused(row: UUID, other: str) -> None:
    assume(other != NAMED)
    with pytest.raises(GraphQLError):
        position_of(NAMED, cursor_at(other, row))


@LAW
@given(after=st.text(max_size=250))
def test_anything_else_is_refused(after: str) -> None:
    with pytest.raises(GraphQLError):
        position_of(NAMED, after)


@LAW
@given(row=ROWS, at=st.integers(0, 200), letter=st.characters(codec="ascii"))
def test_a_changed_cursor_names_another_row_or_is_refused(row: UUID, at: int, letter: str) -> None:
    cursor = cursor_at(NAMED, row)
    at %= len(cursor)
    changed = cursor[:at] + letter + cursor[at + 1 :]
    assume(changed != cursor)
    try:
        named: UUID | None = position_of(NAMED, changed)
    except GraphQLError:
        return
    assert named not in {row, None}


def forged(cursor: str) -> list[str]:
    """Return cursors that look like one that was given."""
    row = position_of(NAMED, cursor)
    assert row is not None
    raw = base64.urlsafe_b64encode(f"{NAMED}:{row}".encode()).decode()
    return [
        cursor_at(NAMED, UUID(int=row.int ^ 1)),
        cursor_at(NAMED, UUID(int=0)),
        cursor_at(NAMED, UUID(int=2**128 - 1)),
        cursor_at(f"sharedAssessments:{OTHER_CLUSTER}", row),
        cursor_at(f"accessLog:{row.hex}", row),
        f"{cursor}=",
        f"{cursor} ",
        raw,
        "",
        "x" * 10_000,
    ]


@pytest.mark.usefixtures("nothing_shared")
async def test_a_cursor_that_was_not_given_is_refused_in_both_languages(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    for purpose in ConsentPurpose:
        await given_by(giver, submitted, purpose=purpose.name)
    cursor = (await read_all(advisor, first=1))["pageInfo"]["endCursor"]
    for wrong in forged(cursor):
        messages: set[str] = set()
        for language in (Language.NB, Language.EN):
            asker = Asker(
                environment=advisor.environment, principal=advisor.principal, language=language
            )
            code, message = await asker.refusal(ALL, cluster=CLUSTER, first=1, after=wrong)
            assert code == "BAD_USER_INPUT"
            assert "`after`" in message
            messages.add(message)
        assert len(messages) == 2
    assert len((await read_all(advisor, after=cursor))["edges"]) == 3


@pytest.mark.usefixtures("nothing_shared")
async def test_a_cursor_tells_others_nothing(
    giver: Asker, advisor: Asker, submitted: Respondent
) -> None:
    await given_by(giver, submitted)
    cursor = (await read_all(advisor))["pageInfo"]["endCursor"]
    row = position_of(NAMED, cursor)
    assert row is not None
    named = f"sharedAssessments:{OTHER_CLUSTER}"
    other = Asker(environment=giver.environment, principal=advisor_of(OTHER_CLUSTER))
    answers = {
        await other.refusal(ALL, cluster=OTHER_CLUSTER, first=1, after=after)
        for after in (cursor, cursor_at(named, row), cursor_at(named, UUID(int=7)))
    }
    assert len(answers) == 1


@pytest.mark.usefixtures("nothing_shared")
@pytest.mark.parametrize("first", [0, -1, 201])
async def test_a_page_has_a_limit(advisor: Asker, first: int) -> None:
    code, message = await advisor.refusal(ALL, cluster=CLUSTER, first=first)
    assert code == "BAD_USER_INPUT"
    assert "200" in message
