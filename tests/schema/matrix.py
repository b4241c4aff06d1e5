"""What the matrix tries, and on what: requests, callers, and something of somebody's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Advisor,
    CompanyUser,
    Integration,
    Principal,
    Scope,
)
from assessments.storage.database import Database
from schema.ids import global_id, parse_id_of
from schema.masking import Schema
from schema.permissions import OPEN, REACHED_BY, Caller, declared
from tests.contract.operations import operation
from tests.fixtures.asker import reads_for
from tests.fixtures.endpoint import client_of
from tests.fixtures.http import GraphQLClient
from tests.fixtures.managers import UNREGISTERED
from tests.fixtures.respondent import Respondent, fill_in
from tests.fixtures.startup import Json, answers_input
from tests.schema.counting import (
    COHORT,
    DISSOLVE,
    INVITATIONS,
    INVITE,
    JOIN,
    LEAVE,
    MEMBERS,
    REVOKE,
    UPDATE,
    VERIFY,
)
from tests.schema.reviewing import REVIEW
from tests.schema.root_fields import fields_of_roots
from tests.schema.test_companies import NUMBER, OTHER, begin, register

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
    purpose: str = "ADVICE"
    number: str = NUMBER
    invitation: str = global_id("Invitation", MISSING)
    recipients_key: str = global_id("ApiKey", MISSING)
    recipient: str = "eksfin"


NONE: Final = replace(Target(*(global_id(of, MISSING) for of in NODE_TYPES)), number=UNREGISTERED)

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
    "cohort": lambda t: (COHORT, {"cluster": t.cluster}),
    "joinFigures": lambda t: (JOIN, {"input": {"assessmentId": t.assessment}}),
    "leaveFigures": lambda t: (LEAVE, {"input": {"assessmentId": t.assessment}}),
    "members": lambda t: (MEMBERS, {"cluster": t.cluster}),
    "updateMembers": lambda t: (UPDATE, {"input": {"cluster": t.cluster, "add": [THEIRS]}}),
    "invitations": lambda t: (INVITATIONS, {"cluster": t.cluster}),
    "createInvitation": lambda t: (INVITE, {"input": {"cluster": t.cluster}}),
    "revokeInvitation": lambda t: (REVOKE, {"input": {"invitationId": t.invitation}}),
    "verifyGroup": lambda t: (
        VERIFY,
        {"input": {"groupOrganisationNumber": t.number, "organisationNumbers": []}},
    ),
    "dissolveGroup": lambda t: (DISSOLVE, {"input": {"groupOrganisationNumber": t.number}}),
    "eraseAssessment": _by_input("EraseAssessment"),
    "eraseCompany": lambda t: (
        operation("EraseCompany"),
        {"input": {"companyId": t.company, "organisationNumber": t.number}},
    ),
}
"""A request per root field that is about something of somebody's; what erases it stands last."""

OTHERWISE: Final[Mapping[str, Request]] = {
    "withdrawConsent": lambda t: (
        operation("WithdrawConsent"),
        {
            "input": {
                "given": {
                    "assessmentId": t.assessment,
                    "recipient": CLUSTER,
                    "purpose": t.purpose,
                }
            }
        },
    ),
}
"""A second request of a root field that names what it is about in another way as well."""

BESIDES: Final[Mapping[str, Request]] = {
    "rotateApiKey of a recipient": lambda t: (ROTATE, {"input": {"apiKeyId": t.recipients_key}}),
    "revokeApiKey of a recipient": lambda t: (
        operation("RevokeApiKey"),
        {"input": {"apiKeyId": t.recipients_key}},
    ),
    "createApiKey for a recipient": lambda t: (
        operation("CreateApiKey"),
        {"input": {"name": "k", "scopes": ["SHARED_ASSESSMENTS"], "recipients": [t.recipient]}},
    ),
    "createApiKey by number": lambda t: (
        operation("CreateApiKey"),
        {"input": {"name": "k", "scopes": ["COMPANY"], "organisationNumber": t.number}},
    ),
    "leaveFigures of a company": lambda t: (LEAVE, {"input": {"companyId": t.company}}),
    "eraseCompany by number": lambda t: (
        operation("EraseCompany"),
        {"input": {"organisationNumber": t.number}},
    ),
}
"""Further requests of root fields, by what they begin with, for those to whom nothing belongs."""

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


END_KEYS: Final = """
UPDATE api_keys SET revoked_at = now() WHERE organisation_number = $1 AND revoked_at IS NULL
"""
"""Tests share a database, and a company may have so many keys."""
END_RECIPIENTS_KEYS: Final = """
UPDATE api_keys SET revoked_at = now() WHERE $1 = ANY (recipients) AND revoked_at IS NULL
"""
"""The same of a recipient."""

REFUSALS: Final = {"NotFound", "NotAvailable", "ApiKeyRejected"}
"""The last where a key is asked for that is another's to make: recipients are known to everybody.
"""


def is_refused(body: Json) -> bool:
    """Tell whether the answer is that of what does not exist."""
    if "errors" in body:
        return [e["extensions"]["code"] for e in body["errors"]] == ["NOT_FOUND"]
    (said,) = body["data"].values()
    return said is None or said.get("__typename") in REFUSALS or said.get("edges") == []


def root_fields(schema: Schema | None = None) -> dict[str, frozenset[Caller] | None]:
    """Return who may use each root field, of the schema that is served unless one is given."""
    return {name: declared(field.metadata) for name, field in fields_of_roots(schema)}


def _requests() -> list[tuple[str, frozenset[Caller], Request]]:
    fields = root_fields()
    of_fields = [(name, fields[name] or OPEN, request) for name, request in ABOUT.items()]
    otherwise = [
        (f"{name} otherwise", fields[name] or OPEN, request) for name, request in OTHERWISE.items()
    ]
    of_nodes = [(f"node {name}", REACHED_BY[name], request) for name, request in NODES.items()]
    return [*of_nodes, *otherwise, *of_fields]


REQUESTS: Final = _requests()
"""Every request by its name, with who may send it; what erases stands last."""


def of_strangers() -> list[tuple[str, frozenset[Caller], Request]]:
    """Return every request for those to whom nothing belongs, with who may send it."""
    fields = root_fields()
    besides = [
        (name, fields[name.partition(" ")[0]] or OPEN, request) for name, request in BESIDES.items()
    ]
    node = ("node ApiKey of a recipient", REACHED_BY["ApiKey"], _node(lambda t: t.recipients_key))
    return [node, *besides, *REQUESTS]


async def key_of(client: GraphQLClient, recipient: str) -> str:
    """Return the id of a key that an advisor makes for a recipient."""
    given = {"input": {"name": "k", "scopes": ["SHARED_ASSESSMENTS"], "recipients": [recipient]}}
    made = await client.data(operation("CreateApiKey"), given)
    return str(made["createApiKey"]["apiKey"]["id"])


async def invitation_of(client: GraphQLClient, cluster: str) -> str:
    """Return the id of an invitation that an advisor makes for a cluster."""
    made = await client.data(INVITE, {"input": {"cluster": cluster}})
    return str(made["createInvitation"]["invitation"]["id"])


async def beside_it(environment: Environment, of: Target) -> Target:
    """Return the same with what others have about its company, or for its cluster.

    That is a group, which an administrator has verified, and the cluster's own invitation and key.
    """
    administrator = STRANGERS["administrator"]
    async with client_of(environment, principal=administrator) as client:
        await client.data(*ABOUT["verifyGroup"](of))
    advisor = Advisor(subject="a", recipients=(of.cluster,))
    await environment.database.run(END_RECIPIENTS_KEYS, of.cluster)
    async with client_of(environment, principal=advisor) as client:
        return replace(
            of,
            invitation=await invitation_of(client, of.cluster),
            recipients_key=await key_of(client, of.cluster),
            recipient=of.cluster,
        )


async def owned(client: GraphQLClient, database: Database, number: str = NUMBER) -> Target:
    """Return a company with a submitted assessment of its own, made by who is signed in."""
    await database.run(END_KEYS, number)
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
