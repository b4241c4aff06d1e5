"""What an operator can mend, and every command says in one line."""

import typer

from api.embedded_database import DatabaseStartError
from api.settings import SettingsError
from assessments.services.shelf import UnreadableContentError
from assessments.storage.database import DATABASE_ERRORS, NO_TABLES

EXPECTED: tuple[type[Exception], ...] = (
    SettingsError,
    DatabaseStartError,
    UnreadableContentError,
    *DATABASE_ERRORS,
)


def say_expected(error: Exception) -> None:
    """Write on standard error what stopped a command, and what to do."""
    words = (
        "The database is empty. Run `eksportklar migrate` and `eksportklar content publish` first."
        if isinstance(error, NO_TABLES)
        else str(error)
    )
    typer.echo(f"eksportklar: {words}", err=True)
