"""``eksportklar content diff``, and publishing what would change levels."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from api.commands.effect_words import say_flips, say_levels
from assessments.services.effects import LIMITS, OVERALL, WEIGHT, Effects
from assessments.storage.database import Database
from tests.assessments.services.caller import day, number, options
from tests.assessments.services.ready import FACTS, FIRST_ANSWERS, begin
from tests.fixtures.commands import CommandLine
from tests.fixtures.environment import environment_on
from tests.fixtures.ready_content import FIRST, add_version_2, copy_first, edit

GRANT = Path("schemes") / "start-grant.yaml"
QUESTIONNAIRE = Path("questionnaires/ready/1/questionnaire.yaml")


def test_two_folders_are_compared_without_a_database(
    command_line: CommandLine, copied: Path
) -> None:
    same = command_line.run("content", "diff", str(FIRST), str(copied))
    assert (same.code, same.out, same.err) == (0, ["0 differences in 0 entries."], [])
    edit(copied / GRANT, "status: active", "status: ended")
    ran = command_line.run("content", "diff", str(FIRST), str(copied))
    assert (ran.code, ran.err) == (1, [])
    assert ran.out == [
        "scheme start-grant",
        "  status",
        "  - active",
        "  + ended",
        "1 difference in 1 entry.",
    ]


def test_an_entry_that_is_new_or_gone_is_one_line(command_line: CommandLine, copied: Path) -> None:
    (copied / GRANT).unlink()
    ran = command_line.run("content", "diff", str(FIRST), str(copied))
    assert [x for x in ran.out if "start" in x or "out" in x] == [
        "scheme start-grant",
        "  taken out",
    ]
    ran = command_line.run("content", "diff", str(copied), str(FIRST))
    assert "  new" in ran.out


@pytest.mark.parametrize("name", ["nowhere", "published"])
def test_what_cannot_be_compared_is_said(
    on_fresh_database: CommandLine, name: str, copied: Path
) -> None:
    on_fresh_database.run("migrate")
    ran = on_fresh_database.run("content", "diff", name, str(copied))
    assert (ran.code, ran.out) == (2, [])
    assert name in ran.err[-1]


def test_a_file_that_cannot_be_read_is_named(command_line: CommandLine, copied: Path) -> None:
    line = edit(copied / GRANT, "status: active", "status: sleeping")
    ran = command_line.run("content", "diff", str(FIRST), str(copied))
    assert (ran.code, ran.out) == (2, [])
    assert ran.err[0].startswith(f"error: schemes/start-grant.yaml:{line}: ")


async def test_what_results_would_change_is_counted(
    with_results: CommandLine, copied: Path
) -> None:
    edit(copied / GRANT, "status: active", "status: ended")
    ran = await with_results.run_beside("content", "diff")
    assert ran.code == 1
    assert "0 of 2 results would change level." in ran.out
    assert "2 matches would have another outcome, in 2 of 2 results." in ran.out
    assert "       2 × start-grant: by its status" in ran.out
    named = await with_results.run_beside("content", "diff", "published:1", str(copied))
    assert named.out == ran.out
    unknown = await with_results.run_beside("content", "diff", "published:7", str(copied))
    assert (unknown.code, unknown.err[-1]) == (
        2,
        "eksportklar: Nothing is published as published:7.",
    )
    silent = await with_results.run_beside("content", "diff", "--no-results")
    assert not [line for line in silent.out if "results" in line]


async def test_results_that_stay_the_same_are_counted_too(
    with_results: CommandLine, copied: Path
) -> None:
    edit(copied / GRANT, "en: Start grant", "en: Starting grant")
    ran = await with_results.run_beside("content", "diff")
    assert ran.out[-3:] == [
        "1 difference in 1 entry.",
        "0 of 2 results would change level.",
        "0 matches would have another outcome, in 0 of 2 results.",
    ]


async def test_nothing_is_evaluated_where_nothing_differs(with_results: CommandLine) -> None:
    ran = await with_results.run_beside("content", "diff")
    assert (ran.code, ran.out) == (
        0,
        ["0 differences in 0 entries.", "No result was evaluated, since nothing differs."],
    )


async def test_the_folder_may_be_given_as_to_other_commands(
    with_results: CommandLine, copied: Path, tmp_path: Path
) -> None:
    other = copy_first(tmp_path / "other")
    edit(other / GRANT, "status: active", "status: ended")
    ran = await with_results.run_beside("content", "diff", "--dir", str(other))
    assert (
        ran.out == (await with_results.run_beside("content", "diff", "published", str(other))).out
    )
    assert "  + ended" in ran.out
    older = await with_results.run_beside("content", "diff", str(copied), "--dir", str(other))
    assert (older.code, older.out[-1]) == (1, "1 difference in 1 entry.")
    twice = await with_results.run_beside(
        "content", "diff", str(copied), str(other), "--dir", str(other)
    )
    assert (twice.code, twice.out) == (2, [])
    assert "--dir" in " ".join(twice.err)


async def test_results_are_counted_between_folders_on_request(
    with_results: CommandLine, copied: Path
) -> None:
    edit(copied / GRANT, "status: active", "status: ended")
    ran = await with_results.run_beside("content", "diff", str(FIRST), str(copied), "--results")
    assert "2 matches would have another outcome, in 2 of 2 results." in ran.out


async def test_content_that_means_nothing_is_compared_and_not_evaluated(
    with_results: CommandLine, copied: Path
) -> None:
    text = (copied / GRANT).read_text("utf-8")
    (copied / GRANT).write_text(text.replace("fact: ", "fact: no_such_", 1), "utf-8")
    ran = await with_results.run_beside("content", "diff")
    assert ran.code == 1
    assert ran.out[-1].startswith("What results would change is not said")


async def test_levels_that_would_change_must_be_accepted(
    with_results: CommandLine, copied: Path, fresh_database: Database
) -> None:
    add_version_2(copied)
    edit(
        copied / "questionnaires/ready/2/questionnaire.yaml",
        "minimum_score: 40\n",
        "minimum_score: 39\n",
    )
    refused = await with_results.run_beside("content", "publish")
    assert (refused.code, refused.out) == (1, [])
    assert refused.err[-1].startswith("2 results would change level; nothing was published.")
    assert any("question" in line for line in refused.err)
    rows = await fresh_database.rows("SELECT 1 AS one FROM content_versions")
    assert len(rows) == 2
    accepted = await with_results.run_beside("content", "publish", "--accept")
    assert accepted.code == 0
    assert "Published questionnaire ready, version 2." in accepted.out
    again = await with_results.run_beside("content", "publish")
    assert (again.code, again.out) == (0, ["Everything is published already."])
    edit(copied / GRANT, "en: Start grant", "en: Starting grant")
    edit(copied / CURRENCIES, "EUR: 11.7", "EUR: 11.8")
    later = await with_results.run_beside("content", "diff")
    assert "0 of 2 results would change level." in later.out
    published = await with_results.run_beside("content", "publish")
    assert (published.code, published.out) == (0, ["Published catalogue 3."])


SIZES = "reference/sizes.yaml"
CURRENCIES = "reference/currencies.yaml"
UNKNOWN = "      - theme: market\n        maximum_level: 2\n"
LARGE = """      - theme: market
        maximum_level: 0
        when: {fact: is_sme, op: eq, value: false}
        reason: {nb: Dere er store., en: You are large.}
"""
FIGURES = {
    "employees": number(200),
    "revenue_nok": number(400_000_000),
    "balance_nok": number(400_000_000),
    "largest_corporate_owner_pct": number(0),
}


@pytest.mark.parametrize(
    "change",
    [
        (SIZES, "medium: {employees_below: 250", "medium: {employees_below: 100"),
        (CURRENCIES, "EUR: 11.7", "EUR: 1.17"),
    ],
    ids=["sizes", "rates"],
)
async def test_reference_data_alone_may_change_levels(
    on_fresh_database: CommandLine,
    copied: Path,
    fresh_database: Database,
    change: tuple[str, str, str],
) -> None:
    """A cap holds for whoever is no SME, which follows from figures, limits and rates."""
    edit(
        copied / "questionnaires/ready/1/market.yaml",
        f"    caps:\n{UNKNOWN}",
        f"    caps:\n{LARGE}{UNKNOWN}",
    )
    cases = copied / "cases/questionnaires/ready-1.yaml"
    for lacking in ("[]", "[uses_ai]"):
        edit(cases, f"    missing_facts: {lacking}\n", "")
    on_fresh_database.set("CONTENT_DIR", copied)
    published = await on_fresh_database.run_beside("content", "publish")
    assert published.code == 0, published.err
    caller = await begin(await environment_on(fresh_database), 1)
    await caller.state({**FACTS, **FIGURES})
    await caller.save(FIRST_ANSWERS)
    await caller.submit()
    path, old, new = change
    edit(copied / path, old, new)
    refused = await on_fresh_database.run_beside("content", "publish")
    assert (refused.code, refused.out) == (1, [])
    assert refused.err[-1].startswith("1 result would change level; nothing was published.")
    rows = await fresh_database.rows("SELECT 1 AS one FROM content_versions")
    assert len(rows) == 2
    accepted = await on_fresh_database.run_beside("content", "publish", "--accept")
    assert (accepted.code, accepted.out) == (0, ["Published catalogue 2."])


OF_ANOTHER_RELEASE = """
UPDATE content_versions SET
    document = replace(document, '"slug":', '"old_slug":'),
    digest = CASE kind WHEN 'catalogue' THEN repeat('0', 64) ELSE digest END
WHERE kind = $1
"""


async def test_replacing_what_cannot_be_read_must_be_accepted(
    with_results: CommandLine, fresh_database: Database
) -> None:
    await fresh_database.row(OF_ANOTHER_RELEASE, "catalogue")
    refused = await with_results.run_beside("content", "publish")
    assert (refused.code, refused.out, len(refused.err)) == (1, [], 1)
    assert "`eksportklar content publish --accept`" in refused.err[0]
    assert "catalogue (version 1)" in refused.err[0]
    accepted = await with_results.run_beside("content", "publish", "--accept")
    assert (accepted.code, accepted.out) == (0, ["Published catalogue 2."])


async def test_without_results_what_cannot_be_read_is_replaced(
    with_results: CommandLine, fresh_database: Database
) -> None:
    await fresh_database.row("DELETE FROM results")
    await fresh_database.row(OF_ANOTHER_RELEASE, "catalogue")
    ran = await with_results.run_beside("content", "publish")
    assert (ran.code, ran.out) == (0, ["Published catalogue 2."])


async def test_a_questionnaire_that_cannot_be_read_is_not_replaced(
    with_results: CommandLine, copied: Path, fresh_database: Database
) -> None:
    await fresh_database.row(OF_ANOTHER_RELEASE, "questionnaire")
    edit(copied / GRANT, "status: active", "status: active_changed")
    ran = await with_results.run_beside("content", "publish")
    assert (ran.code, ran.out, len(ran.err)) == (1, [], 1)
    assert "EKSPORTKLAR_DATA_DIR" in ran.err[0]


async def test_what_changes_no_level_is_published_without_asking(
    with_results: CommandLine, copied: Path
) -> None:
    edit(copied / GRANT, "status: active", "status: active_changed")
    ran = await with_results.run_beside("content", "publish")
    assert ran.code == 0, ran.err
    assert "Published catalogue 2." in ran.out


def test_without_results_a_new_version_is_published_without_asking(
    on_fresh_database: CommandLine, copied: Path
) -> None:
    assert on_fresh_database.run("content", "publish", "--dir", str(copied)).code == 0
    add_version_2(copied)
    ran = on_fresh_database.run("content", "publish", "--dir", str(copied))
    assert (ran.code, ran.err) == (0, [])


MARKETS = "reference/markets.yaml"


async def test_a_published_version_counts_with_the_groups_that_it_took_in(
    with_results: CommandLine, copied: Path, fresh_database: Database
) -> None:
    """The question about a customer abroad hangs on what is home, and has a part in the level."""
    caller = await begin(await environment_on(fresh_database), 1)
    await caller.state({**FACTS, "target_markets": options("GB")})
    await caller.save({**FIRST_ANSWERS, "B2": day("2020-01-01")})
    await caller.submit()
    edit(copied / MARKETS, "  HOME: [DE, 'NO']", "  HOME: [DE, 'NO', GB]")
    ran = await with_results.run_beside("content", "diff")
    assert "0 of 3 results would change level." in ran.out
    published = await with_results.run_beside("content", "publish")
    assert (published.code, published.out) == (0, ["Published catalogue 2."])
    _copy_version_1(copied)
    later = await with_results.run_beside("content", "diff")
    assert later.code == 1
    assert later.out[:6] == [
        "questionnaire ready 2",
        "  version",
        "  - 1",
        "  + 2",
        "  groups.HOME.GB",
        "  + GB",
    ]
    assert "1 of 3 results would change level." in later.out
    refused = await with_results.run_beside("content", "publish")
    assert (refused.code, refused.out) == (1, [])


def _copy_version_1(root: Path) -> None:
    """Make version 2 of version 1, with nothing but its number changed."""
    shutil.copytree(root / "questionnaires/ready/1", root / "questionnaires/ready/2")
    edit(root / "questionnaires/ready/2/questionnaire.yaml", "version: 1\n", "version: 2\n")
    cases = root / "cases/questionnaires"
    shutil.copy(cases / "ready-1.yaml", cases / "ready-2.yaml")
    edit(cases / "ready-2.yaml", "version: 1\n", "version: 2\n")


async def test_what_could_not_be_published_is_said(
    on_fresh_database: CommandLine, copied: Path
) -> None:
    derived = "{fact: targets_us, op: eq, value: true}"
    edit(
        copied / QUESTIONNAIRE,
        "themes: [",
        f"checks:\n  - slug: c\n    severity: warning\n    when: {derived}\n"
        "    message: {nb: Se over dette., en: Look at this.}\nthemes: [",
    )
    first = await on_fresh_database.run_beside("content", "publish", "--dir", str(copied))
    assert first.code == 0, first.err
    on_fresh_database.set("CONTENT_DIR", copied)
    old = "    text: {nb: I USA?, en: In the USA?}\n    asked: false\n"
    edit(copied / "facts.yaml", old, old.replace("    asked: false\n", ""))
    differs = await on_fresh_database.run_beside("content", "diff")
    (line,) = [line for line in differs.out if line.startswith("This could not be published.")]
    assert "targets_us" in line
    refused = await on_fresh_database.run_beside("content", "publish")
    assert (refused.code, refused.out) == (1, [])
    assert "targets_us" in refused.err[-1]


@pytest.mark.parametrize("broken", [False, True], ids=["sound", "with errors"])
async def test_a_published_version_that_is_edited_is_refused_before_its_levels_are_asked_for(
    with_results: CommandLine, copied: Path, *, broken: bool
) -> None:
    edit(copied / QUESTIONNAIRE, "minimum_score: 40\n", "minimum_score: 35\n")
    if broken:
        edit(copied / GRANT, "fact: uses_ai", "fact: no_such_fact")
    differs = await with_results.run_beside("content", "diff")
    (line,) = [line for line in differs.out if line.startswith("This could not be published.")]
    assert "Version 1 of the questionnaire ready is published" in line
    assert ("2 of 2 results would change level." in differs.out) is not broken
    if not broken:
        refused = await with_results.run_beside("content", "publish")
        assert (refused.code, refused.out, len(refused.err)) == (1, [], 1)
        assert refused.err[0] in line


def test_results_that_cannot_be_compared_are_said_first_and_counted_out() -> None:
    effects = Effects(results=3, unknown=2)
    first, second = say_levels(effects)
    assert first.startswith("2 of 3 results cannot be compared: ")
    assert second == "0 of 1 result would change level."
    assert list(say_flips(effects)) == ["0 matches would have another outcome, in 0 of 1 result."]


def test_what_moves_a_level_is_said_by_theme() -> None:
    causes = [("growth", WEIGHT), (OVERALL, LIMITS), ("growth", "A1")]
    effects = Effects(results=1, levels_changed=1, questions=Counter(causes))
    assert list(say_levels(effects))[1:] == [
        "       1 × growth: question A1 counts otherwise",
        "       1 × growth: the theme weighs otherwise",
        "       1 × overall: its levels begin elsewhere",
    ]
