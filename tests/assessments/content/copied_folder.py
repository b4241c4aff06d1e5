"""A small content folder that is right in everything, copied so that a test can break it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assessments.content.checking import Report, check
from assessments.content.problems import Problem

FOLDER = Path(__file__).parent / "folder"
TODAY = date(2026, 11, 22)

QUESTIONNAIRE = "questionnaires/ready/1/questionnaire.yaml"
GROWTH = "questionnaires/ready/1/growth.yaml"
MARKET = "questionnaires/ready/1/market.yaml"
OFFER_CASES = "cases/offers/start-grant.yaml"
QUESTIONNAIRE_CASES = "cases/questionnaires/ready-1.yaml"

Found = tuple[str, str, int]
"""Rule, path and line of a problem."""


def is_helpful(problem: Problem) -> bool:
    """Tell whether a message says what is wrong and then, after a semicolon, what to do."""
    wrong, _, remedy = problem.message.rpartition("; ")
    return min(len(wrong.split()), len(remedy.split())) > 1


class CopiedFolder:
    """A copy of the folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` in the one place where `old` stands."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), "utf-8")

    def line(self, path: str, text: str) -> int:
        """Return the number of the one line that has `text`."""
        lines = (self.root / path).read_text("utf-8").splitlines()
        (number,) = [number for number, line in enumerate(lines, start=1) if text in line]
        return number

    def check(self, today: date = TODAY) -> Report:
        report = check(self.root, today)
        for problem in (*report.errors, *report.warnings):
            assert is_helpful(problem), problem
        return report

    def errors(self) -> list[Found]:
        return [(problem.rule, problem.path, problem.line) for problem in self.check().errors]


@pytest.fixture
def folder(tmp_path: Path) -> CopiedFolder:
    return CopiedFolder(Path(shutil.copytree(FOLDER, tmp_path / "content")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One thing broken, and where the one problem must be: on the line that then has `at`."""

    name: str
    path: str
    old: str
    new: str
    rule: str
    at: str
    at_path: str | None = None

    def put(self, folder: CopiedFolder) -> list[Found]:
        """Break `folder` and return the one problem that there must be."""
        folder.edit(self.path, self.old, self.new)
        path = self.at_path or self.path
        return [(self.rule, path, folder.line(path, self.at))]


def each(breaches: Sequence[Breach]) -> pytest.MarkDecorator:
    """Return the mark that runs a test for every one of `breaches`."""
    names = [breach.name for breach in breaches]
    assert len(set(names)) == len(names)
    return pytest.mark.parametrize("breach", breaches, ids=names)
