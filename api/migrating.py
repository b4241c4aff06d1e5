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
    return config


def migrate(dsn: str, revision: str = HEAD) -> None:
    """Bring the database at `dsn` up to `revision`; what is there already is left alone."""
    command.upgrade(alembic_config(dsn), revision)
