"""What is refused by mistake is an error; only what is gone is not found."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from uuid import UUID

import asyncpg
import pytest

from assessments.errors import NotFoundError
from assessments.services.accepting_reviews import GivenReview
from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import create_api_key
from assessments.services.assessing import start_assessment
from assessments.services.environment import Environment
from assessments.services.gone import not_found_when_gone
from assessments.services.principals import Administrator, Scope
from assessments.services.reviewing import review_answers
from assessments.services.sharing import read_shared, read_shared_page
from assessments.storage.database import ERASED, REFUSED
from schema.ids import parse_id_of
from tests.fixtures.asker import CLUSTER, advisor_of
from tests.fixtures.database import ROLE, connected
from tests.fixtures.endpoint import client_of
from tests.fixtures.environment import environment_on
from tests.schema.matrix import Target, owned
from tests.schema.test_companies import NUMBER, USER
from tests.schema.test_erasing import dump

Writing = Callable[[Environment, Target], Awaitable[object]]


def _uuid(of: str, written: str) -> UUID:
    found = parse_id_of(of, written)
    assert found is not None
    return found


async def begins(environment: Environment, mine: Target) -> object:
    return await start_assessment(
        environment,
        questionnaire="health-export",
        principal=USER,
        company_id=_uuid("Company", mine.company),
    )


async def makes_a_key(environment: Environment, mine: Target) -> object:
    company_id = _uuid("Company", mine.company)
    wanted = WantedKey(name="k", scopes=[Scope.COMPANY], company_id=company_id)
    return await create_api_key(environment, USER, wanted)


async def makes_a_key_as_administrator(environment: Environment, mine: Target) -> object:
    wanted = WantedKey(name="k", scopes=[Scope.CATALOGUE], organisation_number=mine.number)
    return await create_api_key(environment, Administrator(subject="r", name="r"), wanted)


async def reviews(environment: Environment, mine: Target) -> object:
    consent = _uuid("Consent", mine.consent)
    given = [GivenReview(question="S04", level=1)]
    return await review_answers(environment, advisor_of(CLUSTER), consent, given)


async def reads(environment: Environment, mine: Target) -> object:
    return await read_shared(environment, advisor_of(CLUSTER), _uuid("Consent", mine.consent))


async def reads_a_page(environment: Environment, _: Target) -> object:
    return await read_shared_page(environment, advisor_of(CLUSTER), CLUSTER, first=5)


WRITTEN: Final[Mapping[str, tuple[str, Writing]]] = {
    "an assessment": ("assessments", begins),
    "a key": ("api_keys", makes_a_key),
    "a key by an administrator": ("api_keys", makes_a_key_as_administrator),
    "a line about a key": ("audit_log", makes_a_key),
    "a review": ("reviews", reviews),
    "a line about a reading": ("audit_log", reads),
    "lines about a page": ("audit_log", reads_a_page),
}
"""What is written for a company that is there, into which table."""
MISTAKES: Final[Mapping[str, str]] = {
    "a grant is missing": f'REVOKE INSERT ON {{table}} FROM "{ROLE}"',
    "a policy is wrong": (
        "CREATE POLICY wrong ON {table} AS RESTRICTIVE FOR INSERT WITH CHECK (false)"
    ),
}


@pytest.mark.part(4)
@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("written", WRITTEN)
async def test_a_refusal_of_what_is_there_is_an_error(
    fresh_published_dsn: str, mistake: str, written: str
) -> None:
    table, write = WRITTEN[written]
    async with connected(fresh_published_dsn, size=4) as database:
        environment = await environment_on(database)
        async with client_of(environment, principal=USER) as client:
            mine = await owned(client, database, NUMBER)
        await database.run(MISTAKES[mistake].format(table=table))
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await write(environment, mine)
        assert f"{NUMBER}" in str((await dump(database))["companies"])


@pytest.mark.parametrize(
    ("raised", "is_there", "expected"),
    [
        (ERASED, True, NotFoundError),
        (ERASED, False, NotFoundError),
        (REFUSED, False, NotFoundError),
        (REFUSED, True, REFUSED),
        (asyncpg.UniqueViolationError, False, asyncpg.UniqueViolationError),
    ],
)
async def test_only_what_is_gone_is_not_found(
    raised: type[Exception], expected: type[Exception], *, is_there: bool
) -> None:
    async def look() -> bool:
        return is_there

    with pytest.raises(expected):
        async with not_found_when_gone(look):
            raise raised
