"""``eksportklar tokens``: access tokens of respondents."""

import asyncio
from typing import Annotated

import typer

from api.commands.database import database_of
from api.settings import load_settings
from assessments.services.access import revoke_access
from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.database import connected
from schema.ids import parse_id_of

app = typer.Typer(help="Access tokens of respondents.", no_args_is_help=True)


@app.callback()
def tokens() -> None:
    """Access tokens of respondents."""


@app.command()
def revoke(
    assessment: Annotated[str, typer.Argument(help="The assessment's id, as the API gives it.")],
) -> None:
    """Revoke the access token of an assessment, at once and in every process."""
    uuid = parse_id_of("Assessment", assessment)
    if uuid is None:
        typer.echo(
            "This is no id of an assessment. Give `id` as the API gives it for the assessment; it"
            " is not the access token.",
            err=True,
        )
        raise typer.Exit(1)

    async def work(dsn: str) -> bool:
        async with connected(dsn, size=1) as database:
            environment = Environment(database=database, shelf=Shelf(database))
            return await revoke_access(environment, uuid)

    with database_of(load_settings()) as dsn:
        if not asyncio.run(work(dsn)):
            typer.echo("There is no such assessment.", err=True)
            raise typer.Exit(1)
    typer.echo("Revoked.")
