"""Writes a new migration from the difference between the tables and an up-to-date database."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from api import embedded_database
from api.migrating import alembic_config, migrate


def main(message: str) -> None:
    """Write the migration `message`."""
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded_database.start(Path(folder)) as database,
    ):
        migrate(database.dsn)
        config = alembic_config(database.dsn)
        config.set_main_option(
            "file_template",
            "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s",
        )
        command.revision(config, message=message, autogenerate=True)


if __name__ == "__main__":
    main(sys.argv[1])
