"""A copy of the small folder, and a database with results that were made by it."""

from pathlib import Path

import pytest

from assessments.storage.database import Database
from tests.assessments.services.ready import first_one
from tests.fixtures.commands import CommandLine
from tests.fixtures.environment import environment_on
from tests.fixtures.ready_content import copy_first


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_first(tmp_path / "content")


@pytest.fixture
async def with_results(
    on_fresh_database: CommandLine, fresh_database: Database, copied: Path
) -> CommandLine:
    """The command line on a database with the small content and two results."""
    ran = await on_fresh_database.run_beside("content", "publish", "--dir", str(copied))
    assert ran.code == 0
    environment = await environment_on(fresh_database)
    await first_one(environment)
    await first_one(environment)
    on_fresh_database.set("CONTENT_DIR", copied)
    return on_fresh_database
