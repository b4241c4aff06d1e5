"""``eksportklar migrate``."""

import typer

from api.commands.database import bring_up_to_date, database_of
from api.settings import load_settings


def migrate() -> None:
    """Bring the database up to date."""
    settings = load_settings()
    with database_of(settings) as dsn:
        bring_up_to_date(settings, dsn)
    typer.echo("The database is up to date.")
