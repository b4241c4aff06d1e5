"""Whatever happens, and whenever the worker runs or is killed: the cells are what a count gives."""

import asyncio
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.environment import Environment
from tests.assessments.services.cells.living import CLUSTERS, COMPANIES, GROUPS, Living
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on
from tests.fixtures.laws import examples

companies: Final = st.integers(0, len(COMPANIES) - 1)
places: Final = st.integers(0, 50)
few: Final = st.integers(1, 4)
days: Final = st.sampled_from((0, 1, 40, 93, 200, 300, 500))
dims: Final = st.tuples(
    st.sampled_from((None, "03", "46")),
    st.sampled_from((None, "1-9")),
    st.sampled_from((None, "medtech", "diagnostics")),
)
counted: Final = st.lists(st.integers(3, 8), unique=True, max_size=4)
clusters: Final = st.integers(0, len(CLUSTERS) - 1)
groups: Final = st.none() | st.integers(0, len(GROUPS) - 1)
submissions: Final = st.tuples(st.just("submit"), companies, days, dims, counted)
steps: Final = st.one_of(
    submissions,
    submissions,
    st.tuples(st.just("withdraw"), places),
    st.tuples(st.just("erase"), places),
    st.tuples(st.just("erase_company"), companies),
    st.tuples(st.just("regroup"), companies, groups),
    st.tuples(st.just("join"), companies, clusters),
    st.tuples(st.just("leave"), companies, clusters),
    st.tuples(st.just("work"), few),
    st.tuples(st.just("kill"), few),
    st.tuples(st.just("rebuild")),
)


@pytest.fixture
def running(fresh_published_dsn: str) -> Iterator[tuple[asyncio.Runner, Environment]]:
    """A database of the test's own, and the loop that its connections belong to."""
    with asyncio.Runner() as runner:
        opened = connected(fresh_published_dsn, size=2)
        environment = runner.run(environment_on(runner.run(opened.__aenter__())))
        yield runner, environment
        runner.run(opened.__aexit__(None, None, None))


async def live(living: Living, history: list[tuple[Any, ...]]) -> None:
    await living.empty()
    for name, *given_ in history:
        await getattr(living, name)(*given_)
    await living.settle()
    kept = await living.cells()
    assert kept == living.world.cells()
    assert await living.rows("cell_outbox") == []
    assert await living.differences() == []
    before = await living.rows("cells"), await living.rows("contributions")
    await living.rebuild()
    assert (await living.rows("cells"), await living.rows("contributions")) == before


@pytest.mark.law
def test_cells_are_what_a_count_gives(running: tuple[asyncio.Runner, Environment]) -> None:
    runner, environment = running

    @given(history=st.lists(steps, min_size=3, max_size=25))
    @examples(80)
    def law(history: list[tuple[Any, ...]]) -> None:
        runner.run(live(Living(environment), history))

    law()
