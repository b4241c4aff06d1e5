"""What stands in single files: every refusal names its place."""

import pytest

from assessments.content.problems import Problem
from tests.assessments.content.copied_folder import (
    GROWTH,
    MARKET,
    QUESTIONNAIRE,
    Breach,
    CopiedFolder,
    each,
    is_helpful,
)

CAPITAL = "name: {nb: Kapital, en: Capital}"

BREACHES = [
    Breach(
        name="a text missing in English",
        path="barriers.yaml",
        old=CAPITAL,
        new="name: {nb: Kapital}",
        rule="text",
        at="nb: Kapital",
    ),
    Breach(
        name="a text missing in Norwegian",
        path="barriers.yaml",
        old=CAPITAL,
        new="name: # broken\n      en: Capital",
        rule="text",
        at="broken",
    ),
    Breach(
        name="an empty text",
        path=GROWTH,
        old="en: You have not begun.",
        new="en: ' '",
        rule="text",
        at="en: ' '",
    ),
    Breach(
        name="a text that is null",
        path=GROWTH,
        old="en: You have not begun.",
        new="en: null",
        rule="text",
        at="en: null",
    ),
    Breach(
        name="an unknown key",
        path="schemes/start-grant.yaml",
        old="status: active",
        new="status: active\ncolour: red",
        rule="format",
        at="colour: red",
    ),
    Breach(
        name="a key missing",
        path="schemes/start-grant.yaml",
        old="confidence: sourced\n",
        new="",
        rule="format",
        at="slug: start-grant",
    ),
    Breach(
        name="a yes that is a word",
        path=MARKET,
        old="allow_never: true",
        new="allow_never: yes",
        rule="format",
        at="allow_never: yes",
    ),
    Breach(
        name="a level that is a yes",
        path=GROWTH,
        old="maximum_level: 1",
        new="maximum_level: true",
        rule="format",
        at="maximum_level: true",
    ),
    Breach(
        name="a status that there is not",
        path="schemes/start-grant.yaml",
        old="status: active",
        new="status: lively",
        rule="format",
        at="status: lively",
    ),
    Breach(
        name="a month that there is not",
        path="schemes/start-grant.yaml",
        old="status: active",
        new="status: active\nstatus_since: '2026-13'",
        rule="format",
        at="2026-13",
    ),
    Breach(
        name="a kind of question that there is not",
        path=MARKET,
        old="kind: date",
        new="kind: day",
        rule="format",
        at="slug: B2",
    ),
    Breach(
        name="an operator that there is not",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new="visible_when:\n      answer: A1\n      op: isnt\n      value: none",
        rule="format",
        at="op: isnt",
    ),
    Breach(
        name="a condition that compares nothing",
        path=GROWTH,
        old="visible_when: {answer: A1, op: ne, value: none}",
        new="visible_when: {op: ne, value: none}",
        rule="format",
        at="visible_when",
    ),
    Breach(
        name="a list of options that there is not",
        path="facts.yaml",
        old="options_from: countries",
        new="options_from: planets",
        rule="format",
        at="planets",
    ),
    Breach(
        name="no list where there should be one",
        path="sources.yaml",
        old="sources:",
        new="source:",
        rule="format",
        at="source:",
    ),
    Breach(
        name="a word where keys should be",
        path="sources.yaml",
        old="sources:\n",
        new="sources:\n  - page\n",
        rule="format",
        at="- page",
    ),
    Breach(
        name="no themes",
        path=QUESTIONNAIRE,
        old="themes: [growth, market]",
        new="title_of_themes: none",
        rule="format",
        at="slug: ready",
    ),
    Breach(
        name="a slug that is not the file's name",
        path="schemes/open-advice.yaml",
        old="slug: open-advice",
        new="slug: advice",
        rule="slug",
        at="slug: advice",
    ),
    Breach(
        name="a list where keys should be",
        path="procurement_rules/threshold.yaml",
        old="name: {nb: Terskel, en: Threshold}",
        new="name: [Terskel, Threshold]",
        rule="format",
        at="Terskel",
    ),
    Breach(
        name="a date that is none",
        path="schemes/open-advice.yaml",
        old="valid_to: '2027-12-31'",
        new="valid_to: '2027-12-32'",
        rule="format",
        at="2027-12-32",
    ),
    Breach(
        name="an entry that is not YAML",
        path="procurement_rules/threshold.yaml",
        old="sources: [page]",
        new="sources: [page]]",
        rule="format",
        at="[page]]",
    ),
    Breach(
        name="a list of entries that is not YAML",
        path="sources.yaml",
        old="title: A report",
        new="title: A report: the second",
        rule="format",
        at="the second",
    ),
    Breach(
        name="a file that is not YAML",
        path="words.yaml",
        old="statuses:\n",
        new="statuses: [\n",
        rule="format",
        at="active_changed: {nb",
    ),
]


@each(BREACHES)
def test_is_refused(folder: CopiedFolder, breach: Breach) -> None:
    expected = breach.put(folder)
    assert folder.errors() == expected


def test_the_folder_is_right(folder: CopiedFolder) -> None:
    report = folder.check()
    assert report.errors == ()
    assert report.warnings == ()
    assert report.folder.catalogue is not None


@pytest.mark.parametrize(
    "path", ["about.yaml", "words.yaml", "facts.yaml", "reference/sizes.yaml", MARKET]
)
def test_a_missing_file_is_refused(folder: CopiedFolder, path: str) -> None:
    (folder.root / path).unlink()
    assert folder.errors() == [("format", path, 1)]


def test_while_a_file_cannot_be_used_no_more_is_said(folder: CopiedFolder) -> None:
    folder.edit("barriers.yaml", CAPITAL, "name: {nb: Kapital}")
    folder.edit("schemes/open-advice.yaml", "sources: [page]", "sources: [nowhere]")
    assert folder.errors() == [("text", "barriers.yaml", 3)]
    assert folder.check().folder.catalogue is None


def test_a_problem_says_where_it_is_and_what_to_do(folder: CopiedFolder) -> None:
    folder.edit("barriers.yaml", CAPITAL, "name: {nb: Kapital}")
    (problem,) = folder.check().errors
    assert str(problem) == (
        "barriers.yaml:3: name.en: the text is missing in English; write it [text]"
    )


def test_an_emptied_file_says_what_to_do(folder: CopiedFolder) -> None:
    (folder.root / GROWTH).write_text("", "utf-8")
    assert ("format", GROWTH, 1) in folder.errors()


@pytest.mark.parametrize(
    ("message", "helpful"),
    [
        ("the list is empty; add one", True),
        ("expected keys with values", False),
        ("; add one", False),
        ("the list is empty; ", False),
    ],
)
def test_a_message_without_a_remedy_is_seen(message: str, *, helpful: bool) -> None:
    problem = Problem(path="a.yaml", line=1, rule="format", message=message)
    assert is_helpful(problem) is helpful
