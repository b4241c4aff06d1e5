"""Whatever happens: what is told was so when it was told, is of enough, and changes in steps."""

import asyncio
from collections.abc import Iterator
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.environment import Environment
from tests.assessments.services.cells.releasing import NUMBERS, Releasing
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on
from tests.fixtures.laws import examples

dims: Final = st.tuples(
    st.sampled_from((None, "03", "32", "46")),
    st.sampled_from((None, "micro", "small", "large")),
    st.sampled_from((None, "medtech", "diagnostics")),
)
companies: Final = st.integers(0, len(NUMBERS) - 1)
clusters: Final = st.integers(0, 1)
places: Final = st.integers(0, 500)
days: Final = st.sampled_from((0, 1, 93, 300))
many: Final = st.tuples(st.just("many"), companies, st.integers(3, 25), days, dims)
together: Final = st.tuples(
    st.sampled_from(("join_many", "leave_many", "rejoin_many")),
    *(companies, st.integers(2, 30), clusters),
)
steps: Final = st.one_of(
    many,
    many,
    together,
    st.tuples(st.just("withdraw_many"), places, st.integers(1, 12)),
    st.tuples(st.just("erase"), places),
    st.tuples(st.just("erase_company"), companies),
    st.tuples(st.just("regroup"), companies, st.sampled_from((None, 0, 1))),
    st.tuples(st.just("rebuild")),
    st.tuples(st.just("with_minimum"), st.sampled_from((5, 6))),
)
histories: Final = st.lists(st.lists(steps, min_size=1, max_size=5), min_size=2, max_size=5)


@pytest.fixture
def running(fresh_published_dsn: str) -> Iterator[tuple[asyncio.Runner, Environment]]:
    """A database of the test's own, and the loop that its connections belong to."""
    with asyncio.Runner() as runner:
        opened = connected(fresh_published_dsn, size=1)
        environment = runner.run(environment_on(runner.run(opened.__aenter__())))
        yield runner, environment
        runner.run(opened.__aexit__(None, None, None))


async def live(living: Releasing, history: list[list[tuple[Any, ...]]]) -> int:
    await living.empty()
    for between in history:
        for name, *given_ in between:
            await getattr(living, name)(*given_)
        await living.release()
    return len(living.exact)


@pytest.mark.law
def test_what_is_told_was_so_and_changes_in_steps(
    running: tuple[asyncio.Runner, Environment],
) -> None:
    runner, environment = running
    exact = 0

    @given(history=histories)
    @examples(150)
    def law(history: list[list[tuple[Any, ...]]]) -> None:
        nonlocal exact
        exact += runner.run(live(Releasing(environment), history))

    law()
    assert exact >= 10
