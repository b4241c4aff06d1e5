"""``/cohorts``: who may read ``cohort`` has the same as files, and nobody else learns of them."""

import csv
import io
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

import httpx
import openpyxl
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from api.cohorts.answering import CohortFiles, cohort_routes
from assessments.cohorts.told import Told
from assessments.services.briefs.tables import EVERY
from assessments.services.cohorts.breaking_down import Dimension, read_breakdown
from assessments.services.cohorts.reading import AskedCohort, read_cohort
from assessments.services.environment import Environment
from assessments.services.principals import (
    Administrator,
    Anonymous,
    CompanyUser,
    Principal,
    Scope,
)
from tests.assessments.services.cells.releasing import NUMBERS, QUESTIONNAIRE, Releasing
from tests.fixtures.asker import CLUSTER, OTHER_CLUSTER, advisor_of, reads_for
from tests.fixtures.database import connected
from tests.fixtures.endpoint import Known
from tests.fixtures.environment import environment_on
from tests.fixtures.json_numbers import numbers_in
from tests.fixtures.statements import NotedDatabase

ADVISOR: Final = advisor_of(CLUSTER)
PROGRAM: Final = reads_for(CLUSTER, scope=Scope.AGGREGATES)
BRIEF: Final = f"/cohorts/brief.json?questionnaire={QUESTIONNAIRE}"
TABLES: Final = f"/cohorts/tables.csv?questionnaire={QUESTIONNAIRE}"
PATHS: Final = (
    BRIEF,
    f"/cohorts/brief.pdf?questionnaire={QUESTIONNAIRE}",
    f"{TABLES}&by=barrier",
    f"{TABLES}&by=region",
    f"/cohorts/tables.xlsx?questionnaire={QUESTIONNAIRE}",
)


@asynccontextmanager
async def asking(
    environment: Environment, principal: Principal
) -> AsyncGenerator[httpx.AsyncClient]:
    files = CohortFiles(environment, Known(principal))
    app = Starlette(routes=cohort_routes(files.__call__))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        yield http
    files.close()


@pytest.fixture
async def living(fresh_published_dsn: str) -> AsyncIterator[Releasing]:
    """Sixty companies, told of: in two counties and two sizes, half of them in a cluster."""
    async with connected(fresh_published_dsn, size=4) as database:
        made = Releasing(await environment_on(database))
        await made.empty()
        await made.many(0, 30, 0, ("03", "micro", "medtech"))
        await made.many(30, 30, 0, ("46", "small", "medtech"))
        await made.join_many(0, 30, 0)
        await made.release()
        yield made


NOT_FIGURES: Final = {
    *("percent", "level", "format", "minimumCompanies", "countMargin", "openSchemes"),
    *("ready", "members", "invited"),
}
"""Numbers that follow from figures beside them, or that are of the content or of lists."""


def figures_of(told: Told) -> set[float]:
    """Return every number that is told."""
    scores = [*told.scores.values()]
    medians = (one.quantiles.median for one in scores)
    return {
        *(float(told.companies), *map(float, told.counts.values())),
        *(float(one.companies) for one in scores),
        *(float(one.mean) for one in scores),
        *(float(median) for median in medians if median is not None),
        *(float(companies) for one in scores for companies in one.levels),
    }


@pytest.mark.parametrize("cluster", [None, CLUSTER])
async def test_nothing_is_in_a_brief_that_is_not_told(
    living: Releasing, cluster: str | None
) -> None:
    asked = AskedCohort(questionnaire=QUESTIONNAIRE, cluster=cluster)
    whole = await read_cohort(living.environment, ADVISOR, asked)
    assert whole is not None
    told: list[Told | None] = [whole.told]
    for by in (Dimension.REGION, Dimension.QUARTER):
        rows = await read_breakdown(living.environment, ADVISOR, asked, by) or ()
        told += [row.figures.told for row in rows]
    async with asking(living.environment, ADVISOR) as http:
        answer = await http.get(BRIEF if cluster is None else f"{BRIEF}&cluster={cluster}")
    found: dict[str, Any] = answer.json()
    assert found["isTold"]
    assert found["coverage"]["answered"] == (60 if cluster is None else 30)
    assert found["coverage"]["members"] == (None if cluster is None else 30)
    assert found["coverage"]["invited"] == (None if cluster is None else 0)
    assert found["ready"]["share"]["companies"] == sum(
        one["share"]["companies"] for one in found["overall"]["levels"] if one["level"] >= 3
    )
    shown = set(numbers_in(found, NOT_FIGURES))
    assert len(shown) > 5
    assert shown <= {n for one in told if one is not None for n in figures_of(one)}


async def test_files_of_who_may_read_them(living: Releasing) -> None:
    for principal in (ADVISOR, PROGRAM):
        async with asking(living.environment, principal) as http:
            for of in (*PATHS, *(f"{path}&cluster={CLUSTER}" for path in PATHS)):
                answer = await http.get(of)
                assert answer.status_code == 200, answer.text
                assert answer.headers["cache-control"] == "private, no-store"
                assert answer.headers["content-disposition"].startswith('attachment; filename="ek')


STRANGERS: Final = (
    advisor_of(OTHER_CLUSTER),
    reads_for(CLUSTER, scope=Scope.SHARED_ASSESSMENTS),
    reads_for(OTHER_CLUSTER, scope=Scope.AGGREGATES),
    CompanyUser(subject="s", organisations=(NUMBERS[0],)),
    Administrator(subject="s", name="Drift"),
    Anonymous(),
)


async def test_a_cluster_is_to_others_as_one_that_does_not_exist(living: Releasing) -> None:
    statements: list[str] = []
    noted = replace(living.environment, database=NotedDatabase(living.database, statements))
    for principal in STRANGERS:
        async with asking(noted, principal) as http:
            for path in PATHS:
                there = await http.get(f"{path}&cluster={CLUSTER}")
                nothing = await http.get(f"{path}&cluster=nothing")
                unknown = await http.get(path.replace(QUESTIONNAIRE, "%00"))
                assert (there.status_code, there.content) == (404, nothing.content)
                assert (nothing.status_code, unknown.status_code) == (404, 404)
                assert there.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}
                for method in ("POST", "HEAD"):
                    assert (await http.request(method, path)).status_code == 405
    assert statements == []


async def test_what_is_of_nobody_in_particular_needs_the_right_to_figures_too(
    living: Releasing,
) -> None:
    async with asking(living.environment, STRANGERS[0]) as http:
        assert (await http.get(BRIEF)).status_code == 200
    for principal in (STRANGERS[1], *STRANGERS[3:]):
        async with asking(living.environment, principal) as http:
            assert [(await http.get(path)).status_code for path in PATHS] == [404] * len(PATHS)


REFUSED: Final = (
    "",
    "by=nothing",
    "by=region&by=sector",
    "by=region&regions=",
    "by=region&regions=99",
    "by=region&regions=03,%00",
    "by=region&sizeBands=huge",
    "by=region&sectors=%27;--",
    "by=region&submittedFrom=then",
    "by=region&submittedFrom=2026-Q3&submittedTo=2026-Q1",
    "by=region&submittedFrom=2026-Q2",
    "by=region&language=sv",
    "by=region&other=1",
    "by=region&questionnaire=b",
)


async def test_what_cannot_be_asked_is_refused_in_the_callers_language(living: Releasing) -> None:
    async with asking(living.environment, ADVISOR) as http:
        for query in REFUSED:
            said = [
                await http.get(f"{TABLES}&{query}", headers={"accept-language": language})
                for language in ("nb", "en")
            ]
            assert [one.status_code for one in said] == [400, 400], query
            errors = [one.json()["errors"][0] for one in said]
            assert [one["extensions"]["code"] for one in errors] == ["BAD_USER_INPUT"] * 2
            assert errors[0]["message"] != errors[1]["message"]
            assert [one.headers["content-language"] for one in said] == ["nb", "en"]


async def test_a_brief_takes_no_filters_and_needs_a_questionnaire(living: Releasing) -> None:
    async with asking(living.environment, ADVISOR) as http:
        for query in ("", "?questionnaire=", f"?questionnaire={QUESTIONNAIRE}&regions=03"):
            assert (await http.get(f"/cohorts/brief.json{query}")).status_code == 400


async def test_a_table_is_of_who_is_asked_about(living: Releasing) -> None:
    async with asking(living.environment, ADVISOR) as http:
        answer = await http.get(f"{TABLES}&by=size_band&regions=03&language=en")
        norwegian = await http.get(f"{TABLES}&by=size_band&regions=03&language=nb")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    companies = {row["Code"]: row["Companies"] for row in rows}
    assert companies == {"under_50": "30", "from_50": "not shown (too few)"}
    assert norwegian.content.decode("utf-8-sig").startswith("Kode;Navn;")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    name = answer.headers["content-disposition"]
    assert name.startswith('attachment; filename="eksportklar-health-export-size_band-20')


async def test_a_workbook_has_every_table_and_how_to_read_them(living: Releasing) -> None:
    async with asking(living.environment, ADVISOR) as http:
        whole = await http.get(f"{PATHS[-1]}&language=en")
        one = await http.get(f"{PATHS[-1]}&by=question&cluster={CLUSTER}")
    book = openpyxl.load_workbook(io.BytesIO(whole.content))
    assert len(book.sheetnames) == len(EVERY) + 1
    notes = {row[0].value: row[1].value for row in book[book.sheetnames[-1]].iter_rows()}
    assert notes["Companies"] == "60"
    assert notes["Cluster"] == "All"
    assert len(openpyxl.load_workbook(io.BytesIO(one.content)).sheetnames) == 2


async def test_of_too_few_there_are_files_that_say_so(living: Releasing) -> None:
    await living.with_minimum(20)
    other = advisor_of(OTHER_CLUSTER)
    async with asking(living.environment, other) as http:
        brief = (await http.get(f"{BRIEF}&cluster={OTHER_CLUSTER}")).json()
        pdf = await http.get(f"{PATHS[1]}&cluster={OTHER_CLUSTER}")
        table = await http.get(f"{TABLES}&by=theme&cluster={OTHER_CLUSTER}&language=en")
    assert (brief["isTold"], brief["minimumCompanies"]) == (False, 39)
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 2
    assert "not shown (too few)" in table.text


async def test_a_database_that_is_away_is_asked_again_later(living: Releasing) -> None:
    async with asking(living.environment, ADVISOR) as http:
        await living.database.close()
        answer = await http.get(BRIEF)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
