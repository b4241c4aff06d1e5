"""``eksportklar content diff``: what an edit changes, in the content and for companies."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from api.commands.database import database_of
from api.commands.effect_words import say_flips, say_levels
from api.commands.expected import EXPECTED, say_expected
from api.commands.options import Root
from api.commands.progress import counted
from api.content_sources import (
    Source,
    UnusableSourceError,
    folder_source,
    is_published,
    published_source,
)
from api.counts import number_of
from api.settings import Settings, load_settings
from assessments.content.differing import NOTHING
from assessments.content.edits import Edit, edits
from assessments.content.library import Library
from assessments.services.effects import Comparison, Effects, add_all
from assessments.services.environment import today_in_norway
from assessments.services.publishing import refusals
from assessments.storage.database import Database, connected
from assessments.storage.results import count_results

DIFFERENT = 1
COULD_NOT_RUN = 2
LONGEST = 300

SOURCE = "A content folder, or `published`, or `published:7` for catalogue 7."


def diff(
    old: Annotated[str, typer.Argument(help=SOURCE)] = "published",
    new: Annotated[
        str | None, typer.Argument(help=f"{SOURCE} The content folder unless given.")
    ] = None,
    root: Root = None,
    *,
    results: Annotated[
        bool | None,
        typer.Option(
            help="Also say what the results in the database would change. Done anyway where OLD or"
            " NEW is `published`."
        ),
    ] = None,
) -> None:
    """Say what differs between two contents, and what that would do to the results there are.

    Without NEW, the content folder is compared with OLD: that of the settings, or `--dir`.

    Ends with 0 when nothing differs, with 1 when something does, and with 2 when the command could
    not do its work.
    """
    if new is not None and root is not None:
        raise typer.BadParameter("NEW and --dir both name the newer content; give one of them.")
    try:
        settings = load_settings()
        names = (old, new or str(root or settings.content_dir))
        asks_database = any(map(is_published, names))
        wanted = asks_database if results is None else results
        with database_of(settings) if asks_database or wanted else nullcontext() as dsn:
            found = asyncio.run(_diff(settings, dsn, names, effects=wanted))
    except UnusableSourceError as error:
        for problem in error.problems:
            typer.echo(f"error: {problem}", err=True)
        say_expected(error)
        raise typer.Exit(COULD_NOT_RUN) from None
    except EXPECTED as error:
        say_expected(error)
        raise typer.Exit(COULD_NOT_RUN) from None
    if found:
        raise typer.Exit(DIFFERENT)


async def _diff(
    settings: Settings, dsn: str | None, names: tuple[str, str], *, effects: bool
) -> bool:
    today = today_in_norway()
    if dsn is None:
        old, new = (folder_source(Path(name), today) for name in names)
        return _say_edits(old, new)
    async with connected(dsn, size=settings.database_pool_size) as database:
        old, new = [await _source(database, name, today) for name in names]
        differs = _say_edits(old, new)
        published = await _published(database)
        if not is_published(names[1]):
            _say_refusals(published, new)
        if effects and differs:
            await _say_effects(database, _as_published(old, new, published), today)
        elif effects:
            typer.echo("No result was evaluated, since nothing differs.")
    return differs


async def _source(database: Database, name: str, today: date) -> Source:
    if is_published(name):
        return await published_source(database, name)
    return folder_source(Path(name), today)


def _say_edits(old: Source, new: Source) -> bool:
    """Print every difference, and tell whether there was one."""
    found = list(edits(old.state, new.state))
    for entry, of_entry in groupby(found, key=lambda edit: edit.entry):
        typer.echo(entry)
        for edit in of_entry:
            for line in _lines(edit):
                typer.echo(f"  {line}")
    differences = number_of(len(found), "difference", "differences")
    entries = number_of(len({edit.entry for edit in found}), "entry", "entries")
    typer.echo(f"{differences} in {entries}.")
    return bool(found)


def _lines(edit: Edit) -> Iterator[str]:
    if not edit.field:
        yield "new" if edit.before is NOTHING else "taken out"
        return
    yield edit.field
    if edit.before is not NOTHING:
        yield f"- {_shown(edit.before)}"
    if edit.after is not NOTHING:
        yield f"+ {_shown(edit.after)}"


def _shown(value: object) -> str:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


async def _published(database: Database) -> Source | None:
    try:
        return await published_source(database, "published")
    except UnusableSourceError:
        return None


def _say_refusals(published: Source | None, new: Source) -> None:
    """Print why `new` could not be published beside what is."""
    if published is None:
        return
    state = new.state
    for refusal in refusals(published.state.questionnaires, state.catalogue, state.questionnaires):
        typer.echo(f"This could not be published. {refusal}")


def _as_published(
    old: Source, new: Source, published: Source | None
) -> tuple[Library, Library] | None:
    """Return both contents with what is published as it is; None where one has errors."""
    if old.library is None or new.library is None:
        return None
    if published is None or published.library is None:
        return old.library, new.library
    versions, beside = published.library.questionnaires, old.library.questionnaires
    return old.library.as_published(versions), new.library.as_published(versions, beside)


async def _say_effects(
    database: Database, contents: tuple[Library, Library] | None, today: date
) -> None:
    if contents is None:
        typer.echo("What results would change is not said, since the content has errors.")
        return
    old, new = contents
    effects = await watched_effects(database, Comparison(old=old, new=new, today=today))
    for line in (*say_levels(effects), *say_flips(effects)):
        typer.echo(line)


async def watched_effects(
    database: Database, comparison: Comparison, *, matches: bool = True
) -> Effects:
    """Return what every result would change, with a progress bar."""
    effects = Effects()
    with counted("results", await count_results(database)) as advance:
        async for _ in add_all(effects, database, comparison, matches=matches):
            advance()
    return effects


async def watched_levels(database: Database, comparison: Comparison) -> Effects:
    """Return what the levels of every result would change, with a progress bar."""
    return await watched_effects(database, comparison, matches=False)
