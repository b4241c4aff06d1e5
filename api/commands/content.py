"""``eksportklar content``: check, publish and show the content files."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.commands.comparing import diff, watched_levels
from api.commands.database import bring_up_to_date, database_of
from api.commands.effect_words import say_levels
from api.commands.expected import say_expected
from api.commands.options import Day, Root
from api.commands.previews.preview import preview, slugs_in
from api.commands.reports import show_report
from api.counts import number_of
from api.publishing import (
    CannotCompareError,
    ContentRefusedError,
    LevelsWouldChangeError,
    Publication,
    publish_folder,
)
from api.settings import Settings, load_settings
from assessments.content.ageing import Ageing, ageing
from assessments.content.catalogue import Catalogue
from assessments.content.checking import check as check_folder
from assessments.content.checking_off import NotCheckedError, check_off
from assessments.content.loading import Folder, load_folder
from assessments.content.nearest import did_you_mean
from assessments.services.environment import today_in_norway
from assessments.services.publishing import PublishingRefusedError
from assessments.storage.database import connected

app = typer.Typer(
    help="Check, compare, publish and look after the content files.", no_args_is_help=True
)


@app.command()
def check(
    root: Root = None,
    *,
    warnings: Annotated[bool, typer.Option(help="List every warning.")] = False,
) -> None:
    """Say what is wrong with the content: file, line, and what to do. Ends with 1 on errors."""
    report = check_folder(root or load_settings().content_dir, today_in_norway())
    show_report(report, all_warnings=warnings)
    errors = number_of(len(report.errors), "error", "errors")
    typer.echo(f"{errors}, {number_of(len(report.warnings), 'warning', 'warnings')}")
    if report.errors:
        raise typer.Exit(1)


app.command()(diff)


@app.command()
def publish(
    root: Root = None,
    *,
    accept: Annotated[
        bool, typer.Option("--accept", help="Publish even if results would change level.")
    ] = False,
) -> None:
    """Check the content and publish it as new versions; running servers take them up.

    Ends with 1 when the content has errors, a case fails, or results would change level.
    """
    settings = load_settings()
    with database_of(settings) as dsn:
        bring_up_to_date(settings, dsn)
        try:
            publication = asyncio.run(_publish(settings, dsn, root, accept=accept))
        except ContentRefusedError as refused:
            show_report(refused.report)
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from None
        except LevelsWouldChangeError as refused:
            for line in say_levels(refused.effects):
                typer.echo(line, err=True)
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from None
        except (PublishingRefusedError, CannotCompareError) as refused:
            typer.echo(str(refused), err=True)
            raise typer.Exit(1) from None
    published = publication.published
    if published.catalogue is None and not published.questionnaires:
        typer.echo("Everything is published already.")
    for slug, version in published.questionnaires:
        typer.echo(f"Published questionnaire {slug}, version {version}.")
    if published.catalogue is not None:
        typer.echo(f"Published catalogue {published.catalogue}.")


async def _publish(settings: Settings, dsn: str, root: Path | None, *, accept: bool) -> Publication:
    folder, unless = root or settings.content_dir, None if accept else watched_levels
    async with connected(dsn, size=1) as database:
        return await publish_folder(database, folder, today_in_norway(), unless)


@app.command()
def show(
    slug: Annotated[str, typer.Argument(help="An entry, fact, barrier, question or check.")],
    root: Root = None,
) -> None:
    """Show an entry as users will see it, in both languages."""
    folder, _ = _read(root)
    lines = preview(folder, slug)
    if not lines:
        hint = did_you_mean(slug, slugs_in(folder))
        typer.echo(f"There is nothing called {slug} in the content.{hint}", err=True)
        raise typer.Exit(1)
    for line in lines:
        typer.echo(line)


def _read(root: Path | None) -> tuple[Folder, Catalogue]:
    """Read the content folder; where a file cannot be used, say so and end with 1."""
    folder = load_folder(root or load_settings().content_dir)
    if folder.catalogue is None:
        for problem in folder.problems:
            typer.echo(f"error: {problem}", err=True)
        raise typer.Exit(1)
    return folder, folder.catalogue


@app.command()
def verify(
    slug: Annotated[str, typer.Argument(help="An offer, organisation, requirement or rule.")],
    by: Annotated[str, typer.Option(help="Who has compared the entry with its provider.")],
    on: Day = None,
    root: Root = None,
) -> None:
    """Record in the entry's file that a person has checked it."""
    today = today_in_norway()
    day = today if on is None else on
    if day > today:
        raise typer.BadParameter("The day has not come yet.")
    try:
        folder = root or load_settings().content_dir
        done = check_off(folder, slug, on=day, by=by, today=today)
    except NotCheckedError as error:
        say_expected(error)
        raise typer.Exit(1) from None
    typer.echo(f"{done.path}: checked on {done.on} by {done.by}.")


WHY_AGEING = {
    "unchecked": ("entry that no person has checked", "entries that no person has checked"),
    "outdated": (
        "entry that was last checked too long ago",
        "entries that were last checked too long ago",
    ),
    "undated": (
        "source without a date, with the entries that rest on it",
        "sources without a date, each with the entries that rest on it",
    ),
    "resting_on_undated": (
        "entry that rests on a source without a date, listed with it",
        "entries that rest on a source without a date, listed with it",
    ),
    "past": (
        "entry whose last day has passed, not said to have ended",
        "entries whose last day has passed, not said to have ended",
    ),
}
"""Why to look at something again: one, and several."""


@app.command()
def freshness(root: Root = None) -> None:
    """List what has to be looked at again: unchecked, checked long ago, undated, past."""
    _, catalogue = _read(root)
    found = ageing(catalogue, today_in_norway())
    for reason, count in found.counts.items():
        typer.echo(number_of(count, *WHY_AGEING[reason]))
        for line in _aged(found, reason):
            typer.echo(f"  {line}")


def _aged(found: Ageing, reason: str) -> Iterator[str]:
    """Yield what there is to look at again for one reason."""
    if reason == "undated":
        for source in found.undated:
            yield source
            yield from (f"  {entry}" for entry in found.resting_on(source))
    elif reason != "resting_on_undated":
        named: Iterable[str] | Mapping[str, date] = getattr(found, reason)
        for slug in named:
            yield slug + (f" ({named[slug]})" if isinstance(named, Mapping) else "")
