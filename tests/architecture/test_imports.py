"""What the rules, SQL and the independent evaluator keep to, beyond what import-linter can say.

``pyproject.toml`` says which package may import which. Here the rules have a list of all that they
may import, so that nothing which reads or writes gets in unnamed.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.architecture.tree import modules, name_of, tree_of

RULES = ("questionnaire", "scoring", "matching", "company", "cohorts", "briefs")
OWN = (*(f"assessments.{package}" for package in RULES), "assessments.texts")
ALLOWED: Mapping[str, str] = {
    "abc": "what every kind of answer has to say",
    "bisect": "bands",
    "calendar": "lengths of months",
    "collections": "counting, and the abstract types in collections.abc",
    "csv": "tables in texts",
    "dataclasses": "results",
    "datetime": "dates, which are arguments; test_rules.py forbids asking for today",
    "decimal": "numbers as they are given",
    "difflib": "names that look alike",
    "enum": "closed sets",
    "fractions": "exact numbers",
    "functools": "remembering what was worked out",
    "hashlib": "noise that is the same for the same companies",
    "itertools": "combinations",
    "math": "rounding of exact numbers",
    "operator": "comparisons as functions",
    "pydantic": "authored data",
    "re": "the forms of texts and numbers",
    "stdnum": "check digits of organisation numbers",
    "typing": "types",
    "uuid": "the ids of results",
}
"""All that the rules may import, and what for: nothing that reads, writes, waits or draws lots."""
OUTSIDE = {"open", "input", "print", "eval", "exec", "compile", "__import__", "breakpoint"}
"""What is built in and reaches out, or imports unseen."""

COMPARING = {"tests/reference/test_engine_agrees.py": "It holds the two against each other."}
FOR_REFERENCE = {"yaml", "pytest"}


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield everything that is imported, wherever in the module, with its package in front."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def strangers(tree: ast.Module) -> list[str]:
    """Return what a module of the rules may not import, and what it may not call."""
    called = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call))
    return [
        *(name for name in imported(tree) if not is_within(name, (*OWN, *ALLOWED))),
        *(f.id for f in called if isinstance(f, ast.Name) and f.id in OUTSIDE),
    ]


def rules() -> list[Path]:
    return [p for p in modules("assessments") if name_of(p).split("/")[1] in RULES]


def dependents(tree: ast.Module) -> list[str]:
    """Return what a module of the independent evaluator may not import: anything not its own."""
    allowed = ("tests.reference", *FOR_REFERENCE, *sys.stdlib_module_names)
    return [name for name in imported(tree) if not is_within(name, allowed)]


UNNOTED = {
    "assessments.services.assessing.read_assessment",
    "assessments.services.assessing.read_of_result",
    "assessments.services.company_assessments.read_assessments",
}
"""What reads an assessment without a line in the log; ``services.opening`` shows one."""


def shown_unnoted(tree: ast.Module) -> set[str]:
    """Return what a module reads an assessment by that it may then show, and nobody notes."""
    return UNNOTED & set(imported(tree))


def reference() -> dict[str, list[str]]:
    found = (p for p in modules("tests") if name_of(p).startswith("tests/reference/"))
    return {name_of(path): dependents(tree_of(path)) for path in found}


def test_rules_import_only_what_is_listed() -> None:
    assert [(name_of(p), name) for p in rules() for name in strangers(tree_of(p))] == []


def test_all_that_is_listed_is_imported_by_some_rule() -> None:
    used = {name.split(".")[0] for path in rules() for name in imported(tree_of(path))}
    assert used - {"assessments"} == set(ALLOWED)


@pytest.mark.parametrize(
    ("source", "stranger"),
    [
        ("import urllib.request", ["urllib.request"]),
        ("from secrets import token_hex", ["secrets.token_hex"]),
        ("def f():\n    import subprocess, sqlite3", ["subprocess", "sqlite3"]),
        ("from assessments.storage import results", ["assessments.storage.results"]),
        ("from assessments import errors", ["assessments.errors"]),
        ("import refuse", ["refuse"]),
        ("x = open('y')", ["open"]),
        ("x = __import__('os')", ["__import__"]),
        ("import re\nfrom collections.abc import Set\nfrom assessments import texts", []),
        ("x = y.open()", []),
    ],
)
def test_a_stranger_is_seen(source: str, stranger: list[str]) -> None:
    assert strangers(ast.parse(source)) == stranger


def test_what_is_shown_is_read_by_what_notes_it() -> None:
    shows = [p for root in ("schema", "api") for p in modules(root)]
    assert [name_of(p) for p in shows if shown_unnoted(tree_of(p))] == []
    for name in UNNOTED:
        module, _, function = name.rpartition(".")
        assert shown_unnoted(ast.parse(f"from {module} import {function}")) == {name}


def test_the_independent_evaluator_shares_no_code_with_the_engine() -> None:
    found = reference()
    assert len(found) > len(COMPARING)
    assert {name for name, wrong in found.items() if wrong} == set(COMPARING)


def test_what_depends_on_the_engine_is_seen() -> None:
    for source in ("import assessments", "from tests.fixtures.engine import content"):
        assert len(dependents(ast.parse(source))) == 1
    assert dependents(ast.parse("from tests.reference import values\nimport yaml, json")) == []
