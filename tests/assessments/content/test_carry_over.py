"""Carry-over: nothing that companies have answered is forgotten or goes astray."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from assessments.content.documents import questionnaire_from, to_document
from assessments.questionnaire.definition import Questionnaire
from tests.assessments.content.copied_folder import QUESTIONNAIRE, Breach, CopiedFolder, each
from tests.fixtures.ready_content import add_version_2

SECOND: Final = "questionnaires/ready/2/questionnaire.yaml"
GROWTH_2: Final = "questionnaires/ready/2/growth.yaml"
MARKET_2: Final = "questionnaires/ready/2/market.yaml"
RULE: Final = "carry-over"


@pytest.fixture
def both(folder: CopiedFolder) -> CopiedFolder:
    """The small folder with version 2, which is right in everything too."""
    add_version_2(folder.root)
    return folder


def _breach(name: str, old: str, new: str, at: str, path: str = SECOND) -> Breach:
    return Breach(name=name, path=path, old=old, new=new, rule=RULE, at=at, at_path=SECOND)


A1: Final = "- {from: A1, to: A10, options: {some: begun, much: null}}"
B1: Final = "- {from: B1, to: B1, options: {'true': paying, 'false': none}}"
SALES: Final = "options: {sales: true, rights: false, nothing: false}"

LAST: Final = ", nothing: false}}\n    - {from: A3, to: A32"

BREACHES: Final = [
    _breach("an unknown old question", "from: A1,", "from: A9,", "from: A9"),
    _breach("an unknown new question", "to: A10,", "to: A11,", "to: A11"),
    _breach("two sources for one", B1, f"{B1}\n    {B1.replace('paying', 'trying')}", "trying"),
    _breach("two sources that fit", "to: A32,", "to: A31,", "to: A31, options: {sales: false"),
    _breach("kinds that do not fit", "from: B1, to: B1,", "from: B2, to: B1,", "from: B2"),
    _breach("an unknown old option", "some: begun", "sums: begun", "sums: begun"),
    _breach("an unknown new option", "some: begun", "some: began", "some: began"),
    _breach("an option where yes or no is asked", SALES, SALES.replace("true", "x"), "sales: x"),
    _breach("yes or no where an option is asked", "some: begun", "some: true", "some: true"),
    _breach("an option without counterpart", "some: begun, much: null", "some: begun", A1[:18]),
    _breach(
        "an option that says neither yes nor no",
        LAST,
        LAST[16:],
        "to: A31",
    ),
    _breach("an unknown dropped question", "question: A4", "question: A9", "question: A9"),
    _breach("carried and dropped", "question: A4", "question: A1", "question: A1"),
    _breach(
        "dropped twice",
        "    - question: A4\n",
        "    - {question: A4, reason: {nb: Nei, en: No}}\n    - question: A4\n",
        "    - question: A4",
    ),
    _breach("neither carried nor dropped", f"    {A1}\n", "", "carry_over:"),
    _breach(
        "an option gone from an undeclared question",
        "{slug: IIa,",
        "{slug: IIb,",
        "carry_over:",
        MARKET_2,
    ),
    _breach("another kind under the same name", f"    {B1}\n", "", "carry_over:"),
    _breach(
        "another unit",
        "    minimum: 0\n    maximum: 100\n",
        "    unit: {nb: stykker, en: pieces}\n    minimum: 0\n    maximum: 100\n",
        "carry_over:",
        GROWTH_2,
    ),
]


def test_version_2_is_right_in_everything(both: CopiedFolder) -> None:
    report = both.check()
    assert report.errors == ()
    keys = [q.questionnaire.item.version for q in report.folder.questionnaires]
    assert keys == [1, 2]


@each(BREACHES)
def test_is_refused(both: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(both)
    found = both.errors()
    assert [problem for problem in found if problem[0] == RULE] == expected


def test_a_version_that_asks_the_same_needs_no_word(both: CopiedFolder) -> None:
    third = both.root / "questionnaires/ready/3"
    shutil.copytree(both.root / "questionnaires/ready/2", third)
    file = third / "questionnaire.yaml"
    text = file.read_text("utf-8").replace("version: 2", "version: 3")
    file.write_text(text[: text.index("carry_over:")], "utf-8")
    assert {rule for rule, _, _ in both.errors()} == {"no-cases"}


def test_what_is_declared_is_published_to_the_letter(ready_versions: list[Questionnaire]) -> None:
    first, second = ready_versions
    assert "carry_over" not in to_document(first)
    read = questionnaire_from(to_document(second))
    assert read == second
    assert read.carry_over is not None
    assert read.carry_over.carried[0].options == {"some": "begun", "much": None}


def test_a_first_version_carries_nothing_over(folder: CopiedFolder) -> None:
    folder.edit(QUESTIONNAIRE, "version: 1\n", "version: 1\ncarry_over: {}\n")
    line = folder.line(QUESTIONNAIRE, "carry_over")
    assert folder.errors() == [(RULE, QUESTIONNAIRE, line)]


def test_saying_nothing_at_all_is_reported_where_the_version_stands(both: CopiedFolder) -> None:
    file: Path = both.root / SECOND
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("carry_over:")], "utf-8")
    line = both.line(SECOND, "version: 2")
    # A1, A3 and A4 are not there any more, and B1 is of another kind
    assert both.errors() == [(RULE, SECOND, line)] * 4


@pytest.mark.parametrize(
    "key", ["carried: [{from: A1, to: A10, into: A11}]", "dropped: [{question: A4}]"]
)
def test_other_keys_are_refused(both: CopiedFolder, key: str) -> None:
    file = both.root / SECOND
    text = file.read_text("utf-8")
    file.write_text(f"{text[: text.index('carry_over:')]}carry_over:\n  {key}\n", "utf-8")
    assert [rule for rule, _, _ in both.errors()] == ["format"]
