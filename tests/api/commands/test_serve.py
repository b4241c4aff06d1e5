"""``eksportklar serve``: what it says when it cannot start; the journey shows it when it can."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

from tests.assessments.services.ready import first_one
from tests.fixtures.commands import CommandLine
from tests.fixtures.database import connected
from tests.fixtures.environment import environment_on


def test_without_any_content_it_says_what_to_set(
    on_fresh_database: CommandLine, tmp_path: Path
) -> None:
    on_fresh_database.set("CONTENT_DIR", tmp_path / "nowhere")
    ran = on_fresh_database.run("serve")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "EKSPORTKLAR_CONTENT_DIR" in ran.err[0]


def test_broken_content_is_not_served(on_fresh_database: CommandLine, copied: Path) -> None:
    scheme = copied / "schemes" / "start-grant.yaml"
    text = scheme.read_text("utf-8")
    scheme.write_text(text.replace("status: active", "status: sleeping"), "utf-8")
    on_fresh_database.set("CONTENT_DIR", copied)
    ran = on_fresh_database.run("serve")
    assert (ran.code, ran.out) == (1, [])
    assert ran.err[0].startswith("error: schemes/start-grant.yaml:")


def test_a_changed_questionnaire_is_not_served(
    on_fresh_database: CommandLine, copied: Path
) -> None:
    on_fresh_database.run("content", "publish", "--dir", str(copied))
    theme = copied / "questionnaires" / "ready" / "1" / "growth.yaml"
    text = theme.read_text("utf-8")
    theme.write_text(text.replace("en: Growth}", "en: More}"), "utf-8")
    on_fresh_database.set("CONTENT_DIR", copied)
    ran = on_fresh_database.run("serve")
    assert (ran.code, ran.out) == (1, [])
    assert len([line for line in ran.err if "Version 1 of the questionnaire ready" in line]) == 1


OLD_FACTS = """
UPDATE content_versions SET document = replace(document, '"asked":', '"old_asked":')
WHERE kind = 'questionnaire'
"""


OLD_CATALOGUE = """
UPDATE content_versions SET document = replace(document, '"offers":', '"old_offers":'),
    digest = repeat('0', 64)
WHERE kind = 'catalogue'
"""


async def _write_otherwise(dsn: str, change: str = OLD_FACTS) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute(change)
    await connection.close()


async def _make_a_result(dsn: str) -> None:
    async with connected(dsn, size=1) as database:
        await first_one(await environment_on(database))


def test_what_results_were_made_with_is_not_replaced_unread(
    on_fresh_database: CommandLine, fresh_database_dsn: str, copied: Path
) -> None:
    on_fresh_database.run("content", "publish", "--dir", str(copied))
    asyncio.run(_make_a_result(fresh_database_dsn))
    asyncio.run(_write_otherwise(fresh_database_dsn, OLD_CATALOGUE))
    on_fresh_database.set("CONTENT_DIR", copied)
    ran = on_fresh_database.run("serve")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "`eksportklar content publish --accept`" in ran.err[0]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_questionnaire_that_another_release_wrote_is_named(
    on_fresh_database: CommandLine, fresh_database_dsn: str, copied: Path, command: str
) -> None:
    on_fresh_database.run("content", "publish", "--dir", str(copied))
    asyncio.run(_write_otherwise(fresh_database_dsn))
    on_fresh_database.set("CONTENT_DIR", copied)
    ran = on_fresh_database.run(command)
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "questionnaire ready, version 1," in ran.err[0]
    assert "EKSPORTKLAR_DATA_DIR" in ran.err[0]
