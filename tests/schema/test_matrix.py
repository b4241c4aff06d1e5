"""Every root field and every type that ``node`` reaches, for every kind of caller.

What each may do is declared beside the field; here it is tried. A refusal says the same as for what
does not exist, takes the same statements, and changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from strawberry.types.base import StrawberryObjectDefinition

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Principal,
    Scope,
)
from assessments.services.tokens import principal_of
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from schema.permissions import OPEN, REACHED_BY, Caller, declared
from tests.contract.operations import operation
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of, served_schema
from tests.fixtures.environment import environment_on
from tests.fixtures.http import GraphQLClient
from tests.fixtures.respondent import Respondent, fill_in, start
from tests.fixtures.startup import Json, answers_input
from tests.fixtures.statements import NotedDatabase
from tests.schema.reviewing import REVIEW
from tests.schema.test_companies import NUMBER, OTHER, begin, register
from tests.schema.test_erasing import dump

THEIRS: Final = "971526920"
CLUSTER: Final = "norway-health-tech"
NODE_TYPES: Final = ("Assessment", "Result", "Company", "ApiKey", "Consent", "SharedAssessment")
MISSING: Final = UUID("0192a000-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Target:
    """What a request is about, by global id."""

    assessment: str
    result: str
    company: str
    key: str
    consent: str
    shared: str
    cluster: str = "nowhere"
    token: str = ""
    number: str = NUMBER


NONE: Final = Target(*(global_id(of, MISSING) for of in NODE_TYPES))

ROTATE: Final = """
mutation ($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) { __typename ... on UserError { code message } }
}
"""
RENEW: Final = """
mutation ($input: RenewAccessTokenInput!) {
  renewAccessToken(input: $input) { __typename ... on UserError { code message } }
}
"""
Request = Callable[[Target], tuple[str, Json]]


def _by_input(name: str, **given: object) -> Request:
    return lambda t: (operation(name), {"input": {"assessmentId": t.assessment, **given}})


def _node(of: Callable[[Target], str]) -> Request:
    return lambda t: (operation("Refetch"), {"id": of(t)})


ABOUT: Final[Mapping[str, Request]] = {
    "assessment": lambda t: (operation("Assessment"), {"id": t.assessment}),
    "simulate": lambda t: (operation("Simulate"), {"id": t.assessment, "answers": []}),
    "saveAnswers": _by_input("SaveAnswers", answers=answers_input({"S04": {"option": "gt24"}})),
    "saveProfile": _by_input("SaveProfile", profile={"employees": 7}),
    "submitAssessment": _by_input("SubmitAssessment"),
    "renewAccessToken": lambda t: (RENEW, {"input": {"assessmentId": t.assessment}}),
    "updateCompany": lambda t: (
        operation("UpdateCompany"),
        {"input": {"companyId": t.company, "profile": {"employees": 3}}},
    ),
    "registerCompany": lambda t: (
        operation("RegisterCompany"),
        {"input": {"organisationNumber": t.number}},
    ),
    "claimAssessment": lambda t: (
        operation("ClaimAssessment"),
        {
            "input": {
                "assessmentId": t.assessment,
                "accessToken": t.token,
                "companyId": t.company,
            }
        },
    ),
    "apiKeys": lambda _: ("{ apiKeys(first: 5) { edges { node { id } } } }", {}),
    "createApiKey": lambda t: (
        operation("CreateApiKey"),
        {"input": {"name": "k", "scopes": ["COMPANY"], "companyId": t.company}},
    ),
    "rotateApiKey": lambda t: (ROTATE, {"input": {"apiKeyId": t.key}}),
    "revokeApiKey": lambda t: (operation("RevokeApiKey"), {"input": {"apiKeyId": t.key}}),
    "shareAssessment": _by_input("ShareAssessment", recipient=CLUSTER, purpose="CASE"),
    "withdrawConsent": lambda t: (
        operation("WithdrawConsent"),
        {"input": {"consentId": t.consent}},
    ),
    "sharedAssessments": lambda t: (
        operation("SharedAssessments"),
        {"cluster": t.cluster, "first": 5},
    ),
    "reviewAnswers": lambda t: (
        REVIEW,
        {"input": {"sharedAssessmentId": t.shared, "reviews": [{"question": "S04", "level": 1}]}},
    ),
    "eraseAssessment": _by_input("EraseAssessment"),
    "eraseCompany": lambda t: (
        operation("EraseCompany"),
        {"input": {"companyId": t.company, "organisationNumber": t.number}},
    ),
}
"""A request per root field that is about something of somebody's; what erases it stands last."""

NODES: Final[Mapping[str, Request]] = {
    "Assessment": _node(lambda t: t.assessment),
    "Result": _node(lambda t: t.result),
    "Company": _node(lambda t: t.company),
    "ApiKey": _node(lambda t: t.key),
    "SharedAssessment": _node(lambda t: t.shared),
}
"""A request per type of somebody's that ``node`` reaches."""

OF_COMPANY: Final = frozenset({Scope.COMPANY})

PRINCIPALS: Final[Mapping[str, tuple[Caller, Principal | None]]] = {
    "company user": (Caller.COMPANY_USER, CompanyUser(subject="s", organisations=(NUMBER,))),
    "company user of several": (
        Caller.COMPANY_USER,
        CompanyUser(subject="s", organisations=(OTHER, NUMBER), delegate="974760673"),
    ),
    "integration of the company": (
        Caller.COMPANY_INTEGRATION,
        Integration(subject="i", name="i", scopes=OF_COMPANY, organisation=NUMBER),
    ),
}
"""Whoever is signed in for the company."""

STRANGERS: Final[Mapping[str, Principal | None]] = {
    "nobody": None,
    "company user of another": CompanyUser(subject="s", organisations=(OTHER,)),
    "company user of none": CompanyUser(subject="s", organisations=()),
    "advisor of another cluster": Advisor(subject="a", recipients=("oslo-cancer-cluster",)),
    "advisor of none": Advisor(subject="a", recipients=()),
    "administrator": Administrator(subject="root", name="root"),
    "integration for another recipient": reads_for("oslo-cancer-cluster"),
    "integration without the scope": reads_for(CLUSTER, scope=Scope.CATALOGUE),
    "integration of another": Integration(
        subject="i", name="i", scopes=frozenset(Scope), organisation=OTHER
    ),
    "integration of none": Integration(subject="i", name="i", scopes=frozenset(Scope)),
    **{
        f"integration with {scope}": Integration(
            subject="i", name="i", scopes=frozenset({scope}), organisation=THEIRS
        )
        for scope in Scope
        if scope is not Scope.COMPANY
    },
}
"""Callers to whom nothing here belongs."""


def root_fields() -> dict[str, frozenset[Caller] | None]:
    """Return who may use each root field."""
    schema = served_schema()
    found: dict[str, frozenset[Caller] | None] = {}
    for root in ("Query", "Mutation"):
        definition = schema.get_type_by_name(root)
        assert isinstance(definition, StrawberryObjectDefinition)
        for field in definition.fields:
            name = schema.config.name_converter.from_field(field)
            found[name] = declared(field.metadata)
    return found


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


async def owned(client: GraphQLClient, database: Database, number: str = NUMBER) -> Target:
    """Return a company with a submitted assessment of its own, made by who is signed in."""
    company = (await register(client, number))["company"]["id"]
    begun = (await begin(client, companyId=company))["assessment"]["id"]
    mine = Respondent(client, database, begun, "")
    await fill_in(mine, number)
    await mine.submit()
    result = (await mine.read())["result"]["id"]
    given = {"input": {"name": "k", "scopes": ["COMPANY"], "companyId": company}}
    made = await client.data(operation("CreateApiKey"), given)
    key = made["createApiKey"]["apiKey"]["id"]
    wish = {"recipient": CLUSTER, "purpose": "ADVICE", "scope": "ANSWERS"}
    given = {"input": {"assessmentId": begun, **wish}}
    consent = (await client.data(operation("ShareAssessment"), given))["shareAssessment"]["consent"]
    uuid = parse_id_of("Consent", consent["id"])
    assert uuid is not None
    shared = global_id("SharedAssessment", uuid)
    return Target(begun, result, company, key, consent["id"], shared, CLUSTER, number=number)


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
        for name, allowed, request in REQUESTS:
            body = (await client.send(*request(target))).json()
            assert is_refused(body) is (kind not in allowed), (name, body)


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
