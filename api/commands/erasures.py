"""``eksportklar erasures``: what was erased stays erased, also where a backup is restored."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.commands.database import on_database
from api.counts import number_of
from assessments.services.environment import utc_now
from assessments.services.erasures import FIRST, NoErasureError, erasures_since, read_erasures
from assessments.services.erasures import reapply as erase_again

app = typer.Typer(
    help="The list of what was erased, to be kept beside backups.", no_args_is_help=True
)


@app.callback()
def erasures() -> None:
    """Write and use the list of what was erased, to be kept beside backups."""


def _moment(said: str) -> datetime:
    moment = _with_zone(said)
    if moment is None:
        raise typer.BadParameter(
            f"{said} is no time with a zone. Write it as 2026-01-31T12:00:00Z."
        )
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise typer.BadParameter(
            f"{said} lies outside the years 1 to 9999 in UTC. Leave `--since` out to list all that"
            " was erased."
        ) from None


def _with_zone(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


@app.command()
def export(
    since: Annotated[
        datetime | None,
        typer.Option(
            help="Only what was erased then or later.", parser=_moment, metavar="2026-01-31T12:00Z"
        ),
    ] = None,
) -> None:
    """Write what was erased, withdrawn, revoked or left, a line of JSON each: what, its id, when.

    What it was is `assessment`, `company`, `consent` or `api_key`, and `figures` for an assessment
    that left figures about many.
    """
    for erasure in on_database(lambda environment: erasures_since(environment, since)):
        typer.echo(erasure.model_dump_json())


@app.command()
def reapply(
    file: Annotated[Path, typer.Argument(help="What `export` wrote.", exists=True, dir_okay=False)],
) -> None:
    """Erase and end again what a restored backup has brought back; once more does no harm."""
    try:
        listed = read_erasures(file.read_bytes(), utc_now())
    except NoErasureError as error:
        typer.echo(
            f"{file}, line {error.line}: this is no erasure as `eksportklar erasures export` writes"
            f" them, with a time from {FIRST:%Y-%m-%d} to now. Nothing was erased; mend the line or"
            " the clock of this machine, or export the file anew.",
            err=True,
        )
        raise typer.Exit(1) from None
    again = on_database(lambda environment: erase_again(environment, listed))
    typer.echo(
        f"{number_of(len(listed), 'erasure', 'erasures')} in the file. There again, and erased now:"
        f" {number_of(again.companies, 'company', 'companies')} and"
        f" {number_of(again.assessments, 'assessment', 'assessments')}. Good again, and ended now:"
        f" {number_of(again.consents, 'consent', 'consents')} and"
        f" {number_of(again.keys, 'API key', 'API keys')}. Counted again in figures about many, and"
        f" taken out now: {number_of(again.results, 'result', 'results')}."
    )
