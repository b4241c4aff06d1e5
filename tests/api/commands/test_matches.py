"""``eksportklar matches count``."""

from pathlib import Path

import pytest

from assessments.storage.database import Database
from tests.fixtures.commands import CommandLine
from tests.fixtures.ready_content import edit

GRANT = Path("schemes") / "start-grant.yaml"


async def test_every_offer_is_counted(with_results: CommandLine) -> None:
    ran = await with_results.run_beside("matches", "count", "--as-of", "2026-11-22")
    assert (ran.code, ran.err) == (0, [])
    assert len(ran.out) == len({line.partition(":")[0] for line in ran.out}) > 3
    for line in ran.out:
        counts = line.partition(": ")[2].split(", ")
        assert sum(int(one.partition(" ")[0]) for one in counts) == 2, line


async def test_a_changed_offer_is_counted_as_it_is_in_the_folder(
    with_results: CommandLine, copied: Path
) -> None:
    before = await with_results.run_beside("matches", "count", "start-grant")
    edit(copied / GRANT, "status: active", "status: ended")
    after = await with_results.run_beside("matches", "count", "start-grant", "--dir", str(copied))
    assert after.out == ["start-grant: 2 CLOSED"] != before.out
    assert (await with_results.run_beside("matches", "count", "start-grant")).out == before.out


async def test_facts_worked_out_by_other_content_are_worked_out_anew(
    with_results: CommandLine, fresh_database: Database
) -> None:
    before = await with_results.run_beside("matches", "count")
    for facts, digest in ((None, None), ("{}", "old")):
        await fresh_database.row("UPDATE results SET facts = $1, facts_digest = $2", facts, digest)
        assert (await with_results.run_beside("matches", "count")).out == before.out


async def test_other_facts_are_not_counted_with(with_results: CommandLine, copied: Path) -> None:
    edit(copied / "facts.yaml", "I Storbritannia?", "I UK?")
    ran = await with_results.run_beside("matches", "count", "--dir", str(copied))
    assert (ran.code, ran.out) == (1, [])
    assert "only offers differ" in ran.err[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "There is no offer nothing."),
        (("stat-grant",), "There is no offer stat-grant. Did you mean start-grant"),
        (("--dir", "nowhere"), "nowhere is no folder"),
    ],
)
async def test_what_cannot_be_counted_is_said(
    with_results: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    ran = await with_results.run_beside("matches", "count", *arguments)
    assert (ran.code, ran.out) == (1, [])
    assert said in ran.err[0]


async def test_content_with_errors_is_not_counted(with_results: CommandLine, copied: Path) -> None:
    text = (copied / GRANT).read_text("utf-8")
    (copied / GRANT).write_text(text.replace("fact: ", "fact: no_such_", 1), "utf-8")
    ran = await with_results.run_beside("matches", "count", "--dir", str(copied))
    assert ran.code == 1
    assert "has errors" in ran.err[0]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-30", "There is no day 2026-02-30."),
        ("9999-12-31", "Name a day in the years 1900 to 2200."),
        ("0001-01-01", "Name a day in the years 1900 to 2200."),
        ("20260131", "20260131 is no day."),
        ("tomorrow", "tomorrow is no day."),
    ],
)
@pytest.mark.parametrize(
    "command",
    [("matches", "count", "--as-of"), ("content", "verify", "mdr", "--by", "Kari", "--on")],
)
def test_a_day_that_does_not_exist_is_said(
    command_line: CommandLine, command: tuple[str, ...], day: str, said: str
) -> None:
    ran = command_line.run(*command, day)
    assert (ran.code, ran.out) == (2, [])
    words = " ".join(" ".join(ran.err).replace("│", " ").split())
    assert f"Invalid value for '{command[-1]}': {said}" in words
    assert "rror, " not in words


def test_without_content_there_is_nothing_to_count(on_fresh_database: CommandLine) -> None:
    on_fresh_database.run("migrate")
    assert on_fresh_database.run("matches", "count").code == 1
