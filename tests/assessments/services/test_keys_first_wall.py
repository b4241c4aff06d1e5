"""Services alone keep keys apart, also on a database that hides nothing."""

from dataclasses import replace
from typing import Final

import pytest

from assessments.errors import NotFoundError
from assessments.services.api_key_terms import WantedKey
from assessments.services.api_keys import (
    ShownKey,
    create_api_key,
    list_api_keys,
    read_api_key,
    revoke_api_key,
    rotate_api_key,
)
from assessments.services.environment import Environment
from assessments.services.key_authentication import KeyAuthentication
from assessments.services.principals import Scope
from assessments.services.tokens import make_key
from assessments.storage.acting import Acting
from tests.fixtures.managers import COMPANIES, KARI, MINE, OLA
from tests.fixtures.statements import NotedDatabase

WANTED: Final = WantedKey(name="Regnskap", scopes=[Scope.COMPANY])


class OpenDatabase(NotedDatabase):
    """Shows every row to everybody."""

    def acting_for(self, acting: Acting) -> "OpenDatabase":
        del acting
        return self


@pytest.fixture
def unwalled(office: Environment) -> Environment:
    return replace(office, database=OpenDatabase(office.database))


@pytest.fixture
async def karis(office: Environment) -> ShownKey:
    return await create_api_key(office, KARI, WANTED)


async def test_the_database_hides_nothing(unwalled: Environment, karis: ShownKey) -> None:
    rows = await unwalled.database.acting_for(Acting()).rows("SELECT id FROM api_keys")
    assert [row["id"] for row in rows] == [karis.key.id]


async def test_anothers_key_is_not_found(unwalled: Environment, karis: ShownKey) -> None:
    for refused in (
        read_api_key(unwalled, OLA, karis.key.id),
        revoke_api_key(unwalled, OLA, karis.key.id),
        rotate_api_key(unwalled, OLA, karis.key.id),
        create_api_key(unwalled, OLA, replace(WANTED, company_id=COMPANIES[MINE])),
        create_api_key(unwalled, OLA, replace(WANTED, organisation_number=MINE)),
    ):
        with pytest.raises(NotFoundError):
            await refused
    assert await list_api_keys(unwalled, OLA, before=None, limit=10) == []
    assert await read_api_key(unwalled, KARI, karis.key.id) == karis.key


async def test_a_wrong_secret_proves_nothing(unwalled: Environment, karis: ShownKey) -> None:
    keys = KeyAuthentication(unwalled)
    assert await keys.authenticate(make_key(karis.key.id, 7)) is None
    assert await keys.authenticate(karis.secret) is not None
    await keys.close()
