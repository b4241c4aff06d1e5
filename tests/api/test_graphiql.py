"""GraphiQL and its files in development, and nothing of it in production."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from html import unescape

import httpx
import pytest
from graphql import parse, validate

from api.app import create_app
from api.graphiql import CSP, DEFAULT_QUERY, STATIC, STATIC_URL
from api.settings import EnvironmentName, Settings
from tests.fixtures.endpoint import served_schema
from tests.fixtures.http import GraphQLClient

PATHS = [
    "/",
    "/graphiql",
    f"{STATIC_URL}/graphiql.js",
    f"{STATIC_URL}/graphiql.css",
    f"{STATIC_URL}/LICENSES.txt",
]


@asynccontextmanager
async def browser(settings: Settings, dsn: str) -> AsyncGenerator[httpx.AsyncClient]:
    app = create_app(settings, dsn)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            yield http


@pytest.fixture
async def production(settings: Settings, database_dsn: str) -> AsyncIterator[httpx.AsyncClient]:
    changed = settings.model_copy(update={"environment": EnvironmentName.PRODUCTION})
    async with browser(changed, database_dsn) as http:
        yield http


async def test_the_page_is_served_with_a_policy(client: GraphQLClient) -> None:
    response = await client.http.get("/graphiql")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == CSP
    assert 'data-endpoint="/graphql"' in response.text


async def test_everything_that_the_page_names_is_served_from_here(client: GraphQLClient) -> None:
    page = (await client.http.get("/graphiql")).text
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert named == ["data:,", f"{STATIC_URL}/graphiql.css", f"{STATIC_URL}/graphiql.js"]
    types = {".js": "text/javascript", ".css": "text/css"}
    for address in named[1:]:
        response = await client.http.get(address)
        assert response.status_code == 200
        expected = next(t for ending, t in types.items() if address.endswith(ending))
        assert response.headers["content-type"].partition(";")[0] == expected
        assert response.content == (STATIC / address.rpartition("/")[2]).read_bytes()


async def test_the_policy_lets_in_nothing_from_elsewhere() -> None:
    parts = [part.strip().partition(" ") for part in CSP.split(";")]
    directives = {name: value for name, _, value in parts}
    assert directives["default-src"] == "'self'"
    assert directives["connect-src"] == "'self'"
    assert "script-src" not in directives
    assert not re.search(r"https?:|\*", CSP)


async def test_the_first_query_is_valid_and_stands_on_the_page(client: GraphQLClient) -> None:
    assert validate(served_schema().core, parse(DEFAULT_QUERY)) == []
    page = (await client.http.get("/graphiql")).text
    (shown,) = re.findall(r'data-query="([^"]+)"', page)
    assert unescape(shown) == DEFAULT_QUERY
    data = await client.data(DEFAULT_QUERY)
    assert len(data["questionnaire"]["themes"]) == 4


async def test_the_root_leads_to_it(client: GraphQLClient) -> None:
    response = await client.http.get("/")
    assert response.status_code == 307
    assert response.headers["location"] == "/graphiql"


@pytest.mark.parametrize(
    "path", ["..%2f..%2fsettings.py", "%2e%2e/__init__.py", "../__init__.py", "nothing.js", ""]
)
async def test_no_other_file_is_served(client: GraphQLClient, path: str) -> None:
    assert (await client.http.get(f"{STATIC_URL}/{path}")).status_code == 404


@pytest.mark.parametrize("path", PATHS)
async def test_in_production_there_is_none_of_it(production: httpx.AsyncClient, path: str) -> None:
    assert (await production.get(path)).status_code == 404


async def test_production_answers_and_suggests_nothing(production: httpx.AsyncClient) -> None:
    assert (await production.get("/healthz")).text == "ok"
    response = await production.post("/graphql", json={"query": "{ clustres { slug } }"})
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "Did you mean" not in response.text
    response = await production.post("/graphql", json={"query": "{ clusters { slug } }"})
    assert len(response.json()["data"]["clusters"]) == 17


async def test_development_suggests(client: GraphQLClient) -> None:
    assert "Did you mean 'clusters'" in (await client.send("{ clustres { slug } }")).text
