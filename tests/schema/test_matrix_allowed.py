"""Every kind of caller does what is declared, and no more: what is refused changes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import Advisor, Principal, Scope
from assessments.storage.database import Database
from schema.permissions import Caller
from tests.contract.operations import operation
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of
from tests.fixtures.respondent import start
from tests.fixtures.startup import Json
from tests.schema.holding import held
from tests.schema.listening import Ask, listening
from tests.schema.matrix import (
    ABOUT,
    CLUSTER,
    NONE,
    PRINCIPALS,
    REQUESTS,
    STRANGERS,
    Request,
    Target,
    invitation_of,
    is_refused,
    key_of,
    owned,
)
from tests.schema.test_erasing import dump
from tests.schema.test_matrix import target

__all__ = ["target"]

ADMINISTRATOR: Final = STRANGERS["administrator"]
NOT_SO: Final = {"createApiKey", "rotateApiKey"}
"""What an administrator does for keys by an organisation number, with scopes of its own alone: see
``test_what_an_administrator_does_for_keys_is_written_down``."""


async def _owned_by_the_company(
    environment: Environment, database: Database, who: str = "company user"
) -> Target:
    _, principal = PRINCIPALS[who]
    async with client_of(environment, principal=principal) as client:
        return await owned(client, database)


async def _tried(
    ask: Ask,
    kind: Caller,
    tried: Iterable[tuple[str, Request, Target]],
    database: Database,
    *,
    beyond: str = "",
) -> None:
    """Try requests: first what `kind` may not send, which changes nothing, then what it may.

    What `beyond` names it may use, but not for what is asked here.
    """
    nobody = frozenset[Caller]()
    allowed = {name: nobody if name == beyond else who for name, who, _ in REQUESTS}
    requests = list(tried)
    before = await dump(database)
    for name, request, of in requests:
        if kind not in allowed[name]:
            body = (await ask(request(of))).body
            assert is_refused(body), (name, body)
    assert await dump(database) == before
    for name, request, of in requests:
        if kind in allowed[name]:
            body = (await ask(request(of))).body
            assert "errors" not in body, (name, body)
            assert not is_refused(body), (name, body)


@pytest.mark.parametrize(
    ("kind", "reader"),
    [
        (Caller.ADVISOR, Advisor(subject="a", recipients=(CLUSTER,))),
        (Caller.RECIPIENT_INTEGRATION, reads_for("eksfin", CLUSTER)),
        (Caller.FIGURES_INTEGRATION, reads_for(CLUSTER, scope=Scope.AGGREGATES)),
    ],
)
async def test_who_reads_for_the_cluster_sees_what_is_shared_with_it_and_nothing_else(
    environment: Environment, database: Database, kind: Caller, reader: Principal
) -> None:
    mine = await _owned_by_the_company(environment, database)
    if kind is Caller.ADVISOR:
        async with client_of(environment, principal=reader) as client:
            key, invitation = await key_of(client, CLUSTER), await invitation_of(client, CLUSTER)
            mine = replace(mine, key=key, invitation=invitation)
    async with listening(environment, principal=reader) as ask:
        tried = ((name, request, mine) for name, _, request in REQUESTS)
        await _tried(ask, kind, tried, database, beyond="createApiKey")


async def test_an_administrator_looks_after_keys_and_erases_and_nothing_else(
    environment: Environment, database: Database
) -> None:
    mine = await _owned_by_the_company(environment, database)
    async with listening(environment, principal=ADMINISTRATOR) as ask:
        tried = ((name, request, mine) for name, _, request in REQUESTS if name not in NOT_SO)
        await _tried(ask, Caller.ADMINISTRATOR, tried, database)


@pytest.mark.parametrize("who", PRINCIPALS)
async def test_who_is_signed_in_may_do_what_is_declared_and_no_more(
    environment: Environment, database: Database, who: str
) -> None:
    kind, principal = PRINCIPALS[who]
    maker = who if kind is Caller.COMPANY_USER else "company user"
    mine = await _owned_by_the_company(environment, database, maker)
    async with client_of(environment) as anybody:
        free = await start(anybody, database)
    claimed = replace(mine, assessment=free.id, token=free.token)
    async with listening(environment, principal=principal) as ask:
        tried = (
            (name, request, claimed if name == "claimAssessment" else mine)
            for name, _, request in REQUESTS
        )
        await _tried(ask, kind, tried, database)


async def test_who_holds_the_token_may_do_what_is_declared_and_no_more(
    environment: Environment, database: Database, target: Target
) -> None:
    mine, other = await held(environment, database), await held(environment, database)
    of = replace(mine, company=target.company, key=target.key, number=target.number)
    async with listening(environment, token=mine.token) as ask:
        tried = ((name, r, of) for name, _, r in REQUESTS if name != "renewAccessToken")
        await _tried(ask, Caller.RESPONDENT, tried, database)
    async with listening(environment, token=other.token) as ask:
        renewed = await ask(ABOUT["renewAccessToken"](other))
        assert not is_refused(renewed.body), renewed.body


def _new_key(**given: object) -> tuple[str, Json]:
    return operation("CreateApiKey"), {"input": {"name": "k", **given}}


FOR_KEYS: Final[Mapping[str, tuple[Request, str, bool]]] = {
    "a key that acts for a company": (
        lambda t: _new_key(scopes=["COMPANY"], organisationNumber=t.number),
        "ApiKeyRejected",
        False,
    ),
    "a key that acts for a company by its id": (
        lambda t: _new_key(scopes=["COMPANY"], companyId=t.company),
        "NotFound",
        False,
    ),
    "a key of a company by its id": (
        lambda t: _new_key(scopes=["CATALOGUE"], companyId=t.company),
        "NotFound",
        False,
    ),
    "a key of an organisation by its number": (
        lambda t: _new_key(scopes=["CATALOGUE"], organisationNumber=t.number),
        "CreateApiKeySuccess",
        True,
    ),
    "a key that acts for nobody": (
        lambda _: _new_key(scopes=["AGGREGATES"]),
        "CreateApiKeySuccess",
        True,
    ),
    "a new secret of a key that acts for a company": (ABOUT["rotateApiKey"], "NotAvailable", False),
    "a new secret of no key": (
        lambda _: ABOUT["rotateApiKey"](NONE),
        "NotFound",
        False,
    ),
    "the end of a key that acts for a company": (
        ABOUT["revokeApiKey"],
        "RevokeApiKeySuccess",
        True,
    ),
}
"""What an administrator asks for, what the answer is, and whether anything has changed."""


@pytest.mark.parametrize("asked", FOR_KEYS)
async def test_what_an_administrator_does_for_keys_is_written_down(
    environment: Environment, database: Database, asked: str
) -> None:
    request, answer, changes = FOR_KEYS[asked]
    mine = await _owned_by_the_company(environment, database)
    before = await dump(database)
    async with listening(environment, principal=ADMINISTRATOR) as ask:
        (said,) = (await ask(request(mine))).body["data"].values()
        assert said["__typename"] == answer
        assert (await dump(database) != before) is changes


async def test_an_administrator_rotates_what_an_administrator_could_give(
    environment: Environment, database: Database
) -> None:
    mine = await _owned_by_the_company(environment, database)
    async with listening(environment, principal=ADMINISTRATOR) as ask:
        made = await ask(_new_key(scopes=["CATALOGUE"], organisationNumber=mine.number))
        key = made.body["data"]["createApiKey"]["apiKey"]["id"]
        (said,) = (await ask(ABOUT["rotateApiKey"](replace(mine, key=key)))).body["data"].values()
        assert said["__typename"] == "RotateApiKeySuccess"


async def test_a_company_is_to_an_administrator_who_makes_a_key_as_one_that_is_not_there(
    environment: Environment, database: Database
) -> None:
    mine = await _owned_by_the_company(environment, database)
    for scope in ("CATALOGUE", "COMPANY"):
        async with listening(environment, principal=ADMINISTRATOR) as ask:
            there = await ask(_new_key(scopes=[scope], companyId=mine.company))
            assert await ask(_new_key(scopes=[scope], companyId=NONE.company)) == there
