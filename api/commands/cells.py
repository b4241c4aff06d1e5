"""``eksportklar cells``: the exact cells from which figures about many are made."""

import asyncio
from collections import Counter
from typing import Annotated

import typer

from api.commands.database import database_of, served_database
from api.commands.expected import EXPECTED, say_expected
from api.commands.progress import counted
from api.settings import Settings, load_settings
from assessments.cohorts.disclosure.threshold import Threshold
from assessments.services.cells.comparing import OtherCell
from assessments.services.cells.rebuilding import CONNECTIONS, measure_rest, rebuild
from assessments.services.cells.releasing import CellsDifferError, Released, release
from assessments.services.cells.verifying import Found, OtherResult, Unsettled, verify_cells
from assessments.services.cells.working import keep_cells, settle_some
from assessments.services.environment import Environment
from assessments.services.shelf import NoContentError, Shelf
from assessments.storage.database import connected
from assessments.storage.measures import count_unmeasured
from schema.ids import global_id

app = typer.Typer(help="Figures about many, as they are kept up to date.", no_args_is_help=True)

DIFFERENT = 1
COULD_NOT_RUN = 2
STOPPED: tuple[type[Exception], ...] = (NoContentError, CellsDifferError, *EXPECTED)


@app.callback()
def cells() -> None:
    """Figures about many, as they are kept up to date."""


@app.command("rebuild")
def rebuild_cells() -> None:
    """Count all cells anew from the results.

    The program may go on meanwhile. Results that were submitted before anything was counted are
    counted from then on.
    """
    try:
        settings = load_settings()
        with database_of(settings) as dsn:
            periods = asyncio.run(_rebuild(settings, dsn))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(1) from None
    typer.echo(f"Counted {_many(periods, 'period')} anew.")


@app.command()
def verify() -> None:
    """Compare the cells with a count of all anew, and report every difference.

    Ends with 0 when there is none, with 1 when there is one, and with 2 when the command could not
    do its work. The figures are exact, and are not for publishing.
    """
    try:
        settings = load_settings()
        with database_of(settings) as dsn:
            found = asyncio.run(_verify(settings, dsn))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(COULD_NOT_RUN) from None
    results, others = found[OtherResult], found[OtherCell]
    typer.echo(f"{_many(results, 'result')} and {_many(others, 'cell')} differ.")
    if results or others:
        raise typer.Exit(DIFFERENT)


@app.command()
def work(
    *,
    once: Annotated[
        bool, typer.Option("--once", help="Count what has changed by now, and end.")
    ] = False,
) -> None:
    """Keep the cells up to date, as a process of its own.

    `serve` does the same unless EKSPORTKLAR_CELLS_WORKER is false. Several may run, and any may be
    ended at any moment.
    """
    try:
        settings = load_settings()
        with served_database(settings) as served:
            asyncio.run(_work(settings, served.program, once=once))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(1) from None


@app.command("release")
def release_figures() -> None:
    """Replace the figures that are told of many, where enough has changed.

    The worker does so by itself; this is for who does not want to wait for it.
    """
    try:
        settings = load_settings()
        with served_database(settings) as served:
            asyncio.run(_release(settings, served.program))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(1) from None


async def _release(settings: Settings, dsn: str) -> None:
    async with connected(
        dsn,
        size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
    ) as database:
        shelf = Shelf(database)
        await shelf.refresh()
        environment = Environment(
            database=database, shelf=shelf, threshold=Threshold(settings.minimum_group)
        )
        for questionnaire in sorted({slug for slug, _ in environment.library.questionnaires}):
            done = await release(environment, questionnaire)
            typer.echo(f"{questionnaire}: {_done(done)}")


def _done(done: Released | None) -> str:
    if done is None:
        return "another process makes a release just now; try again in a minute"
    return (
        f"{_many(done.exact, 'cohort')} told of anew exactly, {done.noised} with noise,"
        f" {done.withheld} no more"
    )


async def _rebuild(settings: Settings, dsn: str) -> int:
    total = 0
    size = max(CONNECTIONS, settings.database_pool_size)
    async with connected(dsn, size=size) as database:
        shelf = Shelf(database)
        await shelf.refresh()
        environment = Environment(database=database, shelf=shelf)
        with counted("results", await count_unmeasured(database)) as advance:
            async for page in measure_rest(environment):
                for _ in range(page):
                    advance()
        rebuilt = rebuild(environment)
        _, total = await anext(rebuilt)
        with counted("periods", total) as advance:
            async for _ in rebuilt:
                advance()
    return total


async def _verify(settings: Settings, dsn: str) -> Counter[type[Found]]:
    found: Counter[type[Found]] = Counter()
    async with connected(dsn, size=settings.database_pool_size) as database:
        environment = Environment(database=database, shelf=Shelf(database))
        async for one in verify_cells(environment):
            said = _said(one)
            if said is not None:
                typer.echo(said)
            found[type(one)] += 1
    return found


def _said(found: Found) -> str | None:
    """Return what has been found in words, if there is anything to say."""
    match found:
        case OtherResult():
            name = global_id("Result", found.result_id)
            if not found.should_be:
                return f"{name}: counted, and should not be"
            how = "counted otherwise than it should be" if found.is_counted else "not counted"
            return f"{name}: {how}"
        case OtherCell():
            return (
                f"{' '.join(found.key)}: {found.contributors} contributors, counted anew"
                f" {found.contributors_anew}; {_many(found.counts, 'count')} differ"
            )
        case Unsettled():
            return _unsettled(found)


def _unsettled(found: Unsettled) -> str | None:
    said = [
        f"{_many(found.unmeasured, 'result')} to be measured; run `eksportklar cells rebuild`."
        if found.unmeasured
        else "",
        f"{_many(found.waiting, 'company', 'companies')} to be counted; the worker does."
        if found.waiting
        else "",
    ]
    return " ".join(filter(None, said)) or None


async def _work(settings: Settings, dsn: str, *, once: bool) -> None:
    async with connected(
        dsn,
        size=settings.database_pool_size,
        statement_cache=settings.database_statement_cache,
    ) as database:
        environment = Environment(
            database=database,
            shelf=Shelf(database),
            threshold=Threshold(settings.minimum_group),
        )
        if not once:
            await keep_cells(environment, settings.cells_poll_seconds, settings.release_seconds)
        while await settle_some(environment):
            pass


def _many(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"
