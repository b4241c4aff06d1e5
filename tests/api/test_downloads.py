"""``GET /companies/ID.json``: all that is kept about a company, for whoever is signed in for it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api.downloads import Downloads
from assessments.services.cells.working import settle_some
from assessments.services.environment import Environment
from assessments.services.principals import Administrator, CompanyUser, Principal, Respondent
from assessments.storage.database import Database
from assessments.storage.downloading import LEFT_OUT, OF_COMPANY
from tests.contract.operations import operation
from tests.fixtures.asker import CLUSTER, Asker, advisor_of
from tests.fixtures.endpoint import Known, client_of
from tests.fixtures.filled import list_somebody
from tests.fixtures.respondent import Respondent as Holder
from tests.fixtures.respondent import fill_in
from tests.fixtures.startup import ANSWERS
from tests.migrations.steps import query
from tests.schema.reviewing import reviewed, shared_id
from tests.schema.test_companies import begin, register

NUMBER: Final = "987008644"
MINE: Final = CompanyUser(subject="https://id.example#kari", organisations=(NUMBER,))


@asynccontextmanager
async def downloading(
    environment: Environment, principal: Principal
) -> AsyncGenerator[httpx.AsyncClient]:
    downloads = Downloads(environment, Known(principal))
    app = Starlette(routes=[Route("/companies/{company_id}.json", downloads.company)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http


@pytest.fixture
async def company(environment: Environment, database: Database) -> str:
    """A company with a submitted assessment, saved repeatably, a key, a consent and a review."""
    async with client_of(environment, principal=MINE) as client:
        company_id: str = (await register(client, NUMBER, {"name": "Data AS"}))["company"]["id"]
        begun = (await begin(client, companyId=company_id))["assessment"]["id"]
        mine = Holder(client, database, begun, "")
        await fill_in(mine, NUMBER)
        await mine.save({"S04": ANSWERS["S04"]}, idempotencyKey="mine")
        await mine.submit(includeInAggregates=True)
        key = {"name": "k", "scopes": ["COMPANY"], "companyId": company_id}
        await client.data(operation("CreateApiKey"), {"input": key})
        given = {"assessmentId": begun, "recipient": CLUSTER, "purpose": "ADVICE"}
        wish = {"input": {**given, "scope": "ANSWERS"}}
        shared = await client.data(operation("ShareAssessment"), wish)
    consent = shared["shareAssessment"]["consent"]["id"]
    advisor = Asker(environment=environment, principal=advisor_of(CLUSTER))
    assert await reviewed(advisor, shared_id(consent), {"question": "S04", "level": 1})
    await list_somebody(environment, NUMBER)
    while await settle_some(environment):
        pass
    return company_id


async def test_it_has_every_row_and_every_column_but_secrets(
    environment: Environment, company: str, database_dsn: str
) -> None:
    async with downloading(environment, MINE) as http:
        answer = await http.get(f"/companies/{company}.json")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == 'attachment; filename="eksportklar.json"'
    found: dict[str, list[dict[str, Any]]] = answer.json()
    assert list(found) == list(OF_COMPANY)
    columns = await query(
        database_dsn,
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = ANY ($1)",
        list(OF_COMPANY),
    )
    for table, rows in found.items():
        wanted = {name for of, name in columns if of == table} - set(LEFT_OUT)
        assert rows, table
        assert all(set(row) == wanted for row in rows), table
    assert found["companies"][0]["facts"]["legal_name"] == {"text": "Data AS"}
    assert [(r["key"], r["operation"]) for r in found["idempotency_keys"]] == [
        ("mine", "saveAnswers")
    ]
    assert {row["action"] for row in found["audit_log"]} >= {"key_created", "data_downloaded"}


NOT_OF_COMPANIES: Final[dict[str, str]] = {
    "alembic_version": "It says how far the database is migrated.",
    "cell_outbox": "It is empty within seconds, and says that something changed, not what.",
    "invitations": "They are the clusters'; whom they are for is in another table.",
    "content_versions": "It is published content, the same for all.",
    "measures": "It names what is counted, the same for all.",
    "cells": "They are sums over many; what a company adds to them is in `contributions`.",
    "cohort_releases": "They say when figures about many were replaced.",
    "cohort_figures": "They are of nine or more together, and tell of none of them.",
    "disclosure_atoms": "It says how many were published together, and not who.",
}
"""Tables that are not in it, and why; a new one is in it or is named here."""


async def test_every_table_is_in_it_or_says_nothing_of_companies(database_dsn: str) -> None:
    found = await query(
        database_dsn,
        "SELECT relname FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    )
    assert {name for (name,) in found} - set(NOT_OF_COMPANIES) == set(OF_COMPANY)
    assert set(NOT_OF_COMPANIES).isdisjoint(OF_COMPANY)


@pytest.mark.parametrize(
    "principal",
    [
        CompanyUser(subject="s", organisations=("889640782",)),
        Administrator(subject="root", name="root"),
        Respondent(assessment_id=UUID(int=7), secret_hash=b"x"),
    ],
    ids=lambda one: type(one).__name__,
)
async def test_somebody_elses_is_as_none(
    environment: Environment, company: str, principal: Principal
) -> None:
    async with downloading(environment, principal) as http:
        theirs = await http.get(f"/companies/{company}.json")
        for other in ("x", "Q29tcGFueTowMTkyMDAwMDAwMDA3MDAwODAwMDAwMDAwMDAwMDAwMA", "%00"):
            none = await http.get(f"/companies/{other}.json")
            assert (none.status_code, none.content) == (theirs.status_code, theirs.content)
    assert theirs.status_code == 404
    assert theirs.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
