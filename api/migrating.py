"""Brings the database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import migrations

HEAD = "head"


def alembic_config(dsn: str) -> Config:
    """Return Alembic's configuration for the database at `dsn`."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["dsn"] = dsn
    return config


def migrate(dsn: str, revision: str = HEAD) -> None:
    """Bring the database at `dsn` up to `revision`; what is there already is left alone."""
    command.upgrade(alembic_config(dsn), revision)
