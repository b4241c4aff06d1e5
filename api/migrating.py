"""Brings the database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import migrations

HEAD = "head"

WAIT_FOR_A_TABLE = "10s"
"""How long a migration waits for a table; requests queue behind it meanwhile."""


def alembic_config(dsn: str) -> Config:
    """Return Alembic's configuration for the database at `dsn`."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["dsn"] = dsn
    config.attributes["wait_for_a_table"] = WAIT_FOR_A_TABLE
    config.attributes["program_role"] = None
    return config


def migrate(dsn: str, revision: str = HEAD, *, role: str | None = None) -> None:
    """Bring the database at `dsn` up to `revision`; what is there already is left alone.

    At the newest revision `role` may do what the program does, and nothing else.
    """
    config = alembic_config(dsn)
    config.attributes["program_role"] = role if revision == HEAD else None
    command.upgrade(config, revision)
