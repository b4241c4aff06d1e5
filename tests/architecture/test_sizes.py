"""Modules and functions stay small; what does not is listed with the reason.

The list holds itself to the truth: an exception that is no longer needed fails as well.
"""

import ast
from collections.abc import Iterator, Mapping

from tests.architecture.tree import SOURCES, modules, name_of, tree_of

MODULE_LINES = 250
TEST_LINES = 400
FUNCTION_LINES = 35

FIRST_MIGRATION = "migrations/versions/2026-11-22-0314_create_content_assessments_and_results.py"

LONG_MODULES: Mapping[str, str] = {
    FIRST_MIGRATION: "It creates every table of the first release at once, and never changes.",
    "assessments/errors.py": "Every expected failure stands in one closed list, with its words.",
    "schema/errors.py": "The views of all expected failures stand beside the list of them.",
    "assessments/storage/tables.py": "Every table, in one list to compare the migrations with.",
    "assessments/storage/assessments.py": "Half of it is the SQL of one table, read together.",
}
LONG_TESTS: Mapping[str, str] = {
    "tests/api/test_embedded_database.py": "One real server, put through all that may befall it.",
}
LONG_FUNCTIONS: Mapping[str, str] = {
    f"{FIRST_MIGRATION}:upgrade": "A list of tables, written once and never changed.",
    "assessments/services/demonstration/creating.py:_history": "Three snapshots in a row, no more.",
    "assessments/services/saving.py:save_answers": "One change, with the loop that retries it.",
}


def lines_of(*folders: str) -> dict[str, int]:
    return {name_of(p): len(p.read_text("utf-8").splitlines()) for p in modules(*folders)}


def over(sizes: Mapping[str, int], limit: int) -> set[str]:
    return {name for name, size in sizes.items() if size > limit}


def functions_in(tree: ast.Module, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield each function with its lines, signature and docstring left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            yield f"{prefix}:{node.name}", lines


def test_modules_are_small() -> None:
    assert over(lines_of(*SOURCES), MODULE_LINES) == set(LONG_MODULES)


def test_test_modules_are_small() -> None:
    assert over(lines_of("tests"), TEST_LINES) == set(LONG_TESTS)


def test_functions_are_small() -> None:
    sizes = dict(
        found for path in modules(*SOURCES) for found in functions_in(tree_of(path), name_of(path))
    )
    assert over(sizes, FUNCTION_LINES) == set(LONG_FUNCTIONS)


def test_every_exception_has_a_reason() -> None:
    for exceptions in (LONG_MODULES, LONG_TESTS, LONG_FUNCTIONS):
        assert all(len(reason.split()) >= 5 for reason in exceptions.values())


def test_lines_of_a_function_are_those_of_its_body() -> None:
    source = 'def a(\n    b,\n):\n    """Words.\n\n    More.\n    """\n    c = b\n\n    return c\n'
    assert list(functions_in(ast.parse(source), "m")) == [("m:a", 3)]
    assert list(functions_in(ast.parse('def a():\n    """Words."""\n'), "m")) == [("m:a", 0)]
