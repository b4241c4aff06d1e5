"""SQL stands in storage only: elsewhere no statement is written, and none is run."""

import ast
import re
from collections.abc import Iterator, Mapping

import pytest

from tests.architecture.tree import SOURCES, modules, name_of, tree_of

STATEMENT = re.compile(
    r"\s*(select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\S+(\s*\([^)]*\))?"
    r"\s+as\s|merge\s+into\s|truncate\s|(create|alter|drop)\s+(or\s+replace\s+)?[a-z]+\s"
    r"|copy\s+\S+\s+(from|to)\s|lock\s+table\s|(re)?index\s|vacuum|analyze\b|explain\s"
    r"|set\s+(local\s+)?\w+\s*=|(grant|revoke)\s.*\b(to|from)\b)",
    re.IGNORECASE,
)
"""How a statement begins; a sentence does not begin so."""
FRAGMENT = re.compile(r"\b(FROM|JOIN|WHERE|(GROUP|ORDER) BY|RETURNING|VALUES)\s+[\w$({\"]")
"""A part of a statement, as this project writes them."""
RUNNING = re.compile(r"rows?|execute(many)?|fetch\w*|cursor|prepare|copy_\w+_(to|from)_\w+")
"""Methods of a database or a connection that run a statement."""

STORAGE = "assessments/storage/"
EXCEPTIONS: Mapping[str, str] = {
    "api/embedded_database/server.py": "It creates the role and the database, before storage is.",
    "migrations/env.py": "Locks and time limits around migrations.",
    "migrations/grants.py": "Privileges, given after migrations by whoever ran them.",
    "migrations/replaced.py": "Functions that a revision replaces, as they were.",
    "bench/cells.py": "The same figures by a scan, which the product never makes.",
    "bench/crowd.py": "Very many rows like some, made by the database.",
    "bench/many.py": "What is measured needs fresh statistics of the tables.",
}


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Yield what is written as text, documentation left out; "x" for what an f-string puts in."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            said |= {id(part) for part in node.values}
            parts = (p.value if isinstance(p, ast.Constant) else "x" for p in node.values)
            yield "".join(map(str, parts))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def sql_in(tree: ast.Module) -> Iterator[str]:
    """Yield the statements that a module writes, and the methods by which it runs any."""
    for text in texts_in(tree):
        if STATEMENT.match(text) or FRAGMENT.search(text):
            yield text.strip()
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    names = (func.attr for func in called if isinstance(func, ast.Attribute))
    yield from (f".{name}()" for name in names if RUNNING.fullmatch(name))


def elsewhere() -> dict[str, list[str]]:
    """Return the SQL of each module that is not of storage and no migration."""
    names = {name_of(path): path for path in modules(*SOURCES)}
    return {
        name: found
        for name, path in names.items()
        if not name.startswith((STORAGE, "migrations/versions/"))
        if (found := list(sql_in(tree_of(path))))
    }


def test_sql_stands_in_storage_and_migrations_only() -> None:
    found = elsewhere()
    assert {name: sql for name, sql in found.items() if name not in EXCEPTIONS} == {}
    assert set(EXCEPTIONS) <= set(found), "an exception that is no longer needed"


def test_sql_is_found_where_it_is() -> None:
    storage = [p for p in modules("assessments") if name_of(p).startswith(STORAGE)]
    with_sql = {name_of(path).removeprefix(STORAGE) for path in storage if [*sql_in(tree_of(path))]}
    assert with_sql >= {"assessments.py", "contents.py", "results.py", "database.py"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "SELECT 1"', ["SELECT 1"]),
        ('x = "select id from results"', ["select id from results"]),
        ('x = f"\\n  UPDATE {y} SET z = 1"', ["UPDATE x SET z = 1"]),
        ('x = f"DELETE FROM {y}"', ["DELETE FROM x"]),
        ('x = "id, " + "name FROM results"', ["name FROM results"]),
        ('x = "INSERT INTO a VALUES (1)"', ["INSERT INTO a VALUES (1)"]),
        ('x = "WITH a (b) AS (SELECT 1)"', ["WITH a (b) AS (SELECT 1)"]),
        ("await database.rows(QUERY)", [".rows()"]),
        ("await connection.fetchval(query)", [".fetchval()"]),
        ('"""Select what is shown."""', []),
        ('x = "Selected with care; update what has set."', []),
        ("execute(document)", []),
        ("x.row", []),
    ],
)
def test_sql_is_seen(source: str, found: list[str]) -> None:
    assert list(sql_in(ast.parse(source))) == found
