"""``eksportklar migrate``."""

import typer

from api.commands.database import database_of
from api.migrating import migrate as bring_up_to_date
from api.settings import load_settings


def migrate() -> None:
    """Bring the database up to date."""
    with database_of(load_settings()) as dsn:
        bring_up_to_date(dsn)
    typer.echo("The database is up to date.")
