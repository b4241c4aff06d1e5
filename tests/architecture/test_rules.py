"""Rules about the rules: no clock, no float, no chance."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import modules, name_of, tree_of

PURE = ("questionnaire", "scoring", "matching", "company")
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter", "localtime", "gmtime"}
CLOCK_MODULES = {"time", "zoneinfo"}


def pure_modules(*packages: str) -> list[Path]:
    return [p for p in modules("assessments") if name_of(p).split("/")[1] in packages]


def called(tree: ast.Module) -> Iterator[str]:
    """Yield the last name of everything that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def clocks_in(tree: ast.Module) -> list[str]:
    """Return what asks a clock: an import of one, or a call such as ``date.today()``."""
    return [
        *(name for name in imported(tree) if name.split(".")[0] in CLOCK_MODULES),
        *(name for name in called(tree) if name in CLOCKS),
    ]


def floats_in(tree: ast.Module) -> list[str]:
    """Return what makes a float: the call, and numbers written as one."""
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        *(name for name in called(tree) if name == "float"),
        *(str(value) for value in constants if isinstance(value, float)),
    ]


def test_rules_ask_no_clock() -> None:
    found = [(name_of(p), c) for p in pure_modules(*PURE) for c in clocks_in(tree_of(p))]
    assert found == []


def test_scores_are_worked_out_without_floats() -> None:
    found = [(name_of(p), f) for p in pure_modules("scoring") for f in floats_in(tree_of(p))]
    assert found == []


def test_the_packages_are_there() -> None:
    found = {name_of(path).split("/")[1] for path in pure_modules(*PURE)}
    assert found == set(PURE)


@pytest.mark.parametrize(
    ("source", "clock"),
    [
        ("import time", "time"),
        ("from time import monotonic", "time"),
        ("from datetime import date\nx = date.today()", "today"),
        ("import datetime as dt\nx = dt.datetime.now(dt.UTC)", "now"),
        ("from datetime import date\nx = date(2026, 11, 22)", None),
    ],
)
def test_a_clock_is_seen(source: str, clock: str | None) -> None:
    assert clocks_in(ast.parse(source)) == ([] if clock is None else [clock])


@pytest.mark.parametrize(
    ("source", "count"), [("x = float(y)", 1), ("x = 0.5", 1), ("x = 1", 0), ("x: float = y", 0)]
)
def test_a_float_is_seen(source: str, count: int) -> None:
    assert len(floats_in(ast.parse(source))) == count
