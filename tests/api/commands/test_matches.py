"""``eksportklar matches count``."""

import shutil
from pathlib import Path

import pytest

from assessments.services.environment import Environment
from assessments.services.shelf import Shelf
from assessments.storage.database import Database
from tests.api.commands.test_content import SMALL, edit
from tests.assessments.services.ready import first_one
from tests.fixtures.commands import CommandLine
from tests.fixtures.environment import Clock

GRANT = Path("schemes") / "start-grant.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "content"))


@pytest.fixture
async def with_results(
    on_fresh_database: CommandLine, fresh_database: Database, folder: Path
) -> CommandLine:
    """The command line on a database with the small content and two results."""
    ran = await on_fresh_database.run_beside("content", "publish", "--dir", str(folder))
    assert ran.code == 0
    shelf = Shelf(fresh_database)
    await shelf.refresh()
    environment = Environment(database=fresh_database, shelf=shelf, now=Clock())
    await first_one(environment)
    await first_one(environment)
    return on_fresh_database


async def test_every_offer_is_counted(with_results: CommandLine) -> None:
    ran = await with_results.run_beside("matches", "count", "--as-of", "2026-11-22")
    assert (ran.code, ran.err) == (0, [])
    assert len(ran.out) == len({line.partition(":")[0] for line in ran.out}) > 3
    for line in ran.out:
        counts = line.partition(": ")[2].split(", ")
        assert sum(int(one.partition(" ")[0]) for one in counts) == 2, line


async def test_a_changed_offer_is_counted_as_it_is_in_the_folder(
    with_results: CommandLine, folder: Path
) -> None:
    before = await with_results.run_beside("matches", "count", "start-grant")
    edit(folder / GRANT, "status: active", "status: ended")
    after = await with_results.run_beside("matches", "count", "start-grant", "--dir", str(folder))
    assert after.out == ["start-grant: 2 CLOSED"] != before.out
    assert (await with_results.run_beside("matches", "count", "start-grant")).out == before.out


async def test_facts_worked_out_by_other_content_are_worked_out_anew(
    with_results: CommandLine, fresh_database: Database
) -> None:
    before = await with_results.run_beside("matches", "count")
    for damage in ("facts = NULL, facts_digest = NULL", "facts = '{}', facts_digest = 'old'"):
        await fresh_database.row(f"UPDATE results SET {damage}")  # noqa: S608 - constants above
        assert (await with_results.run_beside("matches", "count")).out == before.out


async def test_other_facts_must_be_published_first(with_results: CommandLine, folder: Path) -> None:
    edit(folder / "facts.yaml", "I Storbritannia?", "I UK?")
    ran = await with_results.run_beside("matches", "count", "--dir", str(folder))
    assert (ran.code, ran.out) == (1, [])
    assert "Publish it first." in ran.err[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "There is no offer nothing."),
        (("--dir", "nowhere"), "nowhere is no folder"),
    ],
)
async def test_what_cannot_be_counted_is_said(
    with_results: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    ran = await with_results.run_beside("matches", "count", *arguments)
    assert (ran.code, ran.out) == (1, [])
    assert said in ran.err[0]


async def test_content_with_errors_is_not_counted(with_results: CommandLine, folder: Path) -> None:
    text = (folder / GRANT).read_text("utf-8")
    (folder / GRANT).write_text(text.replace("fact: ", "fact: no_such_", 1), "utf-8")
    ran = await with_results.run_beside("matches", "count", "--dir", str(folder))
    assert ran.code == 1
    assert "has errors" in ran.err[0]


def test_without_content_there_is_nothing_to_count(on_fresh_database: CommandLine) -> None:
    on_fresh_database.run("migrate")
    assert on_fresh_database.run("matches", "count").code == 1
