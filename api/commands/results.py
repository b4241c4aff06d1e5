"""``eksportklar results``: whether results still are what they were."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Annotated, Any, cast
from uuid import UUID

import typer
from pydantic import ValidationError

from api.commands.database import database_of
from api.commands.expected import EXPECTED, say_expected
from api.commands.progress import counted
from api.settings import Settings, load_settings
from assessments.content.differing import NOTHING
from assessments.services.environment import Environment
from assessments.services.shelf import NoContentError, Shelf
from assessments.services.verifying import Verification, count_all, verify_all, verify_named
from assessments.storage.database import connected
from schema.ids import global_id, parse_id_of

app = typer.Typer(help="Submitted results.", no_args_is_help=True)

DIFFERENT = 1
COULD_NOT_RUN = 2
LONGEST = 80
STOPPED: tuple[type[Exception], ...] = (NoContentError, ValidationError, *EXPECTED)


@app.callback()
def results() -> None:
    """Submitted results."""


@app.command()
def verify(
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[RESULT]...", help="Ids, as the API gives them.")
    ] = None,
    *,
    all_results: Annotated[bool, typer.Option("--all", help="Every result there is.")] = False,
) -> None:
    """Compute results anew from what each keeps, and report every difference.

    Ends with 0 when all are as they were, with 1 when one differs or cannot be computed anew, and
    with 2 when the command could not do its work.
    """
    ids = _parsed(named or [], all_results=all_results)
    try:
        settings = load_settings()
        with database_of(settings) as dsn:
            counts = asyncio.run(_verify(settings, dsn, ids))
    except STOPPED as error:
        say_expected(error)
        raise typer.Exit(COULD_NOT_RUN) from None
    differ, stopped = counts["differ"], counts["stopped"]
    noun = "result" if counts.total() == 1 else "results"
    typer.echo(
        f"{counts.total()} {noun}: {counts['equal']} the same, {differ} different, {stopped} not"
        " computed anew."
    )
    if differ or stopped:
        raise typer.Exit(DIFFERENT)


def _parsed(named: Sequence[str], *, all_results: bool) -> Sequence[UUID] | None:
    """Return which results to verify; None for all."""
    if all_results == bool(named):
        raise typer.BadParameter("Name results, or give --all.")
    ids: list[UUID] = []
    for one in named:
        uuid = parse_id_of("Result", one)
        if uuid is None:
            raise typer.BadParameter(f"{one} is no id of a result.")
        ids.append(uuid)
    return ids or None


async def _verify(settings: Settings, dsn: str, ids: Sequence[UUID] | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    async with connected(dsn, size=settings.database_pool_size) as database:
        shelf = Shelf(database)
        await shelf.refresh()
        environment = Environment(database=database, shelf=shelf)
        total = await count_all(environment) if ids is None else len(set(ids))
        with counted("results", total) as advance:
            async for verification in _verifications(environment, ids):
                counts[_report(verification)] += 1
                advance()
    return counts


def _verifications(
    environment: Environment, ids: Sequence[UUID] | None
) -> AsyncIterator[Verification]:
    return verify_all(environment) if ids is None else verify_named(environment, ids)


def _report(verification: Verification) -> str:
    """Print what has been found, if anything, and return how to count it."""
    name = global_id("Result", verification.result_id)
    if verification.obstacle is not None:
        engine = verification.engine_version
        rules = "" if engine is None else f" (engine {engine})"
        typer.echo(f"{name}: not computed anew: {verification.obstacle}{rules}")
        return "stopped"
    for found in verification.differences:
        stored, again = (shown(found.field, v) for v in (found.stored, found.recomputed))
        typer.echo(f"{name}: {found.field}: stored {stored}, computed anew {again}")
    return "differ" if verification.differences else "equal"


def shown(field: str, value: object) -> str:
    """Return `value` in a few words; what people wrote in their own words is not repeated."""
    if value is NOTHING:
        return "nothing"
    if field.endswith(".text") or _has_text(value):
        return "(text)"
    said = json.dumps(value, ensure_ascii=False, default=str)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _has_text(value: object) -> bool:
    return isinstance(value, Mapping) and "text" in cast("Mapping[str, Any]", value)
