"""What is told of cohorts, for all that ask at once by one statement."""

from collections.abc import Callable, Mapping, Sequence

from strawberry.dataloader import DataLoader

from assessments.cohorts.cells import CellKey
from assessments.services.cohorts.reading import (
    FoundFigure,
    ListCounts,
    ShownFigure,
    SoughtFigure,
    read_figures,
)
from assessments.services.environment import Environment
from assessments.services.principals import Principal

FiguresLoader = DataLoader[SoughtFigure, FoundFigure]


def figures_loader(
    environment: Environment, principal_now: Callable[[], Principal]
) -> FiguresLoader:
    """Return the loader of a request; each cohort is read once in it."""

    async def load(sought: Sequence[SoughtFigure]) -> Sequence[FoundFigure]:
        return await read_figures(environment, principal_now(), sought)

    return DataLoader(load_fn=load)


async def shown_of(loader: FiguresLoader, keys: Sequence[CellKey]) -> Mapping[CellKey, ShownFigure]:
    """Return what is told of cohorts, without those that are not told of."""
    found = await loader.load_many([SoughtFigure(key=key) for key in keys])
    pairs = zip(keys, found, strict=True)
    return {key: one.shown for key, one in pairs if one.shown is not None}


async def lists_of(
    loader: FiguresLoader, cluster: CellKey
) -> tuple[ListCounts | None, ShownFigure | None]:
    """Return how long the lists of a cluster are, and what is told of the whole of it."""
    found = await loader.load(SoughtFigure(key=cluster, is_listed=True))
    return found.lists, found.shown
