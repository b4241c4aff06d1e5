"""Whatever happens: what is told was so when it was told, is of enough, and changes in steps."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.services.environment import Environment
from tests.assessments.services.cells.releasing import NUMBERS, Releasing
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on
from tests.fixtures.laws import at_least, examples

REGIONS: Final = ("03", "32", "46", None)
SIZES: Final = ("micro", "small", "large", None)
SECTORS: Final = ("medtech", "diagnostics", None)
RELEASES: Final = 3
BESIDE: Final = (
    *("many", "many", "join_many", "leave_many", "rejoin_many", "withdraw_many", "erase"),
    *("erase_company", "regroup"),
)
"""What happens beside a release too."""
ALONE: Final = (*BESIDE, "rebuild", "with_minimum")


def dims(chance: Random) -> tuple[str | None, ...]:
    return chance.choice(REGIONS), chance.choice(SIZES), chance.choice(SECTORS)


def history(chance: Random) -> Iterator[tuple[Any, ...]]:
    """Yield what happens, mostly little between two releases, so that steps matter."""
    for first in range(0, len(NUMBERS), 6):
        yield "many", first, 6, chance.choice((0, 93)), dims(chance)
    for cluster, share in ((0, 30), (1, 14)):
        yield "join_many", chance.randrange(len(NUMBERS)), share, cluster
    for _ in range(RELEASES):
        yield ("release",)
        for _ in range(chance.choice((1, 3, 8))):
            yield happening(chance, ALONE)
        yield "release_while", *happening(chance, BESIDE)
    yield ("release",)


def happening(chance: Random, names: Sequence[str]) -> tuple[Any, ...]:
    """Return something that happens, by its name and what it is given."""
    company, count, cluster = (
        chance.randrange(len(NUMBERS)),
        chance.choice((1, 4, 9, 20)),
        chance.randrange(2),
    )
    given_: dict[str, tuple[Any, ...]] = {
        "many": (company, count, chance.choice((0, 93, 300)), dims(chance)),
        "join_many": (company, count, cluster),
        "leave_many": (company, count, cluster),
        "rejoin_many": (company, count, cluster),
        "withdraw_many": (company, count),
        "erase": (company,),
        "erase_company": (company,),
        "regroup": (company, chance.choice((None, 0, 1))),
        "rebuild": (),
        "with_minimum": (chance.choice((5, 5, 6)),),
    }
    name = chance.choice(names)
    return name, *given_[name]


@pytest.fixture
def running(fresh_published_dsn: str) -> Iterator[tuple[asyncio.Runner, Environment]]:
    """A database of the test's own, and the loop that its connections belong to."""
    with asyncio.Runner() as runner:
        opened = connected(fresh_published_dsn, size=3)
        environment = runner.run(environment_on(runner.run(opened.__aenter__())))
        yield runner, environment
        runner.run(opened.__aexit__(None, None, None))


async def live(living: Releasing, seed: int) -> Counter[str]:
    await living.empty()
    for name, *given_ in history(Random(seed)):
        await getattr(living, name)(*given_)
    return living.seen


@pytest.mark.xfail(
    strict=False,
    reason="seed 17467266: a result that is counted anew beside a release has no part; not yet"
    " known whether the release or the model beside it is wrong",
)
@pytest.mark.whole
@pytest.mark.law
def test_what_is_told_was_so_and_changes_in_steps(
    running: tuple[asyncio.Runner, Environment],
) -> None:
    runner, environment = running
    seen = Counter[str]()

    @given(seed=st.integers(0, 2**32))
    @examples(60)
    def law(seed: int) -> None:
        seen.update(runner.run(live(Releasing(environment), seed)))

    law()
    assert {what for what, count in seen.items() if count >= at_least(60)} == {
        *("exact", "noised", "kept", "withheld"),
    }
