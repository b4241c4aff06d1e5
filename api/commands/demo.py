"""``eksportklar demo``."""

import asyncio
import os
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from api.commands.database import bring_up_to_date, database_of
from api.settings import Settings, load_settings
from assessments.services.cells.rebuilding import CONNECTIONS, rebuild
from assessments.services.demonstration.creating import create_through_services
from assessments.services.demonstration.many import create_many
from assessments.services.environment import Environment
from assessments.services.shelf import NoContentError, Shelf
from assessments.storage.database import DUPLICATE, connected


def demo(
    companies: Annotated[int, typer.Argument(help="How many companies.", min=1)] = 100,
    *,
    seed: Annotated[int, typer.Option(help="The same seed makes the same companies.")] = 1,
    first: Annotated[int, typer.Option(help="The number of the first one.", min=0)] = 0,
    bulk: Annotated[
        bool,
        typer.Option(
            help="Load rows in bulk, for very many: registered companies that count in figures."
        ),
    ] = False,
) -> None:
    """Create made-up companies with submitted assessments, to try things out on."""
    settings = load_settings()
    numbers = range(first, first + companies)
    with database_of(settings) as dsn:
        bring_up_to_date(settings, dsn)
        try:
            asyncio.run(_create(settings, dsn, seed, numbers, bulk=bulk))
        except NoContentError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        except DUPLICATE:
            typer.echo(
                "Some of these companies are there already. Choose another --seed, or go on after"
                " them with --first.",
                err=True,
            )
            raise typer.Exit(1) from None
    typer.echo(f"Created {companies} {'company' if companies == 1 else 'companies'}.")


async def _create(settings: Settings, dsn: str, seed: int, numbers: range, *, bulk: bool) -> None:
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with connected(dsn, size=max(CONNECTIONS, settings.database_pool_size)) as database:
        shelf = Shelf(database)
        await shelf.refresh()
        environment = Environment(database=database, shelf=shelf)
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task("companies", total=len(numbers))
            if bulk:
                workers = os.cpu_count() or 1
                async for added in create_many(environment, seed, numbers, workers):
                    progress.advance(task, added)
                async for _ in rebuild(environment):
                    pass
                return
            async for _ in create_through_services(environment, seed, numbers):
                progress.advance(task)
