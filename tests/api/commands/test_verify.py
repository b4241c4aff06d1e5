"""``eksportklar content verify`` and ``content freshness``."""

import shutil
from pathlib import Path

import pytest

from assessments.content.ageing import ageing
from assessments.content.loading import load_folder
from assessments.services.environment import today_in_norway
from tests.fixtures.commands import CommandLine
from tests.fixtures.content import CONTENT
from tests.fixtures.ready_content import edit


@pytest.fixture
def delivered(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


ENTRIES = (
    "schemes/eurostars",
    "organisations/dmp",
    "regulatory_requirements/mdr",
    "procurement_rules/helse-sosial",
    "clusters/helseinn",
)


@pytest.mark.whole
def test_a_check_is_two_lines_and_takes_the_gap_out(
    command_line: CommandLine, delivered: Path
) -> None:
    gaps = delivered / "accepted_gaps.yaml"
    today = today_in_norway().isoformat()
    added = [f"checked_on: '{today}'", "checked_by: 'Kari O''Hara'"]
    for entry in ENTRIES:
        file, slug = delivered / f"{entry}.yaml", entry.rpartition("/")[2]
        before, gaps_before = _lines(file), _lines(gaps)
        ran = command_line.run(
            "content", "verify", slug, "--by", "Kari  O'Hara", "--dir", str(delivered)
        )
        assert (ran.code, ran.err) == (0, [])
        assert ran.out == [f"{entry}.yaml: checked on {today} by Kari O'Hara."]
        assert [line for line in _lines(file) if line not in before] == added
        assert [line for line in _lines(file) if line not in added] == before
        gone = [line for line in gaps_before if line not in _lines(gaps)]
        assert [f"entry: {slug}," in line for line in gone] == [True]
    checked = command_line.run("content", "check", "--dir", str(delivered))
    assert (checked.code, checked.err) == (0, [])


def test_a_later_check_takes_the_place_of_the_earlier(
    command_line: CommandLine, copied: Path
) -> None:
    verify = ("content", "verify", "start-grant", "--dir", str(copied))
    for by, on in (("Kari", "2026-11-02"), ("Ola", "2026-11-04")):
        assert command_line.run(*verify, "--by", by, "--on", on).code == 0
    ran = command_line.run(*verify, "--by", "Per", "--on", "2026-11-03")
    assert ran.code == 1
    refused = "start-grant was checked later, on 2026-11-04; nothing was recorded."
    assert ran.err == [f"eksportklar: {refused}"]
    lines = _lines(copied / "schemes" / "start-grant.yaml")
    assert [line for line in lines if line.startswith("checked")] == [
        "checked_on: '2026-11-04'",
        "checked_by: 'Ola'",
    ]


def test_the_last_gap_leaves_an_empty_list(command_line: CommandLine, copied: Path) -> None:
    file = copied / "schemes" / "start-grant.yaml"
    text = file.read_text("utf-8")
    file.write_text("\n".join(x for x in text.splitlines() if not x.startswith("checked")), "utf-8")
    digest = "{entry: start-grant, rule: unchecked, digest: '0123456789abcdef'}"
    (copied / "accepted_gaps.yaml").write_text(f"gaps:\n  - {digest}\n", "utf-8")
    ran = command_line.run("content", "verify", "start-grant", "--by", "K", "--dir", str(copied))
    assert ran.code == 0, ran.err
    assert _lines(copied / "accepted_gaps.yaml") == ["gaps: []"]
    assert load_folder(copied).problems == []


@pytest.mark.parametrize(
    "value", ["'2026-01-31'", '"2026-01-31"', "2026-01-31", ""], ids=["'", '"', "plain", "none"]
)
def test_no_more_of_a_file_changes_than_the_values(
    command_line: CommandLine, copied: Path, value: str
) -> None:
    file = copied / "schemes" / "start-grant.yaml"
    text = file.read_text("utf-8").replace("checked_by: KN\n", "")
    head, _, tail = text.partition("checked_on: ")
    rest = tail.partition("\n")[2]
    lines = f"{head}checked_on: {value} # by phone, it's #1\n{rest}".replace("\n", "\r\n")
    file.write_bytes(lines.encode())
    file.chmod(0o640)
    ran = command_line.run(
        *("content", "verify", "start-grant", "--by", "Kari", "--on", "2026-02-28"),
        *("--dir", str(copied)),
    )
    assert (ran.code, ran.err) == (0, [])
    wanted = f"{head}checked_on: '2026-02-28' # by phone, it's #1\nchecked_by: 'Kari'\n{rest}"
    assert file.read_bytes().decode() == wanted.replace("\n", "\r\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.glob(".*")) == []


def test_an_entry_with_errors_is_not_checked_off(command_line: CommandLine, copied: Path) -> None:
    file = copied / "schemes" / "start-grant.yaml"
    line = edit(file, "status: active", "valid_to: '2020-01-01'\nstatus: active") + 1
    before = file.read_bytes()
    ran = command_line.run("content", "verify", "start-grant", "--by", "K", "--dir", str(copied))
    assert (ran.code, ran.out) == (1, [])
    assert f"schemes/start-grant.yaml:{line}: " in ran.err[0]
    assert file.read_bytes() == before
    other = command_line.run("content", "verify", "open-advice", "--by", "K", "--dir", str(copied))
    assert other.code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("start-grants", "--by", "K"),
            1,
            "There is no entry start-grants. Did you mean start-grant?",
        ),
        (("uses_ai", "--by", "K"), 1, "There is no entry uses_ai."),
        (("start-grant", "--by", " "), 1, "Say who checked it, in 1 to 100 characters."),
        (("start-grant", "--by", "x" * 101), 1, "Say who checked it"),
        (("start-grant", "--by", "a\x07b"), 1, "Say who checked it"),
        (("start-grant",), 2, "--by"),
        (("start-grant", "--by", "K", "--on", "2199-01-01"), 2, "The day has not come yet."),
        (("start-grant", "--by", "K", "--on", "1.2.2026"), 2, "--on"),
    ],
)
def test_what_cannot_be_recorded_changes_nothing(
    command_line: CommandLine, copied: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    file = copied / "schemes" / "start-grant.yaml"
    before = file.read_text("utf-8")
    ran = command_line.run("content", "verify", *arguments, "--dir", str(copied))
    assert (ran.code, ran.out) == (code, [])
    assert said in " ".join(" ".join(ran.err).split())
    assert file.read_text("utf-8") == before


def test_a_folder_that_cannot_be_read_is_left_alone(
    command_line: CommandLine, copied: Path
) -> None:
    line = edit(copied / "schemes" / "start-grant.yaml", "status: active", "status: sleeping")
    ran = command_line.run("content", "verify", "start-grant", "--by", "K", "--dir", str(copied))
    assert ran.code == 1
    assert f"schemes/start-grant.yaml:{line}: " in ran.err[0]
    assert command_line.run("content", "freshness", "--dir", str(copied)).code == 1


@pytest.mark.whole
def test_the_report_lists_by_reason(command_line: CommandLine, delivered: Path) -> None:
    report = command_line.run("content", "freshness", "--dir", str(delivered)).out
    heads = [line for line in report if not line.startswith("  ")]
    catalogue = load_folder(delivered).catalogue
    assert catalogue is not None
    counts = ageing(catalogue, today_in_norway()).counts
    assert [head.partition(" ")[0] for head in heads] == [str(n) for n in counts.values()]
    assert "  eurostars" in report
    command_line.run(
        *("content", "verify", "eurostars", "--by", "K"),
        *("--on", "2020-01-01", "--dir", str(delivered)),
    )
    report = command_line.run("content", "freshness", "--dir", str(delivered)).out
    assert "  eurostars (2020-01-01)" in report


def test_the_report_names_the_entries_that_rest_on_a_source_without_a_date(
    command_line: CommandLine, copied: Path
) -> None:
    edit(copied / "sources.yaml", "    dated: '2025'\n", "")
    report = command_line.run("content", "freshness", "--dir", str(copied)).out
    at = report.index("1 source without a date, with the entries that rest on it")
    assert report[at + 1 : at + 4] == [
        "  report",
        "    old-grant",
        "1 entry that rests on a source without a date, listed with it",
    ]
