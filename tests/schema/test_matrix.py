"""Every root field and every type that ``node`` reaches, for every kind of caller.

What each may do is declared beside the field; here it is tried. A refusal says the same as for what
does not exist, takes the same statements, and changes nothing.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from assessments.services.environment import Environment
from assessments.services.principals import (
    Advisor,
    CompanyUser,
    Principal,
)
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from schema.permissions import OPEN, REACHED_BY, Caller
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.environment import environment_on
from tests.fixtures.respondent import fill_in, start
from tests.fixtures.startup import Json
from tests.fixtures.statements import NotedDatabase
from tests.schema.matrix import (
    ABOUT,
    CLUSTER,
    NODES,
    NONE,
    PRINCIPALS,
    STRANGERS,
    THEIRS,
    Request,
    Target,
    key_of,
    owned,
    root_fields,
)
from tests.schema.test_erasing import dump


def test_every_root_field_and_every_node_declares_who_may_use_it() -> None:
    undeclared = [name for name, who in root_fields().items() if not who]
    assert undeclared == []
    node = served_schema().core.get_type("Node")
    implementing = served_schema().core.get_possible_types(node)  # type: ignore[arg-type]  # an interface
    assert {one.name for one in implementing} == set(REACHED_BY)


def test_all_that_is_somebodys_is_tried() -> None:
    assert {name for name, who in root_fields().items() if who != OPEN} == set(ABOUT)
    assert {name for name, who in REACHED_BY.items() if who != OPEN} == set(NODES)


def requests() -> list[tuple[str, frozenset[Caller], Request]]:
    fields = root_fields()
    of_fields = [(name, fields[name] or OPEN, request) for name, request in ABOUT.items()]
    of_nodes = [(f"node {name}", REACHED_BY[name], request) for name, request in NODES.items()]
    return [*of_nodes, *of_fields]


NOT_SO: Final = {"createApiKey", "rotateApiKey"}
"""What an administrator does for keys by an organisation number, with scopes of its own alone."""
REFUSALS: Final = {"NotFound", "NotAvailable"}
REQUESTS: Final = requests()


def is_refused(body: Json) -> bool:
    """Tell whether the answer is that of what does not exist."""
    if "errors" in body:
        return [e["extensions"]["code"] for e in body["errors"]] == ["NOT_FOUND"]
    (said,) = body["data"].values()
    return said is None or said.get("__typename") in REFUSALS or said.get("edges") == []


@pytest.fixture(scope="module")
async def target(database: Database) -> Target:
    """What belongs to a company that nobody in these tests is signed in for."""
    principal = CompanyUser(subject="s", organisations=(THEIRS,))
    async with client_of(await environment_on(database), principal=principal) as client:
        return await owned(client, database, THEIRS)


@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_stranger_finds_nothing_and_changes_nothing(
    environment: Environment, database: Database, target: Target, stranger: str
) -> None:
    noted = NotedDatabase(database)
    listening = replace(environment, database=noted)
    before = await dump(database)
    async with client_of(listening, principal=STRANGERS[stranger]) as client:
        for name, allowed, request in REQUESTS:
            if stranger == "administrator" and Caller.ADMINISTRATOR in allowed:
                continue
            said: list[Json] = []
            sent: list[list[str]] = []
            for one in (target, replace(NONE, number=THEIRS)):
                noted.statements.clear()
                response = await client.send(*request(one))
                assert response.status_code == 200, name
                said.append(response.json())
                sent.append(list(noted.statements))
            assert is_refused(said[0]), (name, said[0])
            assert said[0] == said[1], name
            assert sent[0] == sent[1], name
    assert await dump(database) == before


@pytest.mark.parametrize("held", ["another", "expired", "revoked", "wrong"])
async def test_a_token_that_is_not_good_opens_nothing(
    environment: Environment, database: Database, target: Target, held: str
) -> None:
    async with client_of(environment) as client:
        other = await start(client, database)
        mine = await start(client, database)
        token = {
            "another": other.token,
            "wrong": mine.token[:-1] + ("B" if mine.token.endswith("A") else "A"),
        }.get(held, mine.token)
        later = environment
        if held == "expired":
            moved = environment.now() + timedelta(days=366)
            later = replace(environment, now=lambda: moved)
        if held == "revoked":
            await database.row(
                "UPDATE assessments SET token_revoked_at = now() WHERE token_hash = $1 RETURNING 1",
                getattr(principal_of(mine.token), "secret_hash", b""),
            )
        before = await dump(database)
        async with client_of(later) as now:
            now.token = token
            for of in (target, replace(target, assessment=mine.id)):
                for name, _, request in REQUESTS:
                    if (held, name, of.assessment) == ("expired", "eraseAssessment", mine.id):
                        continue  # That it works is tried in test_erasing.
                    body: dict[str, Any] = (await now.send(*request(of))).json()
                    assert _is_of_no_use(body), (name, body)
        assert await dump(database) == before


def _is_of_no_use(body: Json) -> bool:
    """Tell whether the answer is that nothing is there, or that the access has ended."""
    if "errors" in body:
        codes = [e["extensions"]["code"] for e in body["errors"]]
        return codes in (["UNAUTHENTICATED"], ["NOT_FOUND"])
    (said,) = body["data"].values()
    return said is None or is_refused(body) or said["__typename"] == "AccessExpired"


async def _owned_by_the_company(
    environment: Environment, database: Database, who: str = "company user"
) -> Target:
    _, principal = PRINCIPALS[who]
    async with client_of(environment, principal=principal) as client:
        return await owned(client, database)


@pytest.mark.parametrize(
    ("kind", "reader"),
    [
        (Caller.ADVISOR, Advisor(subject="a", recipients=(CLUSTER,))),
        (Caller.RECIPIENT_INTEGRATION, reads_for("eksfin", CLUSTER)),
    ],
)
async def test_who_reads_for_the_cluster_sees_what_is_shared_with_it_and_nothing_else(
    environment: Environment, database: Database, kind: Caller, reader: Principal
) -> None:
    target = await _owned_by_the_company(environment, database)
    async with client_of(environment, principal=reader) as client:
        if kind is Caller.ADVISOR:
            target = replace(target, key=await key_of(client, CLUSTER))
        for name, allowed, request in REQUESTS:
            body = (await client.send(*request(target))).json()
            is_theirs = kind in allowed and name != "createApiKey"
            assert is_refused(body) is not is_theirs, (name, body)


async def test_an_administrator_looks_after_keys_and_erases_and_nothing_else(
    environment: Environment, database: Database
) -> None:
    target = await _owned_by_the_company(environment, database)
    async with client_of(environment, principal=STRANGERS["administrator"]) as client:
        for name, allowed, request in REQUESTS:
            if Caller.ADMINISTRATOR not in allowed or name in NOT_SO:
                continue
            body = (await client.send(*request(target))).json()
            assert "errors" not in body, (name, body)
            assert not is_refused(body), (name, body)


@pytest.mark.parametrize("who", PRINCIPALS)
async def test_who_is_signed_in_may_do_what_is_declared_and_no_more(
    environment: Environment, database: Database, who: str
) -> None:
    kind, principal = PRINCIPALS[who]
    maker = who if kind is Caller.COMPANY_USER else "company user"
    async with (
        client_of(environment, principal=principal) as client,
        client_of(environment) as anybody,
    ):
        target = await _owned_by_the_company(environment, database, maker)
        free = await start(anybody, database)
        for name, allowed, request in REQUESTS:
            of = target
            if name == "claimAssessment":
                of = replace(target, assessment=free.id, token=free.token)
            body = (await client.send(*request(of))).json()
            assert "errors" not in body or is_refused(body), (name, body)
            assert is_refused(body) is (kind not in allowed), (name, body)


async def test_who_holds_the_token_may_do_what_is_declared_and_no_more(
    environment: Environment, database: Database, target: Target
) -> None:
    async with client_of(environment) as client:
        mine = await start(client, database)
        client.token = mine.token
        await fill_in(mine)
        await mine.submit()
        result = (await mine.read())["result"]["id"]
        of = replace(target, assessment=mine.id, result=result, token=mine.token)
        body = (await client.send(*ABOUT["shareAssessment"](of))).json()
        consent = body["data"]["shareAssessment"]["consent"]["id"]
        of = replace(of, consent=consent)
        for name, allowed, request in REQUESTS:
            if name == "renewAccessToken":
                continue
            body = (await client.send(*request(of))).json()
            assert "errors" not in body or is_refused(body), (name, body)
            assert is_refused(body) is (Caller.RESPONDENT not in allowed), (name, body)
        other = await start(client, database)
        client.token = other.token
        body = (
            await client.send(*ABOUT["renewAccessToken"](replace(of, assessment=other.id)))
        ).json()
        assert not is_refused(body), body
