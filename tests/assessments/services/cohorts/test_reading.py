"""Advisors and programs read what is told of all and of their clusters, and nobody else does."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

import pytest

from assessments.cohorts.cells import CellKey
from assessments.services.cohorts.breaking_down import Dimension, read_breakdown
from assessments.services.cohorts.reading import (
    AskedCohort,
    CohortFigures,
    FoundFigure,
    ListCounts,
    SoughtFigure,
    read_cohort,
    read_figures,
)
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
from tests.fixtures.environment import environment_on
from tests.fixtures.statements import NotedDatabase

EVERYBODY: Final = AskedCohort(questionnaire=QUESTIONNAIRE)
ADVISOR: Final = advisor_of(CLUSTER)


@asynccontextmanager
async def sixty(dsn: str) -> AsyncGenerator[Releasing]:
    """Give sixty companies, told of: in two counties and two sizes, half of them in a cluster."""
    async with connected(dsn, size=4) as database:
        made = Releasing(await environment_on(database))
        await made.empty()
        await made.many(0, 30, 0, ("03", "micro", "medtech"))
        await made.many(30, 30, 0, ("46", "small", "medtech"))
        await made.join_many(0, 30, 0)
        await made.release()
        yield made


@pytest.fixture(scope="module")
async def living(module_published_dsn: str) -> AsyncIterator[Releasing]:
    """The sixty, of whom tests only read."""
    async with sixty(module_published_dsn) as made:
        yield made


@pytest.fixture
async def growing(fresh_published_dsn: str) -> AsyncIterator[Releasing]:
    """The sixty, to whom the test adds."""
    async with sixty(fresh_published_dsn) as made:
        yield made


async def read(living: Releasing, principal: Principal, **narrowed: Any) -> CohortFigures | None:
    return await read_cohort(living.environment, principal, replace(EVERYBODY, **narrowed))


async def companies(living: Releasing, **narrowed: Any) -> int | None:
    found = await read(living, ADVISOR, **narrowed)
    assert found is not None
    return None if found.told is None else found.told.companies


async def test_all_are_told_of_and_ones_own_cluster(living: Releasing) -> None:
    found = await read(living, ADVISOR)
    assert found is not None
    assert found.told is not None
    assert (found.told.companies, found.is_exact, found.minimum) == (60, True, 9)
    assert found.released_at is not None
    assert found.told.scores["overall"].companies == 60
    assert "dont_know:S01" in found.told.counts
    assert not any(key.startswith("bin:") for key in found.told.counts)
    assert await companies(living, cluster=CLUSTER) == 30


@pytest.mark.parametrize(
    ("principal", "clusters"),
    [
        (advisor_of(CLUSTER), [CLUSTER]),
        (advisor_of(OTHER_CLUSTER), [OTHER_CLUSTER]),
        (reads_for(CLUSTER, scope=Scope.AGGREGATES), [CLUSTER]),
        (reads_for(scope=Scope.AGGREGATES), []),
    ],
)
async def test_who_reads_all_and_which_clusters(
    living: Releasing, principal: Principal, clusters: list[str]
) -> None:
    assert await read(living, principal) is not None
    assert (await read(living, principal, cluster=CLUSTER) is not None) is (CLUSTER in clusters)
    down = await read_breakdown(living.environment, principal, EVERYBODY, Dimension.CLUSTER)
    assert [row.value for row in down or ()] == clusters
    told = [row.value for row in down or () if row.figures.told is not None]
    assert told == [one for one in clusters if one == CLUSTER]


@pytest.mark.parametrize(
    "principal",
    [
        reads_for(CLUSTER, scope=Scope.SHARED_ASSESSMENTS),
        CompanyUser(subject="s", organisations=(NUMBERS[0],)),
        Administrator(subject="s", name="Drift"),
        Anonymous(),
    ],
)
async def test_nobody_else_reads_any(living: Releasing, principal: Principal) -> None:
    assert await read(living, principal) is None
    assert await read(living, principal, cluster=CLUSTER) is None
    for by in Dimension:
        assert await read_breakdown(living.environment, principal, EVERYBODY, by) is None


async def test_figures_are_read_in_one_statement(living: Releasing) -> None:
    statements: list[str] = []
    noted = replace(living.environment, database=NotedDatabase(living.database, statements))
    counties = frozenset({"03", "46", "18"})
    await read_cohort(noted, ADVISOR, replace(EVERYBODY, regions=counties))
    assert sum("cohort_figures" in one for one in statements) == 1
    statements.clear()
    await read_breakdown(noted, ADVISOR, EVERYBODY, Dimension.REGION)
    assert sum("cohort_figures" in one for one in statements) == 1
    statements.clear()
    await read_cohort(noted, ADVISOR, replace(EVERYBODY, cluster=OTHER_CLUSTER))
    assert statements == []


async def test_the_database_itself_tells_of_no_other_cluster_and_of_none_of_its_lists(
    living: Releasing,
) -> None:
    key = CellKey(QUESTIONNAIRE, "all", CLUSTER, "all", "all", "all")
    sought = [SoughtFigure(key=key, is_listed=True), SoughtFigure(key=key)]
    own, shown = await read_figures(living.environment, ADVISOR, sought)
    assert own.lists == ListCounts(members=30, invited=0)
    assert own.shown == shown.shown is not None
    others = await read_figures(living.environment, advisor_of(OTHER_CLUSTER), sought)
    assert others == [
        FoundFigure(shown=None, lists=ListCounts(members=0, invited=0)),
        FoundFigure(shown=None, lists=None),
    ]
    nothing = FoundFigure(shown=None, lists=None)
    assert await read_figures(living.environment, Anonymous(), sought) == [nothing, nothing]


async def test_what_is_not_there_is_answered_as_what_is_somebody_elses(living: Releasing) -> None:
    assert await read(living, ADVISOR, questionnaire="nothing") is None
    assert await read(living, ADVISOR, cluster="nothing") is None
    assert await read(living, ADVISOR, cluster=OTHER_CLUSTER) is None
    assert (
        await read_breakdown(
            living.environment, ADVISOR, replace(EVERYBODY, cluster="nothing"), Dimension.REGION
        )
        is None
    )


async def test_several_values_are_added_up_and_nothing_is_told_where_one_is_not(
    living: Releasing,
) -> None:
    assert await companies(living, regions=frozenset({"03", "46"})) == 60
    assert await companies(living, regions=frozenset[str]()) == 60
    assert await companies(living, regions=frozenset({"03", "18"})) is None
    assert await companies(living, sectors=frozenset({"biotech"})) is None


async def test_a_quarter_a_year_and_everything(growing: Releasing) -> None:
    await growing.many(0, 20, 200, ("03", "micro", "medtech"))
    await growing.release()
    assert await companies(growing, submitted_from="2025-Q2", submitted_to="2025-Q2") == 60
    assert await companies(growing, submitted_from="2026-Q1", submitted_to="2026-Q1") == 20
    assert await companies(growing, submitted_from="2025-Q1", submitted_to="2025-Q4") == 60
    assert await companies(growing, submitted_from="2025-Q2", submitted_to="2026-Q1") == 60
    rows = await read_breakdown(growing.environment, ADVISOR, EVERYBODY, Dimension.QUARTER)
    assert [(r.value, r.figures.told and r.figures.told.companies) for r in rows or ()] == [
        ("2025-Q2", 60),
        ("2026-Q1", 20),
    ]


async def test_wider_values_take_the_place_of_those_that_are_mostly_of_too_few(
    living: Releasing,
) -> None:
    rows = await read_breakdown(living.environment, ADVISOR, EVERYBODY, Dimension.REGION)
    assert rows is not None
    told = {r.value: r.figures.told.companies for r in rows if r.figures.told is not None}
    assert told == {"ostlandet": 30, "vestlandet": 30}
    assert "nord_norge" in {row.value for row in rows}
    asked = replace(EVERYBODY, regions=frozenset({"03", "46"}))
    few = await read_breakdown(living.environment, ADVISOR, asked, Dimension.REGION)
    assert {row.value for row in few or ()} == {"03", "46"}
    sizes = await read_breakdown(living.environment, ADVISOR, EVERYBODY, Dimension.SIZE_BAND)
    assert [row.value for row in sizes or ()] == ["micro", "small", "medium", "large"]


async def test_sectors_come_in_the_order_of_the_content(living: Releasing) -> None:
    rows = await read_breakdown(living.environment, ADVISOR, EVERYBODY, Dimension.SECTOR)
    choices = living.environment.library.catalogue.facts["sectors"].choices
    assert [row.value for row in rows or ()] == [choice.slug for choice in choices]
    told = {r.value: r.figures.told.companies for r in rows or () if r.figures.told is not None}
    assert told == {"medtech": 60}
