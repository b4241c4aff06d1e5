"""``GET /companies/ID.json`` for every kind of caller of the matrix of root fields.

To a stranger a company says exactly what one says that does not exist: the same status, body and
headers, after the same statements, and nothing changes.
"""

import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette

from api.downloads import Downloads, download_route
from api.identity.development import READING
from api.identity.issuers import Algorithm
from api.identity.principals import READERS, Identity
from api.identity.verifying import TokenVerifier, Trusted
from assessments.services.environment import Environment
from assessments.services.principals import Anonymous, Principal
from assessments.services.tokens import key_named_by, make_key, make_token
from assessments.storage.database import Database
from schema.ids import global_id
from tests.api.identity.minting import NOW, Wall, issuer, known_keys, signed, with_changes
from tests.contract.operations import operation
from tests.fixtures.endpoint import Known, client_of, known
from tests.fixtures.http import GraphQLClient
from tests.fixtures.own_issuer import company as signed_in_for
from tests.fixtures.respondent import start
from tests.fixtures.statements import NotedDatabase
from tests.schema.matrix import MISSING, PRINCIPALS, STRANGERS, Target, owned
from tests.schema.test_companies import NUMBER
from tests.schema.test_erasing import dump
from tests.schema.test_matrix import target

__all__ = ["target"]

OTHER_METHODS: Final = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")
COMPANY_ID: Final = global_id("Company", MISSING)
FORGED: Final = {
    "no id": "x",
    "nothing encoded": "Company",
    "an id of something else": global_id("Assessment", MISSING),
    "a type and no id": base64.urlsafe_b64encode(b"Company:").decode(),
    "padded": f"{COMPANY_ID}==",
    "in other letters": COMPANY_ID.swapcase(),
    "a statement": "' OR true --",
    "NUL": "%00",
    "half a character": "%ff",
    "very long": "Q" * 5_000,
}


@asynccontextmanager
async def downloading(
    environment: Environment, identity: Identity
) -> AsyncGenerator[httpx.AsyncClient]:
    """Give a client of the downloads alone."""
    downloads = Downloads(environment, identity)
    app = Starlette(routes=[download_route(downloads.company)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http
    await identity.close()


def seen(response: httpx.Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return all that a caller sees."""
    return response.status_code, response.content, sorted(response.headers.multi_items())


@pytest.mark.part(4)
@pytest.mark.parametrize("method", ["GET", "HEAD", *OTHER_METHODS])
@pytest.mark.parametrize("stranger", STRANGERS)
async def test_a_company_is_to_a_stranger_as_one_that_does_not_exist(
    environment: Environment, database: Database, target: Target, stranger: str, method: str
) -> None:
    noted = NotedDatabase(database)
    who: Principal = STRANGERS[stranger] or Anonymous()
    before = await dump(database)
    async with downloading(replace(environment, database=noted), Known(who)) as http:
        there = seen(await http.request(method, f"/companies/{target.company}.json"))
        sent = list(noted.statements)
        noted.statements.clear()
        assert seen(await http.request(method, f"/companies/{COMPANY_ID}.json")) == there
    assert noted.statements == sent
    assert there[0] == (404 if method == "GET" else 405)
    assert await dump(database) == before


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("who", ["stranger", "of another company"])
async def test_a_forged_id_is_as_one_of_nothing(
    environment: Environment, who: str, forged: str
) -> None:
    _, known_user = PRINCIPALS["company user"]
    principal = known_user if who == "of another company" else None
    async with downloading(environment, Known(principal or Anonymous())) as http:
        nothing = seen(await http.get(f"/companies/{COMPANY_ID}.json"))
        assert seen(await http.get(f"/companies/{FORGED[forged]}.json")) == nothing


async def test_ids_of_other_things_of_the_company_open_nothing(
    environment: Environment, database: Database
) -> None:
    _, principal = PRINCIPALS["company user"]
    async with client_of(environment, principal=principal) as client:
        mine = await owned(client, database)
    async with downloading(environment, Known(principal or Anonymous())) as http:
        nothing = seen(await http.get(f"/companies/{COMPANY_ID}.json"))
        for other in (mine.assessment, mine.result, mine.key, mine.consent, mine.shared):
            assert seen(await http.get(f"/companies/{other}.json")) == nothing


@pytest.mark.parametrize("who", PRINCIPALS)
async def test_who_is_signed_in_for_the_company_has_it_by_get_alone(
    environment: Environment, database: Database, who: str
) -> None:
    _, principal = PRINCIPALS[who]
    async with client_of(environment, principal=PRINCIPALS["company user"][1]) as client:
        company = (await owned(client, database)).company
    async with downloading(environment, Known(principal or Anonymous())) as http:
        answer = await http.get(f"/companies/{company}.json")
        assert answer.status_code == 200
        assert [one["organisation_number"] for one in answer.json()["companies"]] == [NUMBER]
        before = await dump(database)
        for method in ("HEAD", *OTHER_METHODS):
            refused = await http.request(method, f"/companies/{company}.json")
            assert refused.status_code == 405
            assert refused.headers["allow"] == "GET"
            assert company not in refused.text
        assert await dump(database) == before


async def _key(client: GraphQLClient, company: str, *scopes: str) -> str:
    given = {"input": {"name": "k", "scopes": list(scopes), "companyId": company}}
    secret: str = (await client.data(operation("CreateApiKey"), given))["createApiKey"]["secret"]
    return secret


async def test_a_key_needs_the_scope_of_its_company(
    environment: Environment, database: Database, target: Target
) -> None:
    async with client_of(environment, principal=PRINCIPALS["company user"][1]) as client:
        company = (await owned(client, database)).company
        good = await _key(client, company, "COMPANY", "MATCHING")
        weak = await _key(client, company, "CATALOGUE", "MATCHING")
    wrong = good[:-1] + ("B" if good.endswith("A") else "A")
    unknown = make_key(UUID(int=7), 7)
    async with downloading(environment, known(environment)) as http:

        async def ask(of: str, key: str) -> tuple[int, bytes, list[tuple[str, str]]]:
            headers = {"authorization": f"Bearer {key}"}
            return seen(await http.get(f"/companies/{of}.json", headers=headers))

        nothing = seen(await http.get(f"/companies/{COMPANY_ID}.json"))
        assert (await ask(company, good))[0] == 200
        assert await ask(company, weak) == nothing
        for key in (wrong, unknown):
            for of in (company, target.company, COMPANY_ID, "x"):
                assert await ask(of, key) == await ask(COMPANY_ID, make_key(UUID(int=8), 8))
            assert (await ask(company, key))[0] == 401
        for of in (target.company, COMPANY_ID):
            assert await ask(of, good) == nothing


@pytest.mark.parametrize("ended", ["expired", "revoked"])
async def test_a_key_that_has_ended_opens_no_company(
    environment: Environment, database: Database, ended: str
) -> None:
    async with client_of(environment, principal=PRINCIPALS["company user"][1]) as client:
        company = (await owned(client, database)).company
        key = await _key(client, company, "COMPANY")
        headers = {"authorization": f"Bearer {key}"}
        async with downloading(environment, known(environment)) as http:
            good = await http.get(f"/companies/{company}.json", headers=headers)
            assert good.status_code == 200
        later = environment
        if ended == "expired":
            moved = environment.now() + timedelta(days=366)
            later = replace(environment, now=lambda: moved)
        else:
            given = {"input": {"apiKeyId": global_id("ApiKey", key_named_by(key) or MISSING)}}
            revoked = await client.data(operation("RevokeApiKey"), given)
            assert revoked["revokeApiKey"]["__typename"] == "RevokeApiKeySuccess"
    before = await dump(database)
    async with downloading(later, known(later)) as http:
        there = seen(await http.get(f"/companies/{company}.json", headers=headers))
        assert there[0] == 401
        assert there == seen(await http.get(f"/companies/{COMPANY_ID}.json", headers=headers))
    assert await dump(database) == before


async def test_a_token_for_the_company_opens_it_until_it_expires(
    environment: Environment, database: Database
) -> None:
    async with client_of(environment, principal=PRINCIPALS["company user"][1]) as client:
        company = (await owned(client, database)).company
    trusted = Trusted(issuer=issuer(claims=READING), keys=known_keys(Algorithm.ES256))
    headers = {"authorization": f"Bearer {signed(with_changes(**signed_in_for(NUMBER)))}"}
    for at, status in ((Wall(NOW + 59), 200), (Wall(NOW + 60), 401)):
        verifier = TokenVerifier([trusted], leeway=0, clock=at)
        async with downloading(environment, Identity(verifier, readers=READERS)) as http:
            answer = await http.get(f"/companies/{company}.json", headers=headers)
            assert answer.status_code == status


async def test_an_access_token_opens_no_company(
    environment: Environment, database: Database, target: Target
) -> None:
    async with client_of(environment) as client:
        token = (await start(client, database)).token
    async with downloading(environment, known(environment)) as http:
        nothing = seen(await http.get(f"/companies/{COMPANY_ID}.json"))
        for held in (token, make_token(UUID(int=7), 7), "ek_", "x"):
            headers = {"authorization": f"Bearer {held}"}
            there = await http.get(f"/companies/{target.company}.json", headers=headers)
            assert seen(there) == nothing


TOKENS: Final[dict[str, tuple[str, str]]] = {
    "expired": (signed(with_changes(exp=NOW)), "TOKEN_EXPIRED"),
    "not yet valid": (signed(with_changes(nbf=NOW + 60)), "TOKEN_NOT_YET_VALID"),
    "of another issuer": (signed(with_changes(iss="https://elsewhere.no")), "INVALID_TOKEN"),
    "for another service": (signed(with_changes(aud="https://elsewhere.no")), "INVALID_TOKEN"),
    "of an unknown key": (signed(kid="two"), "INVALID_TOKEN"),
    "changed": (f"{signed()[:-4]}AAAA", "INVALID_TOKEN"),
    "no token": ("a.b.c", "INVALID_TOKEN"),
}


@pytest.mark.parametrize("token", TOKENS)
async def test_a_token_of_no_use_is_refused_before_anything_is_looked_up(
    environment: Environment, database: Database, target: Target, token: str
) -> None:
    credential, code = TOKENS[token]
    trusted = Trusted(issuer=issuer(), keys=known_keys(Algorithm.ES256))
    verifier = TokenVerifier([trusted], leeway=0, clock=lambda: float(NOW))
    noted = NotedDatabase(database)
    listening = replace(environment, database=noted)
    async with downloading(listening, Identity(verifier, readers=READERS)) as http:
        headers = {"authorization": f"Bearer {credential}"}
        said: list[Any] = []
        for company in (target.company, COMPANY_ID, "x"):
            response = await http.get(f"/companies/{company}.json", headers=headers)
            said.append(seen(response))
            assert response.status_code == 401
            assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
            assert response.json()["errors"][0]["extensions"] == {"code": code}
    assert said[0] == said[1] == said[2]
    assert noted.statements == []
