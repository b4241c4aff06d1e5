"""What the coverage is held to, and how exactly."""

import json
import re
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from coverage.results import should_fail_under

from scripts.branches import LEAST, main
from tests.architecture.tree import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["coverage"]["report"]


@pytest.mark.parametrize(
    ("covered", "code"), [(9500, 0), (9499, 1), (10000, 0), (0, 1), (9451, 1), (9501, 0)]
)
def test_too_few_branches_fail(
    covered: int,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    totals = {"covered_branches": covered, "num_branches": 10000, "percent_covered": 99.9}
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"totals": totals}), "utf-8")
    monkeypatch.setattr(sys, "argv", ["branches", str(report)])
    assert main() == code
    assert f"{Decimal(covered) / 100:.2f} %" in capsys.readouterr().out


def test_what_is_nearly_enough_is_too_little() -> None:
    needed, precision = SETTINGS["fail_under"], SETTINGS["precision"]
    assert needed == LEAST
    assert [should_fail_under(x, needed, precision) for x in (94.51, 94.99, 95.0)] == [
        True,
        True,
        False,
    ]


def test_only_a_line_of_nothing_but_dots_is_left_out() -> None:
    (dots,) = [pattern for pattern in SETTINGS["exclude_also"] if r"\.\.\." in pattern]
    assert re.search(dots, "        ...", re.MULTILINE)
    for line in ("    return ...", "def f(self) -> int: ...", "x = ...", "# and so on ..."):
        assert not re.search(dots, line, re.MULTILINE)
